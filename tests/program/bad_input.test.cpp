// Whatever is wrong ends in a message that says where and what would be right, in the exit code of
// the contract, and leaves no result.

#include <gtest/gtest.h>

#include "tests/program/program.hpp"

namespace qbattery {
namespace {

using namespace testing_program;
using Names = std::vector<std::string>;

// Runs a scenario that must be refused with exit code 2 and these words.
void expect_refused(const std::string& text, const std::string& message) {
  const Folder folder;
  folder.write("s.toml", text);
  const Ended ended = run_program(folder.path(), {"run", "s.toml", "-o", "s.nc"});
  EXPECT_EQ(ended.code, 2) << text;
  EXPECT_EQ(ended.err, message + "\n");
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(folder.names(), Names{"s.toml"}) << text;
}

TEST(bad_input, in_numbers_and_words_names_line_column_and_what_is_right) {
  expect_refused(with("Gamma", "Gama"),
                 "s.toml:5:15: unknown key \"reservoir.Gama\", did you mean \"reservoir.Gamma\"?");
  expect_refused(with("3.0", "\"three\""),
                 "s.toml:4:20: parameters.F must be a number, got \"three\"");
  expect_refused(with("0.001", "-0.001"),
                 "s.toml:5:23: reservoir.Gamma must be at least 0, got -0.001");
  expect_refused(with("n = 0.0", "n = 0, T = 1"),
                 "s.toml:5:37: reservoir.n and reservoir.T cannot both be given, remove one");
  expect_refused(with("n = 0.0", "n = 1.5, statistics = \"fermion\""),
                 "s.toml:5:34: reservoir.n must be at most 1 for fermions, got 1.5");
  expect_refused(with("n = 0.0", "T = -1, omega = 1"),
                 "s.toml:5:34: reservoir.T must be at least 0, got -1");
  expect_refused(with("points = 11", "points = 0"),
                 "s.toml:6:29: time.points must be at least 2, got 0");
  expect_refused(with("3.0", "nan"), "s.toml:4:20: parameters.F must be a finite number, got nan");
  expect_refused(with("3.0", "-inf"),
                 "s.toml:4:20: parameters.F must be a finite number, got -inf");
}

TEST(bad_input, in_states_says_which_property_fails) {
  const auto state = [](const std::string& rows) {
    return scenario + "[initial]\ndensity_matrix = [" + rows + ", [0,0,0,0], [0,0,0,0]]\n";
  };
  const std::string at = "s.toml:8:18: initial.density_matrix: a density matrix must ";
  expect_refused(state("[0.5, \"0.1i\", 0, 0], [\"0.1i\", 0.5, 0, 0]"),
                 at + "be Hermitian, but an entry differs from its mirror's conjugate by 0.2");
  expect_refused(state("[1.5, 0, 0, 0], [0, -0.5, 0, 0]"),
                 at + "be positive, but it has the eigenvalue -0.5");
  expect_refused(state("[0.5, 0, 0, 0], [0, 0.4, 0, 0]"), at + "have trace 1, got 0.9");
}

TEST(bad_input, that_is_no_scenario_says_what_it_is) {
  expect_refused("", "s.toml: the scenario is empty; it begins with format = 1");
  expect_refused(std::string("\0\1\xFF", 3),
                 "s.toml:1:1: this is a binary file (it has a byte 0), not a scenario");
  expect_refused(scenario + "\xC3\xA9 = 1\n",
                 "s.toml:7:1: a character outside ASCII; keys are made of ASCII letters, digits, _ "
                 "and -");
}

TEST(bad_input, is_told_all_at_once) {
  expect_refused(
      "format = 1\nmodell = \"charger-battery\"\ntask = \"evolv\"\n"
      "parameters = { F = 1, g = 1.0, Delta = \"x\" }\n"
      "reservoir = { Gamma = -1, n = -2, T = 3 }\ntime = { to = -1, points = 1 }\n",
      "s.toml:2:1: unknown key \"modell\", did you mean \"model\"?\n"
      "s.toml:3:8: task must be \"evolve\" or \"steady-state\", got \"evolv\", did you mean "
      "\"evolve\"?\n"
      "s.toml:4:40: parameters.Delta must be a number, got \"x\"\n"
      "s.toml:5:23: reservoir.Gamma must be at least 0, got -1\n"
      "s.toml:5:31: reservoir.n must be at least 0, got -2\n"
      "s.toml:5:35: reservoir.n and reservoir.T cannot both be given, remove one\n"
      "s.toml:6:15: time.to must be above time.from = 0, got -1\n"
      "s.toml:6:28: time.points must be at least 2, got 1");
}

struct Refused {
  Names arguments;
  int code;
  std::string message;
};

TEST(bad_input, on_the_command_line_says_what_would_be_right) {
  const Folder folder;
  folder.write("s.toml", scenario);
  for (const Refused& refused : {
           Refused{{"run", "s.toml", "--set", "F=x"},
                   2,
                   "--set F: parameters.F must be a number, got \"x\""},
           {{"run", "s.toml", "--set", "Gama=1"},
            2,
            "--set Gama: there is no key \"Gama\", did you mean \"Gamma\"?"},
           {{"run", "s.toml", "--unset", "Gama"},
            2,
            "--unset Gama: there is no key \"Gama\", did you mean \"Gamma\"?"},
           {{"run", "s.toml", "--set", "F"}, 2, "qbattery: --set takes KEY=VALUE, got \"F\""},
           {{"run", "s.toml", "--resume"},
            2,
            "qbattery: --resume goes on from what is kept beside a file, such as -o map.nc"},
           {{"plot", "s.nc", "--contours", "0.1,abc"},
            2,
            "qbattery: --contours must be numbers with commas between them, got \"abc\"\n"
            "qbattery plot --help says more"},
           {{"plot", "s.nc", "--at", "F", "-o", "s.png"},
            2,
            "qbattery: --at takes AXIS=VALUE, got \"F\""},
           {{"run", "s.toml", "-o", ""},
            2,
            "qbattery: the name of the result is empty; name a .nc, .csv or .json file"},
           {{"run", ""}, 4, "qbattery: the name of the scenario is empty; name a TOML file"},
           {{"run", "s.toml", "-o", "x.xyz"},
            2,
            "qbattery: x.xyz: the ending of a result must be .nc, .csv or .json, got .xyz"},
           {{"reproduce", "song206"},
            2,
            "qbattery: there is no paper \"song206\", did you mean \"song2026\"?; there are: "
            "ahmadi2024, andolina2018, barra2019, farina2019, ferraro2018, quach2020, "
            "rodriguez2023, song2026"},
           {{"reproduce", "song2026", "--figure", "9", "-o", "new"},
            2,
            "qbattery: song2026 has no figure 9 to redo; there are: 2, 3, 4, 5, 6, 7"},
       }) {
    const Ended ended = run_program(folder.path(), refused.arguments);
    EXPECT_EQ(ended.code, refused.code) << refused.message;
    EXPECT_EQ(ended.err, refused.message + "\n");
    EXPECT_EQ(folder.names(), Names{"s.toml"});
  }
}

struct Unusable {
  Names arguments;
  std::string message;
  std::string help;  ///< the command line that says more
};

void expect_unusable(const Folder& folder, const std::vector<Unusable>& cases) {
  for (const auto& [arguments, message, help] : cases) {
    const Ended ended = run_program(folder.path(), arguments);
    EXPECT_EQ(ended.code, 2) << message;
    EXPECT_EQ(ended.err, "qbattery: " + message + "\n" + help + " --help says more\n");
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(folder.names(), Names{"s.toml"});
  }
}

TEST(bad_input, in_commands_and_options_names_what_there_is) {
  const Folder folder;
  folder.write("s.toml", scenario);
  const std::string all = "there are: run, merge, plot, reproduce, check, list";
  const std::string options =
      "there are: --help, --output, --set, --unset, --threads, --resume, --shard, --quiet";
  expect_unusable(
      folder,
      {
          {{}, "a command is missing; " + all, "qbattery"},
          {{"rum", "s.toml"},
           "there is no command \"rum\", did you mean \"run\"?; " + all,
           "qbattery"},
          {{"--bogus"},
           "there is no option \"--bogus\" here; there are: --help, --version",
           "qbattery"},
          {{"--quiet", "run", "s.toml"},
           "there is no option \"--quiet\" here; there are: --help, --version",
           "qbattery"},
          {{"run", "s.toml", "--thread", "3"},
           "there is no option \"--thread\" here, did you mean \"--threads\"?; " + options,
           "qbattery run"},
          {{"run", "s.toml", "t.toml"}, "\"t.toml\" is one argument too many", "qbattery run"},
          {{"run", "s.toml", "--set", "F=1", "g=2"},
           "\"g=2\" is one argument too many; each KEY=VALUE has a --set",
           "qbattery run"},
          {{"check", "s.toml", "--set", "F=1"},
           "there is no option \"--set\" here; there are: --help",
           "qbattery check"},
      });
}

TEST(bad_input, in_values_of_options_says_what_they_take) {
  const Folder folder;
  folder.write("s.toml", scenario);
  const std::string threads = "--threads must be a whole number from 1, got ";
  expect_unusable(
      folder,
      {
          {{"run"}, "FILE is missing: the scenario, a TOML file", "qbattery run"},
          {{"plot"}, "RESULT is missing: what `run -o` wrote", "qbattery plot"},
          {{"run", "s.toml", "--threads", "0"}, threads + "0", "qbattery run"},
          {{"run", "s.toml", "--threads", "-1"}, threads + "-1", "qbattery run"},
          {{"run", "s.toml", "--threads", "1e3"}, threads + "1e3", "qbattery run"},
          {{"run", "s.toml", "--threads", "99999999999"}, threads + "99999999999", "qbattery run"},
          {{"run", "s.toml", "--threads"},
           "--threads is without its value: how many to use (default: all cores)",
           "qbattery run"},
          {{"run", "s.toml", "--threads", "1", "--threads", "2"},
           "--threads is given twice, once is enough",
           "qbattery run"},
          {{"reproduce", "song2026", "--figure", "four"},
           "--figure must be a whole number from 1, got four",
           "qbattery reproduce"},
          {{"list", "paper"},
           "WHAT must be models or quantities or papers, got \"paper\", did you mean \"papers\"?",
           "qbattery list"},
      });
}

TEST(bad_input, in_shares_and_targets_says_what_would_be_right) {
  const Folder folder;
  folder.write("s.toml", scenario);
  const auto complaint = [&folder](const Names& more) {
    Names all = {"run", "s.toml"};
    all.insert(all.end(), more.begin(), more.end());
    const Ended ended = run_program(folder.path(), all);
    EXPECT_EQ(ended.code, 2) << ended.err;
    EXPECT_EQ(folder.names(), Names{"s.toml"});
    return ended.err;
  };
  for (const char* shard : {"0/3", "4/3", "1", "1/", "/3", "1/3/5", "a/b", "-1/3", "1/0", "1 /3",
                            "1/100001", "99999999999999999999/2"}) {
    EXPECT_EQ(complaint({"--shard", shard, "-o", "map.nc"}),
              std::string("qbattery: --shard must be K/N with K from 1 to N and N at most 100000, "
                          "such as 3/64, got ") +
                  shard + "\n");
  }
  const std::string one_file =
      "qbattery: --shard needs one file to keep its points beside, such as -o map.nc\n";
  EXPECT_EQ(complaint({"--shard", "1/2"}), one_file);
  EXPECT_EQ(complaint({"--shard", "1/2", "-o", "-"}), one_file);
  EXPECT_EQ(complaint({"--shard", "1/2", "-o", "a.nc", "-o", "b.nc"}), one_file);
  EXPECT_EQ(complaint({"-o", "a.nc", "-o", "a.nc"}),
            "qbattery: -o a.nc is given twice, once is enough\n");
  EXPECT_EQ(run_program(folder.path(), {"merge", "map.nc"}).code, 4);
  EXPECT_EQ(run_program(folder.path(), {"merge", "map.txt"}).code, 2);
}

TEST(bad_input, in_results_is_not_drawn) {
  const Folder folder;
  folder.write("s.toml", scenario);
  ASSERT_EQ(run_program(folder.path(), {"run", "s.toml", "-o", "s.nc"}).code, 0);
  folder.write("cut.nc", folder.read("s.nc").substr(0, 500));
  const auto plot = [&folder](const Names& arguments) {
    Names all = {"plot"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_program(folder.path(), all);
  };
  EXPECT_EQ(plot({"s.nc", "-o", "s.bmp"}).err,
            "qbattery: s.bmp: the ending of a figure must be .pdf, .png or .svg, got .bmp\n");
  EXPECT_EQ(plot({"s.nc", "--at", "F=2"}).err,
            "qbattery: the result has no coordinate F; it has time\n");
  const Ended cut = plot({"cut.nc"});
  EXPECT_EQ(cut.code, 4);
  EXPECT_EQ(cut.err.rfind("qbattery: cut.nc is not a result of qbattery", 0), 0U) << cut.err;
  EXPECT_EQ(plot({"missing.nc"}).code, 4);
  EXPECT_EQ(folder.names(), (Names{"cut.nc", "s.nc", "s.toml"}));
}

}  // namespace
}  // namespace qbattery
