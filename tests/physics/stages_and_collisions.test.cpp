// Evolutions in stages and in collisions, through scenarios, beside closed forms.

#include <gtest/gtest.h>

#include <cmath>

#include "tests/physics/scenario_values.hpp"

namespace qbattery {
namespace {

constexpr double bar = 1e-9;  // the tolerance of steps is 1e-10 of the state

// Charge by exchange up to the top, hold with a lossy battery, give back.
const std::string three_stages = R"toml(format = 1
model = "charger-battery"
task = "evolve"
initial = { state = "eg" }
[parameters]
F = 0.0
g = 1.0
[reservoir]
Gamma = 0.0
n = 0.0
on = ["battery"]
[[stage]]
name = "charge"
duration = "pi/2/g"
[[stage]]
name = "store"
duration = 2
g = 0
Gamma = 0.3
[[stage]]
name = "discharge"
reservoir.Gamma = "0*g"
[time]
to = 5.0
points = 501
[quantities]
E_A = "energy(charger)"
E_B = "energy(battery)"
J = "heat_current(reservoir)"
[reduce]
stored = "max(E_B)"
kept = "at(E_B, pi/2 + 2)"
back = "at(E_A, pi/2 + 2 + 1)"
)toml";

TEST(stages, follow_each_other) {
  EXPECT_NEAR(values(three_stages, "stored").front(), 1.0, bar);
  EXPECT_NEAR(values(three_stages, "kept").front(), std::exp(-0.6), bar);
  EXPECT_NEAR(values(three_stages, "back").front(), std::exp(-0.6) * std::pow(std::sin(1.0), 2),
              bar);
  // Twice as fast, the first ends twice as soon; what it sets is an expression.
  EXPECT_NEAR(values(three_stages, "stored", {{"parameters.g", "2.0"}}).front(), 1.0, bar);
}

TEST(stages, are_what_quantities_of_flow_are_asked_of) {
  const std::string curves = three_stages.substr(0, three_stages.find("[reduce]"));
  const auto J = values(curves, "J");
  EXPECT_NEAR(J[100], 0.0, bar);
  EXPECT_NEAR(J[300], -0.3 * std::exp(-0.3 * (3.0 - std::acos(-1.0) / 2)), bar);
  EXPECT_NEAR(J[450], 0.0, bar);
}

TEST(stages, are_refused_where_they_cannot_be) {
  const auto with = [](const std::string& from, const std::string& to) {
    std::string text = three_stages;
    text.replace(text.find(from), from.size(), to);
    return complaint(text);
  };
  EXPECT_EQ(with("Gamma = 0.3", "Gamma = -1"),
            "s.toml:19:9: stage.Gamma must be at least 0, got -1");
  EXPECT_EQ(with("Gamma = 0.3", "Gama = 0.3"),
            "s.toml:19:1: stage: the key \"Gama\" has no value in this scenario, did you mean "
            "\"Gamma\"?");
  EXPECT_EQ(with("Gamma = 0.3", "duratoin = 2"),
            "s.toml:19:1: unknown key \"stage.duratoin\", did you mean \"stage.duration\"?");
  EXPECT_EQ(with("Gamma = 0.3", "statistics = \"fermion\""),
            "s.toml:19:1: stage.statistics: reservoir.statistics is what the model is made of, and "
            "stays; a stage sets numbers in rates and coefficients");
  EXPECT_EQ(with("duration = 2\n", ""),
            "s.toml:15:1: stage.duration is missing: a number or an expression of parameters; the "
            "last stage alone may go without and lasts to the end");
  EXPECT_EQ(with("duration = \"pi/2/g\"", "duration = \"g - 2\""),
            "s.toml:14:12: stage.duration must be at least 0 and finite, got -1");
  EXPECT_EQ(with("duration = \"pi/2/g\"", "duration = \"t\""),
            "s.toml:14:13: stage.duration: a stage sets numbers; what changes in it is a matter of "
            "terms and rates, which may use t");
}

// Barra, PRL 122, 210601 (2019): U = exp(-i theta (s- s- + h.c.)) with fresh thermal cells pumps a
// cell to the inverse of their temperature.
const std::string barra = R"toml(format = 1
task = "evolve"
parameters = { theta = 0.6, beta = 1.3 }
[[subsystem]]
name = "battery"
kind = "two-level"
[collisions]
ancilla = "two-level"
state = "thermal(1/beta)"
hamiltonian = "theta * (sm(battery) * sm(ancilla) + h.c.)"
duration = 1
count = 400
[quantities]
E = "energy(battery)"
W = "ergotropy(battery)"
[reduce]
third = "at(E, 3)"
between = "at(E, 2.5)"
end = "last(W)"
half = "first_time(E >= 0.5)"
)toml";

TEST(collisions, charge_a_cell_as_barra_found) {
  double p = 0.0;
  const double ancilla = 1.0 / (1.0 + std::exp(1.3));
  for (int k = 0; k < 3; ++k)
    p += std::pow(std::sin(0.6), 2) * ((1.0 - p) * (1.0 - ancilla) - p * ancilla);
  EXPECT_NEAR(values(barra, "third").front(), p, bar);
  EXPECT_NEAR(p, 0.5374559822453131, 1e-15);
  EXPECT_NEAR(values(barra, "end").front(), std::tanh(0.65), bar);
  EXPECT_TRUE(std::isnan(values(barra, "between").front()));
  EXPECT_EQ(values(barra, "half").front(), 3.0);
}

TEST(collisions, may_be_swept_with_the_ancilla) {
  const auto end = values(barra + "[[sweep]]\nparameter = \"beta\"\nvalues = [0.5, 2]\n", "end");
  EXPECT_NEAR(end[0], std::tanh(0.25), bar);
  EXPECT_NEAR(end[1], std::tanh(1.0), bar);
}

// A micromaser: ancillas in a superposition drive a mode like a coherent pump; one that is excited
// leaves sin^2(theta) of a quantum in an empty mode.
TEST(collisions, of_a_micromaser_fill_a_mode) {
  const std::string text = R"toml(format = 1
task = "evolve"
[[subsystem]]
name = "mode"
kind = "mode"
levels = 6
[collisions]
ancilla = "two-level"
amplitudes = [0.6, "0.8i"]
hamiltonian = "0.3 * (a(mode) * sp(ancilla) + h.c.)"
duration = 2
count = 1
[quantities]
E = "energy(mode)"
C = "l1_coherence()"
)toml";
  // cos and sin of the angle 0.6 sqrt(n): from |0> the excited part gives 0.36 sin^2.
  EXPECT_NEAR(values(text, "E").back(), 0.36 * std::pow(std::sin(0.6), 2), bar);
  EXPECT_NEAR(values(text, "C").back(), 2 * 0.48 * std::sin(0.6), bar);
}

TEST(collisions, are_refused_where_they_cannot_be) {
  const auto with = [](const std::string& from, const std::string& to) {
    std::string text = barra;
    text.replace(text.find(from), from.size(), to);
    return complaint(text);
  };
  EXPECT_EQ(with("E = \"energy(battery)\"", "E = \"power(battery)\""),
            "s.toml:14:6: quantities.E: power(X) asks how the state changes in time, and "
            "collisions have no states between them");
  EXPECT_EQ(with("sm(ancilla)", "sm(ancila) "),
            "s.toml:10:42: collisions.hamiltonian: there is no subsystem \"ancila\"; there are: "
            "battery, ancilla");
  EXPECT_EQ(with("count = 400", "count = 0"),
            "s.toml:12:9: collisions.count must be at least 1, got 0");
  EXPECT_EQ(with("[quantities]", "[time]\nto = 1\npoints = 2\n[quantities]"),
            "s.toml:13:1: time stands beside [collisions], whose times are 0 to collisions.count");
  EXPECT_EQ(with("ancilla = \"two-level\"", "ancilla = \"mode\""),
            "s.toml:7:1: collisions.levels is missing: the number of Fock states");
  EXPECT_EQ(with("\"thermal(1/beta)\"", "\"fock(2)\""),
            "s.toml:9:15: collisions.state: \"ancilla\" has the levels 0 to 1, and no level 2");
}

}  // namespace
}  // namespace qbattery
