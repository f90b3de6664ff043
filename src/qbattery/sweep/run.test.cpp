#include "qbattery/sweep/run.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

namespace qbattery {
namespace {

const char* const map_text = R"toml(
format = 1
model = "charger-battery"
task = "steady-state"
parameters = { F = 1.0, g = 1.0 }
reservoir = { Gamma = 0.1, n = 0.2 }
[quantities]
E_B = "energy(battery)"
S_AB = "steering(charger, battery)"
[[sweep]]
parameter = "statistics"
values = ["boson", "fermion"]
[[sweep]]
parameter = "F"
from = 0.1
to = 3.0
points = 17
[[sweep]]
parameter = "Gamma"
from = 0.01
to = 1.0
points = 5
scale = "log"
)toml";

bool equal_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

// N cells of a battery lose their energy: what depends on N has a plan for each, all threads alike.
TEST(run, gives_every_structure_its_own_place) {
  const Scenario scenario = parse_scenario(R"toml(
format = 1
task = "evolve"
parameters = { N = 1, gamma = 0.5 }
initial = { battery = "excited" }
time = { values = [0.0, 1.0] }
[[subsystem]]
name = "battery"
kind = "two-level"
count = "N"
[[jump]]
each = "battery"
operator = "lower(battery)"
rate = "gamma * N"
[quantities]
E = "energy(battery[0])"
[[sweep]]
parameter = "gamma"
values = [0.5, 1.0]
[[sweep]]
parameter = "N"
values = [3, 1, 2]
)toml");
  const Dataset found = run(scenario, {.threads = 2});
  const std::vector<double>& E = found.variable("E").values;
  ASSERT_EQ(E.size(), 12U);
  const std::vector<double> N = {3, 1, 2};
  for (std::size_t i = 0; i < 6; ++i)
    EXPECT_NEAR(E[2 * i + 1], std::exp(-(i < 3 ? 0.5 : 1.0) * N[i % 3]), 1e-13) << i;
  EXPECT_EQ(found.coordinates[0].units, "");  // the file does not say
  EXPECT_EQ(found.coordinates[1].units, "1");
}

TEST(run_threads, do_not_change_a_bit_of_the_result) {
  const Scenario scenario = parse_scenario(map_text);
  const Dataset one = run(scenario, {.threads = 1});
  for (const int threads : {2, 5}) {
    const Dataset more = run(scenario, {.threads = threads});
    for (const Variable& variable : one.variables) {
      EXPECT_TRUE(equal_bits(variable.values, more.variable(variable.name).values))
          << variable.name;
    }
  }
}

TEST(run_threads, stop_when_asked_to) {
  const std::atomic<bool> stop = true;
  EXPECT_THROW(run(parse_scenario(map_text), {.threads = 2, .stop = &stop}), Interrupted);
}

TEST(run, has_a_dimension_per_axis_and_the_numbers_of_single_points) {
  const Dataset map = run(parse_scenario(map_text));
  const Variable& energy = map.variable("E_B");
  EXPECT_EQ(energy.dimensions, (std::vector<std::string>{"statistics", "F", "Gamma"}));
  const Scenario point = parse_scenario(
      map_text, "point",
      {{"sweep", std::nullopt}, {"statistics", "fermion"}, {"F", "3.0"}, {"Gamma", "1.0"}});
  EXPECT_NEAR(energy.values.back(), run(point).variable("E_B").values.front(), 1e-15);
}

TEST(run, marks_points_that_fail_and_keeps_the_others) {
  const Dataset result = run(parse_scenario(R"toml(
format = 1
model = "charger-battery"
task = "steady-state"
parameters = { F = 0.0, g = 1.0 }
reservoir = { Gamma = 0.1, n = 0.0 }
[[sweep]]
parameter = "collectivity"
values = [0.0, 1.0]
)toml"));
  EXPECT_EQ(result.failures(), 1U);
  EXPECT_EQ(result.status.flags, (std::vector<int>{0, 1}));
  EXPECT_NE(result.status.meanings[1].find("2 dimensions"), std::string::npos);
  EXPECT_TRUE(std::isnan(result.variable("E_B").values[1]));
  EXPECT_FALSE(std::isnan(result.variable("E_B").values[0]));
}

TEST(run, throws_where_the_only_point_fails) {
  EXPECT_THROW(run(parse_scenario(R"toml(
format = 1
model = "charger-battery"
task = "steady-state"
parameters = { F = 0.0, g = 1.0 }
)toml")),
               NumericalError);
}

}  // namespace
}  // namespace qbattery
