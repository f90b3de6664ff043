// Published charging protocols, as scenarios that spell out their models, against closed forms.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "qbattery/scenario/scenario.hpp"
#include "qbattery/sweep/run.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-10;

std::vector<double> numbers(const std::string& text, const std::string& variable,
                            const std::vector<Edit>& edits = {}) {
  const Dataset found = run(parse_scenario(text, "s.toml", edits), {.threads = 1});
  for (const auto& each : found.variables)
    if (each.name == variable) return each.values;
  ADD_FAILURE() << variable;
  return {};
}

double number(const std::string& text, const std::string& variable,
              const std::vector<Edit>& edits = {}) {
  return numbers(text, variable, edits).at(0);
}

// Farina et al., PRB 99, 035421 (2019): two two-level systems, the charger driven and damped. With
// k = F/g and l = gamma/g, E_A = 8 k^4/D, E_B = (8 k^4 + k^2 l^2)/D, D = 16 k^4 + 2 k^2 l^2 + l^2.
const std::string farina = R"toml(format = 1
task = "steady-state"
parameters = { F = 1.0, g = 1.0, gamma = 1.0 }
[[subsystem]]
name = "charger"
kind = "two-level"
[[subsystem]]
name = "battery"
kind = "two-level"
[[hamiltonian]]
term = "g * (sp(charger) * sm(battery) + h.c.) + F * x(charger)"
[[jump]]
operator = "sm(charger)"
rate = "gamma"
[quantities]
E_A = "energy(charger)"
E_B = "energy(battery)"
)toml";

TEST(protocols, of_a_damped_charger_have_the_known_steady_energies) {
  for (const auto& [F, gamma] : {std::pair{0.1, 0.3}, {1.0, 1.0}, {2.5, 0.7}, {0.4, 6.0}}) {
    const std::vector<Edit> edits = {{"F", fmt::format("{}", F)},
                                     {"gamma", fmt::format("{}", gamma)}};
    const double k4 = 8 * std::pow(F, 4);
    const double kl = F * F * gamma * gamma;
    const double d = 2 * k4 + 2 * kl + gamma * gamma;
    EXPECT_NEAR(number(farina, "E_A", edits), k4 / d, rounding);
    EXPECT_NEAR(number(farina, "E_B", edits), (k4 + kl) / d, rounding);
  }
}

// From |eg> without a pump: E_B = (g/O)^2 sin^2(O t) e^(-gamma t/2), O^2 = g^2 - gamma^2/16.
TEST(protocols, of_a_damped_charger_have_the_known_curve) {
  std::string text = farina;
  text.replace(text.find("steady-state"), 12, "evolve");
  text += "[initial]\ncharger = \"excited\"\n[time]\nto = 5\npoints = 11\n";
  const std::vector<double> found = numbers(text, "E_B", {{"F", "0"}, {"gamma", "0.8"}});
  const double O = std::sqrt(1 - 0.04);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double t = 0.5 * static_cast<double>(i);
    EXPECT_NEAR(found[i], std::pow(std::sin(O * t) / O, 2) * std::exp(-0.4 * t), rounding);
  }
}

// Andolina et al., PRB 98, 205423 (2018): n quanta of a mode charge a two-level battery, E_B =
// sin^2(g sqrt(n) t); a mode from 3 at g t = pi/3: E_B = 9/4, W_B = 3/2.
TEST(protocols, of_a_mode_have_the_known_swap) {
  const std::string text = R"toml(format = 1
task = "evolve"
parameters = { g = 0.7, n = 3 }
[[subsystem]]
name = "charger"
kind = "mode"
levels = "n + 1"
[[subsystem]]
name = "battery"
kind = "two-level"
[[hamiltonian]]
term = "g * (a(charger) * sp(battery) + h.c.)"
[initial]
charger = "fock(n)"
[time]
values = [0, 0.4, 1.1, 2.7]
[quantities]
E = "energy(battery)"
)toml";
  const std::vector<double> times = {0, 0.4, 1.1, 2.7};
  for (const double n : {1.0, 3.0, 5.0}) {
    const std::vector<double> found = numbers(text, "E", {{"n", fmt::format("{}", n)}});
    for (std::size_t i = 0; i < times.size(); ++i)
      EXPECT_NEAR(found[i], std::pow(std::sin(0.7 * std::sqrt(n) * times[i]), 2), rounding);
  }
  std::string to_mode = text;
  to_mode.replace(to_mode.find("kind = \"two-level\""), 18, "kind = \"mode\"\nlevels = \"n + 1\"");
  to_mode.replace(to_mode.find("values = [0, 0.4, 1.1, 2.7]"), 27,
                  fmt::format("values = [{:.17g}]", std::numbers::pi / 3));
  to_mode += "W = \"ergotropy(battery)\"\n";
  EXPECT_NEAR(number(to_mode, "E", {{"g", "1"}}), 2.25, rounding);
  EXPECT_NEAR(number(to_mode, "W", {{"g", "1"}}), 1.5, rounding);
}

// Quach and Munro, Phys. Rev. Applied 14, 024092 (2020): no Hamiltonian, one reservoir for all
// cells. What stays depends on where it began.
TEST(protocols, of_dark_states_keep_the_known_energies) {
  const std::string text = R"toml(format = 1
task = "steady-state"
parameters = { N_A = 1, N_B = 1, Gamma = 0.3 }
[[subsystem]]
name = "charger"
kind = "two-level"
count = "N_A"
[[subsystem]]
name = "battery"
kind = "two-level"
count = "N_B"
[[jump]]
operator = "lower(charger) + lower(battery)"
rate = "Gamma"
[initial]
charger = "excited"
[steady_state]
long_time_limit = true
[quantities]
E = "energy(battery[0])"
)toml";
  const auto stored = [&text](const char* chargers, const char* batteries) {
    return number(text, "E", {{"N_A", chargers}, {"N_B", batteries}});
  };
  EXPECT_NEAR(stored("1", "1"), 1.0 / 4, rounding);
  EXPECT_NEAR(stored("3", "1"), 9.0 / 16, rounding);
  EXPECT_NEAR(stored("2", "2"), 7.0 / 24, rounding);
}

// Unequal local baths hold more than half: the paper's pair far off resonance.
TEST(protocols, of_unequal_baths_store_more_than_half) {
  std::string text = farina;
  text.replace(text.find("gamma = 1.0"), 11,
               "gamma = 0.118, leak = 0.001, D_A = 8.53, D_B = -10.0");
  text.replace(text.find("[quantities]"), 12,
               "[[hamiltonian]]\nterm = \"D_A / 2 * z(charger) + D_B / 2 * z(battery)\"\n"
               "[[jump]]\noperator = \"sm(battery)\"\nrate = \"leak\"\n[quantities]\n"
               "W_B = \"ergotropy(battery)\"");
  EXPECT_NEAR(number(text, "E_B", {{"F", "2.607"}}), 0.97048041, 5e-9);
  EXPECT_NEAR(number(text, "W_B", {{"F", "2.607"}}), 0.94155058, 5e-9);
}

}  // namespace
}  // namespace qbattery
