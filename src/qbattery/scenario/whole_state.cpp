#include <fmt/format.h>

#include <cmath>

#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/check.hpp"

namespace qbattery::detail {

namespace {

struct Basis {
  int levels;
  const std::string& order;
};

/// A row of complex numbers, one for each state of the basis.
std::optional<Ket> read_row(const Table& initial, const std::string& key, const Node& node,
                            const Basis& basis) {
  const auto basis_size = static_cast<std::size_t>(basis.levels);
  const std::string wanted = fmt::format("a list of {} numbers, {}", basis_size, basis.order);
  if (!node.is(Node::Kind::list)) {
    initial.wrong_type(key, node, wanted);
    return {};
  }
  if (node.items.size() != basis_size) {
    initial.report().add(node.place, fmt::format("{} must be {}, got {} of them",
                                                 initial.path_of(key), wanted, node.items.size()));
    return {};
  }
  Ket row(static_cast<Eigen::Index>(basis_size));
  bool all_read = true;
  for (std::size_t i = 0; i < basis_size; ++i) {
    const auto entry = read_complex(initial, key, node.items[i]);
    all_read = all_read && entry.has_value();
    row(static_cast<Eigen::Index>(i)) = entry.value_or(0.0);
  }
  if (!all_read) return {};
  return row;
}

std::optional<Matrix> read_amplitudes(const Table& initial, const Basis& basis) {
  const auto row = read_row(initial, "amplitudes", *initial.find("amplitudes"), basis);
  if (!row) return {};
  try {
    const Matrix rho = pure_state(*row);
    return basis.levels > 32 ? Matrix(row->normalized()) : rho;
  } catch (const InvalidInput& error) {
    initial.report().add(initial.find("amplitudes")->place, initial.path_of(error.what()));
    return {};
  }
}

std::optional<Matrix> read_density_matrix(const Table& initial, const Basis& basis) {
  const std::string key = "density_matrix";
  const Node& node = *initial.find(key);
  const auto basis_size = static_cast<std::size_t>(basis.levels);
  if (!node.is(Node::Kind::list) || node.items.size() != basis_size) {
    const std::string got = node.is(Node::Kind::list) ? fmt::format("{} of them", node.items.size())
                                                      : description(node);
    initial.complain(key, fmt::format("must be a list of {} rows, got {}", basis_size, got));
    return {};
  }
  Matrix rho(static_cast<Eigen::Index>(basis_size), static_cast<Eigen::Index>(basis_size));
  bool all_read = true;
  for (std::size_t i = 0; i < basis_size; ++i) {
    const auto row = read_row(initial, key, node.items[i], basis);
    all_read = all_read && row.has_value();
    if (row) rho.row(static_cast<Eigen::Index>(i)) = row->transpose();
  }
  if (!all_read) return {};
  try {
    return checked_density_matrix(rho);
  } catch (const InvalidInput& error) {
    initial.report().add(node.place, fmt::format("{}: {}", initial.path_of(key), error.what()));
    return {};
  }
}

}  // namespace

std::optional<Complex> read_complex(const Table& table, const std::string& key, const Node& node) {
  std::optional<Complex> value;
  if (node.is(Node::Kind::word)) value = complex_number(node.text);
  if (node.is(Node::Kind::number) && std::isfinite(node.number)) value = node.number;
  if (!value) {
    table.report().add(node.place, fmt::format("{} takes finite numbers or text like "
                                               "\"0.1-0.2i\", got {}",
                                               table.path_of(key), description(node)));
  }
  return value;
}

bool has_whole_state(const Table& table) {
  return table.has("amplitudes") || table.has("density_matrix");
}

std::optional<Matrix> read_whole_state(const Table& table, int levels, const std::string& order) {
  const Basis basis{levels, order};
  std::optional<Matrix> state;
  if (table.has("amplitudes")) state = read_amplitudes(table, basis);
  if (table.has("density_matrix")) state = read_density_matrix(table, basis);
  return state;
}

}  // namespace qbattery::detail
