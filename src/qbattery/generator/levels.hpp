#pragma once

#include <vector>

#include "qbattery/model/model.hpp"

namespace qbattery {

/// Some levels of a system, ascending: where a ket stays that begins there.
class Levels {
 public:
  /// `levels` of `all`, which they are counted from 0 in.
  Levels(Eigen::Index all, std::vector<Eigen::Index> levels);

  Eigen::Index size() const { return static_cast<Eigen::Index>(levels_.size()); }
  /// The entries of a ket on these levels.
  Ket of(const Matrix& ket) const;
  /// The rows and columns of a matrix.
  SparseMatrix of(const SparseMatrix& matrix) const;
  /// The ket of all levels that is 0 on the others.
  Matrix whole(const Ket& ket) const;

 private:
  Eigen::Index all_;
  std::vector<Eigen::Index> levels_;
};

/// All that entries of Hermitian matrices lead to, step by step, from where a ket is not 0: what
/// they conserve, as numbers of excitations or parities, keeps it from the rest.
Levels levels_reached_from(const Matrix& ket, const std::vector<const SparseMatrix*>& matrices);

}  // namespace qbattery
