#include "qbattery/quantum/decompositions.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <algorithm>

namespace qbattery {

namespace {

// The singular values of M are the largest eigenvalues of [0 M; M' 0], right to rounding of the
// largest. Eigen's divide and conquer (BDCSVD, version 3.4) would be as fast, and is wrong by up to
// 100 % where entries are orders apart.
template <class Dense>
RealVector singular_values_of(const Dense& matrix) {
  const Eigen::Index rows = matrix.rows();
  const Eigen::Index columns = matrix.cols();
  Dense both = Dense::Zero(rows + columns, rows + columns);
  both.bottomLeftCorner(columns, rows) = matrix.adjoint();  // the half that is looked at
  const Eigen::SelfAdjointEigenSolver<Dense> solver(both, Eigen::EigenvaluesOnly);
  return solver.eigenvalues().tail(std::min(rows, columns)).reverse().cwiseMax(0.0);
}

}  // namespace

RealVector singular_values(const RealMatrix& matrix) {
  // Correlations of two two-level systems, asked for along every curve.
  if (matrix.rows() == 3 && matrix.cols() == 3) {
    return Eigen::JacobiSVD<Eigen::Matrix3d>(matrix).singularValues();
  }
  return singular_values_of(matrix);
}

RealVector singular_values(const Matrix& matrix) { return singular_values_of(matrix); }

RealVector hermitian_eigenvalues(const Matrix& hermitian) {
  if (hermitian.rows() == 2) {
    Eigen::SelfAdjointEigenSolver<Eigen::Matrix2cd> solver;
    return solver.computeDirect(hermitian, Eigen::EigenvaluesOnly).eigenvalues();
  }
  return Eigen::SelfAdjointEigenSolver<Matrix>(hermitian, Eigen::EigenvaluesOnly).eigenvalues();
}

HermitianEigensystem hermitian_eigensystem(const Matrix& hermitian) {
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(hermitian);
  return {solver.eigenvalues(), solver.eigenvectors()};
}

}  // namespace qbattery
