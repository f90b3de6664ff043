#include "qbattery/quantum/operators.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "qbattery/support/error.hpp"

namespace qbattery {

int total_dimension(const Dimensions& dimensions) {
  int total = 1;
  for (const int dimension : dimensions) total *= dimension;
  return total;
}

Matrix sigma_x() { return (Matrix(2, 2) << 0, 1, 1, 0).finished(); }
Matrix sigma_y() {
  const Complex i(0, 1);
  return (Matrix(2, 2) << 0, -i, i, 0).finished();
}
Matrix sigma_z() { return (Matrix(2, 2) << 1, 0, 0, -1).finished(); }
Matrix sigma_plus() { return (Matrix(2, 2) << 0, 1, 0, 0).finished(); }
Matrix sigma_minus() { return (Matrix(2, 2) << 0, 0, 1, 0).finished(); }

Matrix identity(int dimension) { return Matrix::Identity(dimension, dimension); }

SparseMatrix sparse_identity(int dimension) {
  SparseMatrix matrix(dimension, dimension);
  matrix.setIdentity();
  return matrix;
}

Matrix tensor(const Matrix& a, const Matrix& b) {
  Matrix product(a.rows() * b.rows(), a.cols() * b.cols());
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    for (Eigen::Index j = 0; j < a.cols(); ++j) {
      product.block(i * b.rows(), j * b.cols(), b.rows(), b.cols()) = a(i, j) * b;
    }
  }
  return product;
}

// Row by row: Eigen's own goes by columns, and sorts.
SparseMatrix tensor(const SparseMatrix& a, const SparseMatrix& b) {
  SparseMatrix product(a.rows() * b.rows(), a.cols() * b.cols());
  product.reserve(a.nonZeros() * b.nonZeros());
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    for (Eigen::Index k = 0; k < b.rows(); ++k) {
      product.startVec(i * b.rows() + k);
      for (SparseMatrix::InnerIterator left(a, i); left; ++left)
        for (SparseMatrix::InnerIterator right(b, k); right; ++right)
          product.insertBack(i * b.rows() + k, left.col() * b.cols() + right.col()) =
              left.value() * right.value();
    }
  }
  product.finalize();
  return product;
}

Matrix embed(const Matrix& local, int subsystem, const Dimensions& dimensions) {
  if (subsystem < 0 || subsystem >= static_cast<int>(dimensions.size())) {
    throw InvalidInput("subsystem", fmt::format("there is no subsystem {}: there are {}", subsystem,
                                                dimensions.size()));
  }
  const int dimension = dimensions[static_cast<std::size_t>(subsystem)];
  if (local.rows() != dimension || local.cols() != dimension) {
    throw InvalidInput("local", fmt::format("the operator must be {0} x {0}, got {1} x {2}",
                                            dimension, local.rows(), local.cols()));
  }
  int before = 1;
  int after = 1;
  for (int k = 0; k < static_cast<int>(dimensions.size()); ++k) {
    if (k < subsystem) before *= dimensions[static_cast<std::size_t>(k)];
    if (k > subsystem) after *= dimensions[static_cast<std::size_t>(k)];
  }
  return tensor(tensor(identity(before), local), identity(after));
}

namespace {

constexpr int most_kept = 2048;  // levels: a matrix of 64 MB

void check_kept(const Dimensions& dimensions, const std::vector<int>& keep) {
  std::vector<bool> kept(dimensions.size(), false);
  for (const int k : keep) {
    const auto place = static_cast<std::size_t>(k);
    if (k < 0 || place >= dimensions.size() || kept[place]) {
      throw InvalidInput("keep", fmt::format("subsystem {} is absent or listed twice", k));
    }
    kept[place] = true;
  }
}

/// The product indices of the levels of some subsystems, those of all others being 0, the last of
/// them changing fastest.
std::vector<int> indices_of(const std::vector<int>& subsystems, const Dimensions& dimensions) {
  std::vector<int> indices = {0};
  for (const int k : subsystems) {
    const auto place = static_cast<std::size_t>(k);
    int after = 1;
    for (std::size_t other = place + 1; other < dimensions.size(); ++other)
      after *= dimensions[other];
    std::vector<int> more;
    for (const int index : indices)
      for (int level = 0; level < dimensions[place]; ++level) more.push_back(index + level * after);
    indices = std::move(more);
  }
  return indices;
}

std::vector<int> all_but(const std::vector<int>& keep, const Dimensions& dimensions) {
  std::vector<int> others;
  for (int k = 0; k < static_cast<int>(dimensions.size()); ++k)
    if (std::ranges::count(keep, k) == 0) others.push_back(k);
  return others;
}

}  // namespace

PartialTrace::PartialTrace(const Dimensions& dimensions, const std::vector<int>& keep)
    : total_(total_dimension(dimensions)), kept_dimension_(1) {
  check_kept(dimensions, keep);
  for (const int k : keep) kept_dimension_ *= dimensions[static_cast<std::size_t>(k)];
  if (kept_dimension_ > most_kept)
    throw InvalidInput("keep", fmt::format("the state of what is kept would have {} levels, and {} "
                                           "are the most",
                                           kept_dimension_, most_kept));
  kept_ = indices_of(keep, dimensions);
  traced_ = indices_of(all_but(keep, dimensions), dimensions);
}

// M M' of the ket as a matrix M, a row for each index of the kept part.
Matrix PartialTrace::of_ket(const Matrix& ket) const {
  if (ket.rows() != total_)
    throw InvalidInput("ket", fmt::format("kets must have {} rows", total_));
  Matrix parts(kept_dimension_, static_cast<Eigen::Index>(traced_.size()));
  for (int i = 0; i < kept_dimension_; ++i)
    for (std::size_t k = 0; k < traced_.size(); ++k)
      parts(i, static_cast<Eigen::Index>(k)) =
          ket(kept_[static_cast<std::size_t>(i)] + traced_[k], 0);
  Matrix reduced = Matrix::Zero(kept_dimension_, kept_dimension_);
  reduced.selfadjointView<Eigen::Lower>().rankUpdate(parts);
  return reduced.selfadjointView<Eigen::Lower>();
}

Matrix PartialTrace::operator()(const Matrix& rho) const {
  if (rho.cols() == 1 && total_ > 1) return of_ket(rho);
  if (rho.rows() != total_ || rho.cols() != total_) {
    throw InvalidInput("rho", fmt::format("the density matrix must be {0} x {0}, got {1} x {2}",
                                          total_, rho.rows(), rho.cols()));
  }
  Matrix reduced(kept_dimension_, kept_dimension_);
  for (int j = 0; j < kept_dimension_; ++j) {
    const int column = kept_[static_cast<std::size_t>(j)];
    for (int i = 0; i < kept_dimension_; ++i) {
      const int row = kept_[static_cast<std::size_t>(i)];
      Complex sum = 0;
      for (const int rest : traced_) sum += rho(row + rest, column + rest);
      reduced(i, j) = sum;
    }
  }
  return reduced;
}

LocalObservable::LocalObservable(const Dimensions& dimensions, const std::vector<int>& keep,
                                 const Matrix& op)
    : total_(total_dimension(dimensions)) {
  check_kept(dimensions, keep);
  const std::vector<int> kept = indices_of(keep, dimensions);
  traced_ = indices_of(all_but(keep, dimensions), dimensions);
  const auto levels = static_cast<Eigen::Index>(kept.size());
  if (op.rows() != levels || op.cols() != levels)
    throw InvalidInput("op", fmt::format("the operator must be {0} x {0}, got {1} x {2}", levels,
                                         op.rows(), op.cols()));
  for (Eigen::Index i = 0; i < levels; ++i)
    for (Eigen::Index j = 0; j < levels; ++j)
      if (op(i, j) != 0.0)
        entries_.push_back(
            {kept[static_cast<std::size_t>(i)], kept[static_cast<std::size_t>(j)], op(i, j)});
}

// Of op_ij element(i, j), of which the real part stays.
template <class Element>
double LocalObservable::sum(Element element) const {
  double total = 0.0;
  for (const auto& [row, column, value] : entries_) {
    double re = 0.0, im = 0.0;
    if (value.imag() == 0.0) {
      for (const int rest : traced_) re += element(row + rest, column + rest).real();
    } else {
      for (const int rest : traced_) {
        const Complex each = element(row + rest, column + rest);
        re += each.real();
        im += each.imag();
      }
    }
    total += value.real() * re - value.imag() * im;
  }
  return total;
}

double LocalObservable::operator()(const Matrix& state) const {
  if (state.cols() == 1 && total_ > 1) return of_kets(state, state);
  if (state.rows() != total_ || state.cols() != total_)
    throw InvalidInput("rho", fmt::format("the density matrix must be {0} x {0}, got {1} x {2}",
                                          total_, state.rows(), state.cols()));
  return sum([&state](int row, int column) { return state(column, row); });
}

double LocalObservable::operator()(const Matrix& state, const Matrix& change) const {
  if (state.cols() == 1 && total_ > 1) return 2.0 * of_kets(state, change);
  return (*this)(change);
}

double LocalObservable::of_kets(const Matrix& bra, const Matrix& ket) const {
  if (bra.rows() != total_ || ket.rows() != total_ || bra.cols() != 1 || ket.cols() != 1)
    throw InvalidInput("ket", fmt::format("kets must have {} rows", total_));
  return sum([&](int row, int column) {
    const Complex left = bra(row, 0), right = ket(column, 0);
    return Complex(left.real() * right.real() + left.imag() * right.imag(),
                   left.real() * right.imag() - left.imag() * right.real());
  });
}

Matrix partial_trace(const Matrix& rho, const Dimensions& dimensions,
                     const std::vector<int>& keep) {
  return PartialTrace(dimensions, keep)(rho);
}

}  // namespace qbattery
