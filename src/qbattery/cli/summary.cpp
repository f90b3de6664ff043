#include "qbattery/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "qbattery/support/text.hpp"

namespace qbattery::cli {

namespace {

struct Range {
  double least = NAN;
  double greatest = NAN;
};

Range range_of(const std::vector<double>& values) {
  Range range;
  for (const double value : values) {
    range.least = std::fmin(range.least, value);
    range.greatest = std::fmax(range.greatest, value);
  }
  return range;
}

std::string shape_text(const Dataset& dataset, const Variable& variable) {
  std::vector<std::string> parts;
  for (const std::string& dimension : variable.dimensions) {
    parts.push_back(fmt::format("{}: {}", dimension, dataset.size(dimension)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string place_text(const Dataset& dataset, std::size_t point) {
  std::vector<std::string> parts;
  const std::vector<std::string>& dimensions = dataset.status.dimensions;
  for (std::size_t k = dimensions.size(); k-- > 0;) {
    const std::size_t length = dataset.size(dimensions[k]);
    const Coordinate& axis = *dataset.find_coordinate(dimensions[k]);
    const std::size_t place = point % length;
    const auto* numbers = std::get_if<std::vector<double>>(&axis.values);
    parts.push_back(fmt::format("{} = {}", axis.name,
                                numbers != nullptr
                                    ? shortest_digits((*numbers)[place])
                                    : std::get<std::vector<std::string>>(axis.values)[place]));
    point /= length;
  }
  std::reverse(parts.begin(), parts.end());
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::string summary(const Dataset& dataset) {
  std::size_t name_width = 8;
  for (const Variable& variable : dataset.variables) {
    name_width = std::max(name_width, variable.name.size());
  }
  std::string text;
  for (const Variable& variable : dataset.variables) {
    const std::string name = fmt::format("{:<{}}", variable.name, name_width);
    if (variable.dimensions.empty()) {
      text +=
          fmt::format("{}  {:>14.8g}   {}\n", name, variable.values.front(), variable.long_name);
      continue;
    }
    const Range range = range_of(variable.values);
    text += fmt::format("{}  {:>14.8g} to {:<14.8g}  {} ({})\n", name, range.least, range.greatest,
                        variable.long_name, shape_text(dataset, variable));
  }
  return text;
}

std::string failures_text(const Dataset& dataset) {
  const std::size_t failures = dataset.failures();
  if (failures == 0) return "";
  constexpr std::size_t shown_at_most = 3;
  std::string text =
      fmt::format("{} of {} points failed:\n", failures, dataset.status.flags.size());
  std::size_t shown = 0;
  for (std::size_t i = 0; i < dataset.status.flags.size() && shown < shown_at_most; ++i) {
    const auto flag = static_cast<std::size_t>(dataset.status.flags[i]);
    if (flag == 0) continue;
    text += fmt::format("  {}: {}\n", place_text(dataset, i), dataset.status.meanings[flag]);
    ++shown;
  }
  if (failures > shown)
    text += fmt::format("  and {} more; `status` has them all\n", failures - shown);
  return text;
}

}  // namespace qbattery::cli
