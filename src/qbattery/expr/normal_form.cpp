#include "qbattery/expr/normal_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>

#include "qbattery/support/text.hpp"

namespace qbattery::expr {

namespace {

bool is_apply(const Expression& e, std::string_view symbol, std::size_t arguments) {
  return e.kind == Kind::apply && e.text == symbol && e.args().size() == arguments;
}

bool is_call_of_any(const Expression& e, std::initializer_list<std::string_view> names) {
  return e.kind == Kind::call && std::ranges::count(names, e.text) > 0;
}

/// f(-x) = f(x).
bool is_even(const Expression& e) { return is_call_of_any(e, {"cos", "cosh", "sech", "abs"}); }
/// f(-x) = -f(x).
bool is_odd(const Expression& e) { return is_call_of_any(e, {"sin", "sinh", "tanh"}); }

/// What is neither a sum nor a product, with what it is made of in normal form.
NormalForm indivisible(const Expression& e) {
  if (e.kind == Kind::name) return {1.0, e.text};
  double sign = 1.0;
  std::vector<std::string> arguments;
  for (const Expression& argument : e.args()) {
    NormalForm form = normal_form(argument);
    if (is_odd(e)) sign *= form.sign;
    const bool is_told = form.sign > 0.0 || is_odd(e) || is_even(e);
    arguments.push_back(is_told ? form.text : "-" + form.text);
  }
  return {sign, fmt::format("{}({})", e.text, fmt::join(arguments, ","))};
}

/// A number times powers of other things.
class Product {
 public:
  void multiply(const Expression& e, double power) {
    if (e.kind == Kind::number) {
      number_ *= std::pow(e.value, power);
    } else if (is_apply(e, "*", 2) || is_apply(e, "/", 2)) {
      multiply(e.args()[0], power);
      multiply(e.args()[1], e.text == "*" ? power : -power);
    } else if (is_apply(e, "-", 1)) {
      number_ *= std::pow(-1.0, power);
      multiply(e.args()[0], power);
    } else if (is_apply(e, "^", 2) && is_whole(e.args()[1])) {
      multiply(e.args()[0], power * e.args()[1].value);
    } else {
      const bool is_sum = is_apply(e, "+", 2) || is_apply(e, "-", 2);
      const NormalForm form = is_sum ? normal_form(e) : indivisible(e);
      number_ *= std::pow(form.sign, power);
      powers_[is_sum ? fmt::format("({})", form.text) : form.text] += power;
    }
  }

  double number() const { return number_; }
  std::string factors() const {
    std::string text;
    for (const auto& [factor, power] : powers_)
      text += fmt::format("*{}^{}", factor, shortest_digits(power));
    return text;
  }

 private:
  static bool is_whole(const Expression& e) {
    return e.kind == Kind::number && e.value == std::floor(e.value);
  }

  double number_ = 1.0;
  std::map<std::string, double> powers_;
};

/// Numbers by what they are multiplied with.
using Terms = std::map<std::string, double>;

void add(Terms& terms, const Expression& e, double sign) {
  if (is_apply(e, "+", 2) || is_apply(e, "-", 2)) {
    add(terms, e.args()[0], sign);
    add(terms, e.args()[1], e.text == "+" ? sign : -sign);
    return;
  }
  Product product;
  product.multiply(e, 1.0);
  terms[product.factors()] += sign * product.number();
}

}  // namespace

NormalForm normal_form(const Expression& expression) {
  Terms terms;
  add(terms, expression, 1.0);
  const auto first =
      std::ranges::find_if(terms, [](const auto& term) { return term.second != 0.0; });
  NormalForm form{first != terms.end() && first->second < 0.0 ? -1.0 : 1.0, ""};
  for (const auto& [factors, number] : terms)
    form.text += fmt::format("+{}{}", shortest_digits(form.sign * number + 0.0), factors);
  return form;
}

}  // namespace qbattery::expr
