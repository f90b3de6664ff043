#include "qbattery/results/dataset.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {
namespace {

template <typename Named>
const Named* find_named(const std::vector<Named>& all, const std::string& name) {
  const auto found = std::ranges::find(all, name, &Named::name);
  return found == all.end() ? nullptr : &*found;
}

template <typename Named>
const Named& require_named(const std::vector<Named>& all, const std::string& name,
                           const std::string& kind) {
  if (const Named* found = find_named(all, name)) return *found;
  std::vector<std::string> names;
  for (const Named& each : all) names.push_back(each.name);
  throw InvalidInput(
      name, fmt::format("the result has no {} {}{}; it has {}", kind, name, suggestion(name, names),
                        names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
}

void require_length(const Dataset& dataset, const std::string& name,
                    const std::vector<std::string>& dimensions, std::size_t length) {
  const std::size_t expected = dataset.size(dimensions);
  if (length == expected) return;
  throw InvalidInput(name, fmt::format("{} has {} values, but its dimensions ({}) have {} points",
                                       name, length, fmt::join(dimensions, ", "), expected));
}

void require_distinct_names(const Dataset& dataset) {
  std::set<std::string> seen = {"status"};
  const auto insert = [&seen](const std::string& name) {
    if (!seen.insert(name).second)
      throw InvalidInput(name, fmt::format("the result has two things named {}", name));
  };
  for (const Coordinate& coordinate : dataset.coordinates) insert(coordinate.name);
  for (const Variable& variable : dataset.variables) insert(variable.name);
}

}  // namespace

std::size_t Coordinate::size() const {
  return std::visit([](const auto& list) { return list.size(); }, values);
}

const Coordinate* Dataset::find_coordinate(const std::string& name) const {
  return find_named(coordinates, name);
}

const Variable* Dataset::find_variable(const std::string& name) const {
  return find_named(variables, name);
}

const Coordinate& Dataset::coordinate(const std::string& name) const {
  return require_named(coordinates, name, "coordinate");
}

const Variable& Dataset::variable(const std::string& name) const {
  return require_named(variables, name, "variable");
}

const std::vector<double>& Dataset::numbers(const std::string& name) const {
  const Coordinate& found = coordinate(name);
  if (found.has_words()) throw InvalidInput(name, fmt::format("{} has words, not numbers", name));
  return std::get<std::vector<double>>(found.values);
}

std::size_t Dataset::size(const std::string& dimension) const {
  const Coordinate& found = coordinate(dimension);
  if (!found.is_axis())
    throw InvalidInput(
        dimension, fmt::format("{} is an auxiliary coordinate of {}, not a dimension", dimension,
                               found.dimension));
  return found.size();
}

std::size_t Dataset::size(const std::vector<std::string>& dimensions) const {
  std::size_t product = 1;
  for (const std::string& dimension : dimensions) product *= size(dimension);
  return product;
}

std::size_t Dataset::failures() const {
  return static_cast<std::size_t>(std::ranges::count_if(status.flags, [this](int flag) {
    return flag != 0 && !is_warning(status.meanings.at(static_cast<std::size_t>(flag)));
  }));
}

void require_consistent_labels(const Dataset& labels) {
  require_distinct_names(labels);
  for (const Coordinate& coordinate : labels.coordinates)
    require_length(labels, coordinate.name, {coordinate.dimension}, coordinate.size());
  for (const Variable& variable : labels.variables) labels.size(variable.dimensions);
  labels.size(labels.status.dimensions);
}

void require_consistent(const Dataset& dataset) {
  require_consistent_labels(dataset);
  for (const Variable& variable : dataset.variables)
    require_length(dataset, variable.name, variable.dimensions, variable.values.size());
  const Status& status = dataset.status;
  if (!status.is_there()) return;
  require_length(dataset, "status", status.dimensions, status.flags.size());
  for (const int flag : status.flags)
    if (flag < 0 || static_cast<std::size_t>(flag) >= status.meanings.size())
      throw InvalidInput("status", fmt::format("flag {} of status has no meaning", flag));
}

}  // namespace qbattery
