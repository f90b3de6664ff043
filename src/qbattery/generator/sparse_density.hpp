#pragma once

#include <utility>
#include <vector>

#include "qbattery/generator/linear_equation.hpp"
#include "qbattery/generator/row_sums.hpp"
#include "qbattery/generator/sparse_rows.hpp"

namespace qbattery {

/// rho -> K rho + (K rho)' + sum_j gamma_j j rho j', K and j sparse, of packed density matrices
/// R = Re rho + Im rho. With K = P + i Q and j = x + i y that is, for real matrices alone,
///   R -> P R + Q R' + R P' - R' Q' + sum_j gamma_j (x R x' + y R y' + y R' x' - x R' y').
/// Left factors add rows to each other; right factors, in bands, add shifted rows times a number
/// for each place.
class SparseDensityMap {
 public:
  /// `jumps` are gamma_j and j; they are copied.
  SparseDensityMap(const SparseMatrix& drift,
                   const std::vector<std::pair<double, SparseMatrix>>& jumps);

  // Sums point at factors, which stay where they are when this is moved.
  SparseDensityMap(SparseDensityMap&&) = default;
  SparseDensityMap(const SparseDensityMap&) = delete;
  SparseDensityMap& operator=(const SparseDensityMap&) = delete;

  /// See LinearEquation; see packed_density().
  double apply(const Complex* from, Complex* to, const Combination& with) const;

 private:
  /// X R Y', or X R' Y'.
  struct Sandwich {
    SparseRows left, right;
    bool of_transpose = false;
    std::vector<Band> bands = {};  ///< of Y
  };
  /// Where rows stand: those of R, of R', and of what is in no bands.
  Eigen::Index row_of(Eigen::Index r, bool of_transpose) const {
    return (of_transpose ? dimension_ + r : r) * stride_;
  }
  void write_sums(const SparseRows& real, const SparseRows& imaginary);
  void add_without_bands(const double* rows, double* to) const;

  Eigen::Index dimension_, stride_;
  std::vector<Sandwich> sandwiches_, without_bands_;
  RowSums sums_;
};

}  // namespace qbattery
