#include "qbattery/generator/sparse_generator.hpp"

#include <cmath>
#include <numbers>
#include <unsupported/Eigen/KroneckerProduct>

namespace qbattery {

namespace {

constexpr double root = std::numbers::sqrt2;

// The isometry from packed vectors to the entries of matrices, row by row.
SparseMatrix entries_of_packed(int levels) {
  std::vector<Eigen::Triplet<Complex>> entries;
  entries.reserve(2 * static_cast<std::size_t>(levels) * static_cast<std::size_t>(levels));
  for (int r = 0; r < levels; ++r) {
    entries.emplace_back(r * levels + r, r * levels + r, 1.0);
    for (int c = r + 1; c < levels; ++c) {
      const int upper = r * levels + c;
      const int lower = c * levels + r;
      entries.emplace_back(upper, upper, 1.0 / root);
      entries.emplace_back(lower, upper, 1.0 / root);
      entries.emplace_back(upper, lower, Complex(0.0, 1.0 / root));
      entries.emplace_back(lower, lower, Complex(0.0, -1.0 / root));
    }
  }
  SparseMatrix isometry(levels * levels, levels * levels);
  isometry.setFromTriplets(entries.begin(), entries.end());
  return isometry;
}

}  // namespace

RealVector HermitianVectors::pack(const Matrix& hermitian) const {
  RealVector packed(size());
  for (Eigen::Index r = 0; r < levels_; ++r) {
    packed(r * levels_ + r) = hermitian(r, r).real();
    for (Eigen::Index c = r + 1; c < levels_; ++c) {
      packed(r * levels_ + c) = root * hermitian(r, c).real();
      packed(c * levels_ + r) = root * hermitian(r, c).imag();
    }
  }
  return packed;
}

Matrix HermitianVectors::unpack(const RealVector& packed) const {
  Matrix hermitian(levels_, levels_);
  for (Eigen::Index r = 0; r < levels_; ++r) {
    hermitian(r, r) = packed(r * levels_ + r);
    for (Eigen::Index c = r + 1; c < levels_; ++c) {
      hermitian(r, c) = Complex(packed(r * levels_ + c), packed(c * levels_ + r)) / root;
      hermitian(c, r) = std::conj(hermitian(r, c));
    }
  }
  return hermitian;
}

RealSparseMatrix HermitianVectors::matrix_of(const SparseGenerator& generator) const {
  SparseMatrix identity(levels_, levels_);
  identity.setIdentity();
  const SparseMatrix conjugate = generator.drift.conjugate();
  SparseMatrix whole(Eigen::kroneckerProduct(generator.drift, identity));
  whole += SparseMatrix(Eigen::kroneckerProduct(identity, conjugate));
  for (const auto& [rate, jump] : generator.jumps) {
    const SparseMatrix other = jump.conjugate();
    whole += rate * SparseMatrix(Eigen::kroneckerProduct(jump, other));
  }
  const SparseMatrix isometry = entries_of_packed(static_cast<int>(levels_));
  const SparseMatrix adjoint = isometry.adjoint();
  const SparseMatrix product = adjoint * whole;
  return RealSparseMatrix(SparseMatrix(product * isometry).real()).pruned(1.0, 1e-300);
}

}  // namespace qbattery
