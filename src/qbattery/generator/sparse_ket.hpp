#pragma once

#include "qbattery/generator/linear_equation.hpp"
#include "qbattery/generator/sparse_rows.hpp"

namespace qbattery {

/// psi -> K psi for sparse K: real and imaginary entries apart, since most are one or the other.
class SparseKetMap {
 public:
  explicit SparseKetMap(const SparseMatrix& drift);

  /// See LinearEquation.
  double apply(const Complex* from, Complex* to, const Combination& with) const;

 private:
  SparseRows real_, imaginary_;
};

}  // namespace qbattery
