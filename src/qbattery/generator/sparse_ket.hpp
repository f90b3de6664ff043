#pragma once

#include <vector>

#include "qbattery/generator/linear_equation.hpp"
#include "qbattery/generator/sparse_rows.hpp"

namespace qbattery {

/// psi -> K psi for sparse K: real and imaginary entries apart, since most are one or the other; in
/// bands where they are in few.
class SparseKetMap {
 public:
  explicit SparseKetMap(const SparseMatrix& drift);

  /// See LinearEquation.
  double apply(const Complex* from, Complex* to, const Combination& with) const;

 private:
  struct Part {
    explicit Part(SparseRows rows);
    /// Entries [first, end) of the product with a vector.
    void multiply(const Complex* from, Eigen::Index first, Eigen::Index end, Complex* to) const;

    SparseRows rows;
    std::vector<Band> bands;  ///< each entry twice: for real and imaginary parts
  };
  Part real_, imaginary_;
};

}  // namespace qbattery
