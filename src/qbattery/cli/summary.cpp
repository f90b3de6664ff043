#include "qbattery/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::cli {

namespace {

struct Range {
  double least = NAN;
  double greatest = NAN;
};

Range range_of(const Dataset& labels, const Values& values, std::size_t variable) {
  Range range;
  std::vector<double> piece;
  in_pieces(labels.size(labels.variables[variable].dimensions),
            [&](std::size_t first, std::size_t count) {
              piece.resize(count);
              values.read(variable, first, piece);
              for (const double value : piece) {
                if (std::isnan(value)) continue;  // whatever its sign
                range.least = std::fmin(range.least, value);
                range.greatest = std::fmax(range.greatest, value);
              }
            });
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

std::string summary(const Dataset& labels, const Values& values) {
  std::size_t name_width = 8;
  for (const Variable& variable : labels.variables) {
    name_width = std::max(name_width, variable.name.size());
  }
  std::string text;
  for (std::size_t i = 0; i < labels.variables.size(); ++i) {
    const Variable& variable = labels.variables[i];
    const std::string name = fmt::format("{:<{}}", variable.name, name_width);
    const Range range = range_of(labels, values, i);
    if (variable.dimensions.empty()) {
      text += fmt::format("{}  {:>14.8g}   {}\n", name, range.least, variable.long_name);
      continue;
    }
    text += fmt::format("{}  {:>14.8g} to {:<14.8g}  {} ({})\n", name, range.least, range.greatest,
                        variable.long_name, shape_text(labels, variable));
  }
  return text;
}

namespace {

/// Of the points whose status is, or is not, a warning: how many, and the first of them.
std::string points_text(const Dataset& labels, const Values& values, bool of_warnings,
                        const char* what) {
  constexpr std::size_t shown_at_most = 3;
  if (!labels.status.is_there()) return "";
  const std::size_t points = labels.size(labels.status.dimensions);
  std::size_t found = 0;
  std::string shown;
  std::vector<int> flags;
  in_pieces(points, [&](std::size_t first, std::size_t count) {
    flags.resize(count);
    values.read_flags(first, flags);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& meaning = labels.status.meanings[static_cast<std::size_t>(flags[i])];
      if (flags[i] == 0 || is_warning(meaning) != of_warnings || ++found > shown_at_most) continue;
      shown += fmt::format("  {}: {}\n", place_text(labels, first + i), meaning);
    }
  });
  if (found == 0) return "";
  if (found > shown_at_most)
    shown += fmt::format("  and {} more; `status` has them all\n", found - shown_at_most);
  return fmt::format("{} of {} points {}:\n{}", found, points, what, shown);
}

}  // namespace

std::string failures_text(const Dataset& labels, const Values& values) {
  return points_text(labels, values, false, "failed");
}

std::string warnings_text(const Dataset& labels, const Values& values) {
  for (const auto& [name, text] : labels.attributes)
    if (name == "warning") return text + "\n";
  return points_text(labels, values, true, "carry a warning");
}

}  // namespace qbattery::cli
