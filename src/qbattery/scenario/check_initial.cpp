#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/model/local_states.hpp"
#include "qbattery/model/operator_text.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/check.hpp"

namespace qbattery::detail {

namespace {

std::optional<Matrix> read_whole_state(const Table& table, const Check& check) {
  const int levels = total_dimension(check.model.dimensions());
  return read_whole_state(
      table, levels,
      check.scenario.spelt ? "the first subsystem first" : "in the order ee, eg, ge, gg");
}

/// The subsystem or group that a subsystem belongs to: "battery" of "battery[2]".
std::string group_of(const std::string& subsystem) {
  return subsystem.substr(0, subsystem.find('['));
}

/// Names of subsystems and groups, and of the keys for whole states.
std::vector<std::string> keys_of_states(const Model& model) {
  std::vector<std::string> keys = {"amplitudes", "density_matrix"};
  const auto add = [&keys](const std::string& name) {
    if (std::ranges::count(keys, name) == 0) keys.push_back(name);
  };
  for (const Subsystem& subsystem : model.subsystems) {
    add(subsystem.name);
    add(group_of(subsystem.name));
  }
  return keys;
}

/// Of a table with the state of the whole: no subsystem has one beside it.
void complain_of_other_states(const Table& table) {
  if (table.has("amplitudes") && table.has("density_matrix"))
    table.complain("density_matrix", "stands beside amplitudes: give one or the other");
  for (const Entry& entry : table.node().entries)
    if (entry.key != "amplitudes" && entry.key != "density_matrix")
      table.complain(entry.key, "stands beside the state of the whole: give one or the other");
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
    if (has_whole_state(*initial)) return complain_of_other_states(*initial);
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
  if (has_whole_state(*target)) {
    complain_of_other_states(*target);
  } else {
    for (const Entry& entry : target->node().entries) read_target_state(*target, entry, check);
  }
  if (!check.report.empty()) {
    // A stand-in, so that fidelity(target) is not said to be without one.
    check.model.target = TargetState{{0}, identity(check.model.subsystems.front().dimension())};
    return;
  }
  KnownValues known = known_values(check.scenario.settings);
  check.model.target = make_model(check.scenario, check.scenario.settings, known).target;
}

}  // namespace qbattery::detail
