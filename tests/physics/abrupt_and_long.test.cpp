// What is short within a long time, and long times themselves: scenarios beside closed forms.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "qbattery/support/error.hpp"
#include "tests/physics/scenario_values.hpp"

namespace qbattery {
namespace {

constexpr double bar = 1e-9;

const std::string cell = R"toml(format = 1
task = "evolve"
[[subsystem]]
name = "A"
kind = "two-level"
)toml";

// A turn by 3 F t, which is over before a thousandth of the first sample: dE = dW.
TEST(integrals, see_a_kick_within_a_long_time) {
  const std::string kick = cell + R"toml([parameters]
F = 0
[[hamiltonian]]
term = "F * x(A)"
[[stage]]
duration = 1
[[stage]]
duration = 1e-4
F = 15000
[time]
to = 10
points = 2
[quantities]
E = "energy(A)"
W = "pump_work()"
eta = "efficiency(A)"
)toml";
  const double turned = std::pow(std::sin(1.5), 2);
  for (const char* to : {"10", "1e4"}) {
    EXPECT_NEAR(values(kick, "W", {{"time.to", to}}).back(), turned, bar) << to;
    EXPECT_LE(values(kick, "eta", {{"time.to", to}}).back(), 1.0 + bar) << to;
  }
  std::string pulse = kick.substr(0, kick.find("[[stage]]")) + kick.substr(kick.find("[time]"));
  pulse.replace(pulse.find("F * x(A)"), 8, "150 * step(t - 3) * step(3.01 - t) * x(A)");
  EXPECT_NEAR(values(pulse, "W", {{"time.to", "1000"}}).back(), turned, bar);
}

TEST(integrals, see_what_decays_within_a_long_time) {
  const std::string decays = cell + R"toml([[jump]]
operator = "lower(A)"
rate = 1000
reservoir = "b"
[initial]
A = "excited"
[time]
to = 10
points = 2
[quantities]
Q = "heat(b)"
)toml";
  for (const char* to : {"10", "1000", "1e6"})
    EXPECT_NEAR(values(decays, "Q", {{"time.to", to}}).back(), -1.0, bar) << to;
}

// One cell empties at 100, the other through it at some 4e-6: what both lose is heat. Rounding of
// populations, times 100, adds up over the time.
TEST(integrals, see_fast_and_slow) {
  const std::string both = cell + R"toml([[subsystem]]
name = "B"
kind = "two-level"
[[hamiltonian]]
term = "0.01 * (sp(A) * sm(B) + h.c.)"
[[jump]]
operator = "lower(A)"
rate = 100
reservoir = "b"
[initial]
A = "excited"
B = "excited"
[time]
to = 10
points = 2
[quantities]
E = "energy(A) + energy(B) - 2"
Q = "heat(b) + pump_work()"
)toml";
  for (const char* to : {"1e4", "1e6"}) {
    const auto sums = all_values(both, {"E", "Q"}, {{"time.to", to}});
    EXPECT_NEAR(sums[0].back(), sums[1].back(), bar + 2e-15 * 100 * std::stod(to)) << to;
  }
}

// H = A cos(w t) s_z turns |+> by 2 A sin(w t)/w; rounding of w t alone is 1e-12 in the end.
TEST(drives, are_followed_over_thousands_of_periods) {
  const std::string turns = cell + R"toml([parameters]
w = 1.0
[[hamiltonian]]
term = "0.3 * cos(w*t) * z(A)"
[initial]
A = "plus"
[target]
A = "plus"
[time]
to = 1000
points = 11
[quantities]
f = "fidelity(target)"
)toml";
  for (const auto& [w, to] : {std::pair{3.3, 1000.0}, {200.0, 50.0}, {1.0, 10000.0}}) {
    const auto f = values(turns, "f", {{"w", std::to_string(w)}, {"time.to", std::to_string(to)}});
    const double half = 0.3 * std::sin(w * to) / w;
    EXPECT_NEAR(f.back(), std::pow(std::cos(half), 2), bar) << w;
  }
}

TEST(signed_rates, that_are_negative_fill_what_others_empty) {
  const std::string grows = cell + R"toml([[jump]]
operator = "lower(A)"
rate = -0.02
signed = true
[initial]
A = "excited"
[time]
to = 1
points = 3
)toml";
  EXPECT_NEAR(values(grows, "E_A").back(), std::exp(0.02), 1e-12);
  const std::string swept = grows + "[parameters]\nrate = 0.1\n[[sweep]]\nparameter = \"rate\"\n" +
                            "values = [-0.1, 0, 0.1]\n[reduce]\nE = \"last(E_A)\"\n";
  std::string by_parameter = swept;
  by_parameter.replace(by_parameter.find("rate = -0.02"), 12, "rate = \"rate\"");
  const auto e = values(by_parameter, "E");
  ASSERT_EQ(e.size(), 3U);
  for (const int k : {0, 1, 2})
    EXPECT_NEAR(e[static_cast<std::size_t>(k)], std::exp(0.1 - 0.1 * k), 1e-12);
}

// A closed evolution keeps the purity 1 - 2 p (1 - p) of its start.
TEST(extrema, of_what_stays_are_what_it_is) {
  const std::string stays = cell + R"toml([parameters]
T = 1.0
[[hamiltonian]]
term = "0.5 * x(A)"
[initial]
A = "thermal(T)"
[time]
to = 10
points = 301
[quantities]
S = "purity()"
[reduce]
least = "min(S)"
most = "max(S)"
first = "argfirst_max(S)"
[[sweep]]
parameter = "T"
from = 0.3
to = 1.5
points = 60
)toml";
  const auto found = all_values(stays, {"least", "most", "first"});
  for (std::size_t k = 0; k < 60; ++k) {
    const double p = 1.0 / (std::exp(1.0 / (0.3 + 1.2 * static_cast<double>(k) / 59.0)) + 1.0);
    EXPECT_NEAR(found[0][k], 1.0 - 2.0 * p * (1.0 - p), 1e-12) << k;
    EXPECT_NEAR(found[1][k], 1.0 - 2.0 * p * (1.0 - p), 1e-12) << k;
    EXPECT_FALSE(std::isnan(found[2][k])) << k;
  }
}

TEST(extrema, are_seen_between_an_end_and_the_sample_beside_it) {
  const std::string turns = cell + R"toml([[hamiltonian]]
term = "0.5 * x(A)"
[initial]
amplitudes = ["0.9998", "0.02i"]
[time]
to = 5
points = 51
[quantities]
E = "energy(A)"
[reduce]
Emax = "max(E)"
tE = "argmax(E)"
)toml";
  EXPECT_NEAR(values(turns, "Emax").back(), 1.0, 1e-12);
  EXPECT_NEAR(values(turns, "tE").back(), 2.0 * std::atan2(0.02, 0.9998), 1e-7);
}

TEST(steady_states, of_many_levels_without_any_term_are_all_states) {
  const std::string nothing = R"toml(format = 1
task = "steady-state"
[[subsystem]]
name = "A"
kind = "mode"
levels = 40
[quantities]
E = "energy(A)"
)toml";
  try {
    values(nothing, "E");
    ADD_FAILURE() << "there are many steady states";
  } catch (const NumericalError& error) {
    EXPECT_NE(std::string(error.what()).find("1600 dimensions"), std::string::npos) << error.what();
  }
  EXPECT_EQ(
      values(nothing + "[steady_state]\nlong_time_limit = true\n[initial]\nA = \"fock(3)\"\n", "E")
          .back(),
      3.0);
}

TEST(hamiltonians, that_cancel_are_hermitian) {
  std::string cancels = cell + "[[hamiltonian]]\nterm = \"0.947 * (2i * z(A) + h.c.)\"\n" +
                        "[time]\nto = 1\npoints = 2\n";
  EXPECT_EQ(complaint(cancels), "");
  cancels.replace(cancels.find("kind"), 4, "count = 3\nkind");
  cancels.replace(cancels.find("z(A)"), 4, "z(A[2]) * projector(A[0], 0)");
  EXPECT_EQ(complaint(cancels), "");
}

}  // namespace
}  // namespace qbattery
