#include "qbattery/quantities/steering.hpp"

#include <algorithm>
#include <cmath>

#include "qbattery/quantities/two_level.hpp"
#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

double linear_entropy(const Matrix& rho) {
  double sum = 0.0;
  for (Eigen::Index j = 0; j < rho.cols(); ++j) {
    for (Eigen::Index i = 0; i < j; ++i) {
      sum += rho(i, i).real() * rho(j, j).real() - std::norm(rho(i, j));
    }
  }
  return std::max(0.0, 2.0 * sum);
}

namespace {

// The components of a pair's state in products of the two local bases, one row per element of A's.
// What belongs to the identity of either side is zero in C and left out.
RealMatrix correlation_matrix(const RealVector& components, int size_a, int size_b) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const RowMajor> v(components.data(), size_a, size_b);
  return v.bottomRightCorner(size_a - 1, size_b - 1) -
         v.col(0).tail(size_a - 1) * v.row(0).tail(size_b - 1);
}

double sum_of_all_singular_values(const RealMatrix& c) {
  if (c.rows() != 3 || c.cols() != 3) return singular_values(c).sum();
  std::array<double, 9> entries = {};
  std::copy_n(c.data(), entries.size(), entries.begin());
  return sum_of_singular_values(entries);
}

int party(int dimension) {
  if (dimension >= 2) return dimension;
  throw InvalidInput("dimensions", "steering needs two parties of at least two levels each");
}

}  // namespace

Steering::Steering(int dimension_a, int dimension_b)
    : dimension_a_(party(dimension_a)),
      dimension_b_(party(dimension_b)),
      basis_({dimension_a, dimension_b}),
      trace_a_({dimension_a, dimension_b}, {0}),
      trace_b_({dimension_a, dimension_b}, {1}) {}

double Steering::operator()(const Matrix& rho) const {
  const Matrix rho_a = trace_a_(rho);
  const Matrix rho_b = trace_b_(rho);
  const RealMatrix c = correlation_matrix(basis_.components(rho), dimension_a_ * dimension_a_,
                                          dimension_b_ * dimension_b_);
  const double norm =
      sum_of_all_singular_values(c) / std::sqrt(static_cast<double>(basis_.dimension()));
  const double bound =
      std::sqrt((dimension_a_ - 1.0 + linear_entropy(rho_a)) * linear_entropy(rho_b));
  return norm - bound;
}

double steering(const Matrix& rho, int dimension_a, int dimension_b) {
  return Steering(dimension_a, dimension_b)(rho);
}

}  // namespace qbattery
