// Operators that a scenario gives by their matrices.

#include "qbattery/quantum/operators.hpp"

#include <gtest/gtest.h>

#include <string>

#include "qbattery/scenario/scenario.hpp"

namespace qbattery {
namespace {

const std::string head = R"toml(format = 1
task = "evolve"
parameters = { F = 0.5, gamma = 0.1 }
time = { to = 1.0, points = 2 }
[[subsystem]]
name = "charger"
kind = "two-level"
[[subsystem]]
name = "ladder"
kind = "levels"
energies = [0, 1, 2]
[[subsystem]]
name = "battery"
kind = "two-level"
)toml";

const std::string flip = R"toml([[operator]]
name = "V"
on = ["charger"]
matrix = [[0, 1], [1, 0]]
)toml";

Model model_of(const std::string& text) {
  const Scenario scenario = parse_scenario(text);
  return make_problem(scenario, scenario.settings).model;
}

Matrix first_term(const std::string& text) {
  const Model model = model_of(text);
  return dense(model.hamiltonian.at(0).op, model.dimensions());
}

std::string term(const std::string& text) { return "[[hamiltonian]]\nterm = \"" + text + "\"\n"; }

std::string complaints(const std::string& lines) {
  try {
    parse_scenario(head + lines, "s.toml");
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

TEST(operators, of_one_subsystem_are_those_with_a_name) {
  EXPECT_EQ(first_term(head + flip + term("F * V")), first_term(head + term("F * x(charger)")));
  EXPECT_EQ(first_term(head + flip + term("V * z(battery) * V")),
            first_term(head + term("z(battery)")));
}

TEST(operators, have_complex_entries_in_rows_or_one_by_one) {
  const std::string rows = R"toml([[operator]]
name = "Y"
on = ["charger"]
matrix = [[0, "-1i"], ["i", 0]]
)toml";
  const std::string entries = R"toml([[operator]]
name = "Y"
on = ["charger"]
entries = [[0, 1, "-1i"], [1, 0, "1i"]]
)toml";
  const Matrix y = first_term(head + term("y(charger)"));
  EXPECT_EQ(first_term(head + rows + term("Y")), y);
  EXPECT_EQ(first_term(head + entries + term("Y")), y);
}

// |e><g| of the battery and the charger's identity, in that order, skip the ladder between them.
TEST(operators, act_on_subsystems_in_the_order_in_which_they_are_named) {
  const std::string apart = R"toml([[operator]]
name = "up"
on = ["battery", "charger"]
entries = [[0, 2, 1], [1, 3, 1]]
)toml";
  EXPECT_EQ(first_term(head + apart + term("up + h.c.")),
            first_term(head + term("raise(battery) + h.c.")));
}

// Two matrices of random entries and their product, worked out by hand on the whole space.
TEST(operators, of_all_subsystems_multiply_with_others_on_either_side) {
  std::string lines = "[[operator]]\nname = \"M\"\nentries = [";
  Matrix m = Matrix::Zero(12, 12);
  for (int k = 0; k < 12; ++k) {
    const int column = (5 * k + 3) % 12;
    m(k, column) = k + 1;
    lines += "[" + std::to_string(k) + ", " + std::to_string(column) + ", " +
             std::to_string(k + 1) + "], ";
  }
  lines += "]\n";
  const Matrix x = embed(sigma_x(), 0, {2, 3, 2});
  const Matrix right = 2.0 * m * x;
  const Matrix left = x * m;
  EXPECT_EQ(first_term(head + lines + term("2 * M * x(charger) + h.c.")), right + right.adjoint());
  EXPECT_EQ(first_term(head + lines + term("x(charger) * M + h.c.")), left + left.adjoint());
  EXPECT_EQ(first_term(head + lines + term("M^2 + h.c.")), m * m + (m * m).adjoint());
}

TEST(operators, leave_ancillas_alone) {
  const std::string text = R"toml(format = 1
task = "evolve"
[[subsystem]]
name = "charger"
kind = "two-level"
[[subsystem]]
name = "battery"
kind = "two-level"
[[operator]]
name = "V"
entries = [[1, 2, 1], [2, 1, 1]]
[[hamiltonian]]
term = "V"
[[jump]]
operator = "V"
rate = 1
[collisions]
ancilla = "two-level"
hamiltonian = "x(ancilla) + V"
duration = 1
count = 1
)toml";
  const Scenario scenario = parse_scenario(text);
  const Problem problem = make_problem(scenario, scenario.settings);
  const Model& joint = problem.collisions->joint;
  const Operator& own = problem.model.hamiltonian.at(0).op;
  const Matrix wide = tensor(dense(own, problem.model.dimensions()), identity(2));
  EXPECT_EQ(dense(joint.hamiltonian.at(0).op, joint.dimensions()), wide);
  EXPECT_EQ(dense(joint.jumps.at(0).op, joint.dimensions()), wide);
  EXPECT_EQ(dense(joint.hamiltonian.at(1).op, joint.dimensions()),
            wide + embed(sigma_x(), 2, joint.dimensions()));
  std::string timed = text;
  timed.replace(timed.find("duration = 1"), 12, "duration = \"2*t\"");
  try {
    parse_scenario(timed, "s.toml");
    ADD_FAILURE() << "a collision has no time within";
  } catch (const ScenarioError& error) {
    EXPECT_STREQ(
        error.what(),
        "s.toml:20:13: collisions.duration: a duration is a number, which parameters alone "
        "may change");
  }
}

TEST(operators, are_part_of_what_a_scenario_would_do) {
  EXPECT_NE(
      describe(parse_scenario(head + flip)).find("operator    V on charger, a 2 x 2 matrix\n"),
      std::string::npos);
}

TEST(operators, that_cannot_be_are_told_where_they_stand) {
  const auto changed = [](const std::string& from, const std::string& to) {
    std::string lines = flip;
    return complaints(lines.replace(lines.find(from), from.size(), to));
  };
  const std::string matrix = "matrix = [[0, 1], [1, 0]]";
  EXPECT_EQ(changed(matrix, "matrix = [[0, 1], [1]]"),
            "s.toml:18:19: operator.matrix must be square: row 1 has 1 numbers, and there are 2 "
            "rows");
  EXPECT_EQ(changed(matrix, "matrix = [[0]]"),
            "s.toml:18:10: operator.matrix: must be 2 x 2, as many as there are levels, got 1 x 1");
  EXPECT_EQ(changed(matrix, "matrix = [[0, nan], [1, 0]]"),
            "s.toml:18:15: operator.matrix takes finite numbers or text like \"0.1-0.2i\", got "
            "nan");
  EXPECT_EQ(changed(matrix, "entries = [[0, 2, 1]]"),
            "s.toml:18:16: operator.entries must be rows and columns from 0 to 1, got 2");
  EXPECT_EQ(
      changed(matrix, "entries = [[0, 1]]"),
      "s.toml:18:12: operator.entries must be a list of [row, column, value], such as [[0, 1, "
      "0.5]], got a list");
  EXPECT_EQ(changed(matrix + "\n", ""),
            "s.toml:15:1: operator.matrix is missing: its rows, or entries = [[row, column, "
            "value], ...]");
  EXPECT_EQ(changed(matrix, matrix + "\nentries = []"),
            "s.toml:19:1: operator.matrix and operator.entries cannot both be given, remove one");
  EXPECT_EQ(changed("[\"charger\"]", "[\"chargr\"]"),
            "s.toml:17:6: operator.on: there is no subsystem or group \"chargr\", did you mean "
            "\"charger\"?");
  EXPECT_EQ(changed("[\"charger\"]", "[\"charger\", \"charger\"]"),
            "s.toml:17:6: operator.on: \"charger\" is named twice, once is enough");
  EXPECT_EQ(changed("\"V\"", "\"V W\""),
            "s.toml:16:8: operator.name must be made of letters, digits and _, and begin with no "
            "digit, got \"V W\"");
  for (const char* taken : {"F", "battery", "x", "sin", "pi", "t", "sum", "step", "table"})
    EXPECT_EQ(changed("\"V\"", "\"" + std::string(taken) + "\""),
              "s.toml:16:8: operator.name: \"" + std::string(taken) + "\" has a meaning already");
  EXPECT_EQ(complaints(flip + term("F * W")),
            "s.toml:20:13: hamiltonian.term: there is no parameter or operator \"W\"; there "
            "are: F, gamma, t, V");
  EXPECT_EQ(complaints(flip + term("sum(V, 0, 1, V)")),
            "s.toml:20:13: hamiltonian.term: the index needs a name of its own, \"V\" is taken");
}

// How large a matrix must be depends on what it acts on.
TEST(operators, on_what_there_is_not_are_told_of_that_alone) {
  const auto on = [](const std::string& names, const std::string& matrix) {
    return complaints("[[operator]]\nname = \"V\"\non = " + names + "\n" + matrix + "\n");
  };
  for (const char* matrix :
       {"entries = [[0, 2, 1]]", "entries = [[0, 1]]", "matrix = [[0, 1], [1]]"})
    EXPECT_EQ(on("[\"cavity\"]", matrix),
              "s.toml:17:6: operator.on: there is no subsystem or group \"cavity\"; there are: "
              "charger, ladder, battery")
        << matrix;
  EXPECT_EQ(on("[3]", "entries = [[0, 20, 1]]"),
            "s.toml:17:7: operator.on must be the name of a subsystem in quotes, got 3");
}

TEST(operators, on_too_many_levels_are_told_of_that_alone) {
  const std::string large = R"toml([[subsystem]]
name = "cavity"
kind = "mode"
levels = 500
[[operator]]
name = "V"
on = ["charger", "cavity"]
entries = [[0, 999, 1]]
)toml";
  EXPECT_EQ(
      complaints(large),
      "s.toml:22:11: operator.entries: an operator of several subsystems goes with up to 1024 "
      "levels of the whole, there are 6000");
}

TEST(operators, with_faults_of_their_own_are_no_faults_of_what_names_them) {
  const std::string broken = R"toml([[hamiltonian]]
term = "F * V + h.c."
[[hamiltonian]]
term = "f * x(charger)"
[[jump]]
operator = "V"
rate = 1
[[operator]]
name = "V"
on = ["charger"]
matrix = [[0, 1], [1]]
[energy]
charger = "V"
)toml";
  EXPECT_EQ(
      complaints(broken),
      "s.toml:18:9: hamiltonian.term: there is no parameter \"f\", did you mean "
      "\"F\"?\n"
      "s.toml:25:19: operator.matrix must be square: row 1 has 1 numbers, and there are 2 rows");
}

}  // namespace
}  // namespace qbattery
