#pragma once

#include <functional>
#include <optional>

#include "qbattery/dynamics/jumpless.hpp"
#include "qbattery/generator/sparse_generator.hpp"

namespace qbattery {

/// How large sparse equations are solved.
enum class SparseMethod {
  direct,  ///< LU in an order that keeps it sparse (COLAMD)
  krylov,  ///< GMRES with the part without jumps as preconditioner (dynamics/jumpless)
};

/// Solves A x = b roughly; nothing where it cannot.
using RoughSolve = std::function<std::optional<RealVector>(const RealVector& b)>;

/// A x = b for one A.
class SparseEquations {
 public:
  SparseEquations(const RealSparseMatrix& matrix, RoughSolve rough)
      : matrix_(matrix), rough_(std::move(rough)), norm_(matrix_.norm()) {}

  /// sqrt(sum |A_ij|^2).
  double norm() const { return norm_; }
  /// x, refined until it changes no more; nothing where the residual is then above
  /// 1e-13 (||A|| ||x|| + ||b||), some hundred roundings.
  std::optional<RealVector> solve(const RealVector& b) const;
  /// To some 1e-8 of b.
  std::optional<RealVector> solve_roughly(const RealVector& b) const { return rough_(b); }

 private:
  RealSparseMatrix matrix_;
  RoughSolve rough_;
  double norm_;
};

/// The generator of a master equation on HermitianVectors, in units in which its largest entry is
/// about 1, and what is solved with it.
class SparseLaboratory {
 public:
  /// Without a method: direct up to `most_levels_direct`; above, Krylov spaces, and direct again
  /// where these find their way too slowly and there are no more than `most_levels_fallback`.
  SparseLaboratory(const SparseGenerator& generator, std::optional<SparseMethod> method);

  static constexpr Eigen::Index most_levels_direct = 48;
  static constexpr Eigen::Index most_levels_fallback = 200;
  /// Of the resolvent from 0.
  static constexpr double distance = 1e-4;

  SparseMethod method() const { return method_; }
  const HermitianVectors& vectors() const { return vectors_; }
  /// L rho + e0 tr(rho).
  SparseEquations bordered() const { return equations(bordered_); }
  /// L rho - distance rho.
  SparseEquations resolvent() const;
  /// ||L v|| over the largest singular value of L; that is found by powers of L' L, from below, so
  /// that what comes back is rather too large.
  double residual(const RealVector& v) const;

 private:
  bool prepare_krylov(const SparseGenerator& generator);
  SparseEquations equations(const RealSparseMatrix& matrix) const;

  HermitianVectors vectors_;
  RealSparseMatrix matrix_;
  RealSparseMatrix bordered_;
  SparseMethod method_ = SparseMethod::direct;
  Jumpless without_jumps_;  ///< of Krylov spaces
};

}  // namespace qbattery
