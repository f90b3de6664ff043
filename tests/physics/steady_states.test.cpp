// Steady states against long evolutions and the oracle, and where there is more than one.

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <complex>
#include <random>

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
  for (const Dimensions& dimensions :
       {Dimensions{2, 2}, Dimensions{2, 3}, Dimensions{3, 3}, Dimensions{2, 2, 2}}) {
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

// The oracle's, spelt out from the same numbers.
Matrix liouvillian_of(const Pair& p) {
  return oracle::liouvillian({.F = p.F,
                              .g = p.g,
                              .Delta_A = p.Delta_A,
                              .Delta_B = p.Delta_B,
                              .Gamma = p.Gamma,
                              .emission = p.statistics == Statistics::boson ? 1 + p.n : 1 - p.n,
                              .absorption = p.n,
                              .collective = p.collectivity == 1.0});
}

TEST(steady_states, of_driven_pairs_are_those_of_the_oracle) {
  Random random(23);
  std::uniform_real_distribution<double> number(0.0, 1.0);
  for (int draws = 0; draws < 100; ++draws) {
    Pair pair{.F = 0.1 + 3 * number(random), .Gamma = 0.05 + number(random), .n = number(random)};
    pair.Delta_A = 4 * number(random) - 2;
    pair.Delta_B = 4 * number(random) - 2;
    pair.statistics = draws % 2 == 0 ? Statistics::boson : Statistics::fermion;
    pair.collectivity = draws % 3 == 0 ? 1.0 : 0.0;
    const SteadyState found = find(pair, product_state("gg"), {});
    EXPECT_LE(distance(found.rho, oracle::steady_state(liouvillian_of(pair))), bound) << draws;
    EXPECT_LE(found.residual, 1e-15) << draws;
    EXPECT_EQ(found.stationary_dimension, 1) << draws;
  }
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
    const SteadyState limit = find(dark, start, {.long_time_limit = true});
    EXPECT_LE(distance(limit.rho, oracle::evolve(liouvillian_of(dark), start, 300.0)), bound);
  }
}

// At n > 0 nothing oscillates for ever: any start will do. The triplets become thermal.
TEST(steady_states, of_a_warm_collective_reservoir_keep_the_weight_of_the_singlet) {
  Random random(24);
  Pair warm = dark;
  warm.n = 0.4;
  Ket psi = Ket::Zero(4);
  psi(1) = std::sqrt(0.5);
  psi(2) = -psi(1);
  const Matrix singlet = psi * psi.adjoint();
  const double q = 0.4 / 1.4;
  Matrix triplets = Matrix::Zero(4, 4);  // 1 : q : q^2 from gg to ee
  triplets.diagonal() << q * q, q / 2, q / 2, 1.0;
  triplets(1, 2) = triplets(2, 1) = q / 2;
  triplets /= 1 + q + q * q;
  for (int draws = 0; draws < 10; ++draws) {
    const Matrix start = random_state(4, random);
    const double weight = (singlet * start).trace().real();
    const SteadyState limit = find(warm, start, {.long_time_limit = true});
    EXPECT_LE(distance(limit.rho, weight * singlet + (1 - weight) * triplets), bound);
    EXPECT_LE(distance(limit.rho, oracle::evolve(liouvillian_of(warm), start, 300.0)), bound);
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

// Two pairs of levels that only lose energy among themselves, in a basis where no entry vanishes:
// rounding must not pass for a rate that joins them.
TEST(steady_states, that_are_several_are_found_in_any_basis) {
  Random random(26);
  for (int draws = 0; draws < 10; ++draws) {
    const Matrix u = random_unitary(4, random);
    const auto in_blocks = [&](const Matrix& one, const Matrix& other) -> Matrix {
      Matrix whole = Matrix::Zero(4, 4);
      whole.topLeftCorner(2, 2) = one;
      whole.bottomRightCorner(2, 2) = other;
      return u * whole * u.adjoint();
    };
    const Matrix h = in_blocks(random_hermitian(2, random), random_hermitian(2, random));
    const Matrix jump = in_blocks(random_matrix(2, random), random_matrix(2, random));
    Model model;
    model.subsystems = {{"a", Matrix::Zero(4, 4)}};
    model.hamiltonian = {{expr::parse("1"), product({{0, (h + h.adjoint()) / 2}})}};
    model.jumps = {{expr::parse("1"), product({{0, jump}})}};
    const Matrix start = random_state(4, random);
    const Plan unique(model, {.task = Task::steady_state});
    EXPECT_NE(unique.run({}, start).failure.find("2 dimensions"), std::string::npos);
    const Plan plan(model, {.task = Task::steady_state, .steady = {.long_time_limit = true}});
    const Matrix l = oracle::liouvillian(h, {{1.0, jump}});
    EXPECT_LE(distance(plan.steady_state({}, start).rho, oracle::evolve(l, start, 500.0)), bound);
  }
}

TEST(steady_states, that_are_reached_slowly_are_still_one) {
  const SteadyState found = find({.F = 1.0, .Gamma = 1e-11}, product_state("gg"), {});
  EXPECT_EQ(found.stationary_dimension, 1);
  EXPECT_LE(distance(found.rho, Matrix::Identity(4, 4) / 4), bound);
}

// |+g> holds a coherence of the singlet with gg, which nothing damps: it turns at frequency g.
TEST(steady_states, that_keep_a_coherence_have_no_limit_though_energy_is_lost) {
  const Matrix start = product_state("+g");
  try {
    find(dark, start, {.long_time_limit = true});
    FAIL() << "no complaint";
  } catch (const NumericalError& error) {
    EXPECT_NE(std::string(error.what()).find("frequency 1;"), std::string::npos) << error.what();
  }
  // Of the one excitation in two, the singlet keeps one half.
  Matrix known = Matrix::Zero(4, 4);
  known(1, 1) = known(2, 2) = 0.125;
  known(1, 2) = known(2, 1) = -0.125;
  known(3, 3) = 0.75;
  const SteadyState average = find(dark, start, {.long_time_limit = true, .time_average = true});
  EXPECT_LE(distance(average.rho, known), bound);
}

// The average of states over [0, to] with a weight that is smooth to all orders at both ends: what
// turns with frequency w is down by far more than any power of w to.
Matrix average_over_time(const Matrix& liouvillian, const Matrix& start, double to, int steps) {
  Matrix sum = Matrix::Zero(start.rows(), start.cols());
  double weights = 0.0;
  Matrix rho = start;
  for (int i = 1; i < steps; ++i) {
    rho = oracle::evolve(liouvillian, rho, to / steps);
    const double s = static_cast<double>(i) / steps;
    const double weight = std::exp(-1 / (s * (1 - s)));
    sum += weight * rho;
    weights += weight;
  }
  return sum / weights;
}

TEST(steady_states, of_closed_pairs_are_averages_over_time) {
  for (const Pair& closed : {Pair{.F = 0.8}, Pair{.F = 0.5, .Delta_A = 0.7, .Delta_B = -1.1}}) {
    Random random(25);
    const Matrix start = random_state(4, random);
    EXPECT_THROW(find(closed, start, {.long_time_limit = true}), NumericalError);
    const SteadyState found = find(closed, start, {.long_time_limit = true, .time_average = true});
    const Matrix expected = average_over_time(liouvillian_of(closed), start, 1000.0, 2000);
    EXPECT_LE(distance(found.rho, expected), bound);
    EXPECT_EQ(found.stationary_dimension, 4);
  }
}

}  // namespace
}  // namespace qbattery
