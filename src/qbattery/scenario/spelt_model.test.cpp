// Scenarios that spell out their model.

#include <gtest/gtest.h>

#include <string>

#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/scenario.hpp"

namespace qbattery {
namespace {

const std::string text = R"toml(format = 1
task = "evolve"
[parameters]
N = 2
g = 1.0
J = 0.3
gamma = 0.6
[[subsystem]]
name = "charger"
kind = "mode"
levels = "N + 1"
[[subsystem]]
name = "battery"
kind = "two-level"
count = "N"
energy = 2.0
[[hamiltonian]]
term = "g * (a(charger) * sum(i, 0, N-1, sp(battery[i])) + h.c.)"
[[hamiltonian]]
term = "sum(i, 0, N-2, J * x(battery[i]) * x(battery[i+1]))"
[[jump]]
each = "battery"
operator = "lower(battery)"
rate = "gamma"
[initial]
charger = "fock(N)"
[time]
to = 5.0
points = 51
)toml";

std::string with(const std::string& from, const std::string& to) {
  std::string changed = text;
  const std::size_t place = changed.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return changed.replace(place, from.size(), to);
}

std::string complaints(const std::string& scenario, const std::vector<Edit>& edits = {}) {
  try {
    parse_scenario(scenario, "s.toml", edits);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

Problem problem(const Scenario& scenario) { return make_problem(scenario, scenario.settings); }

TEST(spelt_model, is_what_the_file_says) {
  const Scenario scenario = parse_scenario(text);
  EXPECT_TRUE(scenario.model.empty());
  EXPECT_EQ(scenario.structural, (std::set<std::string>{"parameters.N"}));
  const Problem found = problem(scenario);
  EXPECT_EQ(found.model.dimensions(), (Dimensions{3, 2, 2}));
  EXPECT_EQ(found.model.subsystems[2].name, "battery[1]");
  EXPECT_EQ(found.model.subsystems[2].hamiltonian(0, 0), 2.0);
  EXPECT_EQ(found.model.hamiltonian.size(), 2U);
  EXPECT_EQ(found.model.jumps.size(), 2U);
  EXPECT_EQ(found.parameters, (std::vector<double>{2, 1, 0.3, 0.6}));
  const Matrix two = Eigen::Vector3cd::Unit(2).asDiagonal();
  EXPECT_EQ(found.initial_state, tensor(two, product_state("gg")));
  std::vector<std::string> names;
  for (const NamedExpression& quantity : scenario.quantities) names.push_back(quantity.name);
  EXPECT_EQ(names, (std::vector<std::string>{"E_charger", "W_charger", "E_battery_0", "W_battery_0",
                                             "E_battery_1", "W_battery_1"}));
}

TEST(spelt_model, changes_with_the_parameters_of_its_structure) {
  const Scenario scenario = parse_scenario(text, "s.toml", {{"N", "3"}});
  EXPECT_EQ(problem(scenario).model.dimensions(), (Dimensions{4, 2, 2, 2}));
  Settings fewer = scenario.settings;
  fewer["parameters.N"] = 1.0;
  EXPECT_EQ(make_problem(scenario, fewer).model.dimensions(), (Dimensions{2, 2}));
}

TEST(spelt_model, starts_in_states_of_each_kind) {
  const auto start = [](const std::string& lines) {
    return problem(parse_scenario(with("charger = \"fock(N)\"\n", lines))).initial_state;
  };
  const Matrix none = Eigen::Vector3cd::Unit(0).asDiagonal();
  EXPECT_EQ(start(""), tensor(none, product_state("gg")));
  EXPECT_EQ(start("battery = \"excited\"\n"), tensor(none, product_state("ee")));
  EXPECT_LE(
      (start("battery = \"plus\"\n\"battery[1]\" = \"-\"\n") - tensor(none, product_state("+-")))
          .norm(),
      1e-15);
  const Matrix warm = start("battery = \"thermal(2 / log(3))\"\n");  // weights 3 and 1
  EXPECT_NEAR(warm(0, 0).real(), 1.0 / 16, 1e-15);
  EXPECT_NEAR(warm(3, 3).real(), 9.0 / 16, 1e-15);
  const Matrix bright = start("charger = \"coherent(0.02 + 0.01i)\"\n");
  EXPECT_NEAR(std::abs(bright(7, 3) / bright(3, 3) - Complex(0.02, 0.01)), 0.0, 1e-15);
}

TEST(spelt_model, of_the_papers_pair_lowers_to_the_same_bits) {
  const Scenario spelt = parse_scenario(R"toml(format = 1
task = "steady-state"
parameters = { F = 1.0, g = 1.0, Delta = 0.2 }
[[subsystem]]
name = "charger"
kind = "two-level"
[[subsystem]]
name = "battery"
kind = "two-level"
[[hamiltonian]]
term = "Delta / 2 * z(charger)"
[[hamiltonian]]
term = "Delta / 2 * z(battery)"
[[hamiltonian]]
term = "g * (sp(charger) * sm(battery) + h.c.)"
[[hamiltonian]]
term = "F * x(charger)"
[reservoir]
Gamma = 0.3
n = 0.4
)toml");
  const Scenario ready = parse_scenario(R"toml(format = 1
model = "charger-battery"
task = "steady-state"
parameters = { F = 1.0, g = 1.0, Delta = 0.2 }
reservoir = { Gamma = 0.3, n = 0.4 }
)toml");
  const auto generator = [](const Scenario& scenario) {
    const Problem p = problem(scenario);
    return AffineGenerator(p.model).assemble(p.parameters);
  };
  EXPECT_EQ(generator(spelt), generator(ready));
}

TEST(spelt_model, says_what_is_wrong_and_where) {
  EXPECT_EQ(
      complaints(with("sp(battery[i])", "sp(batery[i])")),
      "s.toml:18:45: hamiltonian.term: there is no subsystem \"batery[0]\"; there are: charger, "
      "battery[0], battery[1]");
  EXPECT_EQ(complaints(with("\"lower(battery)\"", "\"lowr(battery)\"")),
            "s.toml:23:13: jump.operator: there is no operator or function \"lowr\", did you mean "
            "\"lower\"?");
  EXPECT_EQ(complaints(with("rate = \"gamma\"", "rate = \"gama\"")),
            "s.toml:24:9: jump.rate: there is no parameter \"gama\", did you mean \"gamma\"?");
  EXPECT_EQ(complaints(with("levels = \"N + 1\"", "levels = \"M + 1\"")),
            "s.toml:11:11: subsystem.levels: unknown name \"M\"");
  EXPECT_EQ(
      complaints(with("charger = \"fock(N)\"\n",
                      "charger = \"fock(N)\"\namplitudes = [1,0,0,0,0,0,0,0,0,0,0,0]\n")),
      "s.toml:26:11: initial.charger stands beside the state of the whole: give one or the other");
  EXPECT_EQ(complaints(with("charger = \"fock(N)\"", "charge = 1")),
            "s.toml:26:1: unknown key \"initial.charge\", did you mean \"initial.charger\"?");
  EXPECT_EQ(complaints(with("levels = \"N + 1\"\n", "")),
            "s.toml:8:1: subsystem.levels is missing: the number of Fock states");
  EXPECT_EQ(complaints(with("levels = \"N + 1\"", "j = 1")),
            "s.toml:8:1: subsystem.levels is missing: the number of Fock states\n"
            "s.toml:11:5: subsystem.j has no meaning for kind = \"mode\"");
  EXPECT_EQ(complaints(with("levels = \"N + 1\"", "levels = nan")),
            "s.toml:11:10: subsystem.levels must be a whole number from 2 to 512 or an expression "
            "in quotes, got nan");
  EXPECT_EQ(complaints(with("kind = \"mode\"\nlevels = \"N + 1\"", "kind = \"spin\"\nj = inf")),
            "s.toml:11:5: subsystem.j must be half a whole number from 0.5 to 255.5 or an "
            "expression in quotes, got inf");
  EXPECT_EQ(complaints(with("count = \"N\"", "count = nan")),
            "s.toml:15:9: subsystem.count must be a whole number from 1 to 512 or an expression in "
            "quotes, got nan");
  EXPECT_EQ(complaints(with("rate = \"gamma\"", "rate = nan")),
            "s.toml:24:8: jump.rate must be a finite number or an expression in quotes, got nan");
  EXPECT_EQ(complaints(with("term = \"g * (a(charger)", "term = \"exp(1000) * (a(charger)")),
            "s.toml:18:9: hamiltonian.term: exp(1000) is no finite number");
  EXPECT_EQ(complaints(with("levels = \"N + 1\"", "levels = 1")),
            "s.toml:11:10: subsystem: levels must be a whole number from 2 to 512, got 1");
  EXPECT_EQ(
      complaints(with("N = 2\n", "N = 30\n")),
      "s.toml:15:9: subsystem: up to \"battery\" the subsystems have 33285996544 levels together, "
      "and 4194304 are the most");
  EXPECT_EQ(complaints(with("N = 2\n", "N = 9\n")),
            "s.toml:2:8: an open evolution may have 2048 levels at most, the model has 5120");
  EXPECT_EQ(complaints(with("kind = \"mode\"\nlevels = \"N + 1\"", "kind = \"spin\"\nj = 1e9")),
            "s.toml:11:5: subsystem: j must be at most 255.5, got 1e+09");
  EXPECT_NE(complaints(with("levels = \"N + 1\"", "levels = \"N + 1\"\nenergy = -1"))
                .find("subsystem.energy must be at least 0, got -1: an excitation adds energy"),
            std::string::npos);
  EXPECT_EQ(complaints(with("name = \"battery\"", "name = \"charger\"")),
            "s.toml:13:8: subsystem.name calls a second subsystem \"charger\"");
  EXPECT_EQ(complaints(with("+ h.c.)\"", ")\"")),
            "s.toml:18:9: hamiltonian.term: a Hamiltonian must be Hermitian; \"+ h.c.\" adds the "
            "adjoint of what stands before it");
  EXPECT_EQ(complaints(with("\"fock(N)\"", "\"fock(N + 1)\"")),
            "s.toml:26:17: initial.charger: \"charger\" has the levels 0 to 2, and no level 3");
  EXPECT_NE(complaints(with("[initial]\n",
                            "[target]\namplitudes = [1]\ndensity_matrix = [[1]]\n[initial]\n"))
                .find("target.density_matrix stands beside amplitudes: give one or the other"),
            std::string::npos);
  EXPECT_EQ(complaints(with("\"fock(N)\"", "\"fock(1e10)\"")),
            "s.toml:26:17: initial.charger: \"charger\" has the levels 0 to 2, and no level 1e+10");
  EXPECT_EQ(
      complaints(with("\"fock(N)\"", "\"grund\"")),
      "s.toml:26:12: initial.charger: a state is one of ground, excited, plus, minus, level(k), "
      "fock(k), coherent(alpha), thermal(T); got \"grund\"");
  EXPECT_EQ(complaints(with("\"fock(N)\"", "\"coherent(2)\"")),
            "s.toml:26:12: initial.charger: 3 levels of \"charger\" hold all but 0.762 of this "
            "coherent state, at most 1e-06 may be lost: give more levels");
  EXPECT_EQ(
      complaints(with("task = \"evolve\"\n", "task = \"evolve\"\nmodel = \"charger-battery\"\n")),
      "s.toml:3:9: model is a ready one, beside [[subsystem]]; remove one of them");
}

TEST(spelt_model, has_jumps_of_an_operator_that_names_the_group_they_are_each_for) {
  EXPECT_EQ(complaints(with("\"lower(battery)\"", "\"\"")),
            "s.toml:23:13: jump.operator: expected a number, a name or \"(\"");
  EXPECT_EQ(complaints(with("rate = \"gamma\"", "rate = \"\"")),
            "s.toml:24:8: jump.rate must be a finite number or an expression in quotes, got \"\"");
  EXPECT_EQ(complaints(with("each = \"battery\"", "each = \"batery\"")),
            "s.toml:22:8: jump.each must be a subsystem or group, got \"batery\", did you mean "
            "\"battery\"?");
  for (const std::string one : {"battery[0]", ""})
    EXPECT_EQ(complaints(with("each = \"battery\"", "each = \"" + one + "\"")),
              "s.toml:22:8: jump.each must be a subsystem or group, got \"" + one + "\"" +
                  (one.empty() ? "; there are: charger, battery" : ", did you mean \"battery\"?"));
  for (const std::string op : {"lower(charger)", "lower(battery[0])"})
    EXPECT_EQ(complaints(with("\"lower(battery)\"", "\"" + op + "\"")),
              "s.toml:22:8: jump.each makes a jump for each member of battery, which the operator "
              "must then name, as lower(battery) does");
  EXPECT_EQ(complaints(with("rate = \"gamma\"", "rate = \"gamma\"\nreservoir = \"a b\"")),
            "s.toml:25:13: jump.reservoir must be made of letters, digits and _, and begin with no "
            "digit, got \"a b\"");
  EXPECT_EQ(complaints(with("name = \"charger\"", "name = \"\"")),
            "s.toml:9:8: subsystem.name must be made of letters, digits and _, and begin with no "
            "digit, got \"\"");
}

TEST(spelt_model, has_rates_that_are_none_nowhere) {
  EXPECT_EQ(complaints(text, {{"gamma", "-1"}}),
            "s.toml:24:8: jump.rate must be at least 0, gamma is -1; signed = true "
            "admits negative rates");
  EXPECT_EQ(
      complaints(with("rate = \"gamma\"", "rate = -2")),
      "s.toml:24:8: jump.rate must be at least 0, got -2; signed = true admits negative rates");
  EXPECT_NE(complaints(with("rate = \"gamma\"", "rate = \"gamma - t\"")).find("gamma - t is -"),
            std::string::npos);
  EXPECT_EQ(complaints(with("rate = \"gamma\"", "rate = \"gamma/t\"")),
            "s.toml:24:8: jump.rate must be finite, gamma/t is inf at t = 0");
  const std::string sweep = "[[sweep]]\nparameter = \"gamma\"\nvalues = [0.1, -0.1]\n";
  EXPECT_EQ(complaints(text + sweep),
            "s.toml:32:16: parameters.gamma = -0.1: jump.rate must be at least 0, gamma is -0.1; "
            "signed = true admits negative rates");
}

TEST(spelt_model, is_checked_for_every_structure_that_a_sweep_reaches) {
  const std::string sweep = text + "[[sweep]]\nparameter = \"N\"\nvalues = [2, 1]\n";
  EXPECT_EQ(complaints(sweep + "[quantities]\nE = \"energy(battery[0])\"\n"), "");
  EXPECT_EQ(complaints(sweep + "[quantities]\nE = \"energy(battery[1])\"\n"),
            "s.toml:32:14: parameters.N = 1: there is no subsystem \"battery[1]\"; there are: "
            "charger, battery[0]");
}

}  // namespace
}  // namespace qbattery
