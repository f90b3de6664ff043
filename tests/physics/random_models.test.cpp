#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "qbattery/engine/plan.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "tests/oracle/oracle.hpp"

namespace qbattery {
namespace {

using Random = std::mt19937_64;

Matrix random_matrix(int d, Random& random) {
  std::normal_distribution<double> normal;
  Matrix m(d, d);
  for (int i = 0; i < d; ++i) {
    for (int j = 0; j < d; ++j) m(i, j) = {normal(random), normal(random)};
  }
  return m;
}

Matrix random_hermitian(int d, Random& random) {
  const Matrix m = random_matrix(d, random);
  return 0.5 * (m + m.adjoint());
}

Matrix random_state(int d, Random& random) {
  const Matrix m = random_matrix(d, random);
  const Matrix rho = m * m.adjoint();
  return rho / rho.trace().real();
}

// A model with random local and pair terms and jumps, and the same spelt out for the oracle.
struct Both {
  Model model;
  Matrix hamiltonian;
  oracle::Jumps jumps;
  Matrix initial;
};

Both random_model(const Dimensions& dimensions, Random& random) {
  Both both;
  const int total = total_dimension(dimensions);
  both.hamiltonian = Matrix::Zero(total, total);
  const auto count = static_cast<int>(dimensions.size());
  const auto spelt_out = [&](int place, const Matrix& local) {
    Matrix whole = Matrix::Identity(1, 1);
    for (int k = 0; k < count; ++k) {
      const int d = dimensions[static_cast<std::size_t>(k)];
      whole = oracle::kron(whole, k == place ? local : Matrix(Matrix::Identity(d, d)));
    }
    return whole;
  };
  for (int k = 0; k < count; ++k) {
    const int d = dimensions[static_cast<std::size_t>(k)];
    both.model.subsystems.push_back(
        {std::string(1, static_cast<char>('a' + k)), random_hermitian(d, random)});
    const Matrix h = random_hermitian(d, random);
    both.model.hamiltonian.push_back({expr::parse("x"), product({{k, h}})});
    both.hamiltonian += 0.7 * spelt_out(k, h);
    const Matrix jump = random_matrix(d, random);
    both.model.jumps.push_back({expr::parse("y^2"), product({{k, jump}})});
    both.jumps.emplace_back(0.09, spelt_out(k, jump));
  }
  const Matrix h0 = random_hermitian(dimensions[0], random);
  const Matrix h1 = random_hermitian(dimensions[1], random);
  both.model.hamiltonian.push_back({expr::parse("x * y"), product({{0, h0}, {1, h1}})});
  both.hamiltonian += 0.21 * spelt_out(0, h0) * spelt_out(1, h1);
  const Matrix j0 = random_matrix(dimensions[0], random);
  const Matrix j1 = random_matrix(dimensions.back(), random);
  both.model.jumps.push_back(
      {expr::parse("y / 3"), {{1.0, {{0, j0}}}, {Complex(0, 1), {{count - 1, j1}}}}});
  both.jumps.emplace_back(0.1, spelt_out(0, j0) + Complex(0, 1) * spelt_out(count - 1, j1));
  both.model.parameters = {"x", "y"};
  both.initial = random_state(total, random);
  return both;
}

class random_models : public testing::TestWithParam<Dimensions> {};

TEST_P(random_models, agree_with_the_oracle_in_evolution_and_steady_state) {
  Random random(7 + GetParam().size() + static_cast<std::size_t>(GetParam()[0]));
  const Both both = random_model(GetParam(), random);
  const std::vector<double> parameters = {0.7, 0.3};
  const Matrix l = oracle::liouvillian(both.hamiltonian, both.jumps);
  const Plan plan(both.model, {.times = {0.3, 1.7}});
  const Curve curve = plan.curve(parameters, both.initial);
  for (const double t : {0.3, 1.0, 1.7}) {
    const Matrix expected = oracle::evolve(l, both.initial, t);
    EXPECT_LE((curve.state(t) - expected).cwiseAbs().maxCoeff(), 1e-10);
  }
  const Plan steady(both.model, {.task = Task::steady_state});
  const Matrix found = steady.steady_state(parameters, both.initial).rho;
  EXPECT_LE((found - oracle::steady_state(l)).cwiseAbs().maxCoeff(), 1e-10);
  const Matrix first = partial_trace(found, GetParam(), {0});
  const Matrix& h = both.model.subsystems[0].hamiltonian;
  EXPECT_NEAR(energy(first, h), oracle::energy(first, h), 1e-10);
  EXPECT_NEAR(ergotropy(first, h), oracle::ergotropy(first, h), 1e-10);
}

INSTANTIATE_TEST_SUITE_P(of, random_models,
                         testing::Values(Dimensions{2, 2, 2}, Dimensions{2, 3}, Dimensions{3, 3}));

TEST(steering, agrees_with_the_realigned_matrix_on_random_states) {
  Random random(3);
  for (const auto& [d1, d2] : {std::pair{2, 2}, {2, 3}, {3, 2}, {3, 3}, {4, 4}}) {
    const Matrix rho = random_state(d1 * d2, random);
    EXPECT_NEAR(steering(rho, d1, d2), oracle::steering(rho, d1, d2), 1e-12);
  }
}

TEST(steering, has_the_known_values_on_known_states) {
  std::ifstream file(QBATTERY_TEST_DATA_DIR "/measured_states.json");
  for (const auto& state : nlohmann::json::parse(file)) {
    const int d = static_cast<int>(state["rho"].size());
    Matrix rho(d, d);
    for (int i = 0; i < d; ++i) {
      for (int j = 0; j < d; ++j) {
        const auto& entry = state["rho"][static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
        rho(i, j) = {entry[0], entry[1]};
      }
    }
    if (state.contains("S_AB")) {
      EXPECT_NEAR(steering(rho, state["dimensions"][0], state["dimensions"][1]),
                  state["S_AB"].get<double>(), 1e-12)
          << state["name"];
    } else {
      Matrix h = Matrix::Zero(d, d);
      for (int i = 0; i < d; ++i)
        h(i, i) = state["energies"][static_cast<std::size_t>(i)].get<double>();
      EXPECT_NEAR(ergotropy(rho, h), state["ergotropy"].get<double>(), 1e-12) << state["name"];
    }
  }
}

}  // namespace
}  // namespace qbattery
