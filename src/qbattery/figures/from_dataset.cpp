#include "qbattery/figures/from_dataset.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "qbattery/figures/select.hpp"
#include "qbattery/figures/tics.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {
namespace {

constexpr std::size_t few = 8;           // places of an axis that are told apart as lines
constexpr std::size_t most_panels = 32;  // of a figure that still can be read on a page

/// "omega_0 rate" with its Greek letters.
std::string units_text(const std::string& units) {
  std::string result;
  for (std::size_t at = 0; at < units.size();) {
    const std::size_t end = std::min(units.find_first_of(" /", at), units.size());
    const std::string word = units.substr(at, end - at);
    result += word.size() > 1 ? symbol_of(word) : plain_text(word);
    if (end < units.size()) result += units[end];
    at = end + 1;
  }
  return result;
}

bool is_pure(const std::string& units) { return units.empty() || units == "1"; }

/// "time t (1/rate)": what it is where few words say so, not the key of a scenario; its symbol, its
/// units.
std::string label_of(const std::string& name, const std::string& units,
                     const std::string& long_name) {
  const bool is_key = long_name.find('.') != std::string::npos;
  const bool is_short =
      !long_name.empty() && long_name.size() <= 30 && long_name != name && !is_key;
  std::string label =
      is_short || name == "time" ? plain_text(is_short ? long_name : name) + " " : "";
  label += symbol_of(name);
  if (!is_pure(units)) label += " (" + units_text(units) + ")";
  return label;
}

bool is_logarithmic(const std::vector<double>& values) {
  if (values.size() < 3 || values.front() <= 0.0 || values[1] == values[0]) return false;
  const double ratio = values[1] / values[0];
  for (std::size_t i = 1; i < values.size(); ++i)
    if (!(std::abs(values[i] / values[i - 1] / ratio - 1.0) < 1e-6)) return false;
  return true;
}

/// The places of an axis in ascending order of its values.
std::vector<std::size_t> ascending(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&values](std::size_t i) { return values[i]; });
  return order;
}

/// What is drawn along a coordinate: its numbers, or 0, 1, 2 ... for words.
std::vector<double> positions(const Coordinate& coordinate) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&coordinate.values)) return *numbers;
  std::vector<double> places(coordinate.size());
  std::iota(places.begin(), places.end(), 0.0);
  return places;
}

FigureAxis axis_of(const Coordinate& coordinate) {
  FigureAxis axis;
  axis.label = label_of(coordinate.name, coordinate.units, coordinate.long_name);
  if (const auto* words = std::get_if<std::vector<std::string>>(&coordinate.values)) {
    for (std::size_t i = 0; i < words->size(); ++i)
      axis.tics.emplace_back(static_cast<double>(i), plain_text((*words)[i]));
    axis.range = {-0.3, static_cast<double>(words->size()) - 0.7};
  } else {
    axis.logarithmic = is_logarithmic(std::get<std::vector<double>>(coordinate.values));
  }
  return axis;
}

/// "F = 0.5", for a place of a coordinate.
std::string equation(const Coordinate& coordinate, std::size_t place) {
  const auto* words = std::get_if<std::vector<std::string>>(&coordinate.values);
  if (words != nullptr) return plain_text((*words)[place]);
  const double value = std::get<std::vector<double>>(coordinate.values)[place];
  return symbol_of(coordinate.name) + " = " + number_text(value);
}

/// The data set with given axes and those of one place fixed, and what was fixed.
std::pair<Dataset, std::vector<Parameter>> fixed(Dataset dataset, const PlotOptions& options) {
  std::vector<Parameter> parameters;
  const auto fix = [&](const std::string& axis, std::size_t place) {
    parameters.push_back({equation(dataset.coordinate(axis), place)});
    dataset = at_place(dataset, axis, place);
  };
  for (const auto& [axis, value] : options.at) {
    const auto is_same = [&axis = axis](const auto& each) { return each.first == axis; };
    if (std::ranges::count_if(options.at, is_same) + std::ranges::count(options.each, axis) > 1)
      throw InvalidInput(axis, fmt::format("{} is given twice, once is enough", axis));
  }
  for (const auto& [axis, value] : options.at) fix(axis, place_of(dataset, axis, value));
  const std::vector<Coordinate> coordinates = dataset.coordinates;
  for (const Coordinate& each : coordinates)
    if (each.is_axis() && each.size() == 1) fix(each.name, 0);
  return {std::move(dataset), std::move(parameters)};
}

/// The data set with these variables alone, in this order; all of them where none are named.
Dataset with_variables(Dataset dataset, const std::vector<std::string>& names) {
  if (names.empty()) return dataset;
  std::vector<Variable> chosen;
  for (const std::string& name : names) chosen.push_back(dataset.variable(name));
  dataset.variables = std::move(chosen);
  return dataset;
}

/// Variables over the fewest axes, but at least one, together where they are over the same.
std::vector<std::vector<Variable>> drawable(const Dataset& dataset, bool is_part) {
  std::size_t fewest = 0;
  for (const Variable& each : dataset.variables)
    if (const std::size_t axes = each.dimensions.size(); axes > 0)
      fewest = fewest == 0 ? axes : std::min(fewest, axes);
  if (fewest == 0)
    throw InvalidInput("result",
                       is_part ? "no axis is left to draw along: name fewer with --at and --each"
                               : "the result has single numbers only: there is nothing to draw");
  std::vector<std::vector<Variable>> groups;
  for (const Variable& each : dataset.variables) {
    if (each.dimensions.size() != fewest) continue;
    const auto found = std::ranges::find_if(
        groups, [&](const auto& group) { return group[0].dimensions == each.dimensions; });
    if (found == groups.end()) {
      groups.push_back({each});
    } else {
      found->push_back(each);
    }
  }
  return groups;
}

void require_at_most_two(const Dataset& dataset, const Variable& variable) {
  const std::vector<std::string>& axes = variable.dimensions;
  if (axes.size() <= 2) return;
  const Coordinate& last =
      dataset.coordinate(axes.back() == "time" ? axes[axes.size() - 2] : axes.back());
  const auto* words = std::get_if<std::vector<std::string>>(&last.values);
  const std::string value =
      words != nullptr ? words->front() : shortest_digits(positions(last).front());
  throw InvalidInput(
      "at", fmt::format(
                "{} depends on {}; fix all but two of them with --at, such as --at {}={}, or give "
                "each place of one its own panels with --each {}",
                variable.name, fmt::join(axes, ", "), last.name, value, last.name));
}

/// A line with the values of one variable, in ascending order of the positions.
Line ordered_line(const std::vector<double>& x, const std::vector<double>& y) {
  Line line;
  for (const std::size_t i : ascending(x)) {
    line.x.push_back(x[i]);
    line.y.push_back(y[i]);
  }
  return line;
}

/// Panels of variables over one axis. Pure numbers and energies in units of their own quantum share
/// one, other units have one each.
std::vector<Panel> curve_panels(const Dataset& dataset, const std::vector<Variable>& variables) {
  const Coordinate& x = dataset.coordinate(variables.front().dimensions[0]);
  std::vector<std::string> kinds;
  std::vector<Curves> all;
  std::vector<std::string> names;
  for (const Variable& variable : variables) names.push_back(variable.name);
  const std::vector<LineStyle> styles = styles_of(names);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const Variable& variable = variables[i];
    const bool counts_as_pure = is_pure(variable.units) || variable.units == "omega_0";
    const std::string kind = counts_as_pure ? "" : variable.units;
    const auto found = std::ranges::find(kinds, kind);
    const auto place = static_cast<std::size_t>(found - kinds.begin());
    if (found == kinds.end()) {
      kinds.push_back(kind);
      all.push_back({.x = axis_of(x), .y = {}, .lines = {}, .dots = {}, .zero_line = true});
    }
    Line line = ordered_line(positions(x), variable.values);
    line.label = symbol_of(variable.name);
    line.style = styles[i];
    all[place].lines.push_back(std::move(line));
    all[place].y.label = all[place].lines.size() > 1 ? units_text(kind)
                                                     : label_of(variable.name, variable.units, "");
  }
  std::vector<Panel> panels;
  for (Curves& each : all)
    panels.push_back({.letter = "", .parameters = {}, .content = std::move(each)});
  return panels;
}

/// Which of two axes tells lines apart: words, or the one of fewer places; never time.
std::string family_axis(const Dataset& dataset, const Variable& variable) {
  const Coordinate& a = dataset.coordinate(variable.dimensions[0]);
  const Coordinate& b = dataset.coordinate(variable.dimensions[1]);
  const auto is_candidate = [](const Coordinate& axis) {
    return axis.name != "time" && (axis.has_words() || axis.size() <= few);
  };
  if (is_candidate(a) != is_candidate(b)) return is_candidate(a) ? a.name : b.name;
  if (!is_candidate(a)) return "";
  if (a.has_words() != b.has_words()) return a.has_words() ? a.name : b.name;
  return b.size() < a.size() ? b.name : a.name;
}

Panel family_panel(const Dataset& dataset, const Variable& variable, const std::string& family) {
  const Coordinate& members = dataset.coordinate(family);
  const std::string other = variable.dimensions[variable.dimensions[0] == family ? 1 : 0];
  const Coordinate& x = dataset.coordinate(other);
  Curves curves{.x = axis_of(x), .y = {}, .lines = {}, .dots = {}, .zero_line = true};
  curves.y.label = label_of(variable.name, variable.units, "");
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Dataset member = at_place(dataset, family, i);
    Line line = ordered_line(positions(x), member.variable(variable.name).values);
    line.label = equation(members, i);
    line.style = members.has_words() ? style_of("", i) : style_in_family(i, members.size());
    curves.lines.push_back(std::move(line));
  }
  return {.letter = "", .parameters = {}, .content = std::move(curves)};
}

std::vector<Panel> panels_over_two(const Dataset& dataset, const std::vector<Variable>& variables) {
  const std::string family = family_axis(dataset, variables.front());
  std::vector<Panel> panels;
  for (const Variable& each : variables) {
    if (!family.empty()) {
      panels.push_back(family_panel(dataset, each, family));
      continue;
    }
    const bool time_first = each.dimensions[1] == "time";
    const std::string x = each.dimensions[time_first ? 1 : 0];
    const std::string y = each.dimensions[time_first ? 0 : 1];
    panels.push_back({.letter = "", .parameters = {}, .content = map_of(dataset, each.name, x, y)});
  }
  return panels;
}

void set_contours(std::vector<Panel>& panels, const std::vector<double>& levels) {
  for (Panel& panel : panels) {
    Map* const map = std::get_if<Map>(&panel.content);
    if (map == nullptr)
      throw InvalidInput("contours", "contours belong to maps, and this result is drawn as lines");
    map->contours = levels;
  }
}

/// The panels of a data set; those of each place of the axes from `each` on, one after the other.
std::vector<Panel> panels_of(const Dataset& data, const PlotOptions& options, std::size_t each,
                             const std::vector<Parameter>& parameters) {
  std::vector<Panel> panels;
  if (each == options.each.size()) {
    const bool is_part = !options.at.empty() || !options.each.empty();
    for (const auto& variables : drawable(with_variables(data, options.variables), is_part)) {
      require_at_most_two(data, variables.front());
      const bool is_over_one = variables.front().dimensions.size() == 1;
      for (Panel& panel :
           is_over_one ? curve_panels(data, variables) : panels_over_two(data, variables))
        panels.push_back(std::move(panel));
    }
    for (Panel& panel : panels) panel.parameters = parameters;
    return panels;
  }
  const Coordinate& axis = data.coordinate(options.each[each]);
  for (std::size_t place = 0; place < axis.size(); ++place) {
    std::vector<Parameter> here = parameters;
    here.push_back({equation(axis, place)});
    for (Panel& panel : panels_of(at_place(data, axis.name, place), options, each + 1, here))
      panels.push_back(std::move(panel));
  }
  return panels;
}

}  // namespace

Figure figure_of(const Dataset& dataset, const PlotOptions& options) {
  require_consistent(dataset);
  const auto [data, parameters] = fixed(dataset, options);
  Figure figure;
  figure.panels = panels_of(data, options, 0, parameters);
  if (figure.panels.size() > most_panels)
    throw InvalidInput("each", fmt::format("that makes {} panels, more than the {} that a figure "
                                           "holds; fix an axis with --at, or name some variables "
                                           "with --variable",
                                           figure.panels.size(), most_panels));
  if (!options.contours.empty()) set_contours(figure.panels, options.contours);
  figure.columns = figure.panels.size() == 1 ? 1 : 2;
  if (figure.columns == 1) {
    figure.width = 12.0;
    figure.panel_height = 6.5;
  }
  return figure;
}

Line line_of(const Dataset& dataset, const std::string& variable, const std::string& x) {
  const Variable& source = dataset.variable(variable);
  if (source.dimensions != std::vector{x})
    throw InvalidInput(variable, fmt::format("{} is over ({}), not over {} alone", variable,
                                             fmt::join(source.dimensions, ", "), x));
  return ordered_line(dataset.numbers(x), source.values);
}

Map map_of(const Dataset& dataset, const std::string& variable, const std::string& x,
           const std::string& y) {
  const Variable& source = dataset.variable(variable);
  const bool x_first = source.dimensions == std::vector{x, y};
  if (!x_first && source.dimensions != std::vector{y, x})
    throw InvalidInput(variable, fmt::format("{} is over ({}), not over {} and {}", variable,
                                             fmt::join(source.dimensions, ", "), x, y));
  const std::vector<double>& xs = dataset.numbers(x);
  const std::vector<double>& ys = dataset.numbers(y);
  Map map;
  map.x = axis_of(dataset.coordinate(x));
  map.y = axis_of(dataset.coordinate(y));
  const std::vector<std::size_t> x_order = ascending(xs), y_order = ascending(ys);
  for (const std::size_t i : x_order) map.x_values.push_back(xs[i]);
  for (const std::size_t j : y_order) map.y_values.push_back(ys[j]);
  for (const std::size_t i : x_order)
    for (const std::size_t j : y_order)
      map.values.push_back(source.values[x_first ? i * ys.size() + j : j * xs.size() + i]);
  map.colour_label = label_of(variable, source.units, "");
  return map;
}

}  // namespace qbattery
