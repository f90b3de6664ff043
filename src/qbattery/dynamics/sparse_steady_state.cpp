#include "qbattery/dynamics/sparse_steady_state.hpp"

#include <fmt/format.h>

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

// How many stationary states are told apart.
constexpr int most_dimensions = 8;

RealVector random_vector(Eigen::Index size, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> normal;
  return RealVector::NullaryExpr(size, [&] { return normal(engine); }).normalized();
}

// b at random has a part of some 1/sqrt(n) along the left singular vector of the smallest singular
// value, and x has that part divided by it.
bool is_regular(const SparseEquations& equations, Eigen::Index size) {
  const auto x = equations.solve_roughly(random_vector(size, 1));
  const double root = std::sqrt(static_cast<double>(size));
  return x && x->norm() * equations.norm() * null_tolerance * root < 1.0;
}

// What L leaves where it is of v: s/(s - L) again and again. What decays at a rate far above s is
// gone after a few rounds.
RealVector stationary_part(const SparseEquations& resolvent, RealVector v) {
  constexpr int most_rounds = 100;
  for (int round = 0; round < most_rounds; ++round) {
    const auto next = resolvent.solve(-SparseLaboratory::distance * v);
    if (!next) break;
    const double change = (*next - v).norm();
    v = *next;
    if (change <= 1e-12 * v.norm() || v.norm() < 1e-13) return v;
  }
  throw NumericalError(
      fmt::format("no steady state was found: something decays more slowly than {:.0e} of the "
                  "largest rate or coupling, or jumps mix the states too slowly",
                  SparseLaboratory::distance));
}

int count_dimensions(const SparseEquations& resolvent, Eigen::Index size) {
  RealMatrix parts(size, 0);
  for (int k = 1; k <= most_dimensions; ++k) {
    parts.conservativeResize(Eigen::NoChange, k);
    parts.col(k - 1) = stationary_part(resolvent, random_vector(size, static_cast<unsigned>(k)));
    Eigen::ColPivHouseholderQR<RealMatrix> qr;
    qr.setThreshold(1e-7);
    qr.compute(parts);
    if (qr.rank() < k) return static_cast<int>(qr.rank());
  }
  return most_dimensions;
}

SteadyState among_several(const SparseLaboratory& laboratory, const Matrix& initial,
                          const SteadyStateOptions& options) {
  const SparseEquations resolvent = laboratory.resolvent();
  const int dimension = count_dimensions(resolvent, laboratory.vectors().size());
  const std::string words =
      fmt::format("{}{}", dimension < most_dimensions ? "" : "at least ", dimension);
  if (dimension > 1 && !options.long_time_limit) throw NumericalError(several_dimensions(words));
  if (dimension > 1 && !options.time_average)
    throw NumericalError(
        fmt::format("the stationary space has {} dimensions, and of so many levels only the "
                    "average over time is computed: steady_state.time_average = true",
                    words));
  const RealVector v = stationary_part(resolvent, laboratory.vectors().pack(initial));
  return {.rho = laboratory.vectors().unpack(v),
          .residual = laboratory.residual(v),
          .stationary_dimension = dimension};
}

bool is_zero(const SparseGenerator& generator) {
  return generator.drift.norm() == 0.0 &&
         std::ranges::all_of(generator.jumps, [](const auto& rate_and_jump) {
           return rate_and_jump.first == 0.0 || rate_and_jump.second.norm() == 0.0;
         });
}

SteadyState everything_stays(const Matrix& initial, const SteadyStateOptions& options) {
  const auto dimension = static_cast<int>(initial.rows() * initial.rows());
  if (!options.long_time_limit) throw NumericalError(several_dimensions(std::to_string(dimension)));
  return {.rho = initial, .residual = 0.0, .stationary_dimension = dimension};
}

}  // namespace

SteadyState sparse_steady_state(const SparseGenerator& generator, const Matrix& initial,
                                const SteadyStateOptions& options,
                                std::optional<SparseMethod> method) {
  if (is_zero(generator)) return everything_stays(initial, options);
  const SparseLaboratory laboratory(generator, method);
  const SparseEquations equations = laboratory.bordered();
  const Eigen::Index size = laboratory.vectors().size();
  const auto v = equations.solve(RealVector::Unit(size, 0));
  if (!v || !is_regular(equations, size)) return among_several(laboratory, initial, options);
  return {.rho = laboratory.vectors().unpack(*v), .residual = laboratory.residual(*v)};
}

}  // namespace qbattery
