#pragma once

#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// Operators of one two-level system in the basis |e> = (1, 0), |g> = (0, 1).
Matrix sigma_x();
Matrix sigma_y();
Matrix sigma_z();      ///< |e><e| - |g><g|
Matrix sigma_plus();   ///< |e><g|
Matrix sigma_minus();  ///< |g><e|

Matrix identity(int dimension);
SparseMatrix sparse_identity(int dimension);

/// Kronecker product a (x) b: the index of `a` is the more significant one.
Matrix tensor(const Matrix& a, const Matrix& b);
SparseMatrix tensor(const SparseMatrix& a, const SparseMatrix& b);

/// 1 (x) ... (x) `local` (x) ... (x) 1 with `local` at place `subsystem`.
/// Throws InvalidInput where the place does not exist or the dimension does not fit.
Matrix embed(const Matrix& local, int subsystem, const Dimensions& dimensions);

/// The partial trace onto some subsystems, prepared once for many states of the same space.
class PartialTrace {
 public:
  /// `keep` lists the subsystems that stay, in the order wanted in the result.
  /// Throws InvalidInput where one of them is absent or listed twice, or they have more than 2048
  /// levels together.
  PartialTrace(const Dimensions& dimensions, const std::vector<int>& keep);

  /// rho_X = tr_rest[rho]; in the paper after Eqs. (3) and (5). `rho` is D x D with D the product
  /// of all dimensions, or a ket (D x 1) for |psi><psi|. Throws InvalidInput on another shape.
  Matrix operator()(const Matrix& rho) const;

 private:
  Matrix of_ket(const Matrix& ket) const;

  int total_;
  int kept_dimension_;
  std::vector<int> kept_, traced_;  ///< indices in the whole are a sum of one of each
};

/// A Hermitian operator of some subsystems, prepared once for many states of the whole: the reduced
/// state is never made, only what the operator's entries other than 0 look at.
class LocalObservable {
 public:
  /// `op` acts on the subsystems that `keep` lists, in this order. Throws InvalidInput as
  /// PartialTrace does, and where `op` has another size.
  LocalObservable(const Dimensions& dimensions, const std::vector<int>& keep, const Matrix& op);

  /// tr[op rho], of a density matrix or a ket.
  double operator()(const Matrix& state) const;
  /// Its change where the state changes by `change`: tr[op d rho], of a ket 2 Re <psi|op|d psi>.
  double operator()(const Matrix& state, const Matrix& change) const;

 private:
  struct Entry {
    int row, column;  ///< where in the whole, the rest being at level 0
    Complex value;
  };
  template <class Element>
  double sum(Element element) const;
  double of_kets(const Matrix& bra, const Matrix& ket) const;

  int total_;
  std::vector<Entry> entries_;  ///< of `op`, other than 0
  std::vector<int> traced_;     ///< what is added for each level of the rest
};

/// The partial trace of a single state.
Matrix partial_trace(const Matrix& rho, const Dimensions& dimensions, const std::vector<int>& keep);

}  // namespace qbattery
