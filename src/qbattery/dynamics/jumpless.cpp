#include "qbattery/dynamics/jumpless.hpp"

#include <Eigen/Eigenvalues>

#include "qbattery/support/error.hpp"
#include "qbattery/support/stopping.hpp"

namespace qbattery {

namespace {

// K of the generator whose jumps are j + c: K - sum_j gamma_j (c* j + |c|^2/2).
SparseMatrix drift_about(const SparseGenerator& generator, const Matrix& rho) {
  SparseMatrix drift = generator.drift;
  SparseMatrix identity(drift.rows(), drift.cols());
  identity.setIdentity();
  for (const auto& [rate, jump] : generator.jumps) {
    const Complex c = -Complex((jump * rho).trace());
    drift -= rate * SparseMatrix(std::conj(c) * jump + 0.5 * std::norm(c) * identity);
  }
  return drift;
}

}  // namespace

Jumpless::Jumpless(const SparseMatrix& drift, double shift) : shift_(shift) {
  const Eigen::ComplexSchur<Matrix> schur{Matrix(drift)};
  if (schur.info() != Eigen::Success)
    throw NumericalError("the Schur form of the part without jumps did not converge");
  unitary_ = schur.matrixU();
  triangular_ = schur.matrixT();
}

Jumpless::Jumpless(const SparseGenerator& generator, const Matrix& rho, double shift)
    : Jumpless(drift_about(generator, rho), shift) {}

// Column by column from the last: (T + conj(t_cc) - shift) x_c = b_c - sum_{k > c} conj(t_ck) x_k.
RealVector Jumpless::solve(const RealVector& packed) const {
  throw_if_stopped();
  const Eigen::Index levels = triangular_.rows();
  const HermitianVectors vectors(levels);
  Matrix x = unitary_.adjoint() * vectors.unpack(packed) * unitary_;
  Matrix shifted = triangular_;
  for (Eigen::Index c = levels - 1; c >= 0; --c) {
    const Eigen::Index after = levels - 1 - c;
    x.col(c) -= x.rightCols(after) * triangular_.row(c).tail(after).adjoint();
    const Complex diagonal = std::conj(triangular_(c, c)) - shift_;
    shifted.diagonal().array() = triangular_.diagonal().array() + diagonal;
    shifted.triangularView<Eigen::Upper>().solveInPlace(x.col(c));
  }
  return vectors.pack(unitary_ * x * unitary_.adjoint());
}

}  // namespace qbattery
