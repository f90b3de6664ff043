#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/model/local_states.hpp"
#include "qbattery/model/operator_text.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/check.hpp"

namespace qbattery::detail {

namespace {

std::size_t size_of_basis(const Check& check) {
  return static_cast<std::size_t>(total_dimension(check.model.dimensions()));
}

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
std::optional<Ket> read_row(const Table& initial, const std::string& key, const Node& node,
                            const Check& check) {
  const std::size_t basis_size = size_of_basis(check);
  const std::string wanted =
      check.scenario.spelt
          ? fmt::format("a list of {} numbers, the first subsystem first", basis_size)
          : "a list of 4 numbers, in the order ee, eg, ge, gg";
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

std::optional<Matrix> read_amplitudes(const Table& initial, const Check& check) {
  const auto row = read_row(initial, "amplitudes", *initial.find("amplitudes"), check);
  if (!row) return {};
  try {
    const Matrix rho = pure_state(*row);
    return size_of_basis(check) > 32 ? Matrix(row->normalized()) : rho;
  } catch (const InvalidInput& error) {
    check.report.add(initial.find("amplitudes")->place, initial.path_of(error.what()));
    return {};
  }
}

std::optional<Matrix> read_density_matrix(const Table& initial, const Check& check) {
  const std::string key = "density_matrix";
  const Node& node = *initial.find(key);
  const std::size_t basis_size = size_of_basis(check);
  if (!node.is(Node::Kind::list) || node.items.size() != basis_size) {
    const std::string got = node.is(Node::Kind::list) ? fmt::format("{} of them", node.items.size())
                                                      : description(node);
    initial.complain(key, fmt::format("must be a list of {} rows, got {}", basis_size, got));
    return {};
  }
  Matrix rho(static_cast<Eigen::Index>(basis_size), static_cast<Eigen::Index>(basis_size));
  bool all_read = true;
  for (std::size_t i = 0; i < basis_size; ++i) {
    const auto row = read_row(initial, key, node.items[i], check);
    all_read = all_read && row.has_value();
    if (row) rho.row(static_cast<Eigen::Index>(i)) = row->transpose();
  }
  if (!all_read) return {};
  try {
    return checked_density_matrix(rho);
  } catch (const InvalidInput& error) {
    check.report.add(node.place, fmt::format("{}: {}", initial.path_of(key), error.what()));
    return {};
  }
}

bool has_whole_state(const Table& table) {
  return table.has("amplitudes") || table.has("density_matrix");
}

/// The state of all subsystems together, where the table gives it.
std::optional<Matrix> read_whole_state(const Table& table, const Check& check) {
  std::optional<Matrix> state;
  if (table.has("amplitudes")) state = read_amplitudes(table, check);
  if (table.has("density_matrix")) state = read_density_matrix(table, check);
  return state;
}

/// Names of subsystems and groups, and of the keys for whole states.
std::vector<std::string> keys_of_states(const Model& model) {
  std::vector<std::string> keys = {"amplitudes", "density_matrix"};
  for (const Subsystem& subsystem : model.subsystems) {
    keys.push_back(subsystem.name);
    keys.push_back(subsystem.name.substr(0, subsystem.name.find('[')));
  }
  return keys;
}

// charger = "ground", battery = "excited" is the long form of state = "ge".
void read_subsystem_words(const Table& initial, Check& check) {
  std::string letters;
  for (const Subsystem& subsystem : check.model.subsystems) {
    const auto word = initial.word(subsystem.name, {"ground", "excited", "+", "-"});
    letters += word ? word->front() : 'g';
  }
  check.set_default("initial.state", letters);
}

/// The subsystem or group that a subsystem belongs to: "battery" of "battery[2]".
std::string group_of(const std::string& subsystem) {
  return subsystem.substr(0, subsystem.find('['));
}

/// The state of one subsystem of a model that is spelt out, its own or that of its group.
void read_local_state(const Table* initial, const Subsystem& subsystem, Check& check) {
  std::string key = subsystem.name;
  if (initial == nullptr || !initial->has(key)) key = group_of(subsystem.name);
  const std::string path = "initial." + key;
  if (initial == nullptr || !initial->has(key)) {
    check.set_default(path, "ground");
    return;
  }
  if (check.places.count(path) == 0) check.read_setting(*initial, key);
  const auto text = check.scenario.settings.find(path);
  if (text == check.scenario.settings.end()) return;
  try {
    KnownValues known = known_values(check.scenario.settings);
    local_state(subsystem, std::get<std::string>(text->second), known);
    for (const std::string& name : known.used)
      check.scenario.structural.insert("parameters." + name);
  } catch (const expr::ParseError& error) {
    check.report.add(initial->find(key)->within(error.column()),
                     fmt::format("{}: {}", path, error.what()));
  }
}

/// Every subsystem's; a state that does not fit is reported once for a group.
void read_local_states(const Table* initial, Check& check) {
  std::string broken;
  for (const Subsystem& subsystem : check.model.subsystems) {
    if (group_of(subsystem.name) == broken) continue;
    const std::size_t before = check.report.size();
    read_local_state(initial, subsystem, check);
    if (check.report.size() > before) broken = group_of(subsystem.name);
  }
}

void check_spelt_state(Check& check) {
  const auto initial = find_table(check.document, "initial", check.report);
  if (initial) {
    Table(*initial).allow(keys_of_states(check.model));
    check.scenario.initial_state = read_whole_state(*initial, check);
    if (has_whole_state(*initial)) return;
  }
  read_local_states(initial ? &*initial : nullptr, check);
}

}  // namespace

void check_initial_state(Check& check) {
  if (check.is_model_broken) return;
  if (check.scenario.spelt) return check_spelt_state(check);
  auto initial = find_table(check.document, "initial", check.report);
  if (initial) {
    initial->allow(keys_of("initial"));
    initial->check_forms("initial");
    check.read_setting(*initial, "state");
    check.scenario.initial_state = read_whole_state(*initial, check);
    if (initial->has("charger") || initial->has("battery")) read_subsystem_words(*initial, check);
    if (has_whole_state(*initial)) return;
  }
  check.set_default("initial.state", "gg");
}

namespace {

void read_target_state(const Table& target, const Entry& entry, Check& check) {
  const auto text = target.word(entry.key);
  if (!text) return;
  KnownValues known = known_values(check.scenario.settings);
  try {
    for (const int member : members_of(check.model.subsystems, entry.key))
      local_state(check.model.subsystems[static_cast<std::size_t>(member)], *text, known);
  } catch (const expr::ParseError& error) {
    return check.report.add(entry.value.within(error.column()),
                            fmt::format("{}: {}", target.path_of(entry.key), error.what()));
  }
  for (const std::string& name : known.used) check.scenario.structural.insert("parameters." + name);
  check.scenario.target.states.emplace_back(entry.key, *text);
}

}  // namespace

void check_target(Check& check) {
  auto target = find_table(check.document, "target", check.report);
  if (!target || check.is_model_broken) return;
  target->allow(keys_of_states(check.model));
  check.scenario.target.whole = read_whole_state(*target, check);
  for (const Entry& entry : target->node().entries) {
    if (entry.key == "amplitudes" || entry.key == "density_matrix") continue;
    if (has_whole_state(*target)) {
      target->complain(entry.key, "stands beside the state of the whole: give one or the other");
    } else {
      read_target_state(*target, entry, check);
    }
  }
  if (!check.report.empty()) return;
  KnownValues known = known_values(check.scenario.settings);
  check.model.target = make_model(check.scenario, check.scenario.settings, known).target;
}

}  // namespace qbattery::detail
