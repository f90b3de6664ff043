#pragma once

#include <Eigen/SparseCore>
#include <utility>
#include <vector>

#include "qbattery/model/model.hpp"

namespace qbattery {

/// A master equation with given coefficients, as sparse matrices:
///   d rho/dt = K rho + (K rho)' + sum_j gamma_j j rho j',  K = -i H - sum_j gamma_j j' j/2.
struct SparseGenerator {
  SparseMatrix drift;  ///< K
  /// gamma_j and j.
  std::vector<std::pair<double, SparseMatrix>> jumps = {};
};

using RealSparseMatrix = Eigen::SparseMatrix<double, Eigen::RowMajor>;

/// Hermitian matrices of D levels as D^2 real numbers: the diagonal, sqrt(2) Re rho_ij at D i + j
/// and sqrt(2) Im rho_ij at D j + i for i < j. Norms and inner products are those of the matrices.
class HermitianVectors {
 public:
  explicit HermitianVectors(Eigen::Index levels) : levels_(levels) {}

  Eigen::Index size() const { return levels_ * levels_; }
  RealVector pack(const Matrix& hermitian) const;
  Matrix unpack(const RealVector& packed) const;
  /// L of a master equation on such vectors.
  RealSparseMatrix matrix_of(const SparseGenerator& generator) const;

 private:
  Eigen::Index levels_;
};

}  // namespace qbattery
