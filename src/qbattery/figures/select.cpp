#include "qbattery/figures/select.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {
namespace {

/// Takes the values at one place of one dimension, and drops that dimension.
template <typename T>
std::vector<T> slice(const Dataset& dataset, const std::vector<T>& values,
                     std::vector<std::string>& dimensions, const std::string& axis,
                     std::size_t place) {
  const auto at = std::ranges::find(dimensions, axis);
  if (at == dimensions.end()) return values;
  const std::size_t length = dataset.size(axis);
  const std::size_t inner = dataset.size(std::vector<std::string>(std::next(at), dimensions.end()));
  dimensions.erase(at);
  std::vector<T> result;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (i / inner % length == place) result.push_back(values[i]);
  return result;
}

std::size_t place_of_word(const std::vector<std::string>& words, const std::string& axis,
                          const std::string& value) {
  const auto found = std::ranges::find(words, value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  throw InvalidInput(axis, fmt::format("{} is one of {}, got {}{}", axis, fmt::join(words, ", "),
                                       value, suggestion(value, words)));
}

std::size_t place_of_number(const std::vector<double>& numbers, const std::string& axis,
                            const std::string& value) {
  double wanted = 0.0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), wanted);
  if (read.ec != std::errc{} || read.ptr != value.data() + value.size() || !std::isfinite(wanted))
    throw InvalidInput(axis, fmt::format("{} must be a number, got {}", axis, value));
  const auto [least, greatest] = std::ranges::minmax(numbers);
  if (wanted < least || wanted > greatest)
    throw InvalidInput(axis, fmt::format("{} goes from {} to {}, got {}", axis,
                                         shortest_digits(least), shortest_digits(greatest), value));
  const auto nearest = std::ranges::min_element(
      numbers, {}, [wanted](double number) { return std::abs(number - wanted); });
  return static_cast<std::size_t>(nearest - numbers.begin());
}

}  // namespace

Dataset at_place(const Dataset& dataset, const std::string& axis, std::size_t place) {
  Dataset result = dataset;
  std::erase_if(result.coordinates,
                [&axis](const Coordinate& each) { return each.dimension == axis; });
  for (Variable& each : result.variables)
    each.values = slice(dataset, each.values, each.dimensions, axis, place);
  result.status.flags = slice(dataset, result.status.flags, result.status.dimensions, axis, place);
  return result;
}

std::size_t place_of(const Dataset& dataset, const std::string& axis, const std::string& value) {
  const Coordinate& coordinate = dataset.coordinate(axis);
  dataset.size(axis);  // throws for an auxiliary coordinate
  if (const auto* words = std::get_if<std::vector<std::string>>(&coordinate.values))
    return place_of_word(*words, axis, value);
  return place_of_number(std::get<std::vector<double>>(coordinate.values), axis, value);
}

}  // namespace qbattery
