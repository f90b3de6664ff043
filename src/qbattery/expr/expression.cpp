#include "qbattery/expr/expression.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qbattery/support/text.hpp"

namespace qbattery::expr {

Expression number(double value) {
  Expression result;
  result.value = value;
  return result;
}

Expression name(std::string text) {
  Expression result;
  result.kind = Kind::name;
  result.text = std::move(text);
  return result;
}

namespace {

Expression with_arguments(Kind kind, std::string_view text, std::vector<Expression> arguments) {
  Expression result;
  result.kind = kind;
  result.text = std::string(text);
  result.column = arguments.front().column;
  result.arguments = std::make_shared<const std::vector<Expression>>(std::move(arguments));
  return result;
}

bool is(const Expression& expression, double value) {
  return expression.kind == Kind::number && expression.value == value;
}

}  // namespace

Expression combine(std::string_view symbol, const Expression& left, const Expression& right) {
  if (left.kind == Kind::number && right.kind == Kind::number)
    return number(binary_operator(symbol)(left.value, right.value));
  if (symbol == "+" && is(left, 0.0)) return right;
  if ((symbol == "+" || symbol == "-") && is(right, 0.0)) return left;
  if (symbol == "*" && (is(left, 0.0) || is(right, 0.0))) return number(0.0);
  if (symbol == "*" && is(left, 1.0)) return right;
  if ((symbol == "*" || symbol == "/") && is(right, 1.0)) return left;
  return with_arguments(Kind::apply, symbol, {left, right});
}

Expression call(const std::string& function, std::vector<Expression> arguments) {
  bool all_known = true;
  for (const Expression& argument : arguments) all_known &= argument.kind == Kind::number;
  Expression result = with_arguments(Kind::call, function, std::move(arguments));
  return all_known ? number(evaluate_constant(result)) : result;
}

std::string to_string(const Expression& expression) {
  if (expression.kind == Kind::number) return shortest_digits(expression.value);
  if (expression.kind == Kind::name) return expression.text;
  std::vector<std::string> arguments;
  for (const Expression& argument : expression.args()) arguments.push_back(to_string(argument));
  if (expression.kind == Kind::index) return fmt::format("{}[{}]", expression.text, arguments[0]);
  if (expression.kind == Kind::call) {
    return fmt::format("{}({})", expression.text, fmt::join(arguments, ", "));
  }
  return arguments.size() == 1
             ? fmt::format("(-{})", arguments[0])
             : fmt::format("({} {} {})", arguments[0], expression.text, arguments[1]);
}

std::vector<std::string> names_in(const Expression& expression) {
  if (expression.kind == Kind::name) return {expression.text};
  std::vector<std::string> names;
  if (expression.kind == Kind::number) return names;
  for (const Expression& argument : expression.args()) {
    for (std::string& name : names_in(argument)) {
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
    }
  }
  return names;
}

Expression substitute(const Expression& expression,
                      const std::function<const Expression*(const std::string&)>& replacement) {
  if (expression.kind == Kind::number) return expression;
  if (expression.kind == Kind::name) {
    const Expression* found = replacement(expression.text);
    return found != nullptr ? *found : expression;
  }
  std::vector<Expression> arguments;
  for (const Expression& argument : expression.args()) {
    arguments.push_back(substitute(argument, replacement));
  }
  Expression result = expression;
  result.arguments = std::make_shared<const std::vector<Expression>>(std::move(arguments));
  return result;
}

std::size_t count_nodes(const Expression& expression, std::size_t most,
                        const std::function<std::size_t(const std::string&)>& size_of_name) {
  if (expression.kind == Kind::number) return 1;
  if (expression.kind == Kind::name) return std::min(size_of_name(expression.text), most + 1);
  std::size_t count = 1;
  for (const Expression& argument : expression.args()) {
    if (count > most) break;
    count += count_nodes(argument, most - count, size_of_name);
  }
  return count;
}

double evaluate_constant(const Expression& expression) {
  struct Nothing {};
  return compile<Nothing>(expression, [](const Expression&) { return Compiled<Nothing>(); })({});
}

namespace detail {

void throw_unknown(const Expression& expression) {
  if (expression.text == "1i")
    throw ParseError(expression.column, "an imaginary number, where only real ones have a meaning");
  if (expression.kind == Kind::index)
    throw ParseError(expression.column,
                     fmt::format("{} stands for no number", to_string(expression)));
  const char* what = expression.kind == Kind::call ? "function" : "name";
  throw ParseError(expression.column, fmt::format("unknown {} \"{}\"", what, expression.text));
}

const Function& function_of(const Expression& call) {
  const Function* function = find_function(call.text);
  if (function == nullptr) throw_unknown(call);
  if (call.args().size() != function->arguments) {
    throw ParseError(call.column, fmt::format("{} takes {} argument(s), got {}", call.text,
                                              function->arguments, call.args().size()));
  }
  return *function;
}

}  // namespace detail

}  // namespace qbattery::expr
