#include "qbattery/generator/sparse_ket.hpp"

#include <algorithm>

#include "qbattery/lanes/kernels.hpp"

namespace qbattery {

namespace {

/// A complex number as the processor takes it: arithmetic of std::complex looks for infinities and
/// takes both parts apart.
using Pair __attribute__((vector_size(16), aligned(8), may_alias)) = double;

Pair pair_at(const Complex* at) { return *reinterpret_cast<const Pair*>(at); }
Pair times_i(Pair z) { return Pair{-z[1], z[0]}; }
Pair both(double x) { return Pair{x, x}; }

Complex times_row(const SparseRows& matrix, Eigen::Index r, const Complex* vector) {
  double re = 0.0, im = 0.0;
  matrix.each(r, [&](Eigen::Index place, double entry) {
    re += entry * vector[place].real();
    im += entry * vector[place].imag();
  });
  return {re, im};
}

std::vector<Band> twice_each(std::vector<Band> bands) {
  for (Band& band : bands) {
    std::vector<double> entries;
    for (const double entry : band.entries) entries.insert(entries.end(), 2, entry);
    band.entries = std::move(entries);
  }
  return bands;
}

}  // namespace

SparseKetMap::Part::Part(SparseRows given)
    : rows(std::move(given)), bands(twice_each(bands_of(rows))) {}

void SparseKetMap::Part::multiply(const Complex* from, Eigen::Index first, Eigen::Index end,
                                  Complex* to) const {
  if (bands.empty()) {
    for (Eigen::Index r = first; r < end; ++r) to[r - first] = times_row(rows, r, from);
    return;
  }
  std::fill_n(to, end - first, 0.0);
  constexpr int starts[] = {0, 1}, place = 0;
  constexpr double one = 1.0;
  for (const Band& band : bands) {
    const auto [begin, stop] =
        band.within(first, end, static_cast<Eigen::Index>(rows.starts.size()) - 1);
    if (begin >= stop) continue;
    lanes::kernels().add_sparse_product(
        {starts, &place, &one}, 1, reinterpret_cast<const double*>(from + begin + band.offset), 0,
        band.entries.data() + 2 * begin, reinterpret_cast<double*>(to + (begin - first)), 0,
        2 * static_cast<std::size_t>(stop - begin));
  }
}

SparseKetMap::SparseKetMap(const SparseMatrix& drift)
    : real_(real_part(drift)), imaginary_(imaginary_part(drift)) {}

double SparseKetMap::apply(const Complex* from, Complex* to, const Combination& with) const {
  constexpr Eigen::Index piece = 128;  // which stay in the nearest cache
  Complex p[piece], q[piece];
  const auto size = static_cast<Eigen::Index>(real_.rows.starts.size()) - 1;
  const Pair scale = both(with.scale), before = both(with.before);
  const Pair shift = both(with.shift.real()), turned = both(with.shift.imag());
  // What is multiplied by 0 may be anything that is finite.
  const Complex* const last = with.before != 0.0 ? with.last : from;
  Pair norm = {};
  for (Eigen::Index first = 0; first < size; first += piece) {
    const Eigen::Index end = std::min(first + piece, size);
    real_.multiply(from, first, end, p);
    imaginary_.multiply(from, first, end, q);
    for (Eigen::Index r = first; r < end; ++r) {
      const Pair now = pair_at(from + r);
      const Pair image = pair_at(p + (r - first)) + times_i(pair_at(q + (r - first)));
      const Pair value =
          scale * image + (shift * now + turned * times_i(now)) - before * pair_at(last + r);
      *reinterpret_cast<Pair*>(to + r) = value;
      norm += value * value;
    }
  }
  return norm[0] + norm[1];
}

}  // namespace qbattery
