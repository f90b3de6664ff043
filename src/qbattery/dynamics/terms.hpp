#pragma once

#include <cstddef>
#include <span>

#include "qbattery/lanes/aligned.hpp"
#include "qbattery/lanes/block.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// The terms of a series, complex vectors of one size, row by row as the kernels want them.
class Terms {
 public:
  /// Room for as many; what was there is lost. Term n + count takes the place of term n.
  void reserve(Eigen::Index size, std::size_t count) {
    size_ = size;
    count_ = count;
    if (count * stride() > numbers_.size())
      numbers_ = lanes::AlignedNumbers(count * stride(), lanes::AlignedNumbers::Unset{});
  }

  Eigen::Index size() const { return size_; }
  /// Doubles from one to the next: an odd number of cache lines, so that the same places of all
  /// terms are in places of the cache that differ.
  std::size_t stride() const {
    const std::size_t lines = lanes::padded(2 * static_cast<std::size_t>(size_)) / 8;
    return 8 * (lines | 1U);
  }
  Complex* operator[](std::size_t n) { return reinterpret_cast<Complex*>(row(n)); }
  const double* data() const { return numbers_.data(); }
  double* row(std::size_t n) { return numbers_.data() + n % count_ * stride(); }
  /// Sets those behind the last number of a term, which kernels read, to 0.
  void close(std::size_t n) {
    double* const row = this->row(n);
    for (std::size_t k = 2 * static_cast<std::size_t>(size_); k < stride(); ++k) row[k] = 0.0;
  }

 private:
  Eigen::Index size_ = 0;
  std::size_t count_ = 1;
  lanes::AlignedNumbers numbers_{0};
};

}  // namespace qbattery
