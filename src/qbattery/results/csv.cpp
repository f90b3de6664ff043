#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <memory>

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

/// Where a dimension of a table is in the number of a row.
struct Stride {
  std::size_t inner = 1;   ///< rows from one place to the next
  std::size_t length = 1;  ///< places

  std::size_t place(std::size_t row) const { return row / inner % length; }
};

Stride stride_of(const Dataset& labels, const Dimensions& dimensions, const std::string& which) {
  const auto at = std::ranges::find(dimensions, which);
  return {labels.size(Dimensions(std::next(at), dimensions.end())), labels.size(which)};
}

/// A column that can write the cells of any rows, in order.
struct Column {
  std::string name;
  std::function<void(std::size_t first)> prepare;  ///< for the next piece of rows
  std::function<void(std::size_t row, std::string& out)> write;
};

Column coordinate_column(const Dataset& labels, const Dimensions& dimensions,
                         const Coordinate& source) {
  const Stride stride = stride_of(labels, dimensions, source.dimension);
  return {source.name, [](std::size_t) {},
          [&source, stride](std::size_t row, std::string& out) {
            std::visit([&](const auto& list) { out += detail::csv_cell(list[stride.place(row)]); },
                       source.values);
          }};
}

Column variable_column(const Dataset& labels, const Values& values, std::size_t index) {
  const Variable& variable = labels.variables[index];
  const std::size_t rows = labels.size(variable.dimensions);
  const auto piece = std::make_shared<std::vector<double>>();
  const auto begin = std::make_shared<std::size_t>(0);
  return {
      variable.name,
      [=, &values](std::size_t first) {
        *begin = first;
        piece->resize(std::min(values_at_once, rows - first));
        values.read(index, first, *piece);
      },
      [=](std::size_t row, std::string& out) { out += detail::csv_cell((*piece)[row - *begin]); }};
}

/// Why the point of a row failed, as a flag and in words.
std::vector<Column> status_columns(const Dataset& labels, const Dimensions& dimensions,
                                   const Values& values) {
  std::vector<Stride> strides;
  for (const std::string& each : labels.status.dimensions)
    strides.push_back(stride_of(labels, dimensions, each));
  const auto flag_of = [strides, &values](std::size_t row) {
    std::size_t point = 0;
    for (const Stride& each : strides) point = point * each.length + each.place(row);
    int flag = 0;
    values.read_flags(point, {&flag, 1});
    return flag;
  };
  return {
      {"status", [](std::size_t) {},
       [flag_of](std::size_t row, std::string& out) { out += fmt::format("{}", flag_of(row)); }},
      {"status_meaning", [](std::size_t) {},
       [flag_of, &labels](std::size_t row, std::string& out) {
         out += detail::csv_cell(labels.status.meanings[static_cast<std::size_t>(flag_of(row))]);
       }}};
}

std::vector<Column> columns_of(const Dataset& labels, const Dimensions& dimensions,
                               const Values& values) {
  std::vector<Column> columns;
  for (const std::string& each : dimensions)
    columns.push_back(coordinate_column(labels, dimensions, labels.coordinate(each)));
  for (const Coordinate& each : labels.coordinates)
    if (!each.is_axis() && std::ranges::count(dimensions, each.dimension) > 0)
      columns.push_back(coordinate_column(labels, dimensions, each));
  for (std::size_t i = 0; i < labels.variables.size(); ++i)
    if (labels.variables[i].dimensions == dimensions)
      columns.push_back(variable_column(labels, values, i));
  if (!labels.status.is_there() || !includes(dimensions, labels.status.dimensions)) return columns;
  for (Column& each : status_columns(labels, dimensions, values))
    columns.push_back(std::move(each));
  return columns;
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

std::vector<CsvTable> csv_tables(const Dataset& labels) {
  std::vector<CsvTable> tables;
  for (const Dimensions& dimensions : dimension_sets(labels)) {
    const std::string suffix =
        tables.empty() ? "" : suffix_beyond(tables.front().dimensions, dimensions);
    tables.push_back({.suffix = suffix, .dimensions = dimensions});
  }
  return tables;
}

void detail::write_csv_table(const Dataset& labels, const Values& values, const CsvTable& table,
                             const Sink& sink) {
  const std::vector<Column> columns = columns_of(labels, table.dimensions, values);
  BufferedText text(sink);
  std::string line;
  for (const Column& each : columns) line += (line.empty() ? "" : ",") + csv_cell(each.name);
  text += line + '\n';
  in_pieces(labels.size(table.dimensions), [&](std::size_t first, std::size_t count) {
    for (const Column& each : columns) each.prepare(first);
    for (std::size_t row = first; row < first + count; ++row) {
      line.clear();
      for (const Column& each : columns) {
        if (&each != &columns.front()) line += ',';
        each.write(row, line);
      }
      text += line += '\n';
    }
  });
  text.flush();
}

}  // namespace qbattery
