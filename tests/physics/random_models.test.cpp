#include <gtest/gtest.h>

#include "qbattery/engine/plan.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantum/operators.hpp"
#include "tests/oracle/oracle.hpp"
#include "tests/physics/random_model.hpp"

namespace qbattery {
namespace {

using namespace testing_models;

class random_models : public testing::TestWithParam<Dimensions> {};

TEST_P(random_models, agree_with_the_oracle_in_evolution_and_steady_state) {
  Random random(7 + GetParam().size() + static_cast<std::size_t>(GetParam()[0]));
  const Both both = random_model(GetParam(), random);
  const Matrix l = oracle::liouvillian(both.hamiltonian, both.jumps);
  const Plan plan(both.model, {.times = {0.3, 1.7}});
  const Curve curve = plan.curve(both.parameters, both.initial);
  for (const double t : {0.3, 1.0, 1.7}) {
    const Matrix expected = oracle::evolve(l, both.initial, t);
    EXPECT_LE((curve.state(t) - expected).cwiseAbs().maxCoeff(), 1e-10);
  }
  const Plan steady(both.model, {.task = Task::steady_state});
  const Matrix found = steady.steady_state(both.parameters, both.initial).rho;
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

}  // namespace
}  // namespace qbattery
