#pragma once

#include <utility>
#include <vector>

#include "qbattery/generator/linear_equation.hpp"
#include "qbattery/generator/sparse_rows.hpp"

namespace qbattery {

/// M -> X M Y' for real sparse X and Y, tile by tile.
class SparseSandwich {
 public:
  SparseSandwich(SparseRows left, SparseRows right);

  /// Rows [row, row_end) and columns [column, column_end) of a matrix, beginning at `at`, whose
  /// rows stand `stride` numbers apart.
  struct Tile {
    Eigen::Index row, row_end, column, column_end;
    double* at;
    Eigen::Index stride;
  };

  /// Adds a tile of the image of `matrix`, given row by row.
  void add(const double* matrix, const Tile& tile) const;

 private:
  void add_band(const Band& band, const double* matrix, const Tile& tile) const;
  void add_entries(const double* matrix, const Tile& tile) const;

  SparseRows left_, right_;
  std::vector<Band> bands_;  ///< of Y
};

/// rho -> K rho + (K rho)' + sum_j gamma_j j rho j', K and j sparse, of packed density matrices
/// R = Re rho + Im rho. With K = P + i Q that is, for real matrices alone,
///   R -> U + V', U = P R + Q R', V = P R' - Q R,
/// and a jump j = x + i y adds x R x' + y R y' + y R' x' - x R' y'. In tiles that stay in the
/// nearest cache.
class SparseDensityMap {
 public:
  /// `jumps` are gamma_j and j; they are copied.
  SparseDensityMap(const SparseMatrix& drift,
                   const std::vector<std::pair<double, SparseMatrix>>& jumps);

  /// See LinearEquation; see packed_density().
  double apply(const Complex* from, Complex* to, const Combination& with) const;

 private:
  static constexpr Eigen::Index tile_size = 16;
  /// U and V in one tile.
  struct Product {
    double straight[tile_size * tile_size];
    double mirrored[tile_size * tile_size];
  };
  /// A matrix and its transpose.
  struct Both {
    const double* straight;
    const double* mirrored;
  };
  void multiply(const Both& rho, Eigen::Index row, Eigen::Index column, Product& product) const;
  double finish(const Both& rho, const Product& here, const Product& there, Eigen::Index row,
                Eigen::Index column, double* to, const Combination& with) const;

  Eigen::Index dimension_;
  SparseRows real_, imaginary_;
  std::vector<SparseSandwich> sandwiches_, sandwiches_of_transpose_;
};

}  // namespace qbattery
