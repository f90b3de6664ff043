#include "qbattery/papers/page.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "qbattery/papers/reproduce.hpp"

namespace qbattery {
namespace {

const std::string head = "format = 1\nmodel = \"charger-battery\"\n";
const std::string evolution =
    head +
    "task = \"evolve\"\nparameters = { F = 0.5, g = 1.0, Delta = -2 }\n"
    "reservoir = { Gamma = 0.001, n = 0.0 }\ninitial = { state = \"eg\" }\n"
    "time = { to = 6.283185307179586, points = 101 }\n";
const std::string map = head +
                        "task = \"steady-state\"\nparameters = { F = 1.0, g = 1.0 }\n"
                        "reservoir = { Gamma = 0.5, n = 0.5, statistics = \"fermion\" }\n"
                        "[[sweep]]\nparameter = \"n\"\nvalues = [0.25, 0.5, 0.75]\n"
                        "[[sweep]]\nparameter = \"F\"\nvalues = [2.0, 1.0]\n";

std::string with(std::string text, const std::string& part, const std::string& other) {
  return text.replace(text.find(part), part.size(), other);
}

/// All parameters of a panel in one line, a star after those that were chosen.
std::string parameters(const std::string& scenario, const PanelPlan& plan = {}) {
  std::string line;
  for (const Parameter& parameter : parameters_of(plan, parse_scenario(scenario))) {
    line += parameter.text + (parameter.chosen ? "*; " : "; ");
  }
  return line;
}

TEST(panel_parameters, name_what_the_panel_holds_under) {
  EXPECT_EQ(parameters(evolution),
            "{/:Italic F} = 0.5; {/:Italic g} = 1; Δ = -2; Γ = 0.001; {/:Italic T} = 0; |eg›; "
            "{/:Italic gt} ≤ 2π; ");
}

TEST(panel_parameters, star_what_the_plan_says_was_chosen) {
  PanelPlan plan;
  plan.chosen = {"Gamma", "reservoir", "start", "range"};
  EXPECT_EQ(parameters(evolution, plan),
            "{/:Italic F} = 0.5; {/:Italic g} = 1; Δ = -2; Γ = 0.001*; {/:Italic T} = 0*; |eg›*; "
            "{/:Italic gt} ≤ 2π*; ");
}

TEST(panel_parameters, tell_bosons_from_fermions_and_turns_from_other_times) {
  EXPECT_NE(parameters(with(evolution, "n = 0.0", "n = 5")).find("{/:Italic n}_b = 5;"),
            std::string::npos);
  EXPECT_NE(parameters(with(evolution, "n = 0.0", "n = 0, statistics = \"fermion\""))
                .find("{/:Italic n}_f = 0;"),
            std::string::npos);
  EXPECT_NE(parameters(with(evolution, "6.283185307179586", "6.5")).find("≤ 6.5;"),
            std::string::npos);
}

TEST(panel_parameters, leave_out_what_is_swept) {
  PanelPlan plan;
  plan.range = "all of it";
  EXPECT_EQ(parameters(map, plan), "{/:Italic g} = 1; Δ = 0; Γ = 0.5; fermions; all of it; ");
}

Figure page_of(const PanelPlan& plan, const std::string& text) {
  PanelData data{parse_scenario(text), {}};
  data.dataset = run_panel(data.scenario);
  return compose({.number = 1, .columns = 1, .panels = {plan}}, {data});
}

TEST(page, draws_curves_over_turns_with_the_dots_of_the_data) {
  PanelPlan plan;
  plan.letter = "c";
  plan.curves = {"E_B", "S_AB", "S_BA"};
  const std::string still = with(with(evolution, "F = 0.5", "F = 0"), "Delta = -2", "Delta = 0");
  const Dataset data = run_panel(parse_scenario(still));
  const Figure figure = page_of(plan, still);
  ASSERT_EQ(figure.panels.size(), 1U);
  EXPECT_EQ(figure.panels[0].letter, "c");
  const auto& curves = std::get<Curves>(figure.panels[0].content);
  ASSERT_EQ(curves.lines.size(), 3U);
  EXPECT_EQ(curves.lines[0].y, data.variable("E_B").values);
  EXPECT_EQ(curves.x.tics[1], (std::pair<double, std::string>(std::numbers::pi / 2, "π/2")));
  ASSERT_EQ(curves.dots.size(), 2U);
  EXPECT_EQ(curves.dots[0].x, data.numbers("maximum_of_S_AB"));
  EXPECT_EQ(curves.dots[0].y, data.variable("S_AB_at_maximum").values);
  EXPECT_EQ(curves.dots[1].x, data.numbers("maximum_of_S_BA"));
  EXPECT_NE(curves.dots[0].colour, curves.dots[1].colour);
  EXPECT_GT(curves.dots[0].size, curves.dots[1].size) << "both must be seen where they coincide";
}

TEST(page, draws_a_map_with_its_axes_and_the_line_on_its_diagonal) {
  PanelPlan plan;
  plan.map = "E_B";
  plan.axes = {"F", "n"};
  plan.axis_labels = {"pump", "occupation"};
  plan.diagonal = "F = n";
  const Figure figure = page_of(plan, map);
  const auto& drawn = std::get<Map>(figure.panels[0].content);
  EXPECT_EQ(drawn.x_values, (std::vector<double>{1, 2}));
  EXPECT_EQ(drawn.y_values, (std::vector<double>{0.25, 0.5, 0.75}));
  EXPECT_EQ(drawn.x.label, "pump");
  EXPECT_EQ(drawn.y.label, "occupation");
  // Stored over (n, F) with F falling: the value at F = 1, n = 0.5 is the fourth.
  EXPECT_EQ(drawn.values[1], run_panel(parse_scenario(map)).variable("E_B").values[3]);
  ASSERT_EQ(drawn.overlays.size(), 1U);
  EXPECT_EQ(drawn.overlays[0].x, drawn.overlays[0].y);
  EXPECT_EQ(drawn.overlays[0].x, (std::vector<double>{1, 2}));
}

}  // namespace
}  // namespace qbattery
