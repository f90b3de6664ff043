#include "qbattery/papers/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "qbattery/figures/from_dataset.hpp"
#include "qbattery/figures/style.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

using std::numbers::pi;

const Setting* find_setting(const Scenario& scenario, const std::string& key) {
  const auto found = scenario.settings.find(key);
  return found == scenario.settings.end() ? nullptr : &found->second;
}

bool is_swept(const Scenario& scenario, const std::string& key) {
  return std::any_of(scenario.sweep.begin(), scenario.sweep.end(), [&](const Axis& axis) {
    return std::find(axis.keys.begin(), axis.keys.end(), key) != axis.keys.end();
  });
}

std::string word(const Scenario& scenario, const std::string& key) {
  const Setting* setting = find_setting(scenario, key);
  return setting == nullptr ? "" : std::get<std::string>(*setting);
}

std::string reservoir_text(const Scenario& scenario) {
  const bool fermion = word(scenario, "reservoir.statistics") == "fermion";
  if (is_swept(scenario, "reservoir.n")) return fermion ? "fermions" : "bosons";
  const Setting* occupation = find_setting(scenario, "reservoir.n");
  const double n = occupation == nullptr ? 0.0 : std::get<double>(*occupation);
  if (n == 0.0 && !fermion) return "{/:Italic T} = 0";
  return fmt::format("{{/:Italic n}}_{} = {}", fermion ? 'f' : 'b', shortest_digits(n));
}

std::string time_range_text(double to) {
  const double turns = to / pi;
  const bool whole = std::abs(turns - std::round(turns)) < 1e-9;
  return fmt::format(
      "{{/:Italic gt}} ≤ {}",
      whole ? fmt::format("{}π", shortest_digits(std::round(turns))) : shortest_digits(to));
}

// The horizontal axis of curves; over whole turns its tics stand at multiples of pi/2.
FigureAxis time_axis(const std::vector<double>& times) {
  FigureAxis axis{.label = "{/:Italic gt}",
                  .logarithmic = false,
                  .tics = {},
                  .range = {{times.front(), times.back()}}};
  if (std::abs(times.back() - 2.0 * pi) < 1e-9) {
    axis.tics = {{0.0, "0"}, {pi / 2, "π/2"}, {pi, "π"}, {3 * pi / 2, "3π/2"}, {2 * pi, "2π"}};
  }
  return axis;
}

// The places and heights that the data set keeps for the dots of one steering function.
Dots dots_of(const Dataset& dataset, const std::string& variable) {
  const bool first = variable == "S_AB";
  Dots dots{.label = fmt::format("maxima of {}", symbol_of(variable)),
            .colour = first ? style::maximum_of_S_AB : style::maximum_of_S_BA,
            .size = first ? 1.3 : 0.8,
            .x = dataset.numbers("maximum_of_" + variable),
            .y = dataset.variable(variable + "_at_maximum").values};
  return dots;
}

Curves curves_of(const PanelPlan& plan, const Dataset& dataset) {
  Curves curves;
  curves.x = time_axis(dataset.numbers("time"));
  curves.zero_line = true;
  const std::vector<LineStyle> styles = styles_of(plan.curves);
  for (const std::string& name : plan.curves) {
    curves.lines.push_back(line_of(dataset, name, "time"));
    curves.lines.back().label = symbol_of(name);
    curves.lines.back().style = styles[curves.lines.size() - 1];
    if (dataset.find_coordinate("maximum_of_" + name) != nullptr) {
      curves.dots.push_back(dots_of(dataset, name));
    }
  }
  return curves;
}

Map map_of_panel(const PanelPlan& plan, const Dataset& dataset) {
  Map map = map_of(dataset, plan.map, plan.axes.at(0), plan.axes.at(1));
  map.x.label = plan.axis_labels.at(0);
  map.y.label = plan.axis_labels.at(1);
  map.colour_label = symbol_of(plan.map) + "(∞)/{/:Italic ω}_0";
  if (!plan.diagonal.empty()) {
    map.overlays.push_back({plan.diagonal,
                            {.colour = "#ffffff", .width = 1.2, .dash = "solid"},
                            {map.x_values.front(), map.x_values.back()},
                            {map.x_values.front(), map.x_values.back()}});
  }
  return map;
}

}  // namespace

std::vector<Parameter> parameters_of(const PanelPlan& plan, const Scenario& scenario) {
  std::vector<Parameter> list;
  const auto add = [&](const std::string& text, const std::string& name) {
    const bool chosen =
        std::find(plan.chosen.begin(), plan.chosen.end(), name) != plan.chosen.end();
    list.push_back({text, chosen});
  };
  for (const char* key : {"parameters.F", "parameters.g", "parameters.Delta", "reservoir.Gamma"}) {
    const Setting* setting = find_setting(scenario, key);
    if (setting == nullptr || is_swept(scenario, key)) continue;
    const std::string name = std::string(key).substr(std::string(key).rfind('.') + 1);
    add(fmt::format("{} = {}", symbol_of(name), shortest_digits(std::get<double>(*setting))), name);
  }
  add(reservoir_text(scenario), "reservoir");
  if (scenario.task == Task::evolve) {
    add(fmt::format("|{}›", word(scenario, "initial.state")), "start");
    add(time_range_text(scenario.times.back()), "range");
  } else {
    add(plan.range, "range");
  }
  return list;
}

Figure compose(const PagePlan& plan, const std::vector<PanelData>& data) {
  Figure figure;
  figure.columns = plan.columns;
  for (std::size_t i = 0; i < plan.panels.size(); ++i) {
    const PanelPlan& panel = plan.panels[i];
    const PanelData& of_panel = data.at(i);
    Panel drawn{panel.letter, parameters_of(panel, of_panel.scenario), {}};
    if (panel.map.empty()) {
      drawn.content = curves_of(panel, of_panel.dataset);
    } else {
      drawn.content = map_of_panel(panel, of_panel.dataset);
    }
    figure.panels.push_back(std::move(drawn));
  }
  return figure;
}

}  // namespace qbattery
