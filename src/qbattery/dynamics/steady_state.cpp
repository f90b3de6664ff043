#include "qbattery/dynamics/steady_state.hpp"

#include <fmt/format.h>

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <vector>

#include "qbattery/dynamics/long_time_limit.hpp"
#include "qbattery/dynamics/spectrum.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

// Above this condition of the reduced system the stationary state is unique without a closer look:
// by interlacing, the second singular value of L is not below the smallest one of the reduced
// system.
constexpr double surely_unique = 1e-9;
// What ||L v|| may be, relative to ||L||, for a state that a direct solve returned.
constexpr double largest_residual = 1e-12;

using ExtendedVector = Eigen::Matrix<long double, Eigen::Dynamic, 1>;

// L v without the trace row, summed in extended precision.
ExtendedVector image(const RealMatrix& generator, const RealVector& v) {
  const Eigen::Index n = generator.rows();
  ExtendedVector sum = ExtendedVector::Zero(n - 1);
  for (Eigen::Index j = 0; j < n; ++j) {
    if (v(j) == 0.0) continue;  // most components of a product state
    for (Eigen::Index i = 1; i < n; ++i) {
      sum(i - 1) += static_cast<long double>(generator(i, j)) * v(j);
    }
  }
  return sum;
}

// -(L v0) - (L x) without the trace row: what is left to solve for. The two stay apart until the
// end: what cancels in the first would take the digits of a small x with it.
RealVector remainder(const RealMatrix& generator, const RealVector& v0, const RealVector& x) {
  return (-image(generator, v0) - image(generator, x)).cast<double>();
}

// L in units in which its largest entry is about 1, a power of two, so that nothing is rounded:
// what is stationary does not depend on the unit, but squares of entries overflow in some.
RealMatrix normalized(const RealMatrix& generator) {
  const double largest = generator.cwiseAbs().maxCoeff();
  if (!(largest > 0.0)) return generator;
  const int exponent = std::ilogb(largest);
  return generator.unaryExpr([exponent](double x) { return std::ldexp(x, -exponent); });
}

// Whether the reduced system is far from singular. A pivot that is small already says no; the
// estimate would take its inverse, which may overflow.
bool is_surely_unique(const Eigen::PartialPivLU<RealMatrix>& lu) {
  const RealVector pivots = lu.matrixLU().diagonal().cwiseAbs();
  return pivots.minCoeff() > surely_unique * pivots.maxCoeff() && lu.rcond() > surely_unique;
}

RealVector solve_deviation(const Eigen::PartialPivLU<RealMatrix>& lu, const RealMatrix& generator,
                           const RealVector& v0) {
  RealVector x = RealVector::Zero(v0.size());
  constexpr int refinements = 4;
  for (int pass = 0; pass < refinements; ++pass) {
    const RealVector correction = lu.solve(remainder(generator, v0, x));
    x.tail(correction.size()) += correction;
    if ((correction.array().abs() <= 1e-16 * x.tail(correction.size()).array().abs()).all()) break;
  }
  return x;
}

void check_residual(double residual) {
  if (!(residual <= largest_residual)) {
    throw NumericalError(
        fmt::format("the steady state fails its own check: residual {:.3g}, at most {:.3g} allowed",
                    residual, largest_residual));
  }
}

}  // namespace

std::string several_dimensions(const std::string& how_many) {
  return fmt::format(
      "the stationary space has {} dimensions; steady_state.long_time_limit = true gives the limit "
      "from the initial state",
      how_many);
}

SteadyState steady_state(const RealMatrix& unscaled, const HermitianBasis& basis,
                         const Matrix& reference, const Matrix& initial,
                         const SteadyStateOptions& options) {
  const RealMatrix generator = normalized(unscaled);
  const Eigen::Index n = generator.rows();
  const Eigen::PartialPivLU<RealMatrix> lu(generator.bottomRightCorner(n - 1, n - 1));
  SteadyState result;
  if (!is_surely_unique(lu)) result.stationary_dimension = null_space_dimension(generator);
  if (options.long_time_limit) check_limit_exists(unscaled, basis.components(initial), options);
  RealVector v;
  if (result.stationary_dimension == 1) {
    v = basis.components(reference);
    const RealVector x = solve_deviation(lu, generator, v);
    v += x;
    result.deviation = x;
    result.rho = reference + basis.matrix(x);
  } else if (options.long_time_limit) {
    v = stationary_part(generator, basis.components(initial), result.stationary_dimension);
    result.rho = basis.matrix(v);
  } else {
    throw NumericalError(several_dimensions(std::to_string(result.stationary_dimension)));
  }
  const double scale = generator.norm();
  result.residual = scale > 0.0 ? (generator * v).norm() / scale : 0.0;
  check_residual(result.residual);
  return result;
}

}  // namespace qbattery
