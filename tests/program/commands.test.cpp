// What each command does for somebody who uses it as the README says.

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "qbattery/results/files.hpp"
#include "tests/program/program.hpp"

namespace qbattery {
namespace {

using namespace testing_program;
using Names = std::vector<std::string>;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(program, prints_a_table_where_no_file_is_named) {
  const Folder folder;
  folder.write("s.toml", scenario);
  const Ended ended = run_program(folder.path(), {"run", "s.toml"});
  EXPECT_EQ(ended.code, 0);
  for (const char* name : {"E_A", "E_B", "W_B", "P_B", "sz_B", "S_AB", "S_BA"}) {
    EXPECT_TRUE(contains(ended.out, name)) << ended.out;
  }
  EXPECT_EQ(ended.err, "");
}

TEST(program, writes_the_same_numbers_in_every_form) {
  const Folder folder;
  folder.write("s.toml", scenario);
  const Ended ended =
      run_program(folder.path(), {"run", "s.toml", "-o", "s.nc", "-o", "s.csv", "-o", "s.json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const Dataset nc = read_dataset((folder.path() / "s.nc").string());
  const Dataset csv = read_dataset((folder.path() / "s.csv").string());
  const Dataset json = read_dataset((folder.path() / "s.json").string());
  ASSERT_EQ(nc.variables.size(), 7U);
  for (const Variable& variable : nc.variables) {
    EXPECT_EQ(variable.values, csv.variable(variable.name).values) << variable.name;
    EXPECT_EQ(variable.values, json.variable(variable.name).values) << variable.name;
  }
  EXPECT_EQ(run_program(folder.path(), {"run", "s.toml", "-o", "-"}).out, folder.read("s.csv"));
  EXPECT_EQ(
      nlohmann::json::parse(run_program(folder.path(), {"run", "s.toml", "-o", "-.json"}).out),
      nlohmann::json::parse(folder.read("s.json")));
}

TEST(program, changes_keys_for_one_run) {
  const Folder folder;
  folder.write("s.toml", scenario);
  folder.write("t.toml", with("F = 3.0", "F = 2.0"));
  const auto csv = [&folder](const Names& arguments) {
    Names all = {"run"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    all.insert(all.end(), {"-o", "-"});
    return run_program(folder.path(), all).out;
  };
  EXPECT_EQ(csv({"s.toml", "--set", "F=2"}), csv({"t.toml"}));
  EXPECT_EQ(csv({"s.toml", "--set", "parameters.F=2"}), csv({"t.toml"}));
  EXPECT_NE(csv({"s.toml"}), csv({"t.toml"}));
  EXPECT_EQ(csv({"s.toml", "--set", "T=0", "--set", "omega=1"}), csv({"s.toml"}));
}

TEST(program, checks_without_running) {
  const Folder folder;
  folder.write("s.toml", scenario);
  const Ended ended = run_program(folder.path(), {"check", "s.toml"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(contains(ended.out, "11 times from 0 to 6.5")) << ended.out;
  EXPECT_TRUE(contains(ended.out, "1 evolution")) << ended.out;
  EXPECT_EQ(folder.names(), Names{"s.toml"});
}

TEST(program, lists_what_there_is) {
  const Folder folder;
  const std::string all = run_program(folder.path(), {"list"}).out;
  for (const char* word : {"charger-battery", "energy(X)", "ergotropy(X)", "steering(X, Y)",
                           "argfirst_max", "sech", "song2026"}) {
    EXPECT_TRUE(contains(all, word)) << word;
  }
  EXPECT_FALSE(contains(run_program(folder.path(), {"list", "papers"}).out, "ergotropy"));
  EXPECT_EQ(run_program(folder.path(), {"list", "moons"}).code, 2);
}

TEST(program, explains_itself) {
  const Folder folder;
  for (const char* command : {"run", "plot", "reproduce", "check", "list"}) {
    const Ended ended = run_program(folder.path(), {command, "--help"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_TRUE(contains(ended.out, "Exit codes")) << ended.out;
  }
  EXPECT_EQ(run_program(folder.path(), {"--version"}).out.rfind("qbattery ", 0), 0U);
  EXPECT_EQ(run_program(folder.path(), {}).code, 2);
}

TEST(program, draws_what_it_computed) {
  const Folder folder;
  folder.write("s.toml", scenario);
  ASSERT_EQ(run_program(folder.path(), {"run", "s.toml", "-o", "s.nc"}).code, 0);
  for (const char* figure : {"s.png", "s.pdf", "s.svg"}) {
    const Ended ended = run_program(folder.path(), {"plot", "s.nc", "-o", figure});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_GT(folder.read(figure).size(), 1000U);
  }
}

const std::string map_text = R"toml(format = 1
model = "charger-battery"
task = "evolve"
parameters = { F = 3.0, g = 1.0 }
reservoir = { Gamma = 0.001, n = 0.0 }
time = { to = 6.5, points = 101 }
[[sweep]]
parameter = "Gamma"
from = 0.001
to = 1.0
points = 2000
scale = "log"
[[sweep]]
parameter = "F"
from = 0.1
to = 3.0
points = 2000
[reduce]
E_max = "max(E_B)"
)toml";

const std::string steady_map_text = R"toml(format = 1
model = "charger-battery"
task = "steady-state"
parameters = { F = 3.0, g = 1.0, Delta = 0.2 }
reservoir = { Gamma = 0.001, n = 0.1 }
[[sweep]]
parameter = "Gamma"
from = 0.001
to = 100.0
points = 20
scale = "log"
[[sweep]]
parameter = "F"
from = 0.1
to = 30.0
points = 30
[quantities]
E_B = "energy(battery)"
W_B = "ergotropy(battery)"
S_AB = "steering(charger, battery)"
S_BA = "steering(battery, charger)"
)toml";

/// The numbers in the first columns of a table, without the line of their names.
std::vector<double> numbers_in(const std::string& table, int columns) {
  std::vector<double> numbers;
  std::istringstream lines(table);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::string cell;
    for (int i = 0; i < columns && std::getline(cells, cell, ','); ++i)
      numbers.push_back(std::stod(cell));
  }
  return numbers;
}

TEST(program, says_which_points_failed_and_keeps_the_others) {
  const Folder folder;
  folder.write("s.toml", R"(format = 1
model = "charger-battery"
task = "steady-state"
parameters = { F = 1.0, g = 1.0 }
reservoir = { Gamma = 0.5, n = 0.0 }
[[sweep]]
parameter = "Gamma"
values = [0.0, 0.5]
[[sweep]]
parameter = "F"
values = [1.0, 2.0]
)");
  const Ended ended = run_program(folder.path(), {"run", "s.toml", "-o", "s.csv"});
  EXPECT_EQ(ended.code, 1) << ended.err;
  EXPECT_TRUE(contains(ended.err, "2 of 4")) << ended.err;
  EXPECT_TRUE(contains(ended.err, "dimensions")) << ended.err;
  const std::vector<double> energies =
      read_dataset((folder.path() / "s.csv").string()).variable("E_B").values;
  EXPECT_EQ(std::count_if(energies.begin(), energies.end(), [](double x) { return x == x; }), 2);
}

TEST(program, ends_without_a_result_when_asked_to) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Folder folder;
    folder.write("s.toml", map_text);
    const Ended ended = run_and_signal(folder.path(), {"run", "s.toml", "-o", "s.nc"}, signal);
    EXPECT_EQ(ended.code, 130) << ended.err;
    // What was finished by then is kept, but not as a result.
    for (const std::string& name : folder.names())
      EXPECT_TRUE(name == "s.toml" || name == "s.nc.parts") << name;
  }
}

// Rounding apart: an energy of 1 may differ by a few ulp, a sensitive steering by more.
TEST(program, gives_the_same_numbers_with_every_instruction_set) {
  const Folder folder;
  folder.write("s.toml", steady_map_text);
  std::vector<std::vector<double>> columns;
  for (const char* set : {"baseline", "avx2", "avx512"}) {
    setenv("QBATTERY_ISA", set, 1);
    const Ended ended = run_program(folder.path(), {"run", "s.toml", "-o", "-"});
    unsetenv("QBATTERY_ISA");
    if (ended.code == 2 && contains(ended.err, "that this machine has")) continue;
    ASSERT_EQ(ended.code, 0) << ended.err;
    columns.push_back(numbers_in(ended.out, 6));
  }
  ASSERT_FALSE(columns.empty());
  EXPECT_EQ(columns.front().size(), 20U * 30U * 6U);
  for (const std::vector<double>& other : columns) {
    ASSERT_EQ(other.size(), columns.front().size());
    for (std::size_t i = 0; i < other.size(); ++i)
      EXPECT_NEAR(other[i], columns.front()[i], 1e-12) << i;
  }
}

TEST(program, says_which_instruction_sets_there_are) {
  const Folder folder;
  folder.write("s.toml", steady_map_text);
  setenv("QBATTERY_ISA", "mmx", 1);
  const Ended ended = run_program(folder.path(), {"run", "s.toml"});
  unsetenv("QBATTERY_ISA");
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(contains(ended.err, "QBATTERY_ISA must be one of baseline, avx2, avx512"))
      << ended.err;
}

TEST(program, redoes_the_paper) {
  const Folder folder;
  const Ended ended =
      run_program(folder.path(), {"reproduce", "song2026", "--data-only", "-o", "paper"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  int panels = 0;
  for (const auto& [figure, last] :
       {std::pair{'2', 'b'}, {'3', 'd'}, {'4', 'd'}, {'5', 'f'}, {'6', 'd'}, {'7', 'd'}}) {
    for (char panel = 'a'; panel <= last; ++panel) {
      const std::string name = std::string("paper/fig") + figure + panel;
      EXPECT_GT(folder.read(name + ".nc").size(), 1000U) << name;
      EXPECT_GT(folder.read(name + ".csv").size(), 1000U) << name;
      ++panels;
    }
  }
  EXPECT_EQ(panels, 24);
  EXPECT_TRUE(contains(folder.read("paper/claims.md"), "| 60 |"));
  EXPECT_EQ(nlohmann::json::parse(folder.read("paper/claims.json"))["claims"].size(), 60U);
}

}  // namespace
}  // namespace qbattery
