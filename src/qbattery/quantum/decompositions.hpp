#pragma once

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// Eigen's decompositions, instantiated in one source: each takes its compiler many seconds.

/// In falling order, each right to a few rounding errors of the largest.
RealVector singular_values(const RealMatrix& matrix);
RealVector singular_values(const Matrix& matrix);

/// Eigenvalues of a Hermitian matrix in rising order. Of the matrix, the lower triangle is read.
RealVector hermitian_eigenvalues(const Matrix& hermitian);

/// The same with eigenvectors: hermitian = vectors diag(values) vectors'.
struct HermitianEigensystem {
  RealVector values;
  Matrix vectors;
};
HermitianEigensystem hermitian_eigensystem(const Matrix& hermitian);

}  // namespace qbattery
