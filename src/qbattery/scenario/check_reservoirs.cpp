#include <fmt/format.h>

#include <algorithm>

#include "qbattery/model/operator_text.hpp"
#include "qbattery/scenario/check.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

/// Those that a reservoir can act on.
std::vector<std::string> two_level_subsystems(const Model& model) {
  std::vector<std::string> names;
  for (const Subsystem& subsystem : model.subsystems)
    if (subsystem.dimension() == 2) names.push_back(subsystem.name);
  return names;
}

std::vector<std::string> read_subsystems(const Table& reservoir, const Check& check) {
  const std::vector<std::string> all = two_level_subsystems(check.model);
  if (check.is_model_broken) return {};
  if (!reservoir.has("on") && all.empty()) {
    reservoir.complain("on", "has nothing to act on: a reservoir needs two-level systems");
  }
  if (!reservoir.has("on")) return all;
  const std::vector<Node>* items = reservoir.list("on", "subsystems, such as [\"charger\"]");
  std::vector<std::string> names;
  if (items == nullptr) return names;
  for (const Node& item : *items) {
    const auto is_it = [&](const std::string& name) { return name == item.text; };
    if (!item.is(Node::Kind::word)) {
      reservoir.wrong_type("on", item, "a list of subsystems, such as [\"charger\"]");
    } else if (!members_of(check.model.subsystems, item.text).empty() &&
               std::none_of(all.begin(), all.end(), is_it)) {
      reservoir.report().add(
          item.place,
          fmt::format("{} names {}, and a reservoir acts on two-level systems: {}",
                      reservoir.path_of("on"), quoted(item.text), fmt::join(all, ", ")));
    } else if (std::none_of(all.begin(), all.end(), is_it)) {
      reservoir.report().add(item.place,
                             fmt::format("{} names no subsystem: {}{}", reservoir.path_of("on"),
                                         quoted(item.text), hint(item.text, all)));
    } else if (std::any_of(names.begin(), names.end(), is_it)) {
      reservoir.report().add(item.place, fmt::format("{} names {} twice, once is enough",
                                                     reservoir.path_of("on"), quoted(item.text)));
    } else {
      names.push_back(item.text);
    }
  }
  return names;
}

// n, or T with omega. What fermions need beyond (mu) depends on the sweep: check_reached_values.
void check_occupation(const Table& reservoir) {
  const bool from_temperature = reservoir.has("T") || reservoir.has("omega") || reservoir.has("mu");
  if (reservoir.has("n")) return;
  if (!from_temperature) {
    reservoir.missing("n", "the mean occupation; or give T and omega");
    return;
  }
  if (!reservoir.has("T")) reservoir.missing("T", "the temperature that omega goes with");
  if (!reservoir.has("omega")) reservoir.missing("omega", "the frequency that T goes with");
}

void check_reservoir(Table reservoir, const std::string& name, Check& check) {
  reservoir.allow(keys_of("reservoir"));
  reservoir.check_forms("reservoir");
  for (const std::string& key : keys_of("reservoir")) {
    if (key != "on") check.read_setting(reservoir, key);
  }
  if (!reservoir.has("Gamma")) reservoir.missing("Gamma", "the strength of the reservoir");
  check_occupation(reservoir);
  check.set_default(reservoir.path_of("statistics"), "boson");
  check.set_default(reservoir.path_of("collectivity"), 0.0);
  check.scenario.reservoirs.push_back(name);
  check.scenario.acts_on.push_back(read_subsystems(reservoir, check));
}

void check_named_reservoir(const Entry& entry, Check& check) {
  const std::vector<std::string>& keys = keys_of("reservoir");
  const std::string path = "reservoir." + entry.key;
  if (!is_identifier(entry.key)) {
    check.report.add(entry.place,
                     fmt::format("a reservoir's name is made of letters, digits and _, "
                                 "and begins with no digit, got {}",
                                 quoted(entry.key)));
  } else if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) {
    check.report.add(entry.place, fmt::format("{} is a key and no name of a reservoir", path));
  } else {
    check_reservoir(Table(entry.value, path, check.report), entry.key, check);
  }
}

}  // namespace

void check_reservoirs(Check& check) {
  const auto table = find_table(check.document, "reservoir", check.report);
  if (!table) return;
  const std::vector<Entry>& entries = table->node().entries;
  const auto is_table = [](const Entry& entry) { return entry.value.is(Node::Kind::table); };
  if (std::none_of(entries.begin(), entries.end(), is_table)) {
    check_reservoir(*table, "", check);
    return;
  }
  const Entry& named = *std::find_if(entries.begin(), entries.end(), is_table);
  for (const Entry& entry : entries) {
    if (is_table(entry)) {
      check_named_reservoir(entry, check);
    } else {
      check.report.add(
          entry.place,
          fmt::format("reservoir has the key {} beside the table {}: a scenario has one "
                      "reservoir, or several with names",
                      quoted(entry.key), quoted(named.key)));
    }
  }
}

}  // namespace qbattery::detail
