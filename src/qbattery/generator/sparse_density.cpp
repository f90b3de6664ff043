#include "qbattery/generator/sparse_density.hpp"

#include <algorithm>

#include "qbattery/lanes/kernels.hpp"

namespace qbattery {

SparseDensityMap::Rows SparseDensityMap::part_of(const SparseMatrix& matrix, bool imaginary) {
  Rows rows;
  rows.starts.push_back(0);
  for (Eigen::Index r = 0; r < matrix.outerSize(); ++r) {
    for (SparseMatrix::InnerIterator it(matrix, r); it; ++it) {
      const double entry = imaginary ? it.value().imag() : it.value().real();
      if (entry == 0.0) continue;
      rows.places.push_back(static_cast<int>(it.col()));
      rows.entries.push_back(entry);
    }
    rows.starts.push_back(static_cast<int>(rows.places.size()));
  }
  return rows;
}

SparseDensityMap::SparseDensityMap(const SparseMatrix& drift,
                                   const std::vector<std::pair<double, SparseMatrix>>& jumps)
    : dimension_(drift.rows()),
      real_(part_of(drift, false)),
      imaginary_(part_of(drift, true)),
      jumps_(jumps),
      of_real_(drift.rows() * drift.rows()),
      of_imaginary_(drift.rows() * drift.rows()) {
  for (auto& [rate, jump] : jumps_) jump.makeCompressed();
}

void SparseDensityMap::multiply(const Rows& rows, const Ket& in, Ket& out, std::size_t dimension) {
  // A complex number is two real ones side by side.
  lanes::kernels().sparse_product(rows.starts.data(), rows.places.data(), rows.entries.data(),
                                  dimension, reinterpret_cast<const double*>(in.data()),
                                  reinterpret_cast<double*>(out.data()), 2 * dimension);
}

void SparseDensityMap::apply(const Ket& from, Ket& to) const {
  const auto dimension = static_cast<std::size_t>(dimension_);
  multiply(real_, from, of_real_, dimension);
  multiply(imaginary_, from, of_imaginary_, dimension);
  add_adjoint(to);
  for (const auto& [rate, jump] : jumps_) add_jump(rate, jump, from, to);
  mirror(to);
}

// P + i Q + (P + i Q)' from the diagonal to the right, tile by tile, since it reads along rows and
// columns.
void SparseDensityMap::add_adjoint(Ket& to) const {
  constexpr Eigen::Index tile = 16;
  const Complex* const p = of_real_.data();
  const Complex* const q = of_imaginary_.data();
  const Eigen::Index d = dimension_;
  for (Eigen::Index row = 0; row < d; row += tile) {
    for (Eigen::Index column = row; column < d; column += tile) {
      for (Eigen::Index a = row; a < std::min(row + tile, d); ++a) {
        for (Eigen::Index b = std::max(column, a); b < std::min(column + tile, d); ++b) {
          const Complex pab = p[a * d + b], pba = p[b * d + a];
          const Complex qab = q[a * d + b], qba = q[b * d + a];
          const double re = pab.real() + pba.real() - qab.imag() - qba.imag();
          const double im = pab.imag() - pba.imag() + qab.real() - qba.real();
          to[a * d + b] = Complex(re, im);
        }
      }
    }
  }
}

// What is not Hermitian by a rounding would not stay one: it grows like e^(|K| t).
void SparseDensityMap::mirror(Ket& to) const {
  constexpr Eigen::Index tile = 16;
  const Eigen::Index d = dimension_;
  for (Eigen::Index row = 0; row < d; row += tile)
    for (Eigen::Index column = row; column < d; column += tile)
      for (Eigen::Index a = row; a < std::min(row + tile, d); ++a)
        for (Eigen::Index b = std::max(column, a); b < std::min(column + tile, d); ++b)
          to[b * d + a] = a == b ? Complex(to[a * d + b].real()) : std::conj(to[a * d + b]);
}

// From the diagonal to the right, entry by entry: jumps are sparse enough that no row has many.
void SparseDensityMap::add_jump(double rate, const SparseMatrix& jump, const Ket& from,
                                Ket& to) const {
  const Eigen::Index d = dimension_;
  const int* const starts = jump.outerIndexPtr();
  const int* const places = jump.innerIndexPtr();
  const Complex* const entries = jump.valuePtr();
  for (Eigen::Index a = 0; a < d; ++a) {
    for (int left = starts[a]; left < starts[a + 1]; ++left) {
      const double re = rate * entries[left].real();
      const double im = rate * entries[left].imag();
      const Complex* const row = from.data() + places[left] * d;
      for (Eigen::Index b = a; b < d; ++b) {
        double sum_re = to[a * d + b].real();
        double sum_im = to[a * d + b].imag();
        for (int right = starts[b]; right < starts[b + 1]; ++right) {
          const Complex y = entries[right];
          const double fr = re * y.real() + im * y.imag();
          const double fi = im * y.real() - re * y.imag();
          const Complex x = row[places[right]];
          sum_re += fr * x.real() - fi * x.imag();
          sum_im += fr * x.imag() + fi * x.real();
        }
        to[a * d + b] = Complex(sum_re, sum_im);
      }
    }
  }
}

}  // namespace qbattery
