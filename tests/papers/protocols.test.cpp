// Every published protocol: its scenarios run, its figures are described, its claims hold.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "qbattery/papers/page.hpp"
#include "qbattery/papers/paper.hpp"
#include "qbattery/scenario/ready_models.hpp"
#include "qbattery/scenario/scenario.hpp"
#include "qbattery/support/data_files.hpp"
#include "qbattery/sweep/run.hpp"

namespace qbattery {
namespace {

std::vector<std::string> protocols() {
  std::vector<std::string> names;
  for (const Paper& paper : paper_catalogue())
    if (paper.name != "song2026") names.push_back(paper.name);
  return names;
}

class published_protocol : public testing::TestWithParam<std::string> {};

TEST_P(published_protocol, meets_its_numbers) {
  const std::vector<Claim> claims = find_paper(GetParam()).claims(1);
  ASSERT_FALSE(claims.empty());
  for (const Claim& claim : claims) {
    EXPECT_EQ(to_string(claim.parts.at(0).verdict), "holds") << claim.words;
    for (const Measurement& m : claim.measured)
      EXPECT_FALSE(std::isnan(m.value) || std::isnan(m.expected)) << m.label;
  }
}

TEST_P(published_protocol, has_figures_of_scenarios_that_are_right) {
  const std::vector<PagePlan> pages = read_page_plans(GetParam());
  ASSERT_FALSE(pages.empty());
  for (const PagePlan& page : pages) {
    const Scenario scenario = load_scenario(paper_file(GetParam(), page.scenario + ".toml"));
    for (const std::string& name : page.variables)
      EXPECT_TRUE(std::ranges::count(scenario.quantities, name, &NamedExpression::name) +
                      std::ranges::count(scenario.reduce, name, &NamedExpression::name) ==
                  1)
          << page.scenario << " " << name;
  }
}

INSTANTIATE_TEST_SUITE_P(of, published_protocol, testing::ValuesIn(protocols()),
                         [](const auto& each) { return each.param; });

TEST(ready_models, are_scenarios_with_a_title_a_source_and_parameters) {
  const std::vector<ReadyModel> models = ready_models();
  EXPECT_GE(models.size(), 10U);
  for (const ReadyModel& model : models) {
    EXPECT_NE(model.title, "") << model.name;
    EXPECT_NE(model.source, "") << model.name;
    EXPECT_NE(model.parameters, "none") << model.name;
    EXPECT_NO_THROW(load_scenario(data_file("models/" + model.name + ".toml"))) << model.name;
  }
}

/// The values of the first variable of a text.
std::vector<double> values_of(const std::string& text, const std::vector<Edit>& edits = {}) {
  return run(parse_scenario(text, "s.toml", edits), {.threads = 1}).variables.at(0).values;
}

const std::string of_model = R"toml(format = 1
model = "farina2019-cells"
task = "evolve"
time = { to = 3.0, points = 7 }
)toml";

TEST(ready_models, take_what_a_scenario_says_instead) {
  const std::vector<double> plain = values_of(of_model);
  EXPECT_NE(values_of(of_model, {{"F", "0.9"}}), plain);
  EXPECT_EQ(values_of(of_model + "[parameters]\nF = 0.9\n"), values_of(of_model, {{"F", "0.9"}}));
  EXPECT_EQ(values_of(of_model + "[initial]\ncharger = \"excited\"\n").front(), 1.0);
  EXPECT_NE(values_of(of_model + "[[jump]]\noperator = \"lower(battery)\"\nrate = 1\n"), plain);
  EXPECT_EQ(values_of(of_model + "[quantities]\nW = \"ergotropy(battery)\"\n").front(), 0.0);
}

TEST(ready_models, are_carried_whole_by_what_they_are_used_in) {
  const Scenario scenario = parse_scenario(of_model, "s.toml", {});
  EXPECT_EQ(scenario.source.find("farina2019-cells"), std::string::npos);
  EXPECT_EQ(values_of(scenario.source), values_of(of_model));
}

std::string complaint(const std::string& text) {
  try {
    parse_scenario(text, "s.toml", {});
    return "";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

TEST(ready_models, say_which_parameters_they_have) {
  EXPECT_EQ(complaint(of_model + "[parameters]\ngama = 0.9\n"),
            "s.toml:6:1: unknown key \"parameters.gama\", did you mean \"gamma\"?");
  std::string text = of_model;
  text.replace(text.find("cells"), 5, "cell ");
  EXPECT_NE(complaint(text).find("did you mean \"farina2019-cells\"?"), std::string::npos)
      << complaint(text);
}

// The paper's pair spelt out in a file is the ready model, to the last bit.
TEST(ready_models, give_the_bits_of_the_papers_pair) {
  const std::string spelt = R"toml(format = 1
model = "song2026"
task = "evolve"
time = { to = 6.5, points = 101 }
parameters = { F = 2.3, g = 1.1, Delta = 0.4, Gamma = 0.02, n = 0.3 }
[quantities]
S_AB = "steering(charger, battery)"
)toml";
  const std::string ready = R"toml(format = 1
model = "charger-battery"
task = "evolve"
time = { to = 6.5, points = 101 }
parameters = { F = 2.3, g = 1.1, Delta = 0.4 }
reservoir = { Gamma = 0.02, n = 0.3 }
[quantities]
S_AB = "steering(charger, battery)"
)toml";
  EXPECT_EQ(values_of(spelt), values_of(ready));
}

TEST(ready_models, give_the_bits_of_the_papers_pair_over_a_map) {
  const std::string map = R"toml(task = "steady-state"
[[sweep]]
parameter = "Gamma"
from = 1e-4
to = 1e2
points = 40
scale = "log"
[[sweep]]
parameter = "F"
from = 1e-4
to = 1e2
points = 40
scale = "log"
[quantities]
S_AB = "steering(charger, battery)"
)toml";
  EXPECT_EQ(values_of("format = 1\nmodel = \"song2026\"\n" + map),
            values_of("format = 1\nmodel = \"charger-battery\"\n"
                      "parameters = { F = 1.0, g = 1.0 }\nreservoir = { Gamma = 1.0, n = 0.0 }\n" +
                      map));
}

}  // namespace
}  // namespace qbattery
