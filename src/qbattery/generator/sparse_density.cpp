#include "qbattery/generator/sparse_density.hpp"

#include <algorithm>
#include <cmath>

#include "qbattery/generator/packed_density.hpp"
#include "qbattery/lanes/aligned.hpp"
#include "qbattery/lanes/kernels.hpp"

namespace qbattery {

namespace {

/// j and e^(i phi) j are the same jump: with the first entry above 0, most are real.
SparseMatrix with_real_entries(SparseMatrix jump) {
  jump.makeCompressed();
  if (jump.nonZeros() == 0) return jump;
  const Complex first = jump.valuePtr()[0];
  if (std::abs(first) > 0.0) jump *= std::conj(first) / std::abs(first);
  return jump;
}

SparseRows operator*(double factor, SparseRows rows) {
  for (double& entry : rows.entries) entry *= factor;
  return rows;
}

/// The transpose of a matrix row by row, by pieces that stay in the nearest cache.
void transpose(const double* from, Eigen::Index size, double* to) {
  constexpr Eigen::Index piece = 16;
  for (Eigen::Index row = 0; row < size; row += piece) {
    for (Eigen::Index column = 0; column < size; column += piece) {
      const Eigen::Index row_end = std::min(row + piece, size);
      for (Eigen::Index b = column; b < std::min(column + piece, size); ++b)
        for (Eigen::Index a = row; a < row_end; ++a) to[b * size + a] = from[a * size + b];
    }
  }
}

/// Room for a matrix, of this thread.
double* room_for(Eigen::Index size) {
  thread_local lanes::AlignedNumbers numbers(0);
  const auto wanted = static_cast<std::size_t>(size * size);
  if (numbers.size() < wanted) numbers = lanes::AlignedNumbers(wanted);
  return numbers.data();
}

}  // namespace

SparseSandwich::SparseSandwich(SparseRows left, SparseRows right)
    : left_(std::move(left)), right_(std::move(right)), bands_(bands_of(right_)) {}

void SparseSandwich::add(const double* matrix, const Tile& tile) const {
  for (const Band& band : bands_) add_band(band, matrix, tile);
  if (bands_.empty()) add_entries(matrix, tile);
}

void SparseSandwich::add_band(const Band& band, const double* matrix, const Tile& tile) const {
  const auto size = static_cast<Eigen::Index>(right_.starts.size()) - 1;
  const auto [first, end] = band.within(tile.column, tile.column_end, size);
  if (first >= end) return;
  lanes::kernels().add_sparse_product(
      left_.from(tile.row), static_cast<std::size_t>(tile.row_end - tile.row),
      matrix + first + band.offset, static_cast<std::size_t>(size), band.entries.data() + first,
      tile.at + (first - tile.column), static_cast<std::size_t>(tile.stride),
      static_cast<std::size_t>(end - first));
}

void SparseSandwich::add_entries(const double* matrix, const Tile& tile) const {
  const auto size = static_cast<Eigen::Index>(right_.starts.size()) - 1;
  for (Eigen::Index a = tile.row; a < tile.row_end; ++a) {
    double* const to = tile.at + (a - tile.row) * tile.stride;
    left_.each(a, [&](Eigen::Index k, double x) {
      const double* const row = matrix + k * size;
      for (Eigen::Index b = tile.column; b < tile.column_end; ++b) {
        double sum = 0.0;
        right_.each(b, [&](Eigen::Index place, double y) { sum += y * row[place]; });
        to[b - tile.column] += x * sum;
      }
    });
  }
}

SparseDensityMap::SparseDensityMap(const SparseMatrix& drift,
                                   const std::vector<std::pair<double, SparseMatrix>>& jumps)
    : dimension_(drift.rows()), real_(real_part(drift)), imaginary_(imaginary_part(drift)) {
  for (const auto& [rate, jump] : jumps) {
    const SparseMatrix j = with_real_entries(jump);
    const SparseRows x = real_part(j), y = imaginary_part(j);
    sandwiches_.emplace_back(rate * x, x);
    if (y.empty()) continue;
    sandwiches_.emplace_back(rate * y, y);
    sandwiches_of_transpose_.emplace_back(rate * y, x);
    sandwiches_of_transpose_.emplace_back(-rate * x, y);
  }
}

void SparseDensityMap::multiply(const Both& rho, Eigen::Index row, Eigen::Index column,
                                Product& product) const {
  lanes::kernels().sparse_pair_product(
      real_.from(row), imaginary_.from(row),
      static_cast<std::size_t>(std::min(tile_size, dimension_ - row)), rho.straight + column,
      rho.mirrored + column, static_cast<std::size_t>(dimension_), product.straight,
      product.mirrored, tile_size,
      static_cast<std::size_t>(std::min(tile_size, dimension_ - column)));
}

double SparseDensityMap::apply(const Complex* from, Complex* to, const Combination& with) const {
  double* const transposed = room_for(dimension_);
  const Both rho{reinterpret_cast<const double*>(from), transposed};
  transpose(rho.straight, dimension_, transposed);
  if (dimension_ % 2 != 0) to[packed_size(dimension_) - 1] = 0.0;
  auto* const out = reinterpret_cast<double*>(to);
  double norm = 0.0;
  Product here = {}, there = {};
  for (Eigen::Index row = 0; row < dimension_; row += tile_size) {
    for (Eigen::Index column = row; column < dimension_; column += tile_size) {
      multiply(rho, row, column, here);
      if (column == row) {
        norm += finish(rho, here, here, row, column, out, with);
        continue;
      }
      multiply(rho, column, row, there);
      norm += finish(rho, here, there, row, column, out, with);
      norm += finish(rho, there, here, column, row, out, with);
    }
  }
  return norm;
}

double SparseDensityMap::finish(const Both& rho, const Product& here, const Product& there,
                                Eigen::Index row, Eigen::Index column, double* to,
                                const Combination& with) const {
  double sum[tile_size * tile_size];
  for (Eigen::Index a = 0; a < tile_size; ++a)
    for (Eigen::Index b = 0; b < tile_size; ++b)
      sum[a * tile_size + b] = here.straight[a * tile_size + b] + there.mirrored[b * tile_size + a];
  const SparseSandwich::Tile tile{row,    std::min(row + tile_size, dimension_),
                                  column, std::min(column + tile_size, dimension_),
                                  sum,    tile_size};
  for (const SparseSandwich& each : sandwiches_) each.add(rho.straight, tile);
  for (const SparseSandwich& each : sandwiches_of_transpose_) each.add(rho.mirrored, tile);
  // What is multiplied by 0 may be anything that is finite.
  const double* const last =
      with.before != 0.0 ? reinterpret_cast<const double*>(with.last) : rho.straight;
  const Eigen::Index first = row * dimension_ + column;
  return lanes::kernels().combine({with.scale, with.shift.real(), with.before, sum, tile_size,
                                   rho.straight + first, last + first},
                                  static_cast<std::size_t>(tile.row_end - row),
                                  static_cast<std::size_t>(tile.column_end - column),
                                  static_cast<std::size_t>(dimension_), to + first);
}

}  // namespace qbattery
