#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/check.hpp"

namespace qbattery::detail {

namespace {

// The order of the product basis: ee, eg, ge, gg.
constexpr std::size_t basis_size = 4;

std::optional<Complex> read_entry(const Table& initial, const std::string& key, const Node& node) {
  std::optional<Complex> value;
  if (node.is(Node::Kind::word)) value = complex_number(node.text);
  if (node.is(Node::Kind::number) && std::isfinite(node.number)) value = node.number;
  if (!value) {
    initial.report().add(node.place, fmt::format("{} takes finite numbers or text like "
                                                 "\"0.1-0.2i\", got {}",
                                                 initial.path_of(key), description(node)));
  }
  return value;
}

/// A row of complex numbers, one for each state of the basis.
std::optional<Ket> read_row(const Table& initial, const std::string& key, const Node& node) {
  const std::string wanted = "a list of 4 numbers, in the order ee, eg, ge, gg";
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
    const auto entry = read_entry(initial, key, node.items[i]);
    all_read = all_read && entry.has_value();
    row(static_cast<Eigen::Index>(i)) = entry.value_or(0.0);
  }
  if (!all_read) return {};
  return row;
}

void read_amplitudes(const Table& initial, Check& check) {
  const auto row = read_row(initial, "amplitudes", *initial.find("amplitudes"));
  if (!row) return;
  try {
    check.scenario.initial_state = pure_state(*row);
  } catch (const InvalidInput& error) {
    check.report.add(initial.find("amplitudes")->place, fmt::format("initial.{}", error.what()));
  }
}

void read_density_matrix(const Table& initial, Check& check) {
  const std::string key = "density_matrix";
  const Node& node = *initial.find(key);
  if (!node.is(Node::Kind::list) || node.items.size() != basis_size) {
    initial.complain(
        key, node.is(Node::Kind::list)
                 ? fmt::format("must be a list of 4 rows, got {} of them", node.items.size())
                 : "must be a list of 4 rows, got " + description(node));
    return;
  }
  Matrix rho(static_cast<Eigen::Index>(basis_size), static_cast<Eigen::Index>(basis_size));
  bool all_read = true;
  for (std::size_t i = 0; i < basis_size; ++i) {
    const auto row = read_row(initial, key, node.items[i]);
    all_read = all_read && row.has_value();
    if (row) rho.row(static_cast<Eigen::Index>(i)) = row->transpose();
  }
  if (!all_read) return;
  try {
    check.scenario.initial_state = checked_density_matrix(rho);
  } catch (const InvalidInput& error) {
    check.report.add(node.place, fmt::format("initial.{}: {}", key, error.what()));
  }
}

// charger = "ground", battery = "excited" is the long form of state = "ge".
void read_subsystem_words(const Table& initial, Check& check) {
  std::string letters;
  for (const Subsystem& subsystem : charger_battery().subsystems) {
    const auto word = initial.word(subsystem.name, {"ground", "excited", "+", "-"});
    letters += word ? word->front() : 'g';
  }
  check.set_default("initial.state", letters);
}

}  // namespace

void check_initial_state(Check& check) {
  auto initial = find_table(check.document, "initial", check.report);
  if (initial) {
    initial->allow(keys_of("initial"));
    initial->check_forms("initial");
    check.read_setting(*initial, "state");
    if (initial->has("amplitudes")) read_amplitudes(*initial, check);
    if (initial->has("density_matrix")) read_density_matrix(*initial, check);
    if (initial->has("charger") || initial->has("battery")) read_subsystem_words(*initial, check);
    if (initial->has("amplitudes") || initial->has("density_matrix")) return;
  }
  check.set_default("initial.state", "gg");
}

}  // namespace qbattery::detail
