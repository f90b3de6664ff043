#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "qbattery/results/csv_text.hpp"
#include "qbattery/results/files.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {
namespace {

using Dimensions = std::vector<std::string>;

bool includes(const Dimensions& all, const Dimensions& some) {
  return std::ranges::all_of(
      some, [&all](const std::string& each) { return std::ranges::count(all, each) > 0; });
}

/// The sets of dimensions in the order of their tables.
std::vector<Dimensions> dimension_sets(const Dataset& dataset) {
  std::vector<Dimensions> sets;
  const auto add = [&sets](const Dimensions& dimensions) {
    if (std::ranges::find(sets, dimensions) == sets.end()) sets.push_back(dimensions);
  };
  for (const Variable& variable : dataset.variables) add(variable.dimensions);
  const Dimensions& grid = dataset.status.dimensions;
  const bool has_table =
      std::ranges::any_of(sets, [&grid](const Dimensions& set) { return includes(set, grid); });
  if (sets.empty() || !has_table) add(grid);
  std::ranges::stable_sort(sets, [&grid](const Dimensions& a, const Dimensions& b) {
    if ((a == grid) != (b == grid)) return a == grid;
    return a.size() < b.size();
  });
  return sets;
}

std::string suffix_beyond(const Dimensions& first, const Dimensions& dimensions) {
  std::string suffix;
  for (const std::string& each : dimensions)
    if (std::ranges::count(first, each) == 0) suffix += "." + each;
  if (dimensions.empty()) return ".scalars";
  // A set within the first one has nothing of its own to be named after.
  return suffix.empty() ? fmt::format(".{}", fmt::join(dimensions, ".")) : suffix;
}

/// For each row of a table, the place along one of its dimensions.
std::vector<std::size_t> places_along(const Dataset& dataset, const Dimensions& dimensions,
                                      const std::string& which) {
  const auto at = std::ranges::find(dimensions, which);
  const std::size_t inner = dataset.size(Dimensions(std::next(at), dimensions.end()));
  const std::size_t length = dataset.size(which);
  std::vector<std::size_t> places(dataset.size(dimensions));
  for (std::size_t row = 0; row < places.size(); ++row) places[row] = row / inner % length;
  return places;
}

/// For each row of a table, the flag of its point.
std::vector<int> flags_of_rows(const Dataset& dataset, const Dimensions& dimensions) {
  std::vector<std::size_t> point(dataset.size(dimensions), 0);
  for (const std::string& each : dataset.status.dimensions) {
    const std::vector<std::size_t> places = places_along(dataset, dimensions, each);
    const std::size_t length = dataset.size(each);
    for (std::size_t row = 0; row < point.size(); ++row)
      point[row] = point[row] * length + places[row];
  }
  std::vector<int> flags;
  for (const std::size_t each : point) flags.push_back(dataset.status.flags[each]);
  return flags;
}

struct Column {
  std::string name;
  std::vector<std::string> cells;
};

Column column_of(const Dataset& dataset, const Dimensions& dimensions, const Coordinate& source) {
  std::vector<std::string> texts;
  std::visit(
      [&texts](const auto& list) {
        for (const auto& each : list) texts.push_back(detail::csv_cell(each));
      },
      source.values);
  Column column{source.name, {}};
  for (const std::size_t place : places_along(dataset, dimensions, source.dimension))
    column.cells.push_back(texts[place]);
  return column;
}

std::vector<Column> columns_of(const Dataset& dataset, const Dimensions& dimensions) {
  std::vector<Column> columns;
  for (const std::string& each : dimensions)
    columns.push_back(column_of(dataset, dimensions, dataset.coordinate(each)));
  for (const Coordinate& each : dataset.coordinates)
    if (!each.is_axis() && std::ranges::count(dimensions, each.dimension) > 0)
      columns.push_back(column_of(dataset, dimensions, each));
  for (const Variable& each : dataset.variables) {
    if (each.dimensions != dimensions) continue;
    Column column{each.name, {}};
    for (const double value : each.values) column.cells.push_back(detail::csv_cell(value));
    columns.push_back(std::move(column));
  }
  if (dataset.status.flags.empty() || !includes(dimensions, dataset.status.dimensions))
    return columns;
  Column status{"status", {}}, meaning{"status_meaning", {}};
  for (const int flag : flags_of_rows(dataset, dimensions)) {
    status.cells.push_back(fmt::format("{}", flag));
    meaning.cells.push_back(
        detail::csv_cell(dataset.status.meanings[static_cast<std::size_t>(flag)]));
  }
  columns.push_back(std::move(status));
  columns.push_back(std::move(meaning));
  return columns;
}

std::string table_text(const std::vector<Column>& columns, std::size_t rows) {
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i)
    text += (i == 0 ? "" : ",") + detail::csv_cell(columns[i].name);
  text += '\n';
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) text += ',';
      text += columns[i].cells[row];
    }
    text += '\n';
  }
  return text;
}

}  // namespace

namespace detail {

bool is_csv_number(std::string_view text, double& value) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

std::string csv_cell(double value) { return std::isnan(value) ? "nan" : shortest_digits(value); }

std::string csv_cell(const std::string& word) {
  double ignored = 0.0;
  const bool plain = !word.empty() && word.find_first_of(",\"\r\n") == std::string::npos &&
                     !is_csv_number(word, ignored);
  if (plain) return word;
  std::string quoted = "\"";
  for (const char c : word) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

}  // namespace detail

std::vector<CsvTable> csv_tables(const Dataset& dataset) {
  std::vector<CsvTable> tables;
  for (const Dimensions& dimensions : dimension_sets(dataset)) {
    const std::string suffix =
        tables.empty() ? "" : suffix_beyond(tables.front().dimensions, dimensions);
    tables.push_back(
        {.suffix = suffix,
         .dimensions = dimensions,
         .text = table_text(columns_of(dataset, dimensions), dataset.size(dimensions))});
  }
  return tables;
}

}  // namespace qbattery
