// Reservoirs of every kind against jumps spelt out for the oracle.

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "qbattery/engine/plan.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"
#include "tests/physics/random_model.hpp"

namespace qbattery {
namespace {

using namespace testing_models;

constexpr double bound = 1e-11;

Matrix lower() {
  Matrix m = Matrix::Zero(2, 2);
  m(1, 0) = 1.0;
  return m;
}
Matrix on_charger(const Matrix& m) { return oracle::kron(m, Matrix::Identity(2, 2)); }
Matrix on_battery(const Matrix& m) { return oracle::kron(Matrix::Identity(2, 2), m); }

// F = 0.8, g = 1.1, Delta = 0.3.
Matrix hamiltonian() {
  const Matrix z = Eigen::Vector2cd(1.0, -1.0).asDiagonal();
  const Matrix x = lower() + lower().adjoint();
  const Matrix hop = on_charger(lower().adjoint()) * on_battery(lower());
  return 0.15 * (on_charger(z) + on_battery(z)) + 1.1 * (hop + hop.adjoint()) + 0.8 * on_charger(x);
}
const std::vector<double> of_pair = {0.8, 1.1, 0.3};

oracle::Jumps thermal(double emission, double absorption, const Matrix& jump) {
  return {{emission, jump}, {absorption, jump.adjoint()}};
}

oracle::Jumps joined(std::vector<oracle::Jumps> lists) {
  oracle::Jumps all;
  for (const oracle::Jumps& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

void expect_as_oracle(const std::vector<Reservoir>& reservoirs, std::vector<double> parameters,
                      const oracle::Jumps& jumps) {
  Random random(5);
  const Matrix start = random_state(4, random);
  parameters.insert(parameters.begin(), of_pair.begin(), of_pair.end());
  const Plan plan(charger_battery({.reservoirs = reservoirs}), {.times = {0.4, 2.0}});
  const Curve curve = plan.curve(parameters, start);
  const Matrix l = oracle::liouvillian(hamiltonian(), jumps);
  for (const double t : {0.4, 2.0}) {
    EXPECT_LE((curve.state(t) - oracle::evolve(l, start, t)).cwiseAbs().maxCoeff(), bound);
  }
}

const Matrix s_A = on_charger(lower());
const Matrix s_B = on_battery(lower());

TEST(reservoirs, bosons_and_fermions_jump_at_their_rates) {
  // Gamma, n, collectivity
  expect_as_oracle({{.statistics = Statistics::boson}}, {0.2, 0.7, 0.0},
                   joined({thermal(0.34, 0.14, s_A), thermal(0.34, 0.14, s_B)}));
  expect_as_oracle({{.statistics = Statistics::fermion}}, {0.2, 0.7, 0.0},
                   joined({thermal(0.06, 0.14, s_A), thermal(0.06, 0.14, s_B)}));
}

TEST(reservoirs, collectivity_goes_from_two_jumps_to_one) {
  for (const double c : {0.0, 0.3, 1.0}) {
    expect_as_oracle({{.statistics = Statistics::boson}}, {0.2, 0.7, c},
                     joined({thermal((1 - c) * 0.34, (1 - c) * 0.14, s_A),
                             thermal((1 - c) * 0.34, (1 - c) * 0.14, s_B),
                             thermal(c * 0.34, c * 0.14, s_A + s_B)}));
  }
}

TEST(reservoirs, act_on_the_subsystems_that_they_name) {
  expect_as_oracle({{.on = {"charger"}}}, {0.2, 0.7, 0.0}, thermal(0.34, 0.14, s_A));
  expect_as_oracle({{.on = {"battery"}}}, {0.2, 0.7, 0.0}, thermal(0.34, 0.14, s_B));
  // Of one subsystem, the sum of its jumps is its jump.
  expect_as_oracle({{.on = {"battery"}}}, {0.2, 0.7, 0.6}, thermal(0.34, 0.14, s_B));
}

TEST(reservoirs, several_add_up) {
  expect_as_oracle(
      {{.prefix = "reservoir.cold.", .on = {"charger"}},
       {.prefix = "reservoir.hot.", .statistics = Statistics::fermion, .on = {"battery"}},
       {.prefix = "reservoir.shared."}},
      {0.1, 0.0, 0.0, 0.5, 0.8, 0.0, 0.02, 1.5, 1.0},
      joined({thermal(0.1, 0.0, s_A), thermal(0.1, 0.4, s_B), thermal(0.05, 0.03, s_A + s_B)}));
}

// Gamma, T, omega, (mu,) collectivity
void expect_occupation(Statistics statistics, const std::vector<double>& parameters, double n) {
  const double N = statistics == Statistics::boson ? 1 + n : 1 - n;
  const double Gamma = parameters[0];
  expect_as_oracle(
      {{.statistics = statistics, .occupation = Occupation::temperature}}, parameters,
      joined({thermal(Gamma * N, Gamma * n, s_A), thermal(Gamma * N, Gamma * n, s_B)}));
}

TEST(reservoirs, occupations_follow_bose_and_fermi) {
  expect_occupation(Statistics::boson, {0.2, 1.5, 1.0, 0.0}, 1 / (std::exp(1 / 1.5) - 1));
  expect_occupation(Statistics::boson, {0.2, 0.2, 3.0, 0.0}, 1 / (std::exp(15.0) - 1));
  expect_occupation(Statistics::fermion, {0.2, 1.5, 1.0, 0.4, 0.0}, 1 / (std::exp(0.4) + 1));
  expect_occupation(Statistics::fermion, {0.2, 0.5, 1.0, 1.7, 0.0}, 1 / (std::exp(-1.4) + 1));
}

TEST(reservoirs, at_zero_temperature_fill_levels_below_mu) {
  expect_occupation(Statistics::boson, {0.2, 0.0, 1.0, 0.0}, 0.0);
  expect_occupation(Statistics::fermion, {0.2, 0.0, 1.0, 0.5, 0.0}, 0.0);
  expect_occupation(Statistics::fermion, {0.2, 0.0, 1.0, 1.0, 0.0}, 0.5);
  expect_occupation(Statistics::fermion, {0.2, 0.0, 1.0, 1.5, 0.0}, 1.0);
}

TEST(reservoirs, that_are_none_leave_the_pair_alone) {
  expect_as_oracle({}, {}, {});
  Random random(6);
  const Matrix start = random_state(4, random);
  const Plan plan(charger_battery(), {.times = {3.0}});
  const Matrix rho = plan.curve(of_pair, start).state(3.0);
  EXPECT_NEAR(rho.squaredNorm(), start.squaredNorm(), bound);  // purity
  EXPECT_NEAR((hamiltonian() * rho).trace().real(), (hamiltonian() * start).trace().real(), bound);
}

TEST(reservoirs, alone_leave_a_thermal_pair) {
  const Plan plan(charger_battery({.reservoirs = {Reservoir{}}}),
                  {.task = Task::steady_state,
                   .quantities = {{"E_A", expr::parse("energy(charger)")},
                                  {"E_B", expr::parse("energy(battery)")}}});
  for (const double n : {0.0, 0.1, 3.0}) {
    const Outcome steady =
        plan.run(std::vector<double>{0.0, 1.0, 0.5, 0.2, n, 0.0}, product_state("gg"));
    EXPECT_NEAR(steady.curves[0][0], n / (1 + 2 * n), bound);
    EXPECT_NEAR(steady.curves[1][0], n / (1 + 2 * n), bound);
  }
}

// Detailed balance: p_e / p_g = exp(-(omega - mu) / T) for bosons (mu = 0) and fermions alike,
// though bosons leave n / (1 + 2 n) in the upper level and fermions n.
TEST(reservoirs, alone_leave_populations_in_detailed_balance) {
  const std::vector<NamedExpression> energies = {{"E_A", expr::parse("energy(charger)")},
                                                 {"E_B", expr::parse("energy(battery)")}};
  const auto expect = [&](Statistics statistics, std::vector<double> parameters, double ratio) {
    const Plan plan(charger_battery({.reservoirs = {{.statistics = statistics,
                                                     .occupation = Occupation::temperature}}}),
                    {.task = Task::steady_state, .quantities = energies});
    parameters.insert(parameters.begin(), {0.0, 1.1, 0.3});  // F, g, Delta
    const Outcome steady = plan.run(parameters, product_state("gg"));
    ASSERT_EQ(steady.failure, "");
    EXPECT_NEAR(steady.curves[0][0], ratio / (1 + ratio), bound);
    EXPECT_NEAR(steady.curves[1][0], ratio / (1 + ratio), bound);
  };
  for (const double T : {0.1, 0.7, 20.0}) {
    expect(Statistics::boson, {0.2, T, 1.3, 0.0}, std::exp(-1.3 / T));
    expect(Statistics::fermion, {0.2, T, 1.3, 0.4, 0.0}, std::exp(-0.9 / T));
    expect(Statistics::fermion, {0.2, T, 1.3, 1.9, 0.0}, std::exp(0.6 / T));
  }
}

// Three levels stand between the two systems, and have no reservoir.
TEST(reservoirs, act_on_two_of_three_subsystems) {
  Random random(7);
  const Matrix h1 = random_hermitian(2, random);
  const Matrix h3 = random_hermitian(3, random);
  Model model;
  model.subsystems = {two_level("first"), {"three", Matrix::Zero(3, 3)}, two_level("last")};
  model.hamiltonian = {{expr::parse("1"), product({{0, h1}, {1, h3}})},
                       {expr::parse("1"), product({{1, h3}, {2, h1}})}};
  add_reservoir(model, {.on = {"first", "last"}});
  const Matrix one3 = Matrix::Identity(3, 3), one2 = Matrix::Identity(2, 2);
  const Matrix h =
      oracle::kron(oracle::kron(h1, h3), one2) + oracle::kron(one2, oracle::kron(h3, h1));
  const Matrix a = oracle::kron(oracle::kron(lower(), one3), one2);
  const Matrix b = oracle::kron(oracle::kron(one2, one3), lower());
  const Matrix start = random_state(12, random);
  const Plan plan(model, {.times = {1.5}});
  const Matrix found = plan.curve(std::vector<double>{0.2, 0.7, 0.25}, start).state(1.5);
  const Matrix l = oracle::liouvillian(
      h,
      joined({thermal(0.255, 0.105, a), thermal(0.255, 0.105, b), thermal(0.085, 0.035, a + b)}));
  EXPECT_LE((found - oracle::evolve(l, start, 1.5)).cwiseAbs().maxCoeff(), bound);
}

TEST(reservoirs, refuse_what_has_no_meaning) {
  const auto run = [](const Reservoir& reservoir, std::vector<double> parameters) {
    parameters.insert(parameters.begin(), of_pair.begin(), of_pair.end());
    const Plan plan(charger_battery({.reservoirs = {reservoir}}), {.times = {1.0}});
    return plan.run(parameters, product_state("gg"));
  };
  const Reservoir fermions{.statistics = Statistics::fermion};
  EXPECT_THROW(run({}, {-0.1, 0.0, 0.0}), InvalidInput);
  EXPECT_THROW(run({}, {0.1, -0.5, 0.0}), InvalidInput);
  EXPECT_THROW(run({}, {0.1, 0.0, 1.5}), InvalidInput);
  EXPECT_THROW(run(fermions, {0.1, 1.5, 0.0}), InvalidInput);
  EXPECT_THROW(charger_battery({.reservoirs = {{.on = {"moon"}}}}), InvalidInput);
}

}  // namespace
}  // namespace qbattery
