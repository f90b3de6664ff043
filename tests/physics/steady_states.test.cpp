// Steady states against long evolutions and the oracle, and where there is more than one.

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <complex>

#include "qbattery/engine/plan.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"
#include "tests/physics/pair.hpp"
#include "tests/physics/random_model.hpp"

namespace qbattery {
namespace {

using namespace testing_models;

constexpr double bound = 1e-10;

double distance(const Matrix& a, const Matrix& b) { return (a - b).cwiseAbs().maxCoeff(); }

// -Re of the slowest eigenvalue that is not 0.
double gap_of(const Matrix& liouvillian) {
  const Eigen::ComplexEigenSolver<Matrix> solver(liouvillian, false);
  std::vector<double> rates;
  for (const std::complex<double> z : solver.eigenvalues()) rates.push_back(-z.real());
  std::sort(rates.begin(), rates.end());
  return rates[1];
}

TEST(steady_states, are_where_evolution_ends_and_die_out_at_the_gap) {
  Random random(21);
  for (const Dimensions& dimensions : {Dimensions{2, 2}, Dimensions{2, 3}, Dimensions{2, 2, 2}}) {
    const Both both = random_model(dimensions, random);
    const Matrix l = oracle::liouvillian(both.hamiltonian, both.jumps);
    const Plan plan(both.model,
                    {.task = Task::steady_state,
                     .quantities = {{"gap", expr::parse("gap()")},
                                    {"residual", expr::parse("residual()")},
                                    {"dimension", expr::parse("stationary_dimension()")}}});
    const Matrix found = plan.steady_state(both.parameters, both.initial).rho;
    EXPECT_LE(distance(found, oracle::steady_state(l)), bound);
    EXPECT_LE(distance(found, oracle::evolve(l, both.initial, 60.0 / gap_of(l))), bound);
    const Outcome outcome = plan.run(both.parameters, both.initial);
    EXPECT_NEAR(outcome.curves[0][0], gap_of(l), bound);
    EXPECT_LE(outcome.curves[1][0], 1e-15);
    EXPECT_EQ(outcome.curves[2][0], 1.0);
  }
}

SteadyState find(const Pair& pair, const Matrix& start, const SteadyStateOptions& options) {
  const Plan plan(pair.model(), {.task = Task::steady_state, .steady = options});
  return plan.steady_state(pair.parameters(), start);
}

const Pair dark{.Gamma = 0.3, .collectivity = 1.0};  // keeps the singlet

TEST(steady_states, that_are_several_are_refused_with_their_number) {
  try {
    find(dark, product_state("eg"), {});
    FAIL() << "no complaint";
  } catch (const NumericalError& error) {
    EXPECT_NE(std::string(error.what()).find("2 dimensions"), std::string::npos) << error.what();
  }
}

TEST(steady_states, of_a_collective_reservoir_keep_the_singlet) {
  const SteadyState limit = find(dark, product_state("eg"), {.long_time_limit = true});
  EXPECT_EQ(limit.stationary_dimension, 2);
  // Half of |eg> is the singlet (eg - ge)/sqrt2, the rest falls to gg.
  Matrix known = Matrix::Zero(4, 4);
  known(3, 3) = 0.5;
  known(1, 1) = known(2, 2) = 0.25;
  known(1, 2) = known(2, 1) = -0.25;
  EXPECT_LE(distance(limit.rho, known), bound);
}

TEST(steady_states, as_limits_are_where_long_evolutions_end) {
  Random random(22);
  for (int draws = 0; draws < 10; ++draws) {
    // Without coherences between different numbers of excitations: those with the singlet would
    // oscillate for ever.
    Matrix start = Matrix::Zero(4, 4);
    start.block(1, 1, 2, 2) = 0.6 * random_state(2, random);
    start(0, 0) = 0.3;
    start(3, 3) = 0.1;
    const Matrix l = oracle::liouvillian({.F = 0,
                                          .g = 1,
                                          .Delta_A = 0,
                                          .Delta_B = 0,
                                          .Gamma = 0.3,
                                          .emission = 1,
                                          .absorption = 0,
                                          .collective = true});
    const SteadyState limit = find(dark, start, {.long_time_limit = true});
    EXPECT_LE(distance(limit.rho, oracle::evolve(l, start, 300.0)), bound);
  }
}

TEST(steady_states, that_oscillate_for_ever_have_an_average_and_no_limit) {
  const Pair closed{.F = 0.0, .g = 1.0};
  const Matrix start = product_state("eg");
  EXPECT_THROW(find(closed, start, {.long_time_limit = true}), NumericalError);
  const SteadyState average = find(closed, start, {.long_time_limit = true, .time_average = true});
  // |eg> oscillates to |ge> and back: half of each, no coherence left on average.
  Matrix known = Matrix::Zero(4, 4);
  known(1, 1) = known(2, 2) = 0.5;
  EXPECT_LE(distance(average.rho, known), bound);
  // An eigenstate stays.
  Ket triplet = Ket::Zero(4);
  triplet(1) = triplet(2) = std::sqrt(0.5);
  const Matrix still = triplet * triplet.adjoint();
  EXPECT_LE(distance(find(closed, still, {.long_time_limit = true}).rho, still), bound);
}

}  // namespace
}  // namespace qbattery
