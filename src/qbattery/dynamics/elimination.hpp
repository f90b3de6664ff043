#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "qbattery/lanes/traced.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

using TracedVector = std::vector<lanes::Traced>;
using TracedMatrix = std::vector<TracedVector>;  ///< row by row

/// In which order the unknowns of a sparse system are eliminated, chosen once for all numbers that
/// its entries may have: the k-th step takes `columns[k]` from every later row by `rows[k]`.
struct EliminationOrder {
  std::vector<std::size_t> rows;
  std::vector<std::size_t> columns;
  std::size_t products = 0;  ///< how many the elimination takes
};

/// The order that keeps zeros (Markowitz, Management Science 3, 255 (1957)) among pivots that are
/// not small beside their row, judged by a matrix with typical numbers. None where that matrix is
/// singular.
std::optional<EliminationOrder> elimination_order(const RealMatrix& typical);

/// A = L U in that order, of traced numbers. No pivot is looked for where it runs: whoever uses
/// what it solves must check it.
class TracedElimination {
 public:
  TracedElimination(const TracedMatrix& matrix, EliminationOrder order);

  /// x with A x = b.
  TracedVector solve(const TracedVector& b) const;
  /// 1/U_kk.
  const TracedVector& inverse_pivots() const { return inverse_pivots_; }

 private:
  EliminationOrder order_;
  TracedMatrix factors_;  ///< U on and above the diagonal, L below; in the order of elimination
  TracedVector inverse_pivots_;
};

}  // namespace qbattery
