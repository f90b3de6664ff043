#include "qbattery/sweep/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "qbattery/engine/reduction.hpp"
#include "qbattery/support/build_info.hpp"

namespace qbattery {

namespace {

std::string units_of_time(const Scenario& scenario) { return scenario.collisions ? "1" : "1/rate"; }

std::string last_component(const std::string& key) { return key.substr(key.rfind('.') + 1); }

std::string units_of_key(const Scenario& scenario, const std::string& key) {
  // What somebody's own parameter is measured in, the file does not say.
  if (scenario.spelt && key.starts_with("parameters."))
    return scenario.structural.count(key) != 0 ? "1" : "";
  if (key.starts_with("initial.")) return "1";
  const std::string name = last_component(key);
  const bool is_pure =
      name == "n" || name == "collectivity" || name == "statistics" || name == "state";
  return is_pure ? "1" : "rate";
}

Coordinate coordinate(const Scenario& scenario, const std::string& name, const std::string& key,
                      const Axis& axis) {
  Coordinate result{name, axis.name, {}, units_of_key(scenario, key), key};
  if (std::holds_alternative<double>(axis.values.front())) {
    std::vector<double> numbers;
    for (const Setting& value : axis.values) numbers.push_back(std::get<double>(value));
    result.values = std::move(numbers);
  } else {
    std::vector<std::string> words;
    for (const Setting& value : axis.values) words.push_back(std::get<std::string>(value));
    result.values = std::move(words);
  }
  return result;
}

// The other keys of an axis whose keys move together, named by their full paths.
void add_auxiliary_coordinates(Dataset& dataset, const Scenario& scenario, const Axis& axis) {
  for (std::size_t i = 1; i < axis.keys.size(); ++i) {
    std::string name = axis.keys[i];
    std::replace(name.begin(), name.end(), '.', '_');
    dataset.coordinates.push_back(coordinate(scenario, name, axis.keys[i], axis));
  }
}

std::vector<std::string> axes_of(const Scenario& scenario) {
  std::vector<std::string> axes;
  for (const Axis& axis : scenario.sweep) axes.push_back(axis.name);
  return axes;
}

// Several zeros have an axis of their own, on which they are counted from 1.
void add_reduction(Dataset& labels, const Scenario& scenario, const NamedExpression& reduction,
                   const ReductionScope& scope) {
  std::vector<std::string> dimensions = axes_of(scenario);
  if (is_series(reduction.expression)) {
    dimensions.push_back(series_axis(reduction.name));
    std::vector<double> numbers(numbers_of(reduction.expression));
    std::iota(numbers.begin(), numbers.end(), 1.0);
    labels.coordinates.push_back(
        {dimensions.back(), dimensions.back(), std::move(numbers), "1", "number of the crossing"});
  }
  labels.variables.push_back({reduction.name,
                              std::move(dimensions),
                              {},
                              units_of_reduction(reduction.expression, scope),
                              to_string(reduction.expression)});
}

void add_curves(Dataset& labels, const Scenario& scenario) {
  std::vector<std::string> dimensions = axes_of(scenario);
  if (scenario.task == Task::evolve) {
    labels.coordinates.push_back({"time", "time", scenario.times, units_of_time(scenario),
                                  scenario.collisions ? "number of collisions" : "time"});
    dimensions.emplace_back("time");
  }
  for (const NamedExpression& quantity : scenario.quantities)
    labels.variables.push_back({quantity.name,
                                dimensions,
                                {},
                                units_of(quantity.expression),
                                to_string(quantity.expression)});
}

}  // namespace

namespace {

ReductionScope scope_of(const Scenario& scenario) {
  ReductionScope scope;
  scope.time_units = units_of_time(scenario);
  const std::vector<expr::Expression> quantities = spelt_out(scenario.quantities);
  for (std::size_t i = 0; i < quantities.size(); ++i)
    scope.quantities.emplace(scenario.quantities[i].name, quantities[i]);
  for (const auto& [name, expression] : scenario.reduce) scope.reductions.emplace(name, expression);
  return scope;
}

}  // namespace

Dataset labels_of(const Scenario& scenario) {
  Dataset labels;
  for (const Axis& axis : scenario.sweep)
    labels.coordinates.push_back(coordinate(scenario, axis.name, axis.keys.front(), axis));
  for (const NamedExpression& reduction : scenario.reduce)
    add_reduction(labels, scenario, reduction, scope_of(scenario));
  if (scenario.reduce.empty() || scenario.keep_curves) add_curves(labels, scenario);
  for (const Axis& axis : scenario.sweep) add_auxiliary_coordinates(labels, scenario, axis);
  labels.status.dimensions = axes_of(scenario);
  labels.attributes = {{"title", scenario.title},
                       {"scenario", scenario.source},
                       {"program", fmt::format("qbattery {}", build_info::version)},
                       {"format", "1"}};
  return labels;
}

std::vector<std::size_t> numbers_per_point(const Dataset& labels) {
  const std::size_t points = labels.size(labels.status.dimensions);
  std::vector<std::size_t> numbers;
  for (const Variable& variable : labels.variables)
    numbers.push_back(labels.size(variable.dimensions) / points);
  return numbers;
}

}  // namespace qbattery
