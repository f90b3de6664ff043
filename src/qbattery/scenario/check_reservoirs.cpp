#include <fmt/format.h>

#include <algorithm>

#include "qbattery/model/operator_text.hpp"
#include "qbattery/scenario/check.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

/// The subsystems of a list of these and of groups.
std::vector<std::string> read_list(const Table& reservoir, const Check& check) {
  std::vector<std::string> known;
  for (const Subsystem& subsystem : check.model.subsystems) known.push_back(subsystem.name);
  const std::vector<Node>* items = reservoir.list("on", "subsystems, such as [\"charger\"]");
  std::vector<std::string> names;
  if (items == nullptr) return names;
  for (const Node& item : *items) {
    const std::vector<int> members = members_of(check.model.subsystems, item.text);
    if (!item.is(Node::Kind::word)) {
      reservoir.wrong_type("on", item, "a list of subsystems, such as [\"charger\"]");
    } else if (members.empty()) {
      reservoir.report().add(item.place,
                             fmt::format("{} names no subsystem: {}{}", reservoir.path_of("on"),
                                         quoted(item.text), hint(item.text, known)));
    }
    for (const int member : members) {
      const std::string& name = known[static_cast<std::size_t>(member)];
      if (std::ranges::count(names, name) > 0)
        reservoir.report().add(item.place, fmt::format("{} names {} twice, once is enough",
                                                       reservoir.path_of("on"), quoted(name)));
      names.push_back(name);
    }
  }
  return names;
}

std::vector<std::string> read_subsystems(const Table& reservoir, const Check& check) {
  if (check.is_model_broken) return {};
  if (reservoir.has("on")) return read_list(reservoir, check);
  std::vector<std::string> all;
  for (const Subsystem& subsystem : check.model.subsystems) all.push_back(subsystem.name);
  return all;
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

void refuse(const Table& reservoir, const std::vector<std::string>& keys, const char* kind) {
  for (const std::string& key : keys)
    if (reservoir.has(key))
      reservoir.complain(key, fmt::format("has no meaning for kind = \"{}\"", kind));
}

ReservoirKind read_kind(const Table& reservoir) {
  const std::string word =
      reservoir.word("kind", {"local", "dephasing", "global"}).value_or("local");
  if (word == "dephasing") {
    refuse(reservoir, {"statistics", "n", "T", "omega", "mu", "omega_L"}, "dephasing");
    return ReservoirKind::dephasing;
  }
  if (word == "global") {
    refuse(reservoir, {"n", "omega"}, "global");
    if (!reservoir.has("T")) reservoir.missing("T", "the temperature of the reservoir");
    if (!reservoir.has("omega_L"))
      reservoir.missing("omega_L",
                        "the frequency of an excitation in the laboratory, in the unit of g");
    return ReservoirKind::global;
  }
  refuse(reservoir, {"omega_L"}, "local");
  check_occupation(reservoir);
  return ReservoirKind::local;
}

void check_reservoir(Table reservoir, const std::string& name, Check& check) {
  reservoir.allow(keys_of("reservoir"));
  reservoir.check_forms("reservoir");
  for (const std::string& key : keys_of("reservoir")) {
    if (key != "on" && key != "kind") check.read_setting(reservoir, key);
  }
  if (!reservoir.has("Gamma")) reservoir.missing("Gamma", "the strength of the reservoir");
  const ReservoirKind kind = read_kind(reservoir);
  check.set_default(reservoir.path_of("statistics"), "boson");
  check.set_default(reservoir.path_of("collectivity"), 0.0);
  if (kind == ReservoirKind::global) check.scenario.structural.insert(reservoir.path_of("omega_L"));
  check.scenario.reservoirs.push_back({name, kind, read_subsystems(reservoir, check)});
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

void read_reservoirs(const Table& table, Check& check) {
  const std::vector<Entry>& entries = table.node().entries;
  const auto is_table = [](const Entry& entry) { return entry.value.is(Node::Kind::table); };
  if (std::none_of(entries.begin(), entries.end(), is_table)) {
    check_reservoir(table, "", check);
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

/// Puts what the reservoirs do into the model.
void add_to_model(const Table& table, Check& check) {
  KnownValues known = known_values(check.scenario.settings);
  try {
    check.model = make_model(check.scenario, check.scenario.settings, known);
  } catch (const InvalidInput& error) {
    check.report.add(table.node().place, fmt::format("reservoir: {}", error.what()));
  }
  for (const std::string& name : known.used) check.scenario.structural.insert("parameters." + name);
}

}  // namespace

void check_reservoirs(Check& check) {
  const auto table = find_table(check.document, "reservoir", check.report);
  if (!table) return;
  read_reservoirs(*table, check);
  if (check.report.empty()) add_to_model(*table, check);
}

}  // namespace qbattery::detail
