// What energies of levels and groups are counted by, and what baths and thermal states make of
// them, through scenarios, beside closed forms.

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/sweep/run.hpp"
#include "tests/physics/scenario_values.hpp"

namespace qbattery {
namespace {

constexpr double bar = 1e-10;

const std::string head = "format = 1\n";

// H_X = (z_0 + z_1)/2 + x_0 x_1: +-sqrt(2) with both or none excited, +-1 with one.
TEST(energies, of_a_group_are_what_it_is_thermal_by) {
  const std::string text = head + R"toml(task = "evolve"
[[subsystem]]
name = "b"
kind = "two-level"
count = 2
[energy]
b = "sum(i, 0, 1, z(b[i])/2) + x(b[0]) * x(b[1])"
[initial]
b = "thermal(0.5)"
[target]
b = "thermal(0.5)"
[time]
values = [0.0]
[quantities]
E = "energy(b)"
W = "ergotropy(b)"
f = "fidelity(target)"
I = "mutual_information(b[0], b[1])"
)toml";
  double energy = 0.0, sum = 0.0;
  for (const double level : {-std::sqrt(2.0), -1.0, 1.0, std::sqrt(2.0)}) {
    const double weight = std::exp(-(level + std::sqrt(2.0)) / 0.5);
    energy += weight * (level + std::sqrt(2.0));
    sum += weight;
  }
  EXPECT_NEAR(values(text, "E").front(), energy / sum, bar);
  EXPECT_NEAR(values(text, "W").front(), 0.0, bar);
  EXPECT_NEAR(values(text, "f").front(), 1.0, 1e-7);  // a square root
  EXPECT_GT(values(text, "I").front(), 0.5);
  // A state of its own is one of the member's own energy.
  EXPECT_NEAR(
      values(text, "I", {{"initial", "{ b = \"ground\", \"b[0]\" = \"thermal(0.5)\" }"}}).front(),
      0.0, bar);
}

TEST(energies, of_a_target_are_a_members_own_before_its_groups) {
  const std::string text = head + R"toml(task = "evolve"
[[subsystem]]
name = "b"
kind = "two-level"
count = 3
[initial]
b = "excited"
"b[1]" = "ground"
[target]
"b[1]" = "ground"
b = "excited"
[time]
values = [0.0]
[quantities]
f = "fidelity(target)"
)toml";
  EXPECT_NEAR(values(text, "f").front(), 1.0, bar);
}

// Levels in any order, 2 omega, 0 and omega apart; counted by something that is not diagonal.
const std::string three_levels = head + R"toml(task = "steady-state"
[[subsystem]]
name = "s"
kind = "levels"
energies = [2.0, 0.0, 1.0]
[energy]
s = "ketbra(s, 0, 1) + ketbra(s, 1, 0)"
[reservoir]
T = 0.5
omega = 1.0
Gamma = 0.3
[quantities]
p0 = "fidelity(target)"
[target]
s = "level(0)"
)toml";

TEST(energies, of_levels_are_what_a_bath_takes_whatever_counts) {
  const auto population = [](const std::string& level) {
    return values(three_levels, "p0", {{"target", "{ s = \"" + level + "\" }"}}).front();
  };
  const double sum = 1.0 + std::exp(-2.0) + std::exp(-4.0);
  EXPECT_NEAR(population("level(0)"), std::exp(-4.0) / sum, bar);
  EXPECT_NEAR(population("ground"), 1.0 / sum, bar);
  EXPECT_NEAR(population("excited"), std::exp(-2.0) / sum, bar);
}

TEST(energies, of_levels_are_what_dephasing_keeps) {
  const std::string text = head + R"toml(task = "evolve"
[[subsystem]]
name = "s"
kind = "levels"
energies = [0.0, 1.0]
[energy]
s = "ketbra(s, 0, 1) + ketbra(s, 1, 0)"
[initial]
s = "excited"
[reservoir]
kind = "dephasing"
Gamma = 0.5
[target]
s = "level(1)"
[time]
to = 4.0
points = 3
[quantities]
p = "fidelity(target)"
z = "inversion(s)"
)toml";
  for (const double p : values(text, "p")) EXPECT_NEAR(p, 1.0, bar);
  for (const double z : values(text, "z")) EXPECT_NEAR(z, 1.0, bar);
  const std::vector<double> falling = values(
      text, "z", {{"subsystem", "[{ name = \"s\", kind = \"levels\", energies = [3, 1] }]"}});
  for (const double z : falling) EXPECT_NEAR(z, 1.0, bar);
}

// lower(q) at rate 1 and z(q) at k: coherence grows where 1/2 + 2 k < 0.
TEST(energies, of_steady_states_that_nothing_comes_to_carry_a_warning) {
  const auto warning = [](const std::string& k) {
    const std::string text = head + "task = \"steady-state\"\nparameters = { F = 0.4, k = " + k +
                             " }\n[[subsystem]]\nname = \"q\"\nkind = \"two-level\"\n"
                             "[[hamiltonian]]\nterm = \"F*x(q)\"\n"
                             "[[jump]]\noperator = \"lower(q)\"\nrate = 1\n"
                             "[[jump]]\noperator = \"z(q)\"\nrate = \"k\"\nsigned = true\n"
                             "[quantities]\nE = \"energy(q)\"\n";
    for (const auto& [name, value] : run(parse_scenario(text, "s.toml"), {.threads = 1}).attributes)
      if (name == "warning") return value;
    return std::string();
  };
  EXPECT_EQ(warning("-1.0"),
            "warning: L rho = 0 has this solution, but with its negative rates nothing comes to "
            "it; gap() and smallest_eigenvalue() tell more");
  for (const char* k : {"-0.1", "0.0", "0.3"}) EXPECT_EQ(warning(k), "") << k;
}

}  // namespace
}  // namespace qbattery
