#include "qbattery/figures/from_dataset.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "qbattery/figures/select.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

/// Values 0, 1, 2 ... over some of four axes.
Dataset over(const std::vector<std::string>& axes, std::size_t points = 10) {
  Dataset dataset;
  for (const std::string& axis : axes) {
    std::vector<double> values;
    for (std::size_t i = 0; i < points; ++i) values.push_back(0.5 * static_cast<double>(i));
    dataset.coordinates.push_back({axis, axis, values, "rate", ""});
  }
  Variable variable{"E_B", axes, {}, "omega_0", ""};
  for (std::size_t i = 0; i < dataset.size(axes); ++i)
    variable.values.push_back(static_cast<double>(i));
  dataset.variables.push_back(variable);
  return dataset;
}

std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const InvalidInput& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(figure_of, draws_all_variables_of_a_kind_against_time_in_one_panel) {
  Dataset dataset = over({"time"});
  dataset.variables.push_back({"S_AB", {"time"}, std::vector<double>(10, 0.1), "1", ""});
  dataset.variables.push_back({"P_B", {"time"}, std::vector<double>(10, 0.2), "omega_0 rate", ""});
  dataset.variables.push_back({"tau", {}, {1.0}, "1/rate", ""});
  const Figure figure = figure_of(dataset);
  ASSERT_EQ(figure.panels.size(), 2u);
  const auto& curves = std::get<Curves>(figure.panels[0].content);
  ASSERT_EQ(curves.lines.size(), 2u);
  EXPECT_EQ(curves.lines[1].label, "{/:Italic S}_{A→B}");
  EXPECT_EQ(curves.x.label, "time {/:Italic t} (rate)");
  EXPECT_EQ(std::get<Curves>(figure.panels[1].content).y.label, "{/:Italic P}_{B} (ω_{0} rate)");
}

TEST(figure_of, draws_a_map_over_two_axes_in_ascending_order) {
  Dataset dataset = over({"Gamma", "F"});
  std::ranges::reverse(std::get<0>(dataset.coordinates[1].values));
  const Figure figure = figure_of(dataset);
  ASSERT_EQ(figure.panels.size(), 1u);
  const auto& map = std::get<Map>(figure.panels[0].content);
  EXPECT_EQ(map.x.label, "Γ (rate)");
  EXPECT_EQ(map.y_values.front(), 0.0);
  EXPECT_EQ(map.values[0], 9.0);
  EXPECT_EQ(map.values[10], 19.0);
}

TEST(figure_of, draws_a_family_of_lines_where_an_axis_has_words_or_few_places) {
  Dataset dataset = over({"Gamma"});
  dataset.coordinates.insert(
      dataset.coordinates.begin(),
      {"kind", "kind", std::vector<std::string>{"boson", "fermion"}, "", ""});
  dataset.variables[0].dimensions = {"kind", "Gamma"};
  dataset.variables[0].values.resize(20, 7.0);
  const Figure figure = figure_of(dataset);
  const auto& curves = std::get<Curves>(figure.panels.at(0).content);
  ASSERT_EQ(curves.lines.size(), 2u);
  EXPECT_EQ(curves.lines[0].label, "boson");
  EXPECT_EQ(curves.lines[0].y[3], 3.0);
  EXPECT_EQ(curves.lines[1].y[3], 7.0);
}

TEST(figure_of, fixes_axes_at_the_nearest_place_and_says_so) {
  const Figure figure = figure_of(over({"n", "Gamma", "F"}), {.at = {{"n", "1.1"}}});
  const auto& map = std::get<Map>(figure.panels.at(0).content);
  EXPECT_EQ(map.values[0], 200.0);
  EXPECT_EQ(figure.panels[0].parameters.at(0).text, "{/:Italic n} = 1");
}

TEST(figure_of, says_which_axes_to_fix) {
  EXPECT_EQ(complaint([] {
              figure_of(over({"n", "Gamma", "F"}));
            }),
            "E_B depends on n, Gamma, F; fix all but two of them with --at, such as --at F=0, or "
            "give each place of one its own panels with --each F");
  EXPECT_EQ(complaint([] {
              figure_of(over({"F"}), {.at = {{"G", "1"}}});
            }),
            "the result has no coordinate G; it has F");
  EXPECT_EQ(complaint([] {
              figure_of(over({"F"}), {.at = {{"F", "9"}}});
            }),
            "F goes from 0 to 4.5, got 9");
  EXPECT_EQ(complaint([] {
              figure_of(over({"F"}), {.at = {{"F", "x"}}});
            }),
            "F must be a number, got x");
  EXPECT_EQ(complaint([] {
              figure_of(over({"F"}), {.at = {{"F", "1"}}});
            }),
            "no axis is left to draw along: name fewer with --at and --each");
  Dataset single = over({"F"});
  single.variables[0].dimensions.clear();
  single.variables[0].values.resize(1);
  EXPECT_EQ(complaint([&] { figure_of(single); }),
            "the result has single numbers only: there is nothing to draw");
  EXPECT_EQ(complaint([] {
              figure_of(over({"F", "G"}), {.each = {"F", "G"}});
            }),
            "no axis is left to draw along: name fewer with --at and --each");
  EXPECT_EQ(complaint([] {
              figure_of(over({"F", "G"}, 33), {.each = {"F"}});
            }),
            "that makes 33 panels, more than the 32 that a figure holds; fix an axis with --at, or "
            "name some variables with --variable");
}

// Zeros are counted along an axis of their own.
TEST(figure_of, draws_variables_over_different_axes_in_panels_of_their_own) {
  Dataset dataset = over({"time"});
  dataset.coordinates.push_back(
      {"zeros_number", "zeros_number", std::vector<double>{1.0, 2.0, 3.0}, "1", ""});
  dataset.variables.push_back({"zeros", {"zeros_number"}, {0.1, 0.2, 0.3}, "1/rate", ""});
  const Figure figure = figure_of(dataset);
  ASSERT_EQ(figure.panels.size(), 2u);
  EXPECT_EQ(std::get<Curves>(figure.panels[0].content).lines[0].y.size(), 10u);
  EXPECT_EQ(std::get<Curves>(figure.panels[1].content).lines[0].y.size(), 3u);
}

TEST(figure_of, gives_every_place_of_an_axis_panels_of_its_own) {
  Dataset dataset = over({"n", "Gamma", "F"});
  dataset.variables.push_back(dataset.variables[0]);
  dataset.variables.back().name = "E_A";
  const Figure all = figure_of(dataset, {.each = {"n"}});
  ASSERT_EQ(all.panels.size(), 20u);
  EXPECT_EQ(all.panels[2].parameters.at(0).text, "{/:Italic n} = 0.5");
  EXPECT_EQ(std::get<Map>(all.panels[2].content).values[0], 100.0);
  const Figure one = figure_of(dataset, {.at = {{"F", "1"}}, .each = {"n"}, .variables = {"E_A"}});
  ASSERT_EQ(one.panels.size(), 10u);
  EXPECT_EQ(one.panels[0].parameters.size(), 2u);
  EXPECT_EQ(std::get<Curves>(one.panels[1].content).lines[0].y[1], 112.0);
}

TEST(figure_of, draws_contours_at_the_levels_asked_for) {
  const std::vector<double> levels = {1.0, 5.0};
  const Figure map = figure_of(over({"Gamma", "F"}), {.contours = levels});
  EXPECT_EQ(std::get<Map>(map.panels[0].content).contours, levels);
  EXPECT_EQ(complaint([] { figure_of(over({"F"}), {.contours = {1.0}}); }),
            "contours belong to maps, and this result is drawn as lines");
}

TEST(figure_of, labels_axes_in_words_but_not_with_keys) {
  Dataset dataset = over({"F"});
  dataset.coordinates[0].long_name = "pump amplitude";
  EXPECT_EQ(std::get<Curves>(figure_of(dataset).panels[0].content).x.label,
            "pump amplitude {/:Italic F} (rate)");
  dataset.coordinates[0].long_name = "parameters.F";
  EXPECT_EQ(std::get<Curves>(figure_of(dataset).panels[0].content).x.label, "{/:Italic F} (rate)");
}

TEST(figure_of, recognises_a_logarithmic_axis) {
  Dataset dataset = over({"Gamma"}, 4);
  dataset.coordinates[0].values = std::vector<double>{0.01, 0.1, 1.0, 10.0};
  EXPECT_TRUE(std::get<Curves>(figure_of(dataset).panels[0].content).x.logarithmic);
}

TEST(at_place, takes_auxiliary_coordinates_and_status_along) {
  Dataset dataset = over({"n", "F"}, 2);
  dataset.coordinates.push_back({"n_hot", "n", std::vector<double>{1, 2}, "", ""});
  dataset.status = {{"n", "F"}, {0, 1, 2, 0}, {"ok", "one", "two"}};
  const Dataset at = at_place(dataset, "n", 1);
  require_consistent(at);
  EXPECT_EQ(at.coordinates.size(), 1u);
  EXPECT_EQ(at.status.flags, (std::vector<int>{2, 0}));
  EXPECT_EQ(at.variables[0].values, (std::vector<double>{2, 3}));
}

}  // namespace
}  // namespace qbattery
