#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/model/coefficient.hpp"
#include "qbattery/model/local_states.hpp"
#include "qbattery/model/model.hpp"
#include "qbattery/scenario/check.hpp"
#include "qbattery/scenario/keys.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

/// An expression of [parameters] as it stands in the file, and its value for them.
struct Value {
  expr::Expression expression;
  double now = 0.0;
};

/// One [[stage]] after the other.
class StageCheck {
 public:
  explicit StageCheck(Check& check) : check_(check) {
    KnownValues known = known_values(check.scenario.settings);
    for (const auto& [name, value] : known.values) names_.push_back(name);
    for (const std::string& name : names_) values_.push_back(known.values[name]);
  }

  void read(const Table& table, bool is_last) {
    Stage stage;
    stage.name = table.has("name") ? table.word("name").value_or("")
                                   : fmt::format("{}", check_.scenario.stages.size() + 1);
    stage.duration = expr::number(std::numeric_limits<double>::infinity());
    if (table.has("duration")) {
      if (const auto duration = read_value(table.node(), "duration", "stage.duration")) {
        if (!(duration->now >= 0.0 && std::isfinite(duration->now)))
          table.complain("duration",
                         "must be at least 0 and finite, got " + shortest_digits(duration->now));
        stage.duration = duration->expression;
      }
    } else if (!is_last) {
      table.missing("duration",
                    "a number or an expression of parameters; the last stage alone may "
                    "go without and lasts to the end");
    }
    read_settings(table.node(), "", stage);
    check_.scenario.stages.push_back(std::move(stage));
  }

 private:
  /// Keys of the table, those of tables in it with their path: reservoir.hot.Gamma = 0.
  void read_settings(const Node& node, const std::string& path, Stage& stage) {
    for (const Entry& entry : node.entries) {
      const std::string key = path + entry.key;
      if (key == "name" || key == "duration") continue;
      if (entry.value.is(Node::Kind::table)) {
        read_settings(entry.value, key + ".", stage);
      } else if (const std::string own = nearest(key, keys_of("stage"));
                 !own.empty() && !is_setting(key)) {
        check_.report.add(entry.place, fmt::format("unknown key \"stage.{}\", did you mean "
                                                   "\"stage.{}\"?",
                                                   key, own));
      } else if (const auto setting = resolve_setting(check_, key, entry.place, "stage: the key")) {
        read_setting(node, entry, *setting, stage);
      }
    }
  }

  bool is_setting(const std::string& key) const {
    return std::ranges::any_of(check_.scenario.settings, [&key](const auto& setting) {
      return setting.first == key || last_component(setting.first) == key;
    });
  }

  void read_setting(const Node& node, const Entry& entry, const std::string& setting,
                    Stage& stage) {
    const std::string where = "stage." + entry.key;
    const SettingRule& rule = *setting_rule(setting);
    if (rule.takes_words() || check_.scenario.structural.count(setting) != 0)
      return check_.report.add(
          entry.place, fmt::format("{}: {} is what the model is made of, and stays; a stage sets "
                                   "numbers in rates and coefficients",
                                   where, setting));
    const auto value = read_value(node, entry.key, where);
    if (!value) return;
    const std::string complaint = complaint_about(rule, value->now);
    if (!complaint.empty()) check_.report.add(entry.value.place, where + " " + complaint);
    constexpr std::string_view table = "parameters.";
    stage.values.emplace_back(setting.starts_with(table) ? setting.substr(table.size()) : setting,
                              value->expression);
  }

  std::optional<Value> read_value(const Node& node, const std::string& key,
                                  const std::string& where) {
    const Node& value = *node.find(key);
    if (value.is(Node::Kind::number)) return Value{expr::number(value.number), value.number};
    if (!value.is(Node::Kind::word)) {
      check_.report.add(value.place, fmt::format("{} must be a number or an expression of "
                                                 "parameters in quotes, got {}",
                                                 where, description(value)));
      return {};
    }
    try {
      const expr::Expression expression = expr::parse(value.text);
      if (std::ranges::count(expr::names_in(expression), time_name) > 0)
        throw expr::ParseError(1,
                               "a stage sets numbers; what changes in it is a matter of terms "
                               "and rates, which may use t");
      return Value{expression, compile_coefficient(expression, names_)({values_, std::nan("")})};
    } catch (const expr::ParseError& error) {
      check_.report.add(value.within(error.column()), fmt::format("{}: {}", where, error.what()));
      return {};
    }
  }

  Check& check_;
  std::vector<std::string> names_;
  std::vector<double> values_;
};

}  // namespace

void check_stages(Check& check) {
  const Node* stages = check.document.find("stage");
  if (stages == nullptr) return;
  const Table file(check.document, {}, check.report);
  const bool tables =
      stages->is(Node::Kind::list) && std::ranges::all_of(stages->items, [](const Node& item) {
        return item.is(Node::Kind::table);
      });
  if (!tables) return file.wrong_type("stage", *stages, "a table for each, headed [[stage]]");
  if (check.task == Task::steady_state)
    return file.complain("stage", "is part of an evolution; a steady state has no stages");
  StageCheck stage_check(check);
  for (const Node& item : stages->items)
    stage_check.read(Table(item, "stage", check.report), &item == &stages->items.back());
}

namespace {

void read_ancilla(const Table& table, CollisionText& text) {
  text.ancilla.name = "ancilla";
  if (!table.has("ancilla"))
    table.missing("ancilla", "\"two-level\", \"mode\", \"spin\" or \"levels\"");
  const auto kind = table.word("ancilla", {"two-level", "mode", "spin", "levels"});
  if (kind) read_size(table, *kind, text.ancilla);
}

/// Builds what the table says, part by part.
void build_collisions(const Table& table, const CollisionText& text, Check& check) {
  KnownValues known = known_values(check.scenario.settings);
  Model joint;
  const std::size_t before = check.report.size();
  const bool has_size = !size_key(text.ancilla.kind).empty();
  attempt(check, table, has_size ? size_key(text.ancilla.kind) : "ancilla",
          [&] { joint = with_ancilla(check.model, text.ancilla, known); });
  if (check.report.size() > before) return;
  attempt(check, table, "hamiltonian", [&] { add_hamiltonian(joint, text.hamiltonian, known); });
  attempt(check, table, "duration", [&] {
    const expr::Expression duration = read_rate(check.model, text.duration);
    if (std::ranges::count(expr::names_in(duration), time_name) > 0)
      throw expr::ParseError(1, "a duration is a number, which parameters alone may change");
  });
  if (has_whole_state(table)) {
    check.scenario.collisions->whole_state =
        read_whole_state(table, joint.subsystems.back().dimension(), "the first level first");
  } else {
    attempt(check, table, "state",
            [&] { local_state(joint.subsystems.back(), text.state, known); });
  }
  for (const std::string& name : known.used) check.scenario.structural.insert("parameters." + name);
}

void refuse_beside_collisions(const Table& table, const Check& check) {
  const Table file(check.document, {}, table.report());
  if (check.task == Task::steady_state)
    table.report().add(table.node().place,
                       "collisions are an evolution: give task = \"evolve\" and a count large "
                       "enough for what stays");
  if (file.has("time"))
    file.complain("time", "stands beside [collisions], whose times are 0 to collisions.count");
  if (file.has("stage")) file.complain("stage", "stands beside [collisions]: give one of them");
  for (const ReservoirText& each : check.scenario.reservoirs)
    if (each.kind == ReservoirKind::global)
      table.report().add(table.node().place,
                         "stands beside a global reservoir, whose jumps know nothing of ancillas");
}

}  // namespace

void check_collisions(Check& check) {
  auto table = find_table(check.document, "collisions", check.report);
  if (!table) return;
  table->allow(keys_of("collisions"));
  table->check_forms("collisions");
  refuse_beside_collisions(*table, check);
  CollisionText text;
  const std::size_t before = check.report.size();
  read_ancilla(*table, text);
  text.state = table->word("state").value_or("ground");
  text.hamiltonian = table->word("hamiltonian").value_or("");
  text.duration = expression_or_number(*table, "duration");
  if (!table->has("hamiltonian"))
    table->missing("hamiltonian",
                   "what couples the ancilla, such as \"g * (sp(ancilla) * "
                   "sm(battery) + h.c.)\"");
  if (!table->has("duration")) table->missing("duration", "how long each collision lasts");
  if (!table->has("count")) table->missing("count", "how many collisions");
  const auto count = table->whole_number("count", 1, most_points - 1);
  if (count)
    for (int n = 0; n <= *count; ++n) check.scenario.times.push_back(n);
  if (check.report.size() > before || check.is_model_broken) return;
  check.scenario.collisions = text;
  build_collisions(*table, text, check);
}

}  // namespace qbattery::detail
