// Evolutions that go in steps, through scenarios: pulses, modes of many levels, kets.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "qbattery/support/error.hpp"
#include "tests/physics/scenario_values.hpp"

namespace qbattery {
namespace {

// What protocols' numbers have to meet; the program's own tolerance is a hundredth of it.
constexpr double bar = 1e-8;

double last(const std::string& text, const std::string& variable,
            const std::vector<Edit>& edits = {}) {
  return values(text, variable, edits).back();
}

// Rosen and Zener, Phys. Rev. 40, 502 (1932): H = Delta s_z/2 + Omega sech(t/T) s_x/2 excites with
// sin^2(pi Omega T/2) sech^2(pi Delta T/2).
const std::string rosen_zener = R"toml(format = 1
task = "evolve"
parameters = { Delta = 0.7, Omega = 0.8, T = 0.5, t0 = 20.0 }
time = { to = 40.0, points = 401 }
[[subsystem]]
name = "battery"
kind = "two-level"
[[hamiltonian]]
term = "Delta/2 * z(battery) + Omega/2 * sech((t - t0)/T) * x(battery)"
)toml";

TEST(pulses, of_rosen_and_zener_excite_as_they_found) {
  for (const auto& [delta, omega] : {std::pair{0.7, 0.8}, {0.0, 2.0}, {1.3, 3.1}}) {
    const double expected = std::pow(std::sin(std::numbers::pi * omega * 0.25), 2) /
                            std::pow(std::cosh(std::numbers::pi * delta * 0.25), 2);
    EXPECT_NEAR(last(rosen_zener, "E_battery",
                     {{"Delta", fmt::format("{}", delta)}, {"Omega", fmt::format("{}", omega)}}),
                expected, bar);
  }
}

std::string turning(const std::string& rate, double to, int points) {
  return fmt::format(R"toml(format = 1
task = "evolve"
time = {{ to = {}, points = {} }}
[[subsystem]]
name = "b"
kind = "two-level"
[[hamiltonian]]
term = "{} * x(b)"
)toml",
                     to, points, rate);
}

// A rate gamma(t) empties a cell by exp(-integral): through a window, a ramp, a table, a sine that
// is negative for a while.
std::string loss(const std::string& rate, bool is_signed = false) {
  return fmt::format(R"toml(format = 1
task = "evolve"
initial = {{ battery = "excited" }}
time = {{ to = 7.0, points = 71 }}
[[subsystem]]
name = "battery"
kind = "two-level"
[[jump]]
operator = "lower(battery)"
rate = "{}"
signed = {}
)toml",
                     rate, is_signed);
}

TEST(pulses, of_rates_empty_a_cell_by_their_area) {
  const std::vector<std::pair<std::string, double>> areas = {
      {"0.4 * (step(t - 1.23) - step(t - 3))", 0.4 * 1.77},
      {"0.2 * ramp((t - 1)/3)", 0.2 * (1.5 + 3.0)},
      {"table(t, 1, 0.1, 2, 0.5, 6, 0.3)", 0.1 + 0.3 + 1.6 + 0.3},
      {"0.3 * (1 + cos(t))", 0.3 * (7.0 + std::sin(7.0))}};
  for (const auto& [rate, area] : areas)
    EXPECT_NEAR(last(loss(rate), "E_battery"), std::exp(-area), bar) << rate;
  EXPECT_NEAR(last(loss("0.3 * sin(t)", true), "E_battery"), std::exp(-0.3 * (1.0 - std::cos(7.0))),
              bar);
}

// A window turns a cell by its area, wherever its borders are and however few samples there are:
// one that is passed over is off by the square of a small piece's length.
TEST(pulses, have_their_borders_met_wherever_they_are) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> part(0.0, 1.0);
  for (int k = 0; k < 60; ++k) {
    const double to = k % 3 == 2 ? 100.0 : 5.0;
    const int points = k % 3 == 0 ? 6 : k % 3 == 1 ? 501 : 2;
    const double on = 0.5 * to * part(random), width = (0.2 + 0.2 * part(random)) * to;
    const double height = 3.0 / to;
    const std::string box =
        fmt::format("{0} * (step(t - {1}) - step(t - {2}))", height, on, on + width);
    EXPECT_NEAR(last(turning(box, to, points), "E_b"), std::pow(std::sin(height * width), 2), 1e-9)
        << box << " in " << points;
    const double area = height * (width / 2 + to - on - width);
    const std::string rise = fmt::format("{} * ramp((t - {})/{})", height, on, width);
    EXPECT_NEAR(last(turning(rise, to, points), "E_b"), std::pow(std::sin(area), 2), 1e-9)
        << rise << " in " << points;
  }
  EXPECT_NEAR(last(turning("900 * (step(t - 2.517) - step(t - 2.518))", 5.0, 6), "E_b"),
              std::pow(std::sin(0.9), 2), 1e-9);
}

TEST(pulses, of_rates_below_zero_must_be_announced) {
  try {
    parse_scenario(loss("0.3 * sin(t)"), "s.toml");
    FAIL();
  } catch (const ScenarioError& error) {
    EXPECT_NE(std::string(error.what()).find("signed = true admits negative rates"),
              std::string::npos)
        << error.what();
  }
}

TEST(pulses, have_no_steady_state) {
  std::string text = rosen_zener;
  text.replace(text.find("\"evolve\""), 8, "\"steady-state\"");
  text.erase(text.find("time = "), text.find("[[subsystem]]") - text.find("time = "));
  EXPECT_THROW(parse_scenario(text, "s.toml"), ScenarioError);
}

// Farina et al., PRB 99, 035421 (2019): mode to mode, b(t) = -(F/g)[1 - e^(-gamma t/4)(cos Ot +
// gamma/(4O) sin Ot)], O^2 = g^2 - gamma^2/16, and E_B = W_B = |b|^2.
const std::string two_modes = R"toml(format = 1
task = "evolve"
parameters = { F = 0.2, g = 1.0, gamma = 0.6 }
time = { to = 2.4, points = 25 }
[[subsystem]]
name = "charger"
kind = "mode"
levels = 10
[[subsystem]]
name = "battery"
kind = "mode"
levels = 10
[[hamiltonian]]
term = "g * (adag(charger) * a(battery) + h.c.) + F * x(charger)"
[[jump]]
operator = "a(charger)"
rate = "gamma"
)toml";

TEST(modes, exchange_a_coherent_state_as_in_closed_form) {
  const double o = std::sqrt(1.0 - 0.36 / 16);
  const double b =
      -0.2 * (1.0 - std::exp(-0.6 * 0.6) * (std::cos(o * 2.4) + 0.6 / (4 * o) * std::sin(o * 2.4)));
  EXPECT_NEAR(last(two_modes, "E_battery"), b * b, bar);
  EXPECT_NEAR(last(two_modes, "W_battery"), b * b, bar);
}

// A driven mode of 36 levels with a two-level battery, both damped: where an evolution, by other
// code, ends; and what a subsystem's steady state must pass on: all that the pump does is heat.
TEST(steady_states, of_many_levels_are_where_evolutions_end) {
  const std::string text = R"toml(format = 1
task = "steady-state"
parameters = { F = 0.4, g = 0.3 }
[[subsystem]]
name = "charger"
kind = "mode"
levels = 36
[[subsystem]]
name = "battery"
kind = "two-level"
[[hamiltonian]]
term = "F * x(charger) + g * (raise(charger) * lower(battery) + h.c.)"
[reservoir.air]
on = ["charger"]
Gamma = 0.6
n = 0.3
[reservoir.wall]
on = ["battery"]
Gamma = 0.4
n = 0
[quantities]
E = "energy(charger)"
W = "ergotropy(battery)"
balance = "pump_power() + heat_current(air) + heat_current(wall)"
residual = "residual()"
)toml";
  std::string curve = text;
  curve.replace(curve.find("\"steady-state\""), 14, "\"evolve\"\ntime = { to = 120, points = 3 }");
  curve.erase(curve.find("residual ="));
  const auto steady = all_values(text, {"E", "W", "balance", "residual"});
  const auto late = all_values(curve, {"E", "W"});
  EXPECT_NEAR(steady[0].back(), late[0].back(), bar);
  EXPECT_NEAR(steady[1].back(), late[1].back(), bar);
  EXPECT_NEAR(steady[2].back(), 0.0, 1e-11);
  EXPECT_LE(steady[3].back(), 1e-13);
  EXPECT_NE(complaint(text + "gap = \"gap()\"\n").find("32 levels at most; the model has 72"),
            std::string::npos)
      << complaint(text + "gap = \"gap()\"\n");
}

// Jaynes and Cummings, Proc. IEEE 51, 89 (1963): p_n sin^2(g sqrt(n) t) of each Fock state. Times
// are far apart, so that steps are long, but for one close to the start; most levels are empty.
TEST(evolutions, that_are_looked_at_rarely_are_right) {
  const std::string text = R"toml(format = 1
task = "evolve"
initial = { m = "coherent(3)" }
time = { values = [0, 0.01, 12, 24] }
[[subsystem]]
name = "m"
kind = "mode"
levels = 120
[[subsystem]]
name = "b"
kind = "two-level"
[[hamiltonian]]
term = "number(m) + number(b) + 0.4 * (a(m) * raise(b) + h.c.)"
)toml";
  const std::string lossless = "[[jump]]\noperator = \"lower(m)\"\nrate = 0\n";
  const std::string energy = "[quantities]\nE = \"energy(b)\"\n";
  const std::string purity = "P = \"purity(b)\"\n";
  for (const std::string& model :
       {text + energy, text + lossless + energy, text + lossless + energy + purity}) {
    const std::vector<double> found = values(model, "E");
    for (const auto& [i, t] : {std::pair{0U, 0.0}, {1U, 0.01}, {2U, 12.0}, {3U, 24.0}}) {
      double expected = 0.0, p = std::exp(-9.0);
      for (int n = 0; n < 120; p *= 9.0 / ++n)
        expected += p * std::pow(std::sin(0.4 * std::sqrt(n) * t), 2);
      EXPECT_NEAR(found[i], expected, 1e-9) << t << "\n" << model;
    }
  }
}

// ||H|| t = 4e6: rounding alone makes the norm wrong by 4e-10.
TEST(kets, that_turn_too_often_for_their_tolerance_say_so) {
  const std::string text = R"toml(format = 1
task = "evolve"
initial = { m = "fock(2)" }
time = { to = 0.1, points = 2 }
[[subsystem]]
name = "m"
kind = "mode"
levels = 20
[[hamiltonian]]
term = "0.001 * x(m)^12"
[quantities]
P = "purity()"
)toml";
  EXPECT_THROW(last(text, "P"), NumericalError);
  EXPECT_NEAR(last(text, "P", {{"to", "0.01"}, {"tolerance", "1e-9"}}), 1.0, 1e-9);
}

// Ferraro et al., PRL 120, 117702 (2018): the Dicke battery. P_max to 12 digits by two other ways.
const std::string dicke = R"toml(format = 1
task = "evolve"
parameters = { N = 4, lambda = 0.5 }
initial = { cavity = "fock(N)" }
time = { to = 3.0, points = 301 }
[[subsystem]]
name = "cavity"
kind = "mode"
levels = "9*N + 40"
[[subsystem]]
name = "cells"
kind = "spin"
j = "N/2"
[[hamiltonian]]
term = "number(cavity) + z(cells) + 2*lambda * x(cells) * x(cavity)"
[quantities]
E = "energy(cells)"
P = "average_power(cells)"
[reduce]
P_max = "max(P)"
)toml";

TEST(kets, of_a_dicke_battery_charge_as_published) {
  EXPECT_NEAR(last(dicke, "P_max", {{"N", "1"}}), 0.416699701437, bar);
  EXPECT_NEAR(last(dicke, "P_max"), 3.387541105891, bar);
}

// The same from single cells: 2^4 times as many levels instead of 5.
TEST(kets, of_single_cells_charge_as_their_collective_spin) {
  std::string text = dicke;
  text.replace(text.find("kind = \"spin\"\nj = \"N/2\""), 21,
               "kind = \"two-level\"\ncount = \"N\"\n#");
  text.replace(text.find("z(cells) + 2*lambda * x(cells)"), 30, "z(cells)/2 + lambda * x(cells)");
  EXPECT_NEAR(last(text, "P_max"), 3.387541105891, bar);
  text.replace(text.find("average_power(cells)"), 20, "4*average_power(cells[1])");
  EXPECT_NEAR(last(text, "P_max"), 3.387541105891, bar);
}

// The first energy maximum of 8 cells at lambda = 0.5: unitaries on all of them extract more than
// those on each (reference numbers to three digits, by another program).
TEST(kets, of_a_group_have_a_joint_ergotropy) {
  std::string text = dicke;
  text.replace(text.find("kind = \"spin\"\nj = \"N/2\""), 21,
               "kind = \"two-level\"\ncount = \"N\"\n#");
  text.replace(text.find("z(cells) + 2*lambda * x(cells)"), 30, "z(cells)/2 + lambda * x(cells)");
  text.replace(text.find("points = 301"), 12, "points = 31");
  text += R"toml(all = "at(ergotropy(cells), argfirst_max(E, 0.1))"
symmetric = "at(symmetric_ergotropy(cells), argfirst_max(E, 0.1))"
each = "at(single_cell_ergotropy(cells), argfirst_max(E, 0.1))"
)toml";
  const auto found = all_values(text, {"all", "symmetric", "each"}, {{"N", "8"}, {"to", "1.0"}});
  EXPECT_NEAR(found[0].back(), 4.686, 5e-4);
  EXPECT_NEAR(found[1].back(), 3.473, 5e-4);
  EXPECT_NEAR(found[2].back(), 2.736, 5e-4);
}

}  // namespace
}  // namespace qbattery
