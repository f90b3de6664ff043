#include "qbattery/dynamics/traced_steady_state.hpp"

#include <cmath>
#include <limits>

#include "qbattery/dynamics/reach.hpp"

namespace qbattery {

namespace {

using lanes::Traced;
using Places = std::vector<std::size_t>;

// What one step of refinement may change, relative to a component: the next would change it by
// about the square.
constexpr double largest_correction = 1e-9;
// Components below this may be off by as much: energies down to 1e-20 keep 9 digits.
constexpr double negligible = 1e-29;
// What the inverse of a pivot may be, in units of L. Where L is singular, rounding alone keeps one
// from being infinite, and it is larger.
constexpr double largest_inverse = 1e11;

// Kernels take what is below 1e-308 for 0. Where L is above this, that changes nothing.
constexpr double smallest_scale = 1e-280;

/// L in another unit, its scale too.
struct Scaled {
  TracedMatrix matrix;
  Traced scale;
};

/// 2^-k with 2^k <= x < 2^(k+1): multiplying by it rounds nothing.
double inverse_power_of_two(const double* x) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return std::isnormal(*x) ? std::ldexp(1.0, -std::ilogb(*x)) : nan;
}

Scaled normalized(Scaled generator) {
  const Traced unit = lanes::call(inverse_power_of_two, {generator.scale});
  for (TracedVector& row : generator.matrix)
    for (Traced& entry : row) entry = entry * unit;
  return {std::move(generator.matrix), generator.scale * unit};
}

/// The places that a vector with these components spreads to when L is applied again and again,
/// and all others; both without the trace.
std::pair<Places, Places> reachable(const TracedMatrix& matrix, const TracedVector& start) {
  std::vector<bool> reached(matrix.size(), false);
  Places nonzero;
  for (std::size_t j = 0; j < start.size(); ++j)
    if (!start[j].is_zero()) nonzero.push_back(j);
  for (const std::size_t i : reach(matrix, nonzero)) reached[i] = true;
  Places yes;
  Places no;
  for (std::size_t i = 1; i < matrix.size(); ++i) (reached[i] ? yes : no).push_back(i);
  return {yes, no};
}

/// Zero where the traced matrix is.
RealMatrix nonzero_where_traced(const TracedMatrix& traced, RealMatrix typical) {
  for (std::size_t i = 0; i < traced.size(); ++i)
    for (std::size_t j = 0; j < traced.size(); ++j)
      if (traced[i][j].is_zero())
        typical(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = 0.0;
  return typical;
}

RealMatrix restricted(const RealMatrix& matrix, const Places& places) {
  return matrix(places, places);
}

TracedMatrix restricted(const TracedMatrix& matrix, const Places& places) {
  TracedMatrix part;
  for (const std::size_t i : places) {
    part.emplace_back();
    for (const std::size_t j : places) part.back().push_back(matrix[i][j]);
  }
  return part;
}

/// 1 where every pivot of L, restricted to some components, is far above its rounding.
Traced far_from_singular(const TracedElimination& lu, const Traced& scale) {
  Traced sum = 0.0;
  for (const Traced& inverse : lu.inverse_pivots()) sum += inverse * inverse;
  return less(sum * (scale * scale), largest_inverse * largest_inverse);
}

/// -(L v0 + L x) in the rows `places`, where L v0 and L x are each far larger.
TracedVector remainder(const TracedMatrix& matrix, const TracedVector& reference,
                       const TracedVector& x, const Places& places) {
  TracedVector rest;
  for (const std::size_t i : places) {
    std::vector<std::pair<Traced, Traced>> products;
    for (std::size_t j = 0; j < matrix.size(); ++j)
      products.emplace_back(matrix[i][j], reference[j]);
    for (std::size_t k = 0; k < x.size(); ++k) products.emplace_back(matrix[i][places[k]], x[k]);
    rest.push_back(-compensated_sum(products));
  }
  return rest;
}

/// x += correction; 1 where no component changed by more than allowed.
Traced correct(TracedVector& x, const TracedVector& correction) {
  constexpr double bound = largest_correction * largest_correction;
  Traced worst = 0.0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    worst = max(worst, correction[k] * correction[k] - x[k] * (bound * x[k]));
    x[k] += correction[k];
  }
  return less(worst, negligible * negligible);
}

}  // namespace

std::optional<TracedSteadyState> trace_steady_state(const TracedGenerator& generator,
                                                    const TracedVector& reference,
                                                    const TracedSolver& solver) {
  const auto [inside, outside] = reachable(generator.matrix, reference);
  const RealMatrix typical = nonzero_where_traced(
      generator.matrix, generator.typical_hamiltonian + solver.rates * generator.typical_jumps);
  const auto order = elimination_order(restricted(typical, inside));
  const auto order_outside = elimination_order(restricted(typical, outside));
  if (!order || !order_outside) return {};
  if (order->products + order_outside->products > solver.most_products) return {};
  Scaled scaled{generator.matrix, generator.scale};
  if (solver.normalized) scaled = normalized(std::move(scaled));
  const TracedElimination lu(restricted(scaled.matrix, inside), *order);
  TracedVector x = lu.solve(remainder(scaled.matrix, reference, {}, inside));
  Traced settled = 1.0;
  for (int i = 0; i < solver.refinements; ++i)
    settled = correct(x, lu.solve(remainder(scaled.matrix, reference, x, inside)));
  Traced trusted =
      less(smallest_scale, generator.scale) * settled * far_from_singular(lu, scaled.scale);
  if (!outside.empty()) {
    const TracedElimination rest(restricted(scaled.matrix, outside), *order_outside);
    trusted = trusted * far_from_singular(rest, scaled.scale);
  }
  TracedSteadyState result{TracedVector(generator.matrix.size(), 0.0),
                           trusted * less_equal(0.0, generator.smallest_rate)};
  for (std::size_t k = 0; k < inside.size(); ++k) result.deviation[inside[k]] = x[k];
  return result;
}

}  // namespace qbattery
