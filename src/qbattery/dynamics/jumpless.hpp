#pragma once

#include <Eigen/Core>

#include "qbattery/generator/sparse_generator.hpp"

namespace qbattery {

/// The inverse of the part of a master equation without jumps,
///   rho -> K rho + rho K' - shift rho,
/// by the Schur form of K (Bartels and Stewart): D^3 operations each time. Where it is used to
/// precondition L, what is left for Krylov spaces to find is how jumps mix states. The shift keeps
/// it from dividing by 0 where a state is dark. In the form in which Eigen's iterative solvers take
/// a preconditioner; vectors are those of HermitianVectors.
class Jumpless {
 public:
  using StorageIndex = int;
  enum { ColsAtCompileTime = Eigen::Dynamic, MaxColsAtCompileTime = Eigen::Dynamic };

  Jumpless() = default;
  Jumpless(const SparseMatrix& drift, double shift);
  /// L stays what it is where each j becomes j + c and H becomes H - i gamma (c* j - c j')/2. With
  /// c = -tr(j rho) the jumps are fluctuations alone, rare in states near rho: of a driven mode,
  /// for one, they leave nearly nothing to mix.
  Jumpless(const SparseGenerator& generator, const Matrix& rho, double shift);

  template <class MatrixType>
  Jumpless& analyzePattern(const MatrixType&) {
    return *this;
  }
  template <class MatrixType>
  Jumpless& factorize(const MatrixType&) {
    return *this;
  }
  template <class MatrixType>
  Jumpless& compute(const MatrixType&) {
    return *this;
  }
  Eigen::ComputationInfo info() const { return Eigen::Success; }

  RealVector solve(const RealVector& packed) const;

 private:
  double shift_ = 0.0;
  Matrix unitary_;     ///< U
  Matrix triangular_;  ///< K = U T U'
};

}  // namespace qbattery
