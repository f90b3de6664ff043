#pragma once

#include <utility>
#include <vector>

#include "qbattery/model/model.hpp"

namespace qbattery {

/// rho -> K rho + (K rho)' + sum_j gamma_j j rho j' for Hermitian rho, K and j sparse. Real and
/// imaginary parts of K are applied apart, so that all products are of real numbers with rows of
/// rho. Scratch memory of its own: for one thread.
class SparseDensityMap {
 public:
  /// `jumps` are gamma_j and j; they are copied.
  SparseDensityMap(const SparseMatrix& drift,
                   const std::vector<std::pair<double, SparseMatrix>>& jumps);

  /// Matrices row by row, `from` Hermitian. `to` is Hermitian to the last bit.
  void apply(const Ket& from, Ket& to) const;

 private:
  /// A real sparse matrix, row by row.
  struct Rows {
    std::vector<int> starts, places;
    std::vector<double> entries;
  };
  static Rows part_of(const SparseMatrix& matrix, bool imaginary);
  static void multiply(const Rows& rows, const Ket& in, Ket& out, std::size_t dimension);
  void add_adjoint(Ket& to) const;
  void mirror(Ket& to) const;
  void add_jump(double rate, const SparseMatrix& jump, const Ket& from, Ket& to) const;

  Eigen::Index dimension_;
  Rows real_, imaginary_;
  std::vector<std::pair<double, SparseMatrix>> jumps_;
  mutable Ket of_real_, of_imaginary_;
};

}  // namespace qbattery
