#include "qbattery/generator/sparse_ket.hpp"

#include <algorithm>
#include <cstdlib>

#include "qbattery/lanes/block.hpp"

namespace qbattery {

namespace {

std::vector<Band> twice_each(std::vector<Band> bands) {
  for (Band& band : bands) {
    std::vector<double> entries;
    for (const double entry : band.entries) entries.insert(entries.end(), 2, entry);
    band.entries = std::move(entries);
  }
  return bands;
}

/// Of a ket, as `stride` numbers: itself and i times it, with zeros behind.
void spread_out(const Complex* from, Eigen::Index size, Eigen::Index stride, double* straight,
                double* turned) {
  std::copy_n(reinterpret_cast<const double*>(from), 2 * size, straight);
  for (Eigen::Index r = 0; r < size; ++r) {
    turned[2 * r] = -straight[2 * r + 1];
    turned[2 * r + 1] = straight[2 * r];
  }
  std::fill_n(straight + 2 * size, stride - 2 * size, 0.0);
  std::fill_n(turned + 2 * size, stride - 2 * size, 0.0);
}

}  // namespace

SparseKetMap::SparseKetMap(const SparseMatrix& drift)
    : dimension_(drift.rows()),
      stride_(static_cast<Eigen::Index>(lanes::padded(2 * static_cast<std::size_t>(dimension_)))),
      real_(real_part(drift)),
      imaginary_(imaginary_part(drift)),
      bands_{twice_each(bands_of(real_, static_cast<std::size_t>(stride_ / 2))),
             twice_each(bands_of(imaginary_, static_cast<std::size_t>(stride_ / 2)))},
      is_in_bands_(real_.empty() == bands_[0].empty() && imaginary_.empty() == bands_[1].empty()) {
  if (!is_in_bands_) sums_.add(1.0, 2 * stride_);
  for (const Eigen::Index k : {0, 1}) {
    for (const Band& band : bands_[k]) {
      if (!is_in_bands_) continue;
      sums_.add(1.0, k * stride_ + 2 * band.offset, band.entries);
      margin_ = std::max(margin_, 2 * std::abs(band.offset));
    }
  }
  sums_.close_row();
  if (!is_turned_real()) return;
  turned_ = bands_of(imaginary_, lanes::padded(static_cast<std::size_t>(dimension_)));
  for (const Band& band : turned_) turned_sums_.add(1.0, band.offset, band.entries);
  turned_sums_.close_row();
}

void SparseKetMap::add_without_bands(const Complex* from, Complex* to) const {
  for (Eigen::Index r = 0; r < dimension_; ++r) {
    double re = 0.0, im = 0.0;
    real_.each(r, [&](Eigen::Index place, double entry) {
      re += entry * from[place].real();
      im += entry * from[place].imag();
    });
    imaginary_.each(r, [&](Eigen::Index place, double entry) {
      re -= entry * from[place].imag();
      im += entry * from[place].real();
    });
    to[r] = {re, im};
  }
}

double SparseKetMap::apply(const Complex* from, Complex* to, const Combination& with) const {
  const Eigen::Index kets = is_in_bands_ ? 2 : 3;
  double* const straight =
      room_for_rows(static_cast<std::size_t>(kets * stride_), static_cast<std::size_t>(margin_));
  double* const turned = straight + stride_;
  spread_out(from, dimension_, stride_, straight, turned);
  if (!is_in_bands_) {
    std::fill_n(turned + stride_, stride_, 0.0);
    add_without_bands(from, reinterpret_cast<Complex*>(turned + stride_));
  }
  // What is multiplied by 0 may be anything that is finite.
  return sums_.apply(
      {.scale = with.scale,
       .shift = with.shift.real(),
       .turn = with.shift.imag(),
       .before = with.before,
       .from = straight,
       .straight = straight,
       .turned = turned,
       .stride = static_cast<std::size_t>(stride_),
       .last = reinterpret_cast<const double*>(with.before != 0.0 ? with.last : from)},
      2 * dimension_, reinterpret_cast<double*>(to));
}

double SparseKetMap::apply_real(const double* from, double* to, const RealCombination& with) const {
  const std::size_t stride = lanes::padded(static_cast<std::size_t>(dimension_));
  double* const straight = room_for_rows(stride, static_cast<std::size_t>(margin_ / 2));
  std::copy_n(from, dimension_, straight);
  std::fill(straight + dimension_, straight + stride, 0.0);
  return turned_sums_.apply({.scale = with.scale,
                             .shift = with.shift,
                             .turn = 0.0,
                             .before = with.before,
                             .from = straight,
                             .straight = straight,
                             .turned = nullptr,
                             .stride = stride,
                             .last = with.before != 0.0 ? with.last : from},
                            dimension_, to);
}

}  // namespace qbattery
