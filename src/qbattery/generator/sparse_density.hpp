#pragma once

#include <utility>
#include <vector>

#include "qbattery/generator/linear_equation.hpp"
#include "qbattery/generator/sparse_rows.hpp"

namespace qbattery {

/// rho -> j rho j' for sparse j, tile by tile.
class SparseJump {
 public:
  SparseJump(double rate, const SparseMatrix& jump);

  /// What of it is added to: rows [row, row_end) and columns [column, column_end) of a matrix,
  /// whose first row begins at `to`, the next ones `stride` numbers later.
  struct Tile {
    Eigen::Index row, row_end, column, column_end;
    Complex* to;
    Eigen::Index stride;
  };
  /// `rho` row by row.
  void add(const Complex* rho, const Tile& tile) const;

 private:
  /// Entries (b, b + offset), each twice: for real and imaginary parts.
  struct Band {
    Eigen::Index offset;
    std::vector<double> entries;
  };
  bool find_bands();
  void add_bands(Complex entry, const Complex* row, const Tile& tile, Complex* to) const;
  void add_entries(Complex entry, const Complex* row, const Tile& tile, Complex* to) const;

  double rate_;
  SparseMatrix jump_;
  std::vector<Band> bands_;
  bool has_bands_ = false;
};

/// rho -> K rho + (K rho)' + sum_j gamma_j j rho j' for Hermitian rho, K and j sparse. Real and
/// imaginary parts of K are applied apart, so that all products are of real numbers with rows of
/// rho. In tiles that stay in the nearest cache, each written with its mirror image.
class SparseDensityMap {
 public:
  /// `jumps` are gamma_j and j; they are copied.
  SparseDensityMap(const SparseMatrix& drift,
                   const std::vector<std::pair<double, SparseMatrix>>& jumps);

  /// See LinearEquation; matrices row by row, `from` Hermitian. `to` is Hermitian to the last bit:
  /// what is not by a rounding would not stay so, it grows like e^(|K| t).
  double apply(const Complex* from, Complex* to, const Combination& with) const;

 private:
  static constexpr Eigen::Index tile_size = 16;
  /// K rho in one tile: that of the real part and that of the imaginary part.
  struct Product {
    Complex real[tile_size * tile_size];
    Complex imaginary[tile_size * tile_size];
  };
  void multiply(const Complex* rho, Eigen::Index row, Eigen::Index column, Product& product) const;
  double write(const SparseJump::Tile& tile, const Complex* from, Complex* to,
               const Combination& with) const;

  Eigen::Index dimension_;
  SparseRows real_, imaginary_;
  std::vector<SparseJump> jumps_;
};

}  // namespace qbattery
