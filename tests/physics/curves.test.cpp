// What every evolution must keep: a state stays a state, and ends where the oracle ends.

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>

#include "qbattery/engine/plan.hpp"
#include "qbattery/papers/paper.hpp"
#include "qbattery/scenario/scenario.hpp"
#include "tests/physics/random_model.hpp"

namespace qbattery {
namespace {

using namespace testing_models;

// Rounding of a thousand compensated steps; a wrong generator breaks it at once.
void expect_states(const Curve& curve) {
  for (const double t : curve.times()) {
    const Matrix rho = curve.state(t);
    ASSERT_LE((rho - rho.adjoint()).cwiseAbs().maxCoeff(), 1e-12) << t;
    ASSERT_LE(std::abs(rho.trace() - 1.0), 1e-12) << t;
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(rho, Eigen::EigenvaluesOnly);
    ASSERT_GT(solver.eigenvalues()(0), -1e-12) << t;
  }
}

void expect_end(const Curve& curve, const Matrix& liouvillian, const Matrix& initial) {
  const double end = curve.times().back();
  const Matrix expected = oracle::evolve(liouvillian, initial, end);
  EXPECT_LE((curve.state(end) - expected).cwiseAbs().maxCoeff(), 1e-11);
  const double between = 0.4567 * end;  // two samples
  const Matrix there = oracle::evolve(liouvillian, initial, between);
  EXPECT_LE((curve.state(between) - there).cwiseAbs().maxCoeff(), 1e-11);
}

double number(const Scenario& scenario, const std::string& key) {
  return std::get<double>(scenario.settings.at(key));
}

Matrix oracle_of(const Scenario& scenario) {
  const bool fermion =
      std::get<std::string>(scenario.settings.at("reservoir.statistics")) == "fermion";
  const double n = number(scenario, "reservoir.n");
  const double Delta = number(scenario, "parameters.Delta");
  return oracle::liouvillian({.F = number(scenario, "parameters.F"),
                              .g = number(scenario, "parameters.g"),
                              .Delta_A = Delta,
                              .Delta_B = Delta,
                              .Gamma = number(scenario, "reservoir.Gamma"),
                              .emission = fermion ? 1 - n : 1 + n,
                              .absorption = n,
                              .collective = false});
}

Matrix start_of(const Scenario& scenario) {
  const std::string letters = std::get<std::string>(scenario.settings.at("initial.state"));
  const int place = (letters[0] == 'g' ? 2 : 0) + (letters[1] == 'g' ? 1 : 0);
  Matrix rho = Matrix::Zero(4, 4);
  rho(place, place) = 1.0;
  return rho;
}

class panel_curves : public testing::TestWithParam<const char*> {};

TEST_P(panel_curves, keep_states_and_end_with_the_oracle) {
  const Scenario scenario =
      load_scenario(paper_file("song2026", GetParam() + std::string(".toml")));
  const Problem problem = make_problem(scenario, scenario.settings);
  const Plan plan(problem.model, {.times = scenario.times});
  const Curve curve = plan.curve(problem.parameters, problem.initial_state);
  EXPECT_EQ(problem.initial_state, start_of(scenario));
  expect_states(curve);
  expect_end(curve, oracle_of(scenario), start_of(scenario));
}

INSTANTIATE_TEST_SUITE_P(of, panel_curves,
                         testing::Values("fig4a", "fig4b", "fig4c", "fig4d", "fig5a", "fig5b",
                                         "fig5c", "fig5d", "fig5e", "fig5f", "fig6a", "fig6b",
                                         "fig6c", "fig6d", "fig7a", "fig7b", "fig7c", "fig7d"));

class random_curves : public testing::TestWithParam<Dimensions> {};

TEST_P(random_curves, keep_states_and_end_with_the_oracle) {
  Random random(11 + GetParam().size());
  for (int draws = 0; draws < 10; ++draws) {
    const Both both = random_model(GetParam(), random);
    // From a pure state, where the smallest eigenvalue is 0 at first.
    const Ket psi = random_ket(static_cast<int>(both.initial.rows()), random);
    const Matrix initial = draws % 2 == 0 ? both.initial : Matrix(psi * psi.adjoint());
    std::vector<double> times;
    for (int i = 0; i <= 50; ++i) times.push_back(0.04 * i);
    const Plan plan(both.model, {.times = times});
    const Curve curve = plan.curve(both.parameters, initial);
    expect_states(curve);
    expect_end(curve, oracle::liouvillian(both.hamiltonian, both.jumps), initial);
  }
}

INSTANTIATE_TEST_SUITE_P(of, random_curves,
                         testing::Values(Dimensions{2, 2, 2}, Dimensions{2, 3}, Dimensions{3, 3}));

}  // namespace
}  // namespace qbattery
