#include "qbattery/expr/traced.hpp"

#include <cmath>
#include <numbers>

namespace qbattery::expr {

namespace {

using lanes::Traced;

Traced apply_operator(const std::string& op, const std::vector<Traced>& x) {
  if (x.size() == 1) return -x[0];
  if (op == "+") return x[0] + x[1];
  if (op == "-") return x[0] - x[1];
  if (op == "*") return x[0] * x[1];
  if (op == "/") return x[0] / x[1];
  if (op == "<") return less(x[0], x[1]);
  if (op == "<=") return less_equal(x[0], x[1]);
  if (op == ">") return less(x[1], x[0]);
  if (op == ">=") return less_equal(x[1], x[0]);
  if (x[1].is_constant() && x[1].constant() == 2.0) return x[0] * x[0];
  return call([](const double* a) { return std::pow(a[0], a[1]); }, x);
}

Traced apply_function(const Expression& expression, const std::vector<Traced>& x) {
  if (expression.text == "abs") return abs(x[0]);
  if (expression.text == "sqrt") return sqrt(x[0]);
  if (expression.text == "min") return min(x[0], x[1]);
  if (expression.text == "max") return max(x[0], x[1]);
  return call(detail::function_of(expression).call, x);
}

}  // namespace

Traced trace(const Expression& expression,
             const std::function<std::optional<Traced>(const Expression&)>& leaf) {
  if (expression.kind == Kind::number) return expression.value;
  if (expression.kind == Kind::name || expression.kind == Kind::call) {
    if (const std::optional<Traced> found = leaf(expression)) return *found;
  }
  if (expression.kind == Kind::name) {
    if (expression.text == "pi") return std::numbers::pi;
    detail::throw_unknown(expression);
  }
  if (expression.kind == Kind::index) detail::throw_unknown(expression);
  if (expression.kind == Kind::call) detail::function_of(expression);
  std::vector<Traced> arguments;
  for (const Expression& argument : expression.args()) arguments.push_back(trace(argument, leaf));
  return expression.kind == Kind::apply ? apply_operator(expression.text, arguments)
                                        : apply_function(expression, arguments);
}

}  // namespace qbattery::expr
