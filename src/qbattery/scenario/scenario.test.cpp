#include "qbattery/scenario/scenario.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "qbattery/scenario/example.test.hpp"

namespace qbattery::example {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_of(const std::vector<NamedExpression>& expressions) {
  std::vector<std::string> names;
  for (const auto& [name, expression] : expressions) names.push_back(name);
  return names;
}

const std::string smallest =
    "format = 1\nmodel = \"charger-battery\"\ntask = \"steady-state\"\n[parameters]\nF = 1\ng = "
    "2\n";

/// A folder of a test's own, gone when it ends.
struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "qbattery-scenario-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
};

/// Root may read everything; while this lives, this process is somebody else.
struct OrdinaryUser {
  OrdinaryUser() : before(::geteuid()) {
    constexpr uid_t nobody = 65534;
    if (before == 0 && ::seteuid(nobody) != 0) throw std::runtime_error("cannot become nobody");
  }
  ~OrdinaryUser() {
    if (before == 0 && ::seteuid(before) != 0) std::abort();
  }
  OrdinaryUser(const OrdinaryUser&) = delete;
  OrdinaryUser& operator=(const OrdinaryUser&) = delete;
  uid_t before;
};

std::string io_error(const fs::path& path) {
  try {
    load_scenario(path.string());
    return {};
  } catch (const IoError& error) {
    return error.what();
  }
}

}  // namespace

TEST(scenario, fills_in_defaults) {
  const Scenario scenario = parse_scenario(smallest);
  EXPECT_EQ(scenario.title, "");
  EXPECT_EQ(scenario.task, Task::steady_state);
  const Settings expected = {{"parameters.F", 1.0},
                             {"parameters.g", 2.0},
                             {"parameters.Delta", 0.0},
                             {"initial.state", std::string("gg")}};
  EXPECT_EQ(scenario.settings, expected);
  EXPECT_TRUE(scenario.reservoirs.empty() && scenario.sweep.empty() && scenario.reduce.empty());
  EXPECT_EQ(names_of(scenario.quantities),
            (std::vector<std::string>{"E_A", "E_B", "W_B", "sz_B", "S_AB", "S_BA"}));
  EXPECT_FALSE(scenario.keep_curves || scenario.long_time_limit || scenario.time_average);
}

TEST(scenario, gives_a_reservoir_its_defaults) {
  const Scenario scenario = parse_scenario(smallest + "[reservoir]\nGamma = 3\nn = 0.5\n");
  EXPECT_EQ(scenario.settings.at("reservoir.statistics"), Setting("boson"));
  EXPECT_EQ(scenario.settings.at("reservoir.collectivity"), Setting(0.0));
  ASSERT_EQ(scenario.reservoirs.size(), 1U);
  EXPECT_EQ(scenario.reservoirs.front().name, "");
  EXPECT_EQ(scenario.reservoirs.front().on, (std::vector<std::string>{"charger", "battery"}));
}

TEST(scenario, has_the_seven_quantities_of_the_model_for_an_evolution) {
  const Scenario scenario = parse_scenario(evolution);
  EXPECT_EQ(names_of(scenario.quantities),
            (std::vector<std::string>{"E_A", "E_B", "W_B", "P_B", "sz_B", "S_AB", "S_BA"}));
  ASSERT_EQ(scenario.times.size(), 11U);
  EXPECT_EQ(scenario.times.front(), 0.0);
  EXPECT_EQ(scenario.times.back(), 6.5);
}

TEST(scenario, keeps_the_order_of_the_file) {
  const Scenario scenario =
      parse_scenario(evolution +
                     "[[sweep]]\nparameter=\"g\"\nvalues=[2, 1]\n"
                     "[[sweep]]\nname=\"drive\"\nparameter=\"F\"\nvalues=[1]\n"
                     "[quantities]\nzeta=\"energy(battery)\"\nalpha=\"2*zeta\"\n"
                     "[reduce]\ntau=\"argmax(alpha)\"\nb=\"at(zeta, tau)\"\n"
                     "keep_curves=true\n");
  EXPECT_EQ(names_of(scenario.quantities), (std::vector<std::string>{"zeta", "alpha"}));
  EXPECT_EQ(names_of(scenario.reduce), (std::vector<std::string>{"tau", "b"}));
  ASSERT_EQ(scenario.sweep.size(), 2U);
  EXPECT_EQ(scenario.sweep[0].name, "g");
  EXPECT_EQ(scenario.sweep[0].values, (std::vector<Setting>{2.0, 1.0}));
  EXPECT_EQ(scenario.sweep[1].name, "drive");
  EXPECT_EQ(scenario.sweep[1].keys, std::vector<std::string>{"parameters.F"});
  EXPECT_TRUE(scenario.keep_curves);
}

TEST(scenario, reads_initial_states_in_all_their_forms) {
  const auto state_of = [](const std::string& lines) {
    const Scenario scenario = parse_scenario(with(evolution, "state = \"gg\"", lines));
    return make_problem(scenario, scenario.settings).initial_state;
  };
  Matrix expected = Matrix::Zero(4, 4);
  expected(1, 1) = 1.0;
  EXPECT_EQ(state_of("state = \"eg\""), expected);
  EXPECT_EQ(state_of("charger = \"excited\""), expected);
  EXPECT_EQ(state_of("amplitudes = [0, 5, 0, 0]"), expected);
  EXPECT_EQ(state_of("density_matrix = [[0,0,0,0],[0,1,0,0],[0,0,0,0],[0,0,0,0]]"), expected);
  const Matrix complex = state_of("amplitudes = [\"0.6\", \"0.8i\", 0, 0]");
  EXPECT_NEAR(std::abs(complex(1, 0) - Complex(0.0, 0.48)), 0.0, 1e-15);
  const Matrix mixed = state_of(
      "density_matrix = [[0.5,\"0.1-0.2i\",0,0],[\"0.1+0.2i\",0.5,0,0],[0,0,0,0],[0,0,0,0]]");
  EXPECT_NEAR(std::abs(mixed(0, 1) - Complex(0.1, -0.2)), 0.0, 1e-15);
}

TEST(scenario, makes_the_model_that_it_describes) {
  const Scenario scenario = parse_scenario(
      smallest +
      "Delta_A = 0.5\n[reservoir.hot]\nstatistics = \"fermion\"\nGamma = 1\nT = 2\nomega = 3\n"
      "mu = 4\non = [\"battery\"]\n[reservoir.cold]\nGamma = 5\nn = 6\ncollectivity = 0.25\n");
  const Problem problem = make_problem(scenario, scenario.settings);
  EXPECT_EQ(problem.model.parameters,
            (std::vector<std::string>{"F", "g", "Delta_A", "Delta_B", "reservoir.hot.Gamma",
                                      "reservoir.hot.T", "reservoir.hot.omega", "reservoir.hot.mu",
                                      "reservoir.hot.collectivity", "reservoir.cold.Gamma",
                                      "reservoir.cold.n", "reservoir.cold.collectivity"}));
  EXPECT_EQ(problem.parameters, (std::vector<double>{1, 2, 0.5, 0, 1, 2, 3, 4, 0, 5, 6, 0.25}));
}

TEST(scenario, makes_another_model_for_another_word) {
  const Scenario scenario =
      parse_scenario(smallest +
                     "[reservoir]\nGamma = 1\nT = 1\nomega = 1\nmu = 0\n"
                     "[[sweep]]\nparameter = \"statistics\"\nvalues = [\"boson\", \"fermion\"]\n");
  Settings settings = scenario.settings;
  EXPECT_EQ(make_problem(scenario, settings).parameters.size(), 7U);
  settings["reservoir.statistics"] = "fermion";
  settings["initial.state"] = "ee";
  const Problem fermions = make_problem(scenario, settings);
  EXPECT_EQ(fermions.parameters.size(), 8U);
  EXPECT_EQ(fermions.initial_state(0, 0), Complex(1.0));
}

TEST(scenario, finds_every_key_of_the_contract_right) {
  const fs::path corpus = fs::path(QBATTERY_SOURCE_DIR) / "tests/fuzz/corpus";
  int files = 0;
  for (const auto& file : fs::directory_iterator(corpus)) {
    EXPECT_NO_THROW(load_scenario(file.path().string())) << file.path();
    ++files;
  }
  EXPECT_GE(files, 5);
}

TEST(scenario, of_each_panel_of_the_paper_is_right) {
  for (const char* panel :
       {"2a", "2b", "3a", "3b", "3c", "3d", "4a", "4b", "4c", "4d", "5a", "5b",
        "5c", "5d", "5e", "5f", "6a", "6b", "6c", "6d", "7a", "7b", "7c", "7d"}) {
    const fs::path file =
        fs::path(QBATTERY_SOURCE_DIR) / "papers/song2026" / ("fig" + std::string(panel) + ".toml");
    EXPECT_NO_THROW(load_scenario(file.string())) << panel;
  }
}

TEST(scenario, is_described_with_its_work) {
  const std::string text =
      describe(parse_scenario(evolution + "[[sweep]]\nparameter=\"F\"\nfrom=0\nto=1\npoints=3\n"
                                          "[reduce]\nm=\"max(E_B)\"\n"));
  EXPECT_NE(text.find("sweep       F: 3 values of parameters.F, 0 ... 1\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("task        evolution, 11 times from 0 to 6.5\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("work        3 evolutions of 11 samples; 3 numbers stored\n"),
            std::string::npos)
      << text;
}

TEST(scenario, that_cannot_be_read_is_an_io_error) {
  const Folder folder;
  EXPECT_EQ(io_error(folder.path), folder.path.string() + " is a folder; a scenario is a file");
  EXPECT_EQ(io_error(""), "the name of the scenario is empty; name a TOML file");
  const fs::path absent = folder.path / "absent.toml";
  EXPECT_EQ(io_error(absent), "there is no file " + absent.string());
  const fs::path huge = folder.path / "huge.toml";
  std::ofstream(huge) << std::string((16 << 20) + 1, '#');
  EXPECT_EQ(io_error(huge), huge.string() + " is larger than 16 MiB, too large for a scenario");
}

TEST(scenario, that_is_hidden_from_this_user_is_an_io_error) {
  const Folder folder;
  fs::permissions(folder.path, fs::perms::others_exec, fs::perm_options::add);
  const fs::path hidden = folder.path / "hidden.toml";
  std::ofstream(hidden) << evolution;
  fs::permissions(hidden, fs::perms::none);
  std::string message;
  {
    const OrdinaryUser user;
    message = io_error(hidden);
  }
  EXPECT_EQ(message, "cannot read " + hidden.string() + ": Permission denied");
}

TEST(scenario, names_its_file_in_complaints) {
  const Folder folder;
  const fs::path file = folder.path / "bad.toml";
  std::ofstream(file) << with(evolution, "n = 0.0", "n = -1");
  try {
    load_scenario(file.string());
    FAIL() << "a negative n was accepted";
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.complaints().size(), 1U);
    EXPECT_EQ(error.complaints()[0].line, 12);
    EXPECT_EQ(error.complaints()[0].column, 5);
    EXPECT_EQ(error.what(), file.string() + ":12:5: reservoir.n must be at least 0, got -1");
  }
}

TEST(scenario, reports_all_faults_at_once_in_the_order_of_the_file) {
  std::string text = with(evolution, "Gamma = 0.001", "Gamma = -1");
  text = with(text, "n = 0.0", "n = -2");
  text = with(with(text, "format = 1\n", ""), "points = 11", "point = 11");
  EXPECT_EQ(complaints(text),
            "s.toml: format is missing: a scenario begins with format = 1\n"
            "s.toml:10:9: reservoir.Gamma must be at least 0, got -1\n"
            "s.toml:11:5: reservoir.n must be at least 0, got -2\n"
            "s.toml:17:1: unknown key \"time.point\", did you mean \"time.points\"?");
}

}  // namespace qbattery::example
