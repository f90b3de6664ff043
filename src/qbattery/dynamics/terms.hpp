#pragma once

#include <cstddef>
#include <span>

#include "qbattery/lanes/aligned.hpp"
#include "qbattery/lanes/block.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// The terms of a series, vectors of one size, row by row as the kernels want them.
class Terms {
 public:
  /// Room for `count` of as many doubles; what was there is lost. Term n + count takes the place of
  /// term n.
  void reserve(std::size_t length, std::size_t count) {
    length_ = length;
    count_ = count;
    if (count * stride() > numbers_.size())
      numbers_ = lanes::AlignedNumbers(count * stride(), lanes::AlignedNumbers::Unset{});
  }

  /// Doubles from one to the next: an odd number of cache lines, so that the same places of all
  /// terms are in places of the cache that differ.
  std::size_t stride() const { return stride_of(length_); }
  static std::size_t stride_of(std::size_t length) {
    return 8 * ((lanes::padded(length) / 8) | 1U);
  }
  /// What there is room for.
  std::size_t bytes() const { return numbers_.size() * sizeof(double); }
  Complex* operator[](std::size_t n) { return reinterpret_cast<Complex*>(row(n)); }
  const double* data() const { return numbers_.data(); }
  double* row(std::size_t n) { return numbers_.data() + n % count_ * stride(); }
  /// Sets those behind the last number of a term, which kernels read, to 0.
  void close(std::size_t n) {
    double* const row = this->row(n);
    for (std::size_t k = length_; k < stride(); ++k) row[k] = 0.0;
  }

 private:
  std::size_t length_ = 0;
  std::size_t count_ = 1;
  lanes::AlignedNumbers numbers_{0};
};

}  // namespace qbattery
