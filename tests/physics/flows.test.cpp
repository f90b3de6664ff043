// Heat, work and entropy production, reservoirs of every kind, energies and targets of one's own:
// scenarios beside closed forms.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "qbattery/sweep/run.hpp"
#include "tests/physics/scenario_values.hpp"

namespace qbattery {
namespace {

constexpr double exact = 1e-10;      // exact exponentials, a few roundings
constexpr double integrated = 1e-9;  // integrals to 1e-11 over a few times

const std::string pair_between_baths = R"toml(format = 1
model = "charger-battery"
task = "evolve"
parameters = { F = 0.7, g = 1.0, Delta = 0.3 }
time = { to = 3.0, points = 31 }
[reservoir.hot]
Gamma = 0.4
n = 0.8
on = ["charger"]
[reservoir.cold]
Gamma = 0.3
n = 0.1
on = ["battery"]
[quantities]
gained = "energy(charger) + energy(battery)"
paid = "pump_work() + heat(hot) + heat(cold)"
rate = "power(charger) + power(battery)"
rates = "pump_power() + heat_current(hot) + heat_current(cold)"
production = "entropy_production()"
)toml";

TEST(flows, keep_the_first_law_at_every_time) {
  const auto gained = values(pair_between_baths, "gained");
  const auto paid = values(pair_between_baths, "paid");
  const auto rate = values(pair_between_baths, "rate");
  const auto rates = values(pair_between_baths, "rates");
  for (std::size_t k = 0; k < gained.size(); ++k) {
    EXPECT_NEAR(gained[k], paid[k], integrated) << k;
    EXPECT_NEAR(rate[k], rates[k], exact) << k;
  }
}

TEST(flows, produce_entropy_and_never_destroy_it) {
  const auto production = values(pair_between_baths, "production");
  EXPECT_EQ(production.front(), std::numeric_limits<double>::infinity());  // from a pure state
  for (std::size_t k = 1; k < production.size(); ++k) EXPECT_GT(production[k], 0.0) << k;
}

// In a steady state what the pump brings leaves as heat, and entropy with it: n and 1 + n say at
// which temperature.
TEST(flows, of_a_steady_state_cancel) {
  std::string text = pair_between_baths;
  text.replace(text.find("\"evolve\""), 8, "\"steady-state\"");
  text.replace(text.find("time ="), 30, "\n#");
  text.resize(text.find("gained ="));
  text += R"toml(hot = "heat_current(hot)"
cold = "heat_current(cold)"
pump = "pump_power()"
production = "entropy_production()"
)toml";
  const double hot = values(text, "hot").front();
  const double cold = values(text, "cold").front();
  EXPECT_GT(values(text, "pump").front(), 0.0);
  EXPECT_NEAR(values(text, "pump").front() + hot + cold, 0.0, exact);
  EXPECT_NEAR(values(text, "production").front(),
              -hot * std::log2(1.8 / 0.8) - cold * std::log2(1.1 / 0.1), exact);
}

const std::string one_cell = R"toml(format = 1
task = "evolve"
time = { to = 2.0, points = 21 }
initial = { cell = "thermal(0.7)" }
[[subsystem]]
name = "cell"
kind = "two-level"
[reservoir]
Gamma = 0.5
n = 0.6
[quantities]
E = "energy(cell)"
J = "heat_current(reservoir)"
Q = "heat(reservoir)"
sigma = "entropy_production()"
)toml";

// p(t) = p_s + (p_0 - p_s) e^(-gamma t), gamma = Gamma (1 + 2n), p_s = n/(1 + 2n).
TEST(flows, of_a_cell_that_cools_are_those_of_its_rate_equation) {
  const auto J = values(one_cell, "J");
  const auto Q = values(one_cell, "Q");
  const auto sigma = values(one_cell, "sigma");
  const double start = 1.0 / (1.0 + std::exp(1.0 / 0.7));
  const double end = 0.6 / 2.2;
  const double gamma = 0.5 * 2.2;
  for (std::size_t k = 0; k < J.size(); ++k) {
    const double p = end + (start - end) * std::exp(-gamma * 0.1 * static_cast<double>(k));
    const double change = -gamma * (p - end);
    EXPECT_NEAR(J[k], change, exact);
    EXPECT_NEAR(Q[k], p - start, integrated);
    EXPECT_NEAR(sigma[k], change * (std::log2((1.0 - p) / p) - std::log2(1.6 / 0.6)), exact);
  }
}

TEST(flows, without_a_way_back_produce_endless_entropy_or_are_refused) {
  EXPECT_EQ(values(one_cell, "sigma", {{"n", "0"}}).back(),
            std::numeric_limits<double>::infinity());
  std::string text = one_cell;
  text += "[[jump]]\noperator = \"lower(cell)\"\nrate = 1\n";
  EXPECT_EQ(complaint(text),
            "s.toml:15:10: quantities.sigma: the jump with rate 1 has no reverse, so that it "
            "belongs to no temperature; give its adjoint too, with rate 0 at T = 0");
  text = one_cell;
  text.replace(text.find("heat_current(reservoir)"), 23, "heat_current(hot)      ");
  EXPECT_EQ(complaint(text),
            "s.toml:13:19: quantities.J: there is no reservoir \"hot\"; there are: reservoir");
}

// A cell that a pump turns gains ergotropy and nothing else: all of the work.
TEST(flows, of_a_closed_pumped_cell_are_all_work) {
  const std::string text = R"toml(format = 1
task = "evolve"
time = { to = 1.5, points = 16 }
[[subsystem]]
name = "cell"
kind = "two-level"
[[hamiltonian]]
term = "0.9 * x(cell)"
[quantities]
W = "pump_work()"
eta = "efficiency(cell)"
)toml";
  EXPECT_NEAR(values(text, "W").back(), std::pow(std::sin(0.9 * 1.5), 2), integrated);
  EXPECT_TRUE(std::isnan(values(text, "eta").front()));
  EXPECT_NEAR(values(text, "eta").back(), 1.0, integrated);
}

std::string in_reservoir(const std::string& subsystem, const std::string& initial,
                         const std::string& reservoir, const std::string& quantities,
                         const char* task = "evolve") {
  const std::string time = task == std::string("evolve") ? "time = { to = 2.0, points = 3 }\n" : "";
  return fmt::format(
      "format = 1\ntask = \"{}\"\n{}{}[[subsystem]]\nname = \"battery\"\n{}\n[reservoir]\n{}\n"
      "[quantities]\n{}\n",
      task, time, initial, subsystem, reservoir, quantities);
}

TEST(dephasing, takes_phases_and_leaves_energies) {
  const std::string reservoir = "kind = \"dephasing\"\nGamma = 0.3";
  const std::string cell =
      in_reservoir("kind = \"two-level\"", "initial = { battery = \"plus\" }\n", reservoir,
                   "C = \"l1_coherence()\"\nE = \"energy(battery)\"");
  EXPECT_NEAR(values(cell, "C").back(), std::exp(-0.3 * 2.0), exact);
  EXPECT_NEAR(values(cell, "E").back(), 0.5, exact);
  // Levels that are two apart lose it four times as fast.
  const std::string mode =
      in_reservoir("kind = \"mode\"\nlevels = 3", "initial = { amplitudes = [0.6, 0, 0.8] }\n",
                   reservoir, "C = \"l1_coherence()\"");
  EXPECT_NEAR(values(mode, "C").back(), 2 * 0.48 * std::exp(-4 * 0.3 * 2.0), exact);
  const std::string given = in_reservoir("kind = \"levels\"\nenergies = [0, 1, 2.5]",
                                         "initial = { amplitudes = [0, 0.6, 0.8] }\n", reservoir,
                                         "C = \"l1_coherence()\"");
  EXPECT_NEAR(values(given, "C").back(), 2 * 0.48 * std::exp(-2.25 * 0.3 * 2.0), exact);
}

TEST(local_reservoirs, leave_levels_of_every_kind_in_equilibrium) {
  const std::string warm = "Gamma = 0.2\nT = 0.8\nomega = 1.3";
  const auto energy_of = [](const std::vector<double>& energies) {
    double weights = 0.0;
    double sum = 0.0;
    for (const double e : energies) {
      weights += std::exp(-1.3 * e / 0.8);
      sum += e * std::exp(-1.3 * e / 0.8);
    }
    return sum / weights;
  };
  const auto steady = [&](const std::string& subsystem, const std::string& reservoir) {
    return values(in_reservoir(subsystem, "", reservoir, "E = \"energy(battery)\"", "steady-state"),
                  "E")
        .front();
  };
  EXPECT_NEAR(steady("kind = \"levels\"\nenergies = [0, 1, 2.5]", warm), energy_of({0, 1, 2.5}),
              exact);
  EXPECT_NEAR(steady("kind = \"mode\"\nlevels = 6", warm), energy_of({0, 1, 2, 3, 4, 5}), exact);
  EXPECT_NEAR(steady("kind = \"spin\"\nj = 1", warm), energy_of({0, 1, 2}), exact);
  EXPECT_NEAR(steady("kind = \"levels\"\nenergies = [0.5, 2, 0]",
                     warm + "\nstatistics = \"fermion\"\nmu = 0"),
              energy_of({0.5, 2, 0}), exact);
}

const std::string global_pair = R"toml(format = 1
model = "charger-battery"
task = "steady-state"
parameters = { F = 0.0, g = 0.4 }
[reservoir]
kind = "global"
Gamma = 0.01
T = 1.1
omega_L = 2.0
[quantities]
E = "energy(battery)"
C = "concurrence(charger, battery)"
)toml";

// exp(-(H + omega_L N)/T)/Z, whose one-excitation states are at omega_L -+ g.
TEST(global_reservoirs, leave_the_coupled_whole_in_equilibrium) {
  const double low = std::exp(-1.6 / 1.1);
  const double high = std::exp(-2.4 / 1.1);
  const double both = std::exp(-4.0 / 1.1);
  const double Z = 1.0 + low + high + both;
  EXPECT_NEAR(values(global_pair, "E").front(), (0.5 * (low + high) + both) / Z, exact);
  EXPECT_NEAR(values(global_pair, "C").front(),
              std::max(0.0, (low - high - 2.0 * std::sqrt(both)) / Z), exact);
  // Local ones leave each cell as if there were no coupling.
  std::string local = global_pair;
  local.replace(local.find("kind = \"global\""), 15, "");
  local.replace(local.find("omega_L"), 7, "omega");
  EXPECT_NEAR(values(local, "E").front(), 1.0 / (1.0 + std::exp(2.0 / 1.1)), exact);
}

TEST(global_reservoirs, may_be_swept_with_the_hamiltonian) {
  const std::string sweep =
      global_pair +
      "[[sweep]]\nparameter = \"g\"\nvalues = [0.1, 0.4]\n[[sweep]]\nparameter = "
      "\"omega_L\"\nvalues = [2.0, 3.0]\n";
  EXPECT_NEAR(values(sweep, "E")[2], values(global_pair, "E").front(), 1e-14);
  EXPECT_NEAR(values(sweep, "E")[1],
              values(global_pair, "E", {{"g", "0.1"}, {"omega_L", "3.0"}}).front(), 1e-14);
}

// The symmetric state decays with Gamma at T = 0, half of it by each cell's bath.
TEST(global_reservoirs, let_eigenstates_decay) {
  std::string text = global_pair;
  text.replace(text.find("\"steady-state\""), 14, "\"evolve\"");
  text.replace(text.find("T = 1.1"), 7, "T = 0.0");
  text += "[time]\nto = 30.0\npoints = 2\n[initial]\namplitudes = [0, 0.6, 0.6, 0]\n";
  EXPECT_NEAR(values(text, "E").back(), 0.5 * std::exp(-0.01 * 30.0), exact);
}

TEST(global_reservoirs, refuse_what_they_are_not_defined_for) {
  EXPECT_EQ(complaint(global_pair, {{"F", "0.1"}}),
            "s.toml:5:1: reservoir: a global reservoir needs a Hamiltonian that keeps the number "
            "of excitations: no pump");
  EXPECT_EQ(complaint(global_pair, {{"omega_L", "0.4"}}),
            "s.toml:5:1: reservoir: a global reservoir exchanges energy, and here it would couple "
            "two states of one energy; check omega_L");
  std::string text = global_pair;
  text.replace(text.find("omega_L = 2.0"), 13, "omega = 2.0  ");
  EXPECT_EQ(complaint(text),
            "s.toml:5:1: reservoir.omega_L is missing: the frequency of an excitation in the "
            "laboratory, in the unit of g\n"
            "s.toml:9:9: reservoir.omega has no meaning for kind = \"global\"");
}

const std::string chain = R"toml(format = 1
task = "evolve"
parameters = { J = 0.6, B = 1.0 }
time = { to = 1.0, points = 2 }
initial = { cells = "excited" }
[[subsystem]]
name = "cells"
kind = "two-level"
count = 2
[energy]
cells = "B/2 * (z(cells[0]) + z(cells[1])) + J * x(cells[0]) * x(cells[1])"
[target]
cells = "ground"
[quantities]
E = "energy(cells)"
W = "ergotropy(cells)"
E_0 = "energy(cells[0])"
F = "fidelity(target)"
)toml";

// |ee> has energy B, the ground state -sqrt(B^2 + J^2); pure states give all of it.
TEST(energies, of_a_chain_may_be_its_own) {
  EXPECT_NEAR(values(chain, "E").front(), 1.0 + std::sqrt(1.36), exact);
  EXPECT_NEAR(values(chain, "W").front(), 1.0 + std::sqrt(1.36), exact);
  EXPECT_NEAR(values(chain, "E_0").front(), 1.0, exact);
  std::string text = chain;
  text.replace(text.find("x(cells[1])\""), 12, "x(cell[1])\" ");
  EXPECT_EQ(complaint(text),
            "s.toml:11:66: energy.cells: there is no subsystem \"cell[1]\"; there "
            "are: cells[0], cells[1]");
}

TEST(targets, are_met_as_far_as_states_overlap) {
  EXPECT_NEAR(values(chain, "F").back(), 0.0, exact);
  const std::string turned =
      chain + "[[hamiltonian]]\nterm = \"0.7 * x(cells)\"\n";  // both by the angle 0.7
  EXPECT_NEAR(values(turned, "F").back(), std::pow(std::sin(0.7), 4), exact);
  std::string text = chain;
  text.replace(text.find("[target]\ncells = \"ground\"\n"), 26, "");
  EXPECT_EQ(complaint(text),
            "s.toml:16:15: quantities.F: there is no target: give a state in a "
            "table [target]");
}

TEST(targets, that_are_wrong_are_not_said_to_be_missing) {
  std::string text = chain;
  text.replace(text.find("[target]\ncells = \"ground\"\n"), 26, "[target]\ncells = \"grund\"\n");
  EXPECT_EQ(complaint(text).find("there is no target"), std::string::npos) << complaint(text);
}

// A coherent state of mean 1 behind six Fock states: about 1e-3 is cut off.
const std::string narrow_mode = R"toml(format = 1
task = "evolve"
time = { to = 1.0, points = 3 }
[[subsystem]]
name = "battery"
kind = "mode"
levels = 6
[[hamiltonian]]
term = "x(battery)"
)toml";

TEST(modes, warn_where_their_cut_off_shows) {
  const auto warning = [](const std::string& text) {
    for (const auto& [name, value] : run(parse_scenario(text, "s.toml"), {.threads = 1}).attributes)
      if (name == "warning") return value;
    return std::string();
  };
  const std::string said =
      "warning: last_level(battery) is 1e-03 or more, above truncation_tolerance = 1e-06: give "
      "that mode more levels";
  EXPECT_EQ(warning(narrow_mode), said);
  EXPECT_EQ(warning("truncation_tolerance = 0.1\n" + narrow_mode), "");
  const Dataset sweep = run(parse_scenario(narrow_mode + "[[sweep]]\nparameter = \"k\"\nvalues = "
                                                         "[0.1, 1]\n[parameters]\nk = 1\n"),
                            {.threads = 1});
  EXPECT_EQ(sweep.failures(), 0U);
  EXPECT_EQ(sweep.status.meanings.back(), said);
  EXPECT_FALSE(std::isnan(sweep.variables.front().values.back()));
  const std::string steady = in_reservoir("kind = \"mode\"\nlevels = 4", "", "Gamma = 1\nn = 0.5",
                                          "E = \"energy(battery)\"", "steady-state");
  EXPECT_NE(warning(steady), "");
}

TEST(modes, have_no_capacity) {
  const std::string text = in_reservoir("kind = \"mode\"\nlevels = 4", "", "Gamma = 1\nn = 0",
                                        "C = \"capacity(battery)\"");
  EXPECT_NE(complaint(text).find("\"battery\" is a mode: what unitaries can put into it grows with "
                                 "its cut-off and says nothing"),
            std::string::npos)
      << complaint(text);
}

}  // namespace
}  // namespace qbattery
