#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/scenario/check.hpp"

namespace qbattery::detail {

namespace {

/// Empty names for all subsystems; nothing where they are wrong.
std::optional<std::vector<std::string>> read_on(const Table& table) {
  std::vector<std::string> names;
  if (!table.has("on")) return names;
  const std::vector<Node>* items = table.list("on", "subsystems");
  if (items == nullptr) return {};
  for (const Node& item : *items) {
    if (item.is(Node::Kind::word)) {
      names.push_back(item.text);
    } else {
      table.wrong_type("on", item, "the name of a subsystem in quotes");
    }
  }
  if (names.size() < items->size()) return {};
  return names;
}

/// Every row as long as there are rows.
std::optional<Matrix> read_rows(const Table& table) {
  const std::vector<Node>* rows = table.list("matrix", "rows");
  if (rows == nullptr) return {};
  const auto size = static_cast<Eigen::Index>(rows->size());
  const std::size_t before = table.report().size();
  Matrix matrix = Matrix::Zero(size, size);
  for (Eigen::Index i = 0; i < size; ++i) {
    const Node& row = (*rows)[static_cast<std::size_t>(i)];
    if (!row.is(Node::Kind::list) || row.items.size() != rows->size()) {
      table.report().add(
          row.place,
          fmt::format(
              "{} must be square: row {} has {}, and there are {} rows", table.path_of("matrix"), i,
              row.is(Node::Kind::list) ? fmt::format("{} numbers", row.items.size()) : "none",
              rows->size()));
      continue;
    }
    for (Eigen::Index j = 0; j < size; ++j)
      matrix(i, j) =
          read_complex(table, "matrix", row.items[static_cast<std::size_t>(j)]).value_or(0.0);
  }
  if (table.report().size() > before) return {};
  return matrix;
}

std::optional<Eigen::Index> read_index(const Table& table, const Node& node, Eigen::Index size) {
  const bool is_whole = node.is(Node::Kind::number) && node.number == std::floor(node.number);
  if (is_whole && node.number >= 0.0 && node.number < static_cast<double>(size))
    return static_cast<Eigen::Index>(node.number);
  table.wrong_type("entries", node, fmt::format("rows and columns from 0 to {}", size - 1));
  return {};
}

/// [row, column, value], rows and columns from 0; all others are 0.
std::optional<Matrix> read_entries(const Table& table, Eigen::Index size) {
  const Node* list = table.find("entries");
  if (!list->is(Node::Kind::list)) {
    table.wrong_type("entries", *list, "a list of [row, column, value]");
    return {};
  }
  const std::size_t before = table.report().size();
  Matrix matrix = Matrix::Zero(size, size);
  for (const Node& entry : list->items) {
    if (!entry.is(Node::Kind::list) || entry.items.size() != 3) {
      table.wrong_type("entries", entry, "a list of [row, column, value], such as [[0, 1, 0.5]]");
      continue;
    }
    const auto row = read_index(table, entry.items[0], size);
    const auto column = read_index(table, entry.items[1], size);
    const auto value = read_complex(table, "entries", entry.items[2]);
    if (row && column && value) matrix(*row, *column) += *value;
  }
  if (table.report().size() > before) return {};
  return matrix;
}

/// How many levels there are of what an operator acts on. Throws InvalidInput where that is wrong.
Eigen::Index levels_of(const std::vector<std::string>& on, const Model& model) {
  Eigen::Index levels = 1;
  for (const int place : places_of_matrix(model, on))
    levels *= model.subsystems[static_cast<std::size_t>(place)].dimension();
  return levels;
}

/// Calls `build` and reports at the key of an operator that it complains of.
void attempt_operator(const Table& table, const std::function<void()>& build) {
  try {
    build();
  } catch (const InvalidInput& error) {
    const std::string key =
        error.key() == "matrix" && table.has("entries") ? "entries" : error.key();
    table.report().add(table.has(key) ? table.find(key)->place : table.node().place,
                       fmt::format("{}: {}", table.path_of(key), error.what()));
  }
}

std::optional<Matrix> read_matrix(const Table& table, const std::vector<std::string>& on,
                                  const Model& model) {
  std::optional<Matrix> matrix;
  attempt_operator(table, [&] {
    const Eigen::Index levels = levels_of(on, model);
    if (table.has("matrix")) matrix = read_rows(table);
    if (table.has("entries")) matrix = read_entries(table, levels);
  });
  return matrix;
}

}  // namespace

void read_operator(Check& check, const Table& table) {
  const std::size_t before = check.report.size();
  table.check_forms("operator");
  OperatorMatrix given;
  const auto on = read_on(table);
  if (!table.has("name")) table.missing("name", "what expressions call it");
  if (const auto name = table.word("name")) {
    given.name = *name;
    if (!is_identifier(*name))
      table.complain("name", fmt::format("must be made of letters, digits and _, and begin with no "
                                         "digit, got {}",
                                         quoted(*name)));
  }
  if (!table.has("matrix") && !table.has("entries"))
    table.missing("matrix", "its rows, or entries = [[row, column, value], ...]");
  std::optional<Matrix> matrix;
  if (on) matrix = read_matrix(table, *on, check.model);
  if (!matrix || check.report.size() > before) return;
  given.on = *on;
  given.matrix = std::move(*matrix);
  attempt_operator(table, [&] {
    add_operator(check.model, given);
    check.scenario.spelt->operators.push_back(std::move(given));
  });
}

}  // namespace qbattery::detail
