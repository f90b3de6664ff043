#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "qbattery/engine/reduction.hpp"
#include "qbattery/scenario/check.hpp"
#include "qbattery/scenario/names.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

// An expression is compiled by recursion: a longer one could fill the stack.
constexpr std::size_t longest_expression = 2000;

using Definitions = std::map<std::string, expr::Expression>;

expr::Expression spell_out(const expr::Expression& expression, const Definitions& known) {
  return expr::substitute(expression, [&](const std::string& name) -> const expr::Expression* {
    const auto found = known.find(name);
    return found == known.end() ? nullptr : &found->second;
  });
}

/// Sizes of variables, by name.
using Sizes = std::map<std::string, std::size_t>;

std::size_t count_parts(const expr::Expression& expression, const Sizes& sizes) {
  return expr::count_nodes(expression, most_parts, [&sizes](const std::string& name) {
    const auto found = sizes.find(name);
    return found == sizes.end() ? 1 : found->second;
  });
}

// An axis names its own coordinate and those of the other keys that move with it:
// "reservoir_hot_n".
bool names_coordinate(const Axis& axis, const std::string& name) {
  if (axis.name == name) return true;
  return std::any_of(axis.keys.begin(), axis.keys.end(), [&](std::string key) {
    std::replace(key.begin(), key.end(), '.', '_');
    return key == name;
  });
}

/// Checks the definitions of one table, top to bottom.
class Definer {
 public:
  /// `compile` throws expr::ParseError for what has no meaning.
  using Compile = std::function<void(const expr::Expression&)>;

  Definer(const Table& table, Check& check, Sizes& sizes)
      : table_(table), check_(check), sizes_(sizes) {}

  /// Adds what is right to `result` and its name to `defined`, one of the lists in `scope`.
  void define(const Entry& entry, NameScope& scope, std::vector<std::string>& defined,
              std::vector<NamedExpression>& result, const Compile& compile) {
    scope.self = entry.key;
    const std::optional<expr::Expression> expression = read(entry, scope, compile);
    if (expression) {
      result.push_back({entry.key, *expression});
      sizes_[entry.key] = count_parts(*expression, sizes_);
    }
    (expression ? defined : scope.broken).push_back(entry.key);
    std::erase(scope.later, entry.key);
  }

 private:
  std::optional<expr::Expression> read(const Entry& entry, const NameScope& scope,
                                       const Compile& compile) const {
    if (!check_name(entry, scope)) return {};
    if (!entry.value.is(Node::Kind::word)) {
      report_type(entry);
      return {};
    }
    try {
      require_short(entry.value.text);
      require_ascii(entry.value.text);
      const expr::Expression expression = expr::parse(entry.value.text);
      check_names(expression, scope);
      require_few_parts(expression);
      if (uses_broken(expression, scope)) return {};
      compile(expression);
      return expression;
    } catch (const expr::ParseError& error) {
      const bool in_file = entry.value.text_column > 0;
      check_.report.add(entry.value.within(error.column()),
                        fmt::format("{}: {}{}", table_.path_of(entry.key), error.what(),
                                    in_file ? "" : fmt::format(" (character {})", error.column())));
      return {};
    }
  }

  void report_type(const Entry& entry) const {
    const std::string key = nearest(entry.key, keys_of(table_.path()));
    if (key.empty()) {
      table_.wrong_type(entry.key, entry.value,
                        "an expression in quotes, such as \"energy(battery)\"");
    } else {
      check_.report.add(entry.place, fmt::format("unknown key \"{}\", did you mean \"{}\"?",
                                                 table_.path_of(entry.key), table_.path_of(key)));
    }
  }

  static void require_ascii(const std::string& text) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80U; };
    const auto other = std::find_if_not(text.begin(), text.end(), is_ascii);
    if (other == text.end()) return;
    throw expr::ParseError(static_cast<int>(other - text.begin()) + 1,
                           "a character outside ASCII, where an expression has none");
  }

  static void require_short(const std::string& text) {
    if (text.size() <= longest_expression) return;
    throw expr::ParseError(1, fmt::format("an expression may have at most {} characters, got {}",
                                          longest_expression, text.size()));
  }

  void require_few_parts(const expr::Expression& expression) const {
    if (count_parts(expression, sizes_) <= most_parts) return;
    throw expr::ParseError(1, fmt::format("an expression may have at most {} parts, with all names "
                                          "replaced by what they stand for",
                                          most_parts));
  }

  bool check_name(const Entry& entry, const NameScope& scope) const {
    const std::string complaint = complaint_about_name(entry.key, scope);
    if (!complaint.empty()) check_.report.add(entry.place, complaint);
    return complaint.empty();
  }

  std::string complaint_about_name(const std::string& name, const NameScope& scope) const {
    if (!is_identifier(name)) {
      return fmt::format(
          "a variable's name is made of letters, digits and _, and begins with no digit, got {}",
          quoted(name));
    }
    const std::vector<std::string>& subsystems = scope.subsystems;
    const bool subsystem =
        std::find(subsystems.begin(), subsystems.end(), name) != subsystems.end();
    if (name == "time" || name == "status" || name == "pi" || subsystem) {
      return fmt::format("a variable cannot be called {}: {} has a meaning already",
                         table_.path_of(name), name);
    }
    const std::vector<Axis>& sweep = check_.scenario.sweep;
    const auto uses_name = [&](const Axis& axis) { return names_coordinate(axis, name); };
    if (std::none_of(sweep.begin(), sweep.end(), uses_name)) return {};
    return fmt::format("{} is also the name of an axis; rename it, or give the axis another name",
                       table_.path_of(name));
  }

  const Table& table_;
  Check& check_;
  Sizes& sizes_;
};

NameScope scope_of(const Model& model) {
  NameScope scope;
  scope.parameters = model.parameters;
  for (const Subsystem& subsystem : model.subsystems) {
    const std::string group = subsystem.name.substr(0, subsystem.name.find('['));
    if (std::ranges::count(scope.subsystems, group) == 0) scope.subsystems.push_back(group);
    if (group != subsystem.name) scope.subsystems.push_back(subsystem.name);
  }
  return scope;
}

void expect(const Node& table, NameScope& scope) {
  for (const Entry& entry : table.entries) {
    if (entry.key != "keep_curves") scope.later.push_back(entry.key);
  }
}

// Energy and ergotropy of every subsystem of a model that is spelt out.
std::vector<NamedExpression> quantities_of_all(const Model& model) {
  std::vector<NamedExpression> quantities;
  for (const Subsystem& subsystem : model.subsystems) {
    std::string name;  // battery_0 of battery[0]
    for (const char c : subsystem.name)
      if (c != ']') name += c == '[' ? '_' : c;
    quantities.push_back({"E_" + name, expr::parse(fmt::format("energy({})", subsystem.name))});
    quantities.push_back({"W_" + name, expr::parse(fmt::format("ergotropy({})", subsystem.name))});
  }
  return quantities;
}

std::vector<NamedExpression> default_quantities(Task task) {
  std::vector<NamedExpression> quantities = {
      {"E_A", expr::parse("energy(charger)")},
      {"E_B", expr::parse("energy(battery)")},
      {"W_B", expr::parse("ergotropy(battery)")},
      {"P_B", expr::parse("average_power(battery)")},
      {"sz_B", expr::parse("inversion(battery)")},
      {"S_AB", expr::parse("steering(charger, battery)")},
      {"S_BA", expr::parse("steering(battery, charger)")},
  };
  // Power is a matter of time.
  if (task != Task::evolve) quantities.erase(quantities.begin() + 3);
  return quantities;
}

// Of those of the model's own set.
void require_other_axes(Check& check) {
  const Entry* sweep = check.document.find_entry("sweep");
  for (const Axis& axis : check.scenario.sweep)
    for (const NamedExpression& quantity : check.scenario.quantities)
      if (names_coordinate(axis, quantity.name))
        check.report.add(sweep->place,
                         fmt::format("the axis {0} is called as the variable {0} of the model's "
                                     "own set is; give it another name, or the variables in "
                                     "[quantities]",
                                     quantity.name));
}

Definitions spelt_out_definitions(const std::vector<NamedExpression>& expressions) {
  Definitions known;
  for (const auto& [name, expression] : expressions) {
    known.insert_or_assign(name, spell_out(expression, known));
  }
  return known;
}

void require_no_reduction(const expr::Expression& expression) {
  if (is_reduction_call(expression))
    throw expr::ParseError(
        expression.column,
        fmt::format("{} makes one number of a whole curve: it stands in [reduce]",
                    expression.text));
  if (expression.kind == expr::Kind::name || expression.kind == expr::Kind::number) return;
  for (const expr::Expression& part : expression.args()) require_no_reduction(part);
}

}  // namespace

void check_quantities(Check& check) {
  if (check.is_model_broken) return;
  const auto table = find_table(check.document, "quantities", check.report);
  if (!table) {
    check.scenario.quantities = check.scenario.spelt ? quantities_of_all(check.model)
                                                     : default_quantities(task_of(check.scenario));
    require_other_axes(check);
    return;
  }
  if (table->node().entries.empty()) {
    check.report.add(table->node().place,
                     "[quantities] defines no variable; remove it for the model's own set");
  }
  const Model& model = check.model;
  NameScope scope = scope_of(model);
  expect(table->node(), scope);
  Sizes sizes;
  Definitions known;
  Definer definer(*table, check, sizes);
  for (const Entry& entry : table->node().entries) {
    definer.define(entry, scope, scope.curves, check.scenario.quantities,
                   [&](const expr::Expression& expression) {
                     require_no_reduction(expression);
                     const expr::Expression whole = spell_out(expression, known);
                     if (check.task) compile_quantity(whole, model, task_of(check.scenario));
                     known.insert_or_assign(entry.key, whole);
                   });
  }
  check.broken_quantities = scope.broken;
}

namespace {

void check_reductions_of(const Table& table, Check& check) {
  const Model& model = check.model;
  NameScope scope = scope_of(model);
  scope.makes_numbers = true;
  Sizes sizes;
  for (const auto& [name, expression] : check.scenario.quantities) {
    scope.curves.push_back(name);
    sizes[name] = count_parts(expression, sizes);
  }
  scope.broken = check.broken_quantities;
  expect(table.node(), scope);
  ReductionScope reductions{
      spelt_out_definitions(check.scenario.quantities), {}, task_of(check.scenario)};
  if (!check.scenario.times.empty()) reductions.last_time = check.scenario.times.back();
  Definer definer(table, check, sizes);
  for (const Entry& entry : table.node().entries) {
    if (entry.key == "keep_curves") continue;
    if (reductions.quantities.count(entry.key) != 0) {
      check.report.add(entry.place,
                       fmt::format("reduce.{0} is also a variable of [quantities]; give "
                                   "one of them another name",
                                   entry.key));
      std::erase(scope.later, entry.key);
      continue;
    }
    definer.define(entry, scope, scope.numbers, check.scenario.reduce,
                   [&](const expr::Expression& expression) {
                     compile_reduction(expression, model, reductions);
                     reductions.reductions.insert_or_assign(entry.key, expression);
                   });
  }
}

// A series brings an axis of its own, whose name must be free.
void check_series_axes(const Table& table, Check& check) {
  for (const auto& [name, expression] : check.scenario.reduce) {
    if (!is_series(expression)) continue;
    const std::string axis = series_axis(name);
    const auto has_name = [&axis](const auto& other) { return other.name == axis; };
    const Scenario& scenario = check.scenario;
    if (!std::ranges::any_of(scenario.reduce, has_name) &&
        !std::ranges::any_of(scenario.quantities, has_name) &&
        !std::ranges::any_of(scenario.sweep,
                             [&axis](const Axis& each) { return names_coordinate(each, axis); }))
      continue;
    check.report.add(
        table.node().find_entry(name)->place,
        fmt::format("reduce.{} counts its crossings along an axis {}, and that name is "
                    "taken; rename one of them",
                    name, axis));
  }
}

}  // namespace

void check_reductions(Check& check) {
  if (check.is_model_broken) return;
  const auto table = find_table(check.document, "reduce", check.report);
  if (!table) return;
  if (check.task == Task::steady_state) {
    check.report.add(table->node().place,
                     "[reduce] works on curves over time: remove it, or give task = \"evolve\"");
    return;
  }
  check.scenario.keep_curves = table->boolean("keep_curves");
  const std::size_t reductions = table->node().entries.size() - (table->has("keep_curves") ? 1 : 0);
  if (reductions == 0) {
    check.report.add(table->node().place,
                     "[reduce] defines no number; remove it to keep the curves");
  }
  check_reductions_of(*table, check);
  check_series_axes(*table, check);
}

}  // namespace qbattery::detail
