#include "qbattery/scenario/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qbattery/engine/reduction.hpp"
#include "qbattery/quantities/quantity.hpp"
#include "qbattery/scenario/keys.hpp"
#include "qbattery/scenario/report.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

using expr::Expression;
using expr::Kind;

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_quantity_call(const Expression& expression) {
  return expression.kind == Kind::call && find_definition(expression.text) != nullptr;
}

// Names begin with no digit: 1i is what is read of 2i, as 2 * 1i.
bool is_imaginary(const std::string& name) { return name == "1i"; }

[[noreturn]] void throw_unknown(const Expression& name, const NameScope& scope) {
  const std::string text = quoted(name.text);
  if (name.text == scope.self) {
    throw expr::ParseError(name.column, fmt::format("{} is defined by itself", text));
  }
  if (contains(scope.later, name.text)) {
    throw expr::ParseError(
        name.column, fmt::format("{} is defined below; a name stands for one further up", text));
  }
  if (contains(scope.subsystems, name.text)) {
    throw expr::ParseError(name.column, fmt::format("{0} is a subsystem; ask for a quantity of it, "
                                                    "such as energy({1})",
                                                    text, name.text));
  }
  if (contains(scope.parameters, name.text)) {
    throw expr::ParseError(
        name.column,
        fmt::format("{} is a parameter, which quantities are not made of; results name it beside "
                    "them",
                    text));
  }
  for (const QuantityDefinition& quantity : quantity_catalogue()) {
    if (quantity.name != name.text) continue;
    throw expr::ParseError(
        name.column, fmt::format("{} is a quantity and is written {}", text, quantity.signature()));
  }
  if (is_imaginary(name.text)) {
    throw expr::ParseError(name.column, "an imaginary number, and figures of merit are real");
  }
  std::vector<std::string> known = scope.curves;
  known.insert(known.end(), scope.numbers.begin(), scope.numbers.end());
  throw expr::ParseError(name.column,
                         fmt::format("there is no variable {}{}", text, hint(name.text, known)));
}

void check_subsystem(const Expression& argument, const NameScope& scope) {
  if (argument.kind != Kind::name && argument.kind != Kind::index) return;
  const std::string name = to_string(argument);
  if (contains(scope.subsystems, name)) return;
  throw expr::ParseError(argument.column, fmt::format("there is no subsystem {}{}", quoted(name),
                                                      hint(name, scope.subsystems)));
}

[[noreturn]] void throw_not_over_time(const Expression& name, const Expression& reducer) {
  throw expr::ParseError(name.column,
                         fmt::format("{} is one number, but {} runs over a variable of time",
                                     quoted(to_string(name)), reducer.text));
}

/// One walk through an expression, from the outside in.
class Walk {
 public:
  explicit Walk(const NameScope& scope) : scope_(scope) {}

  /// `reducer` is the reduction that runs over the curve this expression is part of, or null.
  void check(const Expression& expression, const Expression* reducer) const {
    if (expression.kind == Kind::number) return;
    if (expression.kind == Kind::name) return check_name(expression, reducer);
    if (expression.kind == Kind::index) throw_unknown(expression, scope_);
    if (is_quantity_call(expression)) return check_quantity(expression, reducer);
    // Of a function that does not exist, the arguments tell nothing.
    if (expression.kind == Kind::call && !is_known_call(expression)) return;
    const bool over_time = is_reduction_call(expression);
    if (over_time && reducer != nullptr) throw_not_over_time(expression, *reducer);
    if (over_time && expression.is_call("first_time") && !expression.args().empty())
      return check_condition(expression.args()[0], expression);
    for (std::size_t i = 0; i < expression.args().size(); ++i) {
      check(expression.args()[i], over_time && i == 0 ? &expression : reducer);
    }
  }

 private:
  // A curve may be compared with a number of the whole curve.
  void check_condition(const Expression& condition, const Expression& reducer) const {
    if (condition.kind != Kind::apply) return check(condition, &reducer);
    for (const Expression& side : condition.args()) {
      if (has_number(side) && has_curve(side))
        throw expr::ParseError(side.column,
                               "first_time compares a curve on one side with a number of it on the "
                               "other, such as first_time(E_B >= 0.9*max(E_B))");
      check(side, has_number(side) ? nullptr : &reducer);
    }
  }

  bool has_curve(const Expression& expression) const {
    if (expression.kind == Kind::name) return contains(scope_.curves, expression.text);
    if (expression.kind == Kind::number || is_reduction_call(expression)) return false;
    return is_quantity_call(expression) ||
           std::ranges::any_of(expression.args(), [this](const auto& e) { return has_curve(e); });
  }

  bool has_number(const Expression& expression) const {
    if (expression.kind == Kind::name) return contains(scope_.numbers, expression.text);
    if (expression.kind == Kind::number) return false;
    return is_reduction_call(expression) ||
           std::ranges::any_of(expression.args(), [this](const auto& e) { return has_number(e); });
  }

  void check_name(const Expression& name, const Expression* reducer) const {
    if (reducer != nullptr && contains(scope_.numbers, name.text)) {
      throw_not_over_time(name, *reducer);
    }
    const bool known = name.text == "pi" || contains(scope_.curves, name.text) ||
                       contains(scope_.numbers, name.text) || contains(scope_.broken, name.text);
    if (!known) throw_unknown(name, scope_);
  }

  void check_quantity(const Expression& call, const Expression* reducer) const {
    const QuantityDefinition& definition = *find_definition(call.text);
    for (std::size_t i = 0; i < call.args().size(); ++i)
      if (definition.takes_subsystem(i)) check_subsystem(call.args()[i], scope_);
    if (!scope_.makes_numbers || reducer != nullptr) return;
    throw expr::ParseError(call.column, fmt::format("{0} runs over time; a reduction makes it one "
                                                    "number, such as max({0})",
                                                    to_string(call)));
  }

  static bool is_known_call(const Expression& call) {
    return contains(reduction_names(), call.text) || expr::find_function(call.text) != nullptr;
  }

  const NameScope& scope_;
};

}  // namespace

void check_names(const Expression& expression, const NameScope& scope) {
  Walk(scope).check(expression, nullptr);
}

bool uses_broken(const Expression& expression, const NameScope& scope) {
  const std::vector<std::string> names = names_in(expression);
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return contains(scope.broken, name); });
}

}  // namespace qbattery::detail
