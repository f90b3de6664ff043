#include "qbattery/generator/sparse_density.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "qbattery/lanes/kernels.hpp"

namespace qbattery {

namespace {

/// A complex number as the processor takes it: arithmetic of std::complex looks for infinities and
/// takes both parts apart.
using Pair __attribute__((vector_size(16), aligned(8), may_alias)) = double;

Pair pair_at(const Complex* at) { return *reinterpret_cast<const Pair*>(at); }
void put(Pair value, Complex* at) { *reinterpret_cast<Pair*>(at) = value; }
Pair swapped(Pair z) { return Pair{z[1], z[0]}; }
Pair both(double x) { return Pair{x, x}; }
constexpr Pair conjugated = {1.0, -1.0};

/// j and e^(i phi) j are the same jump: with the first entry above 0, most are real.
SparseMatrix with_real_entries(SparseMatrix jump) {
  jump.makeCompressed();
  if (jump.nonZeros() == 0) return jump;
  const Complex first = jump.valuePtr()[0];
  if (std::abs(first) > 0.0) jump *= std::conj(first) / std::abs(first);
  return jump;
}

}  // namespace

SparseJump::SparseJump(double rate, const SparseMatrix& jump)
    : rate_(rate), jump_(with_real_entries(jump)), has_bands_(find_bands()) {}

// As jumps of local operators have them: real entries on few lines beside the diagonal.
bool SparseJump::find_bands() {
  const Eigen::Index d = jump_.rows();
  std::map<Eigen::Index, std::vector<double>> bands;
  for (Eigen::Index b = 0; b < d; ++b) {
    for (SparseMatrix::InnerIterator it(jump_, b); it; ++it) {
      if (it.value().imag() != 0.0) return false;
      std::vector<double>& entries = bands[it.col() - b];
      entries.resize(2 * static_cast<std::size_t>(d), 0.0);
      for (int part = 0; part < 2; ++part)
        entries[2 * static_cast<std::size_t>(b) + static_cast<std::size_t>(part)] =
            it.value().real();
    }
  }
  constexpr Eigen::Index most_zeros = 4;
  if (static_cast<Eigen::Index>(bands.size()) * d > most_zeros * jump_.nonZeros()) return false;
  for (auto& [offset, entries] : bands) bands_.push_back({offset, std::move(entries)});
  return true;
}

void SparseJump::add(const Complex* rho, const Tile& tile) const {
  for (Eigen::Index a = tile.row; a < tile.row_end; ++a) {
    Complex* const to = tile.to + (a - tile.row) * tile.stride;
    for (SparseMatrix::InnerIterator it(jump_, a); it; ++it) {
      const Complex* const row = rho + it.col() * jump_.rows();
      if (has_bands_) {
        add_bands(rate_ * it.value(), row, tile, to);
      } else {
        add_entries(rate_ * it.value(), row, tile, to);
      }
    }
  }
}

// Neighbours in rho go to neighbours, real and imaginary parts alike.
void SparseJump::add_bands(Complex entry, const Complex* row, const Tile& tile, Complex* to) const {
  const double factor = entry.real();
  for (const Band& band : bands_) {
    const Eigen::Index first = std::max(tile.column, -band.offset);
    const Eigen::Index end = std::min(tile.column_end, jump_.rows() - band.offset);
    if (first >= end) continue;
    const double* const entries = band.entries.data() + 2 * first;
    const auto* const in = reinterpret_cast<const double*>(row + first + band.offset);
    auto* const out = reinterpret_cast<double*>(to + (first - tile.column));
    for (Eigen::Index k = 0; k < 2 * (end - first); ++k) out[k] += factor * entries[k] * in[k];
  }
}

void SparseJump::add_entries(Complex entry, const Complex* row, const Tile& tile,
                             Complex* to) const {
  for (Eigen::Index b = tile.column; b < tile.column_end; ++b) {
    double re = 0.0, im = 0.0;
    for (SparseMatrix::InnerIterator it(jump_, b); it; ++it) {
      const Complex x = row[it.col()];
      re += it.value().real() * x.real() + it.value().imag() * x.imag();
      im += it.value().real() * x.imag() - it.value().imag() * x.real();
    }
    Complex& sum = to[b - tile.column];
    sum = Complex(sum.real() + entry.real() * re - entry.imag() * im,
                  sum.imag() + entry.real() * im + entry.imag() * re);
  }
}

SparseDensityMap::SparseDensityMap(const SparseMatrix& drift,
                                   const std::vector<std::pair<double, SparseMatrix>>& jumps)
    : dimension_(drift.rows()), real_(real_part(drift)), imaginary_(imaginary_part(drift)) {
  for (const auto& [rate, jump] : jumps) jumps_.emplace_back(rate, jump);
}

void SparseDensityMap::multiply(const Complex* rho, Eigen::Index row, Eigen::Index column,
                                Product& product) const {
  // A complex number is two real ones side by side.
  const auto stride = static_cast<std::size_t>(2 * dimension_);
  const auto rows = static_cast<std::size_t>(std::min(tile_size, dimension_ - row));
  const auto columns = static_cast<std::size_t>(2 * std::min(tile_size, dimension_ - column));
  const auto* const in = reinterpret_cast<const double*>(rho + column);
  const auto apply = [&](const SparseRows& matrix, Complex* out) {
    lanes::kernels().sparse_product(matrix.starts.data() + row, matrix.places.data(),
                                    matrix.entries.data(), rows, in, stride,
                                    reinterpret_cast<double*>(out), 2 * tile_size, columns);
  };
  apply(real_, product.real);
  apply(imaginary_, product.imaginary);
}

double SparseDensityMap::apply(const Complex* from, Complex* to, const Combination& with) const {
  double norm = 0.0;
  Product here, mirrored;
  Complex sum[tile_size * tile_size];
  for (Eigen::Index row = 0; row < dimension_; row += tile_size) {
    for (Eigen::Index column = row; column < dimension_; column += tile_size) {
      multiply(from, row, column, here);
      if (column != row) multiply(from, column, row, mirrored);
      const Product& other = column == row ? here : mirrored;
      const SparseJump::Tile tile{row,    std::min(row + tile_size, dimension_),
                                  column, std::min(column + tile_size, dimension_),
                                  sum,    tile_size};
      for (Eigen::Index a = 0; a < tile.row_end - row; ++a) {
        for (Eigen::Index b = 0; b < tile.column_end - column; ++b) {
          const Eigen::Index ab = a * tile_size + b, ba = b * tile_size + a;
          // P + i Q and its adjoint from the other side of the diagonal.
          const Pair turned =
              swapped(pair_at(other.imaginary + ba) - conjugated * pair_at(here.imaginary + ab));
          put(pair_at(here.real + ab) + conjugated * pair_at(other.real + ba) - turned, sum + ab);
        }
      }
      for (const SparseJump& jump : jumps_) jump.add(from, tile);
      norm += write(tile, from, to, with);
    }
  }
  return norm;
}

double SparseDensityMap::write(const SparseJump::Tile& tile, const Complex* from, Complex* to,
                               const Combination& with) const {
  const Pair scale = both(with.scale), shift = both(with.shift.real()), before = both(with.before);
  // What is multiplied by 0 may be anything that is finite.
  const Complex* const last = with.before != 0.0 ? with.last : from;
  Pair beside = {}, on = {};
  for (Eigen::Index a = tile.row; a < tile.row_end; ++a) {
    const Complex* const sum = tile.to + (a - tile.row) * tile.stride - tile.column;
    for (Eigen::Index b = std::max(a, tile.column); b < tile.column_end; ++b) {
      const Eigen::Index ab = a * dimension_ + b;
      Pair value =
          scale * pair_at(sum + b) + shift * pair_at(from + ab) - before * pair_at(last + ab);
      if (a == b) value[1] = 0.0;
      put(value, to + ab);
      put(conjugated * value, to + b * dimension_ + a);
      (a == b ? on : beside) += value * value;
    }
  }
  return on[0] + on[1] + 2.0 * (beside[0] + beside[1]);
}

}  // namespace qbattery
