#pragma once

#include <vector>

#include "qbattery/generator/linear_equation.hpp"
#include "qbattery/generator/row_sums.hpp"
#include "qbattery/generator/sparse_rows.hpp"

namespace qbattery {

/// psi -> K psi for sparse K = P + i Q, as P psi + Q (i psi): in bands where entries are in few,
/// each of which adds a shifted ket times a number for each place.
class SparseKetMap {
 public:
  explicit SparseKetMap(const SparseMatrix& drift);

  // Sums point at factors, which stay where they are when this is moved.
  SparseKetMap(SparseKetMap&&) = default;
  SparseKetMap(const SparseKetMap&) = delete;
  SparseKetMap& operator=(const SparseKetMap&) = delete;

  /// See LinearEquation.
  double apply(const Complex* from, Complex* to, const Combination& with) const;
  bool is_turned_real() const { return is_in_bands_ && real_.empty(); }
  /// The same with Q of real numbers, where P is 0.
  double apply_real(const double* from, double* to, const RealCombination& with) const;

 private:
  void add_without_bands(const Complex* kets, Complex* to) const;

  Eigen::Index dimension_, stride_;
  Eigen::Index margin_ = 0;  ///< numbers beside a ket that bands read, times 0
  SparseRows real_, imaginary_;
  std::vector<Band> bands_[2];  ///< of P and Q, each entry twice: for real and imaginary parts
  std::vector<Band> turned_;    ///< of Q, each entry once, where P is 0
  bool is_in_bands_;
  RowSums sums_, turned_sums_;
};

}  // namespace qbattery
