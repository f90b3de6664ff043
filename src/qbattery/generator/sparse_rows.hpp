#pragma once

#include <cstddef>
#include <vector>

#include "qbattery/model/model.hpp"

namespace qbattery {

/// A real sparse matrix, row by row, as kernels read it.
struct SparseRows {
  std::vector<int> starts = {0};
  std::vector<int> places = {};
  std::vector<double> entries = {};

  bool empty() const { return entries.empty(); }
};

SparseRows real_part(const SparseMatrix& matrix);
SparseRows imaginary_part(const SparseMatrix& matrix);

}  // namespace qbattery
