#pragma once

// Included by expression.hpp alone: the body of its template.

#include <array>
#include <numbers>

namespace qbattery::expr {

namespace detail {

/// Throws ParseError: `expression`, a name or call, means nothing here.
[[noreturn]] void throw_unknown(const Expression& expression);

/// The mathematical function of a call. Throws ParseError where there is none or it takes another
/// number of arguments.
const Function& function_of(const Expression& call);

template <class Context>
Compiled<Context> compile_apply(const Expression& expression,
                                std::vector<Compiled<Context>> arguments) {
  if (arguments.size() == 1) {
    return [a = std::move(arguments[0])](const Context& context) { return -a(context); };
  }
  return [a = std::move(arguments[0]), b = std::move(arguments[1]),
          combine = binary_operator(expression.text)](const Context& context) {
    return combine(a(context), b(context));
  };
}

template <class Context>
Compiled<Context> compile_call(const Expression& expression,
                               std::vector<Compiled<Context>> arguments) {
  return [arguments = std::move(arguments),
          call = function_of(expression).call](const Context& context) {
    std::array<double, most_arguments> values{};
    for (std::size_t k = 0; k < arguments.size(); ++k) values[k] = arguments[k](context);
    return call(values.data());
  };
}

}  // namespace detail

template <class Context>
Compiled<Context> compile(const Expression& expression,
                          const std::function<Compiled<Context>(const Expression&)>& leaf) {
  if (expression.kind == Kind::number) {
    return [value = expression.value](const Context&) { return value; };
  }
  if (expression.kind == Kind::name || expression.kind == Kind::call) {
    if (Compiled<Context> found = leaf(expression)) return found;
  }
  if (expression.kind == Kind::name) {
    if (expression.text == "pi") return [](const Context&) { return std::numbers::pi; };
    detail::throw_unknown(expression);
  }
  if (expression.kind == Kind::index) detail::throw_unknown(expression);
  if (expression.kind == Kind::call) detail::function_of(expression);
  std::vector<Compiled<Context>> arguments;
  for (const Expression& argument : expression.args()) {
    arguments.push_back(compile<Context>(argument, leaf));
  }
  return expression.kind == Kind::apply
             ? detail::compile_apply<Context>(expression, std::move(arguments))
             : detail::compile_call<Context>(expression, std::move(arguments));
}

}  // namespace qbattery::expr
