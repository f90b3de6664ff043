#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "qbattery/scenario/axis_values.hpp"
#include "qbattery/scenario/check.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

// A right key that this scenario does not use is no slip of the pen.
std::string advice_for(const std::string& text, const std::set<std::string>& known) {
  std::vector<std::string> candidates(known.begin(), known.end());
  for (const std::string& path : known) candidates.push_back(last_component(path));
  const std::string advice = suggestion(text, candidates);
  if (!advice.empty() && setting_rule(text) == nullptr) return advice;
  return fmt::format("; there are: {}", fmt::join(known, ", "));
}

}  // namespace

std::optional<std::string> resolve_setting(Check& check, const std::string& text,
                                           const Place& place, const std::string& where) {
  // Keys with a fault of their own are known too: one fault is reported once.
  std::set<std::string> known;
  for (const auto& [path, value] : check.scenario.settings) known.insert(path);
  for (const auto& [path, stands] : check.places) known.insert(path);
  if (known.count(text) != 0) return text;
  // What a model that is refused could start from is not known.
  if (check.is_model_broken && text.starts_with("initial.")) return {};
  std::vector<std::string> matches;
  for (const std::string& path : known)
    if (last_component(path) == text) matches.push_back(path);
  if (matches.size() == 1) return matches.front();
  check.report.add(place, matches.empty()
                              ? fmt::format("{} {} has no value in this scenario{}", where,
                                            quoted(text), advice_for(text, known))
                              : fmt::format("{} {} is ambiguous: it may be {}", where, quoted(text),
                                            fmt::join(matches, " or ")));
  return {};
}

namespace {

/// Checks the axes one after the other.
class SweepCheck {
 public:
  explicit SweepCheck(Check& check) : check_(check) {}

  void add_axis(Table table) {
    table.allow(keys_of("sweep"));
    table.check_forms("sweep");
    Axis axis;
    axis.keys = read_keys(table);
    axis.name = read_name(table, axis);
    AxisValues read = read_axis_values(table, axis.keys, grid_points_);
    for (const std::string& key : axis.keys) check_values(key, read);
    axis.values = std::move(read.values);
    check_.scenario.sweep.push_back(std::move(axis));
  }

 private:
  // parameter = "F" or parameter = ["reservoir.hot.n", "reservoir.cold.n"].
  std::vector<std::string> read_keys(const Table& table) {
    const Node* parameter = table.find("parameter");
    if (parameter == nullptr) {
      table.missing("parameter", "the key that takes the values, such as \"F\"");
      return {};
    }
    const bool list = parameter->is(Node::Kind::list) && !parameter->items.empty();
    const std::vector<Node> items = list ? parameter->items : std::vector<Node>{*parameter};
    std::vector<std::string> keys;
    for (const Node& item : items) {
      if (!item.is(Node::Kind::word)) {
        table.wrong_type("parameter", item, "a key in quotes such as \"F\", or a list of keys");
      } else if (const auto key = resolve(item); key && is_new(*key, item)) {
        keys.push_back(*key);
      }
    }
    check_kinds(table, keys);
    return keys;
  }

  std::optional<std::string> resolve(const Node& item) {
    return resolve_setting(check_, item.text, item.place, "sweep.parameter");
  }

  bool is_new(const std::string& key, const Node& item) {
    if (!used_.insert(key).second) {
      check_.report.add(item.place, fmt::format("{} is swept twice, once is enough", key));
      return false;
    }
    // An edit that the sweep would cover up is a misunderstanding; one in the file is a default.
    const auto place = check_.places.find(key);
    if (place != check_.places.end() && !place->second.edit.empty()) {
      check_.report.add(place->second,
                        fmt::format("{} takes its values from a sweep of this scenario; "
                                    "remove that first (--unset sweep)",
                                    key));
    }
    return true;
  }

  void check_kinds(const Table& table, const std::vector<std::string>& keys) {
    const auto takes_words = [](const std::string& key) {
      return setting_rule(key)->takes_words();
    };
    for (const std::string& key : keys) {
      if (takes_words(key) == takes_words(keys.front())) continue;
      const bool first = takes_words(keys.front());
      table.complain("parameter", fmt::format("moves {} and {} together, but only {} takes numbers",
                                              keys.front(), key, first ? key : keys.front()));
      return;
    }
  }

  std::string read_name(const Table& table, const Axis& axis) {
    const auto given = table.word("name");
    if (axis.keys.empty() && !given) return {};
    const std::string name = given ? *given : last_component(axis.keys.front());
    const std::string key = given ? "name" : "parameter";
    if (!is_identifier(name)) {
      table.complain(key,
                     fmt::format("must be made of letters, digits and _, and begin with no digit, "
                                 "got {}",
                                 quoted(name)));
    } else if (name == "time" || name == "status") {
      table.complain(key, fmt::format("cannot be {}, which has a meaning already", quoted(name)));
    } else if (!names_.insert(name).second) {
      const std::string advice = given ? "give another" : "give the axis a name of its own";
      table.complain(key, fmt::format("calls a second axis {}, {}", quoted(name), advice));
    }
    return name;
  }

  void check_values(const std::string& key, const AxisValues& read) {
    const SettingRule& rule = *setting_rule(key);
    for (const auto& [value, place] : read.reached) {
      if (std::holds_alternative<std::string>(value) != rule.takes_words()) continue;
      const std::string complaint = complaint_about(rule, value);
      if (!complaint.empty()) check_.report.add(place, fmt::format("{} {}", key, complaint));
    }
    check_.reached[key] = read.reached;
  }

  Check& check_;
  std::set<std::string> used_;
  std::set<std::string> names_;
  double grid_points_ = 1.0;
};

}  // namespace

void check_sweep(Check& check) {
  const Node* sweep = check.document.find("sweep");
  if (sweep == nullptr) return;
  const bool tables = sweep->is(Node::Kind::list) && !sweep->items.empty() &&
                      std::all_of(sweep->items.begin(), sweep->items.end(),
                                  [](const Node& item) { return item.is(Node::Kind::table); });
  if (!tables) {
    Table(check.document, {}, check.report)
        .wrong_type("sweep", *sweep, "a table for each axis, headed [[sweep]]");
    return;
  }
  SweepCheck sweep_check(check);
  for (const Node& item : sweep->items) sweep_check.add_axis(Table(item, "sweep", check.report));
}

}  // namespace qbattery::detail
