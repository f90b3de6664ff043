#include "qbattery/quantum/decompositions.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>

namespace qbattery {

RealVector singular_values(const RealMatrix& matrix) {
  // Correlations of two two-level systems, asked for along every curve.
  if (matrix.rows() == 3 && matrix.cols() == 3) {
    return Eigen::JacobiSVD<Eigen::Matrix3d>(matrix).singularValues();
  }
  return Eigen::BDCSVD<RealMatrix>(matrix).singularValues();
}

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
