#include "qbattery/generator/sparse_density.hpp"

#include <algorithm>
#include <cmath>

#include "qbattery/generator/packed_density.hpp"
#include "qbattery/lanes/block.hpp"

namespace qbattery {

namespace {

/// j and e^(i phi) j are the same jump: with the first entry above 0, most are real.
SparseMatrix with_real_entries(SparseMatrix jump) {
  jump.makeCompressed();
  if (jump.nonZeros() == 0) return jump;
  const Complex first = jump.valuePtr()[0];
  if (std::abs(first) > 0.0) jump *= std::conj(first) / std::abs(first);
  return jump;
}

SparseRows operator*(double factor, SparseRows rows) {
  for (double& entry : rows.entries) entry *= factor;
  return rows;
}

// For each number of a matrix: where both factors of a sandwich are dense there would be more.
constexpr std::size_t most_addends = 8;

}  // namespace

SparseDensityMap::SparseDensityMap(const SparseMatrix& drift,
                                   const std::vector<std::pair<double, SparseMatrix>>& jumps)
    : dimension_(drift.rows()),
      stride_(static_cast<Eigen::Index>(lanes::padded(static_cast<std::size_t>(dimension_)))) {
  const auto whole = static_cast<std::size_t>(dimension_ * dimension_);
  const auto add = [&](SparseRows left, SparseRows right, bool of_transpose) {
    if (left.empty() || right.empty()) return;
    std::vector<Band> bands = bands_of(right, static_cast<std::size_t>(stride_));
    if (left.entries.size() * bands.size() > most_addends * whole) bands.clear();
    auto& kind = bands.empty() ? without_bands_ : sandwiches_;
    kind.push_back({std::move(left), std::move(right), of_transpose, std::move(bands)});
  };
  const SparseRows real = real_part(drift), imaginary = imaginary_part(drift);
  add(unit_rows(dimension_), real, false);
  add(unit_rows(dimension_), -1.0 * imaginary, true);
  for (const auto& [rate, jump] : jumps) {
    const SparseMatrix j = with_real_entries(jump);
    const SparseRows x = real_part(j), y = imaginary_part(j);
    add(rate * x, x, false);
    add(rate * y, y, false);
    add(rate * y, x, true);
    add(-rate * x, y, true);
  }
  write_sums(real, imaginary);
}

void SparseDensityMap::write_sums(const SparseRows& real, const SparseRows& imaginary) {
  for (Eigen::Index r = 0; r < dimension_; ++r) {
    real.each(r, [&](Eigen::Index k, double p) { sums_.add(p, row_of(k, false)); });
    imaginary.each(r, [&](Eigen::Index k, double q) { sums_.add(q, row_of(k, true)); });
    if (!without_bands_.empty()) sums_.add(1.0, (2 * dimension_ + r) * stride_);
    for (const Sandwich& each : sandwiches_)
      each.left.each(r, [&](Eigen::Index k, double x) {
        for (const Band& band : each.bands)
          sums_.add(x, row_of(k, each.of_transpose) + band.offset, band.entries);
      });
    sums_.close_row();
  }
}

// (X M) Y', row by row.
void SparseDensityMap::add_without_bands(const double* rows, double* to) const {
  std::fill_n(to, dimension_ * stride_, 0.0);
  RealVector from_left(dimension_);
  for (const Sandwich& each : without_bands_) {
    for (Eigen::Index a = 0; a < dimension_; ++a) {
      from_left.setZero();
      each.left.each(a, [&](Eigen::Index k, double x) {
        from_left +=
            x * Eigen::Map<const RealVector>(rows + row_of(k, each.of_transpose), dimension_);
      });
      for (Eigen::Index b = 0; b < dimension_; ++b) {
        double sum = 0.0;
        each.right.each(b, [&](Eigen::Index place, double y) { sum += y * from_left[place]; });
        to[a * stride_ + b] += sum;
      }
    }
  }
}

double SparseDensityMap::apply(const Complex* from, Complex* to, const Combination& with) const {
  const Eigen::Index matrices = without_bands_.empty() ? 2 : 3;
  const Eigen::Index whole = dimension_ * stride_;
  double* const straight =
      room_for_rows(static_cast<std::size_t>(matrices * whole), static_cast<std::size_t>(stride_));
  const auto* const in = reinterpret_cast<const double*>(from);
  auto* const out = reinterpret_cast<double*>(to);
  lanes::kernels().spread_out(in, static_cast<std::size_t>(dimension_),
                              static_cast<std::size_t>(stride_), straight, straight + whole);
  if (!without_bands_.empty()) add_without_bands(straight, straight + 2 * whole);
  if (dimension_ % 2 != 0) to[packed_size(dimension_) - 1] = 0.0;
  // What is multiplied by 0 may be anything that is finite.
  return sums_.apply({.scale = with.scale,
                      .shift = with.shift.real(),
                      .turn = 0.0,
                      .before = with.before,
                      .from = straight,
                      .straight = straight,
                      .turned = nullptr,
                      .stride = static_cast<std::size_t>(stride_),
                      .last = with.before != 0.0 ? reinterpret_cast<const double*>(with.last) : in},
                     dimension_, out);
}

}  // namespace qbattery
