#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/scenario/check.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

KnownValues known_values(const Settings& settings) {
  constexpr std::string_view table = "parameters.";
  KnownValues known;
  for (const auto& [path, value] : settings)
    if (const double* number = std::get_if<double>(&value); number && path.starts_with(table))
      known.values[path.substr(table.size())] = *number;
  return known;
}

namespace detail {

void attempt(Check& check, const Table& table, const std::string& key,
             const std::function<void()>& build) {
  const Node* node = table.find(key);
  try {
    build();
  } catch (const expr::ParseError& error) {
    check.report.add(node != nullptr ? node->within(error.column()) : table.node().place,
                     fmt::format("{}: {}", table.path_of(key), error.what()));
  } catch (const InvalidInput& error) {
    check.report.add(node != nullptr ? node->place : table.node().place,
                     fmt::format("{}: {}", table.path(), error.what()));
  }
}

namespace {

/// Reads [[subsystem]], [[hamiltonian]] and [[jump]], and builds the model part by part.
class ModelCheck {
 public:
  explicit ModelCheck(Check& check)
      : check_(check),
        text_(*check.scenario.spelt),
        known_(known_values(check.scenario.settings)) {}

  void run() {
    const std::size_t before = check_.report.size();
    check_.model.parameters = text_.parameters;
    for_each("subsystem", [this](Table& table) { read_subsystem(table); });
    if (check_.report.size() == before) {
      for_each("operator", [this](Table& table) { read_named(table); });
      for_each("hamiltonian", [this](Table& table) { read_term(table); });
      for_each("jump", [this](Table& table) { read_jump(table); });
      read_energies();
    }
    check_.is_model_broken = check_.report.size() > before;
    for (const std::string& name : known_.used)
      check_.scenario.structural.insert("parameters." + name);
  }

 private:
  template <class Read>
  void for_each(const std::string& name, Read read) {
    const Node* list = check_.document.find(name);
    if (list == nullptr) return;
    const bool tables =
        list->is(Node::Kind::list) && std::ranges::all_of(list->items, [](const Node& item) {
          return item.is(Node::Kind::table);
        });
    if (!tables) {
      Table(check_.document, {}, check_.report)
          .wrong_type(name, *list, fmt::format("a table for each, headed [[{}]]", name));
      return;
    }
    for (const Node& item : list->items) {
      Table table(item, name, check_.report);
      table.allow(keys_of(name));
      read(table);
    }
  }

  void read_subsystem(const Table& table) {
    SubsystemText text;
    const std::size_t before = check_.report.size();
    if (!table.has("name")) table.missing("name", "what expressions call it");
    if (const auto name = table.word("name")) {
      text.name = *name;
      check_name(table, text.name);
    }
    if (!table.has("kind"))
      table.missing("kind", "\"two-level\", \"mode\", \"spin\" or \"levels\"");
    const auto kind = table.word("kind", {"two-level", "mode", "spin", "levels"});
    text.count = expression_or_number(table, "count",
                                      fmt::format("a whole number from 1 to {}", most_levels_each));
    if (const auto energy = table.number("energy")) {
      text.energy = energy->value;
      if (text.energy < 0.0)
        table.complain("energy", fmt::format("must be at least 0, got {}: an excitation adds "
                                             "energy; kind = \"levels\" takes any energies",
                                             shortest_digits(text.energy)));
    }
    if (kind) read_size(table, *kind, text);
    if (check_.report.size() > before) return;
    SubsystemText one = text;
    one.count.clear();
    Model alone;
    attempt(check_, table, size_key(text.kind), [&] { add_subsystems(alone, one, known_); });
    if (check_.report.size() > before) return;
    attempt(check_, table, "count", [&] { add_subsystems(check_.model, text, known_); });
    text_.subsystems.push_back(std::move(text));
  }

  void check_name(const Table& table, const std::string& name) {
    const auto is_it = [&name](const SubsystemText& other) { return other.name == name; };
    if (name == "pi" || name == "t" || name == "time" || name == "status") {
      table.complain("name",
                     fmt::format("cannot be {}, which has a meaning already", quoted(name)));
    } else if (!is_identifier(name)) {
      table.complain("name", fmt::format("must be made of letters, digits and _, and begin with no "
                                         "digit, got {}",
                                         quoted(name)));
    } else if (std::ranges::any_of(text_.subsystems, is_it)) {
      table.complain("name", fmt::format("calls a second subsystem {}", quoted(name)));
    } else if (std::ranges::find(text_.parameters, name) != text_.parameters.end()) {
      table.complain("name", fmt::format("is also a parameter, {}", quoted(name)));
    }
  }

  void read_named(const Table& table) {
    const std::size_t before = check_.report.size();
    read_operator(check_, table);
    const Node* name = table.find("name");
    if (check_.report.size() > before && name != nullptr && name->is(Node::Kind::word))
      broken_operators_.push_back(name->text);
  }

  /// Whether an expression names an operator with a fault of its own, which says enough.
  bool is_about_broken(const std::string& expression) const {
    std::vector<std::string> names;
    try {
      names = expr::names_in(expr::parse(expression));
    } catch (const expr::ParseError&) {
      return false;  // a fault of this expression
    }
    return std::ranges::any_of(broken_operators_, [&](const std::string& broken) {
      return std::ranges::count(names, broken) > 0;
    });
  }

  void read_term(const Table& table) {
    if (!table.has("term"))
      return table.missing("term", "an expression such as \"F * x(charger)\"");
    const auto term = table.word("term");
    if (!term || is_about_broken(*term)) return;
    attempt(check_, table, "term", [&] { add_hamiltonian(check_.model, *term, known_); });
    text_.hamiltonian.push_back(*term);
  }

  void read_jump(const Table& table) {
    if (!table.has("operator")) table.missing("operator", "such as \"lower(battery)\"");
    if (!table.has("rate")) table.missing("rate", "a number or an expression of parameters");
    const auto op = table.word("operator");
    JumpText jump{op.value_or(""), expression_or_number(table, "rate"), table.boolean("signed"),
                  table.word("each").value_or(""), table.word("reservoir").value_or("")};
    const std::size_t before = check_.report.size();
    check_part_of(table, jump);
    if (!op || jump.rate.empty()) return;
    if (table.has("each")) check_each(table, jump);
    attempt(check_, table, "rate", [&] { read_rate(check_.model, jump.rate); });
    if (check_.report.size() > before || is_about_broken(jump.op)) return;
    attempt(check_, table, "operator", [&] { add_jump(check_.model, jump, known_); });
    text_.jumps.push_back(std::move(jump));
  }

  void check_part_of(const Table& table, const JumpText& jump) {
    if (table.has("reservoir") && !is_identifier(jump.reservoir))
      table.complain("reservoir", fmt::format("must be made of letters, digits and _, and begin "
                                              "with no digit, got {}",
                                              quoted(jump.reservoir)));
  }

  /// That there is such a group, and that the operator is one of its members in turn.
  void check_each(const Table& table, const JumpText& jump) {
    std::vector<std::string> all;
    for (const SubsystemText& subsystem : text_.subsystems) all.push_back(subsystem.name);
    if (std::ranges::count(all, jump.each) == 0)
      return table.complain("each", fmt::format("must be a subsystem or group, got {}{}",
                                                quoted(jump.each), hint(jump.each, all)));
    bool names_it = true;
    attempt(check_, table, "operator", [&] {
      names_it = std::ranges::count(expr::names_in(expr::parse(jump.op)), jump.each) > 0;
    });
    if (!names_it)
      table.complain("each", fmt::format("makes a jump for each member of {0}, which the operator "
                                         "must then name, as lower({0}) does",
                                         jump.each));
  }

  void read_energies() {
    const auto table = find_table(check_.document, "energy", check_.report);
    if (!table) return;
    for (const Entry& entry : table->node().entries) {
      const auto text = table->word(entry.key);
      if (!text || is_about_broken(*text)) continue;
      attempt(check_, *table, entry.key,
              [&] { set_energy(check_.model, entry.key, *text, known_); });
      text_.energies.emplace_back(entry.key, *text);
    }
  }

  Check& check_;
  ModelText& text_;
  KnownValues known_;
  std::vector<std::string> broken_operators_ = {};
};

/// Reports at a value of an axis what the model, or a variable of it, cannot be there.
void check_structure(Check& check, const std::string& key, const Setting& value,
                     const Place& place) {
  Settings settings = check.scenario.settings;
  settings[key] = value;
  const std::string here = fmt::format("{} = {}", key, to_text(value));
  try {
    const Problem problem = make_problem(check.scenario, settings);
    check_task(problem.collisions ? problem.collisions->joint : problem.model,
               task_of(check.scenario));
    for (const expr::Expression& quantity : spelt_out(check.scenario.quantities))
      compile_quantity(quantity, problem.model, task_of(check.scenario));
  } catch (const InvalidInput& error) {
    check.report.add(place, fmt::format("{}: {}", here, error.what()));
  }
}

double value_at(const expr::Expression& expression, const Settings& settings, double t) {
  KnownValues known = known_values(settings);
  known.values[time_name] = t;
  return expr::compile<int>(expression, [&](const expr::Expression& leaf) -> expr::Compiled<int> {
    const auto found = known.values.find(leaf.text);
    if (leaf.kind != expr::Kind::name || found == known.values.end()) return {};
    return [value = found->second](int) { return value; };
  })(0);
}

struct RateAtTime {
  double value;
  std::string when = {};  ///< of one that changes in time
};

/// A rate at given settings; where it changes in time, at those of its times that tell most: the
/// first that is below 0 or not finite, or else the first. Others between are told by the run.
RateAtTime least_rate(const Check& check, const expr::Expression& rate, const Settings& settings) {
  const bool changes = std::ranges::count(expr::names_in(rate), time_name) > 0;
  if (!changes) return {value_at(rate, settings, 0.0)};
  for (const double t : check.scenario.times) {
    const double value = value_at(rate, settings, t);
    if (!(value >= 0.0 && std::isfinite(value)))
      return {value, fmt::format(" at t = {}", shortest_digits(t))};
  }
  return {value_at(rate, settings, 0.0)};
}

/// One rate at the values that are given, then at each that an axis reaches, the others at their
/// first.
void check_rate(Check& check, const JumpText& jump, const Place& place) {
  const expr::Expression rate = read_rate(check.model, jump.rate);
  Settings first = check.scenario.settings;
  for (const Axis& axis : check.scenario.sweep)
    for (const std::string& key : axis.keys) first[key] = axis.values.front();
  const auto complaint = [&](const RateAtTime& found) -> std::string {
    const double value = found.value;
    if (std::isfinite(value) && (value >= 0.0 || jump.is_signed)) return {};
    const std::string digits = shortest_digits(value);
    return fmt::format(
        "jump.rate must be {}, {} {}{}{}",
        jump.is_signed || std::isinf(value) ? "finite" : "at least 0",
        jump.rate == digits ? "got" : jump.rate + " is", digits, found.when,
        value < 0.0 && std::isfinite(value) ? "; signed = true admits negative rates" : "");
  };
  if (const auto what = complaint(least_rate(check, rate, first)); !what.empty())
    return check.report.add(place, what);
  for (const Axis& axis : check.scenario.sweep) {
    for (const std::string& key : axis.keys) {
      for (const auto& [reached, where] : check.reached[key]) {
        Settings there = first;
        there[key] = reached;
        if (const auto what = complaint(least_rate(check, rate, there)); !what.empty())
          check.report.add(where, fmt::format("{} = {}: {}", key, to_text(reached), what));
      }
    }
  }
}

/// How long collisions last, at the values that are given.
void check_duration(Check& check) {
  const std::string& text = check.scenario.collisions->duration;
  const double value = value_at(read_rate(check.model, text), check.scenario.settings, 0.0);
  if (value >= 0.0 && std::isfinite(value)) return;
  check.report.add(
      check.document.find("collisions")->find("duration")->place,
      fmt::format("collisions.duration must be at least 0 and finite, {} {}",
                  text == shortest_digits(value) ? "got" : text + " is", shortest_digits(value)));
}

void check_rates(Check& check) {
  const Node* jumps = check.document.find("jump");
  if (jumps == nullptr) return;
  for (std::size_t i = 0; i < jumps->items.size(); ++i)
    check_rate(check, check.scenario.spelt->jumps[i], jumps->items[i].find("rate")->place);
}

}  // namespace

void check_model_text(Check& check) {
  if (check.scenario.spelt) ModelCheck(check).run();
}

void check_structures(Check& check) {
  if (!check.report.empty()) return;
  try {
    const Problem first = make_problem(check.scenario, check.scenario.settings);
    check_task(first.collisions ? first.collisions->joint : first.model, task_of(check.scenario));
  } catch (const InvalidInput& error) {
    return check.report.add(check.document.find("task")->place, error.what());
  }
  if (check.scenario.spelt) check_rates(check);
  if (check.scenario.collisions) check_duration(check);
  for (const Axis& axis : check.scenario.sweep) {
    for (const std::string& key : axis.keys) {
      if (check.scenario.structural.count(key) == 0 && !key.starts_with("initial.")) continue;
      for (const auto& [value, place] : check.reached[key])
        check_structure(check, key, value, place);
    }
  }
}

}  // namespace detail

}  // namespace qbattery
