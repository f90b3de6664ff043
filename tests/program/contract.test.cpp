// Exit codes, and what a result holds beside its numbers.

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <map>

#include "qbattery/results/files.hpp"
#include "tests/program/program.hpp"

namespace qbattery {
namespace {

namespace fs = std::filesystem;
using namespace testing_program;
using Names = std::vector<std::string>;

// Without a reservoir nothing decays: four states are stationary.
const std::string undecided = R"(format = 1
model = "charger-battery"
task = "steady-state"
parameters = { F = 3.0, g = 1.0 }
)";

TEST(exit_code, is_3_where_the_numerics_of_a_single_run_fail) {
  const Folder folder;
  folder.write("s.toml", undecided);
  folder.write("s.nc", "older");
  const auto failed = [&folder](Names arguments, const std::string& message) {
    arguments.insert(arguments.begin(), {"run", "s.toml", "-o", "s.nc", "-o", "-"});
    const Ended ended = run_program(folder.path(), arguments);
    EXPECT_EQ(ended.code, 3);
    EXPECT_EQ(ended.err.rfind("qbattery: " + message, 0), 0U) << ended.err;
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(folder.read("s.nc"), "older");
    EXPECT_EQ(folder.names(), (Names{"s.nc", "s.toml"}));
  };
  failed({}, "the stationary space has 4 dimensions; steady_state.long_time_limit = true gives");
  failed({"--set", "long_time_limit=true"},
         "there is no long-time limit: a part 0.697 of the initial state oscillates for ever");
  const Ended mean = run_program(folder.path(), {"run", "s.toml", "--set", "long_time_limit=true",
                                                 "--set", "time_average=true"});
  EXPECT_EQ(mean.code, 0) << mean.err;
}

TEST(exit_code, is_4_where_standard_output_takes_nothing) {
  const Folder folder;
  folder.write("s.toml", scenario);
  ASSERT_EQ(run_program(folder.path(), {"run", "s.toml", "-o", "s.nc"}).code, 0);
  for (const Names& arguments :
       {Names{"run", "s.toml"}, Names{"run", "s.toml", "-o", "-"},
        Names{"run", "s.toml", "-o", "-.json"}, Names{"check", "s.toml"}, Names{"list"},
        Names{"--help"}, Names{"plot", "--help"}, Names{"--version"}, Names{"plot", "s.nc"}}) {
    const Ended ended = run_into("/dev/full", folder.path(), arguments);
    EXPECT_EQ(ended.code, 4) << arguments.front();
    EXPECT_EQ(ended.err, "qbattery: standard output could not be written to its end\n");
  }
}

TEST(exit_code, is_4_for_output_larger_than_any_buffer_too) {
  const Folder folder;
  folder.write("s.toml", with("points = 11", "points = 5000"));
  for (const char* form : {"-", "-.json"}) {
    const Ended ended = run_into("/dev/full", folder.path(), {"run", "s.toml", "-o", form});
    EXPECT_EQ(ended.code, 4);
    EXPECT_EQ(ended.err, "qbattery: standard output could not be written to its end\n");
  }
}

TEST(exit_code, is_2_or_0_and_never_a_crash_for_every_beginning_of_a_scenario) {
  const Folder folder;
  int right = 0;
  for (std::size_t length = 0; length <= scenario.size(); length += 7) {
    folder.write("s.toml", scenario.substr(0, length));
    const Ended ended = run_program(folder.path(), {"check", "s.toml"});
    EXPECT_TRUE(ended.code == 0 || ended.code == 2) << length << ended.err;
    EXPECT_EQ(ended.code == 0, ended.err.empty()) << length << ended.err;
    EXPECT_TRUE(ended.code == 0 || ended.err.rfind("s.toml", 0) == 0) << length << ended.err;
    right += ended.code == 0 ? 1 : 0;
  }
  EXPECT_LE(right, 1);
}

TEST(exit_code, is_130_where_reproduce_is_interrupted_and_what_is_there_is_whole) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Folder folder;
    const Ended ended =
        run_and_signal(folder.path(), {"reproduce", "song2026", "-o", "paper"}, signal,
                       [&] { return fs::exists(folder.path() / "paper/fig2a.csv"); });
    EXPECT_EQ(ended.code, 130) << ended.err;
    EXPECT_EQ(ended.err, "interrupted: paper has what was whole by then\n");
    EXPECT_FALSE(fs::exists(folder.path() / "paper/claims.md"));
    for (const auto& entry : fs::directory_iterator(folder.path() / "paper")) {
      const std::string name = entry.path().filename().string();
      EXPECT_EQ(name.rfind("fig", 0), 0U) << name << " is no file of the paper";
      if (entry.path().extension() != ".nc") continue;
      EXPECT_NO_THROW(read_dataset(entry.path().string())) << name;
    }
  }
}

TEST(exit_code, is_4_without_gnuplot_and_the_older_figure_stays) {
  const Folder folder;
  folder.write("s.toml", scenario);
  folder.write("s.png", "older");
  ASSERT_EQ(run_program(folder.path(), {"run", "s.toml", "-o", "s.nc"}).code, 0);
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", folder.path().c_str(), 1);
  const Ended ended = run_program(folder.path(), {"plot", "s.nc"});
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(ended.code, 4);
  EXPECT_EQ(ended.err,
            "qbattery: gnuplot, which draws the figures, was not found; install the package "
            "gnuplot-nox\n");
  EXPECT_EQ(folder.read("s.png"), "older");
}

std::string sweep() {
  return scenario + R"toml([[sweep]]
parameter = "n"
values = [0, 2]
[[sweep]]
parameter = "statistics"
values = ["boson"]
[reduce]
E_max = "max(E_B)"
keep_curves = true
)toml";
}

TEST(result, has_words_for_everything_and_the_scenario_as_it_ran) {
  const Folder folder;
  folder.write("s.toml", sweep());
  ASSERT_EQ(run_program(folder.path(), {"run", "s.toml", "-o", "s.nc", "-o", "s.json", "--set",
                                        "F=0.125", "--set", "title=mine"})
                .code,
            0);
  const std::string version = run_program(folder.path(), {"--version"}).out;
  for (const char* name : {"s.nc", "s.json"}) {
    const Dataset dataset = read_dataset((folder.path() / name).string());
    for (const Coordinate& each : dataset.coordinates) {
      EXPECT_NE(each.units, "") << each.name;
      EXPECT_NE(each.long_name, "") << each.name;
    }
    for (const Variable& each : dataset.variables) {
      EXPECT_NE(each.units, "") << each.name;
      EXPECT_NE(each.long_name, "") << each.name;
    }
    EXPECT_EQ(dataset.variable("E_max").dimensions, (Names{"n", "statistics"}));
    EXPECT_EQ(dataset.variable("E_B").dimensions, (Names{"n", "statistics", "time"}));
    std::map<std::string, std::string> attributes(dataset.attributes.begin(),
                                                  dataset.attributes.end());
    EXPECT_EQ(attributes["title"], "mine");
    EXPECT_EQ(attributes["program"] + "\n", version);
    EXPECT_EQ(attributes["format"], "1");
    // It can be run again, and gives the same.
    folder.write("again.toml", attributes["scenario"]);
    ASSERT_EQ(run_program(folder.path(), {"run", "again.toml", "-o", "again.nc"}).code, 0);
    EXPECT_EQ(read_dataset((folder.path() / "again.nc").string()).variable("E_B").values,
              dataset.variable("E_B").values);
  }
}

TEST(result, has_a_table_for_each_set_of_dimensions) {
  const Folder folder;
  folder.write("s.toml", sweep());
  ASSERT_EQ(run_program(folder.path(), {"run", "s.toml", "-o", "s.csv"}).code, 0);
  EXPECT_EQ(folder.names(), (Names{"s.csv", "s.time.csv", "s.toml"}));
  EXPECT_EQ(folder.read("s.csv").rfind("n,statistics,E_max,status,status_meaning\n0,boson,", 0),
            0U);
  EXPECT_EQ(folder.read("s.time.csv").rfind("n,statistics,time,E_A,E_B,", 0), 0U);
}

TEST(result, does_not_depend_on_threads_or_quiet) {
  const Folder folder;
  folder.write("s.toml", sweep());
  const std::string one = run_program(folder.path(), {"run", "s.toml", "-o", "-"}).out;
  EXPECT_GT(one.size(), 1000U);
  for (const Names& options : {Names{"--threads", "1"}, Names{"--threads", "7", "--quiet"}}) {
    Names arguments = {"run", "s.toml", "-o", "-"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Ended ended = run_program(folder.path(), arguments);
    EXPECT_EQ(ended.out, one);
    EXPECT_EQ(ended.err, "");
  }
}

}  // namespace
}  // namespace qbattery
