#pragma once

#include <cstddef>

#include "qbattery/lanes/aligned.hpp"
#include "qbattery/lanes/kernels.hpp"

namespace qbattery::lanes {

/// The next multiple of 8: how long a row is that vectors of every instruction set divide.
constexpr std::size_t padded(std::size_t columns) { return (columns + 7) / 8 * 8; }

/// A small dense matrix laid out for the kernels: row by row, rows padded with zeros.
class Block {
 public:
  Block(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), stride_(padded(columns)), numbers_(rows * stride_) {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t stride() const { return stride_; }
  double* data() { return numbers_.data(); }
  const double* data() const { return numbers_.data(); }
  double& operator()(std::size_t row, std::size_t column) { return data()[row * stride_ + column]; }
  double operator()(std::size_t row, std::size_t column) const {
    return data()[row * stride_ + column];
  }

 private:
  std::size_t rows_;
  std::size_t columns_;
  std::size_t stride_;
  AlignedNumbers numbers_;
};

/// out = start + matrix in. `start` may be `out`, or null for 0; `in` must not be `out`.
inline void add_product(const Block& matrix, const Block* start, const Block& in, Block& out) {
  kernels().add_product(matrix.data(), matrix.stride(), matrix.rows(), matrix.columns(),
                        start == nullptr ? nullptr : start->data(), in.data(), out.data(),
                        in.stride(), in.stride());
}

}  // namespace qbattery::lanes
