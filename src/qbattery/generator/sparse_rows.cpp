#include "qbattery/generator/sparse_rows.hpp"

namespace qbattery {

namespace {

template <class Part>
SparseRows rows_of(const SparseMatrix& matrix, Part part) {
  SparseRows rows;
  for (Eigen::Index r = 0; r < matrix.outerSize(); ++r) {
    for (SparseMatrix::InnerIterator it(matrix, r); it; ++it) {
      const double entry = part(it.value());
      if (entry == 0.0) continue;
      rows.places.push_back(static_cast<int>(it.col()));
      rows.entries.push_back(entry);
    }
    rows.starts.push_back(static_cast<int>(rows.places.size()));
  }
  return rows;
}

}  // namespace

SparseRows real_part(const SparseMatrix& matrix) {
  return rows_of(matrix, [](const Complex& z) { return z.real(); });
}

SparseRows imaginary_part(const SparseMatrix& matrix) {
  return rows_of(matrix, [](const Complex& z) { return z.imag(); });
}

}  // namespace qbattery
