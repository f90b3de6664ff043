#include "qbattery/scenario/example.test.hpp"

namespace qbattery::example {

namespace {

Setting setting(const Scenario& scenario, const std::string& path) {
  const auto found = scenario.settings.find(path);
  if (found == scenario.settings.end()) throw std::logic_error("no setting " + path);
  return found->second;
}

bool has(const Scenario& scenario, const std::string& path) {
  return scenario.settings.count(path) != 0;
}

Scenario edited(const std::vector<Edit>& edits) {
  return parse_scenario(evolution, "s.toml", edits);
}

}  // namespace

TEST(edits, take_full_paths_and_last_components) {
  const Scenario scenario = edited({{"parameters.F", "1e-3"}, {"g", "2"}, {"state", "e+"}});
  EXPECT_EQ(setting(scenario, "parameters.F"), Setting(1e-3));
  EXPECT_EQ(setting(scenario, "parameters.g"), Setting(2.0));
  EXPECT_EQ(setting(scenario, "initial.state"), Setting("e+"));
}

TEST(edits, read_values_as_toml_and_as_text_where_they_are_none) {
  EXPECT_EQ(edited({{"title", "\"quoted\""}}).title, "quoted");
  EXPECT_EQ(edited({{"title", "two words = 1"}}).title, "two words = 1");
  EXPECT_EQ(edited({{"title", "1\nformat = 2"}}).title, "1\nformat = 2");
  EXPECT_EQ(edited({{"title", ""}}).title, "");
  EXPECT_EQ(edited({{"on", "[\"battery\"]"}}).reservoirs.front().on,
            std::vector<std::string>{"battery"});
}

TEST(edits, of_one_form_remove_the_others) {
  const Scenario warm = edited({{"T", "1"}, {"omega", "2"}});
  EXPECT_FALSE(has(warm, "reservoir.n"));
  EXPECT_EQ(setting(warm, "reservoir.T"), Setting(1.0));
  const Scenario cold = edited({{"T", "1"}, {"omega", "2"}, {"n", "0.5"}});
  EXPECT_FALSE(has(cold, "reservoir.T") || has(cold, "reservoir.omega"));
  const Scenario apart = edited({{"Delta_A", "1"}});
  EXPECT_FALSE(has(apart, "parameters.Delta"));
  EXPECT_EQ(setting(apart, "parameters.Delta_B"), Setting(0.0));
  EXPECT_FALSE(has(edited({{"amplitudes", "[1, 0, 0, 1]"}}), "initial.state"));
  EXPECT_EQ(edited({{"values", "[0, 1]"}}).times, (std::vector<double>{0.0, 1.0}));
  EXPECT_EQ(edited({{"values", "[0, 1]"}, {"to", "2"}, {"points", "2"}}).times,
            (std::vector<double>{0.0, 2.0}));
}

TEST(edits, unset_keys_and_whole_tables) {
  EXPECT_EQ(complaints(evolution, {{"F", {}}}),
            "s.toml:5:1: parameters.F is missing: the amplitude of the pump; 0 for no pump");
  EXPECT_TRUE(edited({{"reservoir", {}}}).reservoirs.empty());
  EXPECT_TRUE(edited({{"time", {}}, {"task", "steady-state"}}).times.empty());
  EXPECT_EQ(complaints(evolution, {{"omega", {}}}), "");
}

TEST(edits, add_variables_and_reservoirs) {
  const Scenario scenario = edited({{"quantities.X", "energy(charger)"}, {"reduce.m", "max(X)"}});
  ASSERT_EQ(scenario.quantities.size(), 1U);
  EXPECT_EQ(scenario.reduce.front().name, "m");
  const Scenario two = edited({{"reservoir", {}},
                               {"reservoir.hot.Gamma", "1"},
                               {"reservoir.hot.n", "0"},
                               {"reservoir.cold.Gamma", "2"},
                               {"reservoir.cold.n", "0"}});
  ASSERT_EQ(two.reservoirs.size(), 2U);
  EXPECT_EQ(two.reservoirs[0].name + " " + two.reservoirs[1].name, "hot cold");
  EXPECT_EQ(setting(two, "reservoir.cold.Gamma"), Setting(2.0));
}

TEST(edits, are_named_by_what_is_wrong_with_them) {
  const std::vector<std::pair<Edit, std::string>> cases = {
      {{"Gama", "1"}, "--set Gama: there is no key \"Gama\", did you mean \"Gamma\"?"},
      {{"parameters.Gamma", {}},
       "--unset parameters.Gamma: there is no key \"parameters.Gamma\", did "
       "you mean \"reservoir.Gamma\"?"},
      {{"n", "-1"}, "--set n: reservoir.n must be at least 0, got -1"},
      {{"F", "abc"}, "--set F: parameters.F must be a number, got \"abc\""},
      {{"F", "1e400"}, "--set F: parameters.F must be a number, got \"1e400\""},
      {{"points", "0"}, "--set points: time.points must be at least 2, got 0"},
      {{"on", "[\"x\"]"},
       "--set on: reservoir.on names no subsystem: \"x\"; there are: charger, battery"},
      {{"reservoir", "3"}, "--set reservoir: reservoir must be a table, headed [reservoir], got 3"},
      {{"title", "\xFF"}, "--set title: the value is no UTF-8 text"},
      {{"reduce.z", "max(E_C)"},
       "--set reduce.z: reduce.z: there is no variable \"E_C\", did you mean \"E_A\"? (character "
       "5)"},
  };
  for (const auto& [edit, expected] : cases) EXPECT_EQ(complaints(evolution, {edit}), expected);
}

TEST(edits, say_where_a_key_is_ambiguous) {
  const std::string two =
      with(evolution, "[reservoir]", "[reservoir.hot]\nGamma=1\nn=0\n[reservoir.cold]");
  EXPECT_EQ(complaints(two, {{"Gamma", "1"}}),
            "--set Gamma: the key \"Gamma\" is ambiguous: it may be reservoir.hot.Gamma or "
            "reservoir.cold.Gamma");
  EXPECT_EQ(complaints(two, {{"reservoir.hot.Gamma", "2"}}), "");
}

TEST(edits, of_a_swept_key_are_no_edits) {
  const std::string swept = evolution + "[[sweep]]\nparameter = \"F\"\nvalues = [1, 2]\n";
  EXPECT_EQ(
      complaints(swept, {{"F", "5"}}),
      "--set F: parameters.F takes its values from a sweep of this scenario; remove that first "
      "(--unset sweep)");
  EXPECT_EQ(complaints(swept, {{"sweep", {}}, {"F", "5"}}), "");
}

TEST(edits, stand_in_the_text_of_the_scenario) {
  EXPECT_EQ(edited({}).source, evolution);
  const Scenario once = edited({{"F", "0.1"}, {"T", "1"}, {"omega", "2"}});
  const Scenario again = parse_scenario(once.source);
  EXPECT_EQ(again.settings, once.settings);
  EXPECT_EQ(again.times, once.times);
  EXPECT_NE(once.source.find("F = 0.1\n"), std::string::npos);
}

}  // namespace qbattery::example
