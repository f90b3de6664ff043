#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>

#include "qbattery/results/csv_text.hpp"
#include "qbattery/results/files.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery::detail {
namespace {

struct Cell {
  std::string text;
  bool quoted = false;
};

using Row = std::vector<Cell>;

/// Takes one cell off the front of the text, up to its comma or end of line.
Cell take_cell(std::string_view& text) {
  Cell cell;
  if (!text.empty() && text.front() == '"') {
    cell.quoted = true;
    text.remove_prefix(1);
    while (!text.empty()) {
      const char c = text.front();
      text.remove_prefix(1);
      if (c == '"') {
        if (text.empty() || text.front() != '"') break;
        text.remove_prefix(1);
      }
      cell.text += c;
    }
  }
  const std::size_t end = std::min(text.find_first_of(",\r\n"), text.size());
  cell.text += text.substr(0, end);
  text.remove_prefix(end);
  return cell;
}

std::vector<Row> split(std::string_view text) {
  std::vector<Row> rows;
  while (!text.empty()) {
    Row& row = rows.emplace_back();
    row.push_back(take_cell(text));
    while (!text.empty() && text.front() == ',') {
      text.remove_prefix(1);
      row.push_back(take_cell(text));
    }
    if (!text.empty() && text.front() == '\r') text.remove_prefix(1);
    if (!text.empty() && text.front() == '\n') text.remove_prefix(1);
    if (row.size() != rows.front().size())
      throw IoError(fmt::format("line {} has {} columns, the first has {}", rows.size(), row.size(),
                                rows.front().size()));
  }
  return rows;
}

struct Column {
  std::string name;
  std::vector<double> numbers;     ///< empty where one of the cells is a word
  std::vector<std::string> words;  ///< always: all cells as they stand
  bool has_words = false;

  bool equal(std::size_t a, std::size_t b) const {
    if (has_words) return words[a] == words[b];
    return std::bit_cast<std::uint64_t>(numbers[a]) == std::bit_cast<std::uint64_t>(numbers[b]);
  }
};

std::vector<Column> columns_of(const std::vector<Row>& rows) {
  std::vector<Column> columns(rows.front().size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    Column& column = columns[c];
    column.name = rows.front()[c].text;
    for (std::size_t r = 1; r < rows.size(); ++r) {
      const Cell& cell = rows[r][c];
      double value = 0.0;
      column.has_words = column.has_words || cell.quoted || !is_csv_number(cell.text, value);
      column.words.push_back(cell.text);
      column.numbers.push_back(value);
    }
  }
  return columns;
}

/// How long the runs of equal cells are where the column is an axis whose places each take an
/// equal share of every block of rows; 0 where it is none.
std::size_t run_length(const Column& column, std::size_t block) {
  const std::size_t rows = column.words.size();
  std::size_t run = 1;
  while (run < block && column.equal(0, run)) ++run;
  if (block % run != 0) return 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t first_of_run = row % block / run * run;
    if (!column.equal(row, first_of_run)) return 0;
  }
  for (std::size_t place = run; place < block; place += run)
    if (column.equal(place, place - run)) return 0;
  return run;
}

/// The values at the rows where an axis has each of its places for the first time.
Coordinate coordinate_of(const Column& column, const std::string& dimension, std::size_t block,
                         std::size_t run) {
  std::vector<double> numbers;
  std::vector<std::string> words;
  for (std::size_t row = 0; row < block; row += run) {
    numbers.push_back(column.numbers[row]);
    words.push_back(column.words[row]);
  }
  Coordinate result{
      .name = column.name, .dimension = dimension, .values = {}, .units = {}, .long_name = {}};
  if (column.has_words)
    result.values = std::move(words);
  else
    result.values = std::move(numbers);
  return result;
}

struct GridAxis {
  const Column* column;
  std::size_t block, run;
};

/// The leading columns that span the grid. A table of one row has none.
std::vector<GridAxis> grid_axes(const std::vector<Column>& columns) {
  std::vector<GridAxis> axes;
  std::size_t block = columns.front().words.size();
  for (const Column& column : columns) {
    if (block <= 1) return axes;
    const std::size_t run = run_length(column, block);
    if (run == 0) break;
    axes.push_back({&column, block, run});
    block = run;
  }
  if (block > 1) throw IoError("its first columns do not span a grid of coordinates");
  return axes;
}

/// The axis that a column repeats in other words, if it does.
const GridAxis* axis_behind(const Column& column, const std::vector<GridAxis>& axes) {
  for (const GridAxis& axis : axes) {
    if (run_length(column, axis.block) != axis.run) continue;
    if (column.has_words || column.words == axis.column->words) return &axis;
  }
  return nullptr;
}

void read_status(const Column& flags, const Column* meanings,
                 const std::vector<std::string>& dimensions, Status& status) {
  status.dimensions = dimensions;
  for (std::size_t row = 0; row < flags.numbers.size(); ++row) {
    const double flag = flags.numbers[row];
    if (!(flag >= 0 && flag < 1e4)) throw IoError("a status is not a small number");
    const auto index = static_cast<std::size_t>(flag);
    status.flags.push_back(static_cast<int>(flag));
    if (status.meanings.size() <= index) status.meanings.resize(index + 1);
    if (meanings != nullptr) status.meanings[index] = meanings->words[row];
  }
}

}  // namespace

Dataset from_csv(const std::string& text) {
  const std::vector<Row> rows = split(text);
  if (rows.size() < 2) throw IoError("it has no rows");
  const std::vector<Column> columns = columns_of(rows);
  const std::vector<GridAxis> axes = grid_axes(columns);
  Dataset dataset;
  std::vector<std::string> dimensions;
  for (const GridAxis& axis : axes) {
    dimensions.push_back(axis.column->name);
    dataset.coordinates.push_back(
        coordinate_of(*axis.column, axis.column->name, axis.block, axis.run));
  }
  const auto meanings = std::ranges::find(columns, "status_meaning", &Column::name);
  for (std::size_t c = axes.size(); c < columns.size(); ++c) {
    const Column& column = columns[c];
    const GridAxis* behind = axis_behind(column, axes);
    if (column.name == "status_meaning") continue;
    if (column.name == "status")
      read_status(column, meanings == columns.end() ? nullptr : &*meanings, dimensions,
                  dataset.status);
    else if (behind != nullptr)
      dataset.coordinates.push_back(
          coordinate_of(column, behind->column->name, behind->block, behind->run));
    else if (column.has_words)
      throw IoError(fmt::format("the column {} has words that are no coordinate", column.name));
    else
      dataset.variables.push_back({.name = column.name,
                                   .dimensions = dimensions,
                                   .values = column.numbers,
                                   .units = {},
                                   .long_name = {}});
  }
  return dataset;
}

}  // namespace qbattery::detail
