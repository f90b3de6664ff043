#include "qbattery/model/operator_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "qbattery/model/local_operators.hpp"
#include "qbattery/model/shapes.hpp"
#include "qbattery/model/unknown_operator.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

using expr::Expression;
using expr::Kind;
using expr::ParseError;

// Longer sums are slips of the pen.
constexpr int most_terms = 10000;
constexpr int highest_power = 64;
// What an expression may grow to: sums within sums, powers of sums.
constexpr std::size_t most_products = 4096;
constexpr std::size_t most_entries = 20'000'000;  // of the matrices of all products
constexpr int most_steps = 200000;

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_known(const Expression& expression) { return expression.kind == Kind::number; }

bool is_zero(const Expression& expression) {
  return is_known(expression) && expression.value == 0.0;
}

}  // namespace

std::vector<int> members_of(const std::vector<Subsystem>& subsystems, const std::string& name) {
  std::vector<int> members;
  for (std::size_t i = 0; i < subsystems.size(); ++i) {
    const std::string& each = subsystems[i].name;
    if (each == name || (each.starts_with(name + "[") && each.ends_with("]")))
      members.push_back(static_cast<int>(i));
  }
  return members;
}

/// One reading of one expression.
class OperatorText::Reader {
 public:
  Reader(const OperatorScope& scope, std::set<std::string>& structural)
      : scope_(scope), structural_(structural) {}

  SymbolicOperator read(const Expression& e) {
    if (++steps_ > most_steps) throw_too_large(e);
    switch (e.kind) {
      case Kind::number:
        return SymbolicOperator(Complex(e.value));
      case Kind::name:
        return read_name(e);
      case Kind::index:
        throw_subsystem(e, to_string(e));
      case Kind::call:
        return read_call(e);
      case Kind::apply:
        return read_apply(e);
    }
    return {};
  }

 private:
  SymbolicOperator read_name(const Expression& e) const {
    if (e.text == "1i") return SymbolicOperator(Complex(0.0, 1.0));
    if (e.text == "pi") return SymbolicOperator(Complex(std::numbers::pi));
    if (const auto bound = indices_.find(e.text); bound != indices_.end())
      return SymbolicOperator(Complex(bound->second));
    if (contains(scope_.symbols, e.text)) return SymbolicOperator(e);
    for (const NamedOperator& each : scope_.operators)
      if (each.name == e.text) return {each.op.subsystem, each.op.matrix};
    if (e.text == "h.c.")
      throw ParseError(e.column,
                       "h.c. follows a + and stands for the adjoint of what is before it");
    if (!members_of(scope_.subsystems, e.text).empty()) throw_subsystem(e, e.text);
    std::vector<std::string> names = scope_.symbols;
    for (const auto& [name, value] : indices_) names.push_back(name);
    for (const NamedOperator& each : scope_.operators) names.push_back(each.name);
    throw_unknown_name(e, names, !scope_.operators.empty());
  }

  [[noreturn]] static void throw_subsystem(const Expression& e, const std::string& name) {
    throw ParseError(e.column,
                     fmt::format("\"{0}\" is a subsystem; ask for an operator of it, such "
                                 "as lower({0})",
                                 name));
  }

  SymbolicOperator read_apply(const Expression& e) {
    const Expression& left = e.args().front();
    if (e.args().size() == 1) return SymbolicOperator(Complex(-1.0)) * read(left);
    const Expression& right = e.args().back();
    if (right.kind == Kind::name && right.text == "h.c." && e.text == "+") {
      const SymbolicOperator before = read(left);
      return before + before.adjoint();
    }
    if (e.text == "+") return read(left) + read(right);
    if (e.text == "-") return read(left) + SymbolicOperator(Complex(-1.0)) * read(right);
    if (e.text == "*") return times(read(left), read(right), e);
    if (e.text == "/") return times(read(left), inverse(right), e);
    if (e.text == "^") return power(e);
    return SymbolicOperator(expr::combine(e.text, real(left), real(right)));
  }

  [[noreturn]] static void throw_too_large(const Expression& e, std::size_t most = most_products) {
    throw ParseError(
        e.column,
        fmt::format("an operator may have at most {} products{}, and take "
                    "{} steps to read",
                    most, most < most_products ? " with this many levels" : "", most_steps));
  }

  SymbolicOperator times(SymbolicOperator a, SymbolicOperator b, const Expression& e) const {
    // A number leaves the terms of an operator as they are.
    const bool by_number = a.is_number() || b.is_number();
    for (SymbolicOperator* each : {&a, &b})
      if (!by_number || each->is_number()) *each = each->collected();
    if (!by_number && (a.has_whole() || b.has_whole())) {
      const Dimensions dimensions = dimensions_of(scope_.subsystems);
      a = a.on_whole(dimensions).collected();
      b = b.on_whole(dimensions).collected();
    }
    require_size(a.size() * b.size(), e);
    return by_number ? a * b : (a * b).collected();
  }

  void require_size(std::size_t products, const Expression& e) const {
    std::size_t largest = 1;
    for (const Subsystem& each : scope_.subsystems)
      largest = std::max(largest, static_cast<std::size_t>(each.dimension()));
    const std::size_t most = std::min(most_products, most_entries / (largest * largest));
    if (products > most) throw_too_large(e, most);
  }

  SymbolicOperator inverse(const Expression& e) {
    const SymbolicOperator value = read(e);
    if (!value.is_number()) throw ParseError(e.column, "an operator cannot stand below a division");
    const auto [re, im] = value.number();
    if (is_known(re) && is_known(im)) {
      const Complex z(re.value, im.value);
      if (z == 0.0) throw ParseError(e.column, "a division by 0");
      return SymbolicOperator(1.0 / z);
    }
    return SymbolicOperator(expr::combine("/", expr::number(1.0), real(e)));
  }

  SymbolicOperator power(const Expression& e) {
    const Expression& base = e.args().front();
    const Expression& exponent = e.args().back();
    const SymbolicOperator value = read(base);
    if (value.is_number() && is_zero(value.number().imaginary))
      return finite(expr::combine("^", value.number().real, real(exponent)), e);
    const int count = whole(exponent, "the power of an operator");
    if (count < 0 || count > highest_power) {
      throw ParseError(
          exponent.column,
          fmt::format("the power of an operator is from 0 to {}, got {}", highest_power, count));
    }
    SymbolicOperator result(Complex(1.0));
    for (int k = 0; k < count; ++k) result = times(result, value, base);
    return result;
  }

  /// A real number, which may depend on parameters.
  Expression real(const Expression& e) {
    const SymbolicOperator value = read(e);
    if (!value.is_number()) throw ParseError(e.column, "an operator, where a number is wanted");
    const auto [re, im] = value.number();
    if (!is_zero(im))
      throw ParseError(e.column, "an imaginary number, where only real ones have a meaning");
    return re;
  }

  std::optional<double> known_value(const Expression& name) {
    if (name.kind != Kind::name) return {};
    if (const auto bound = indices_.find(name.text); bound != indices_.end()) return bound->second;
    const auto known = scope_.values.find(name.text);
    if (known == scope_.values.end()) return {};
    structural_.insert(name.text);
    return known->second;
  }

  /// A whole number whose value is known.
  int whole(const Expression& e, const std::string& what) {
    const auto leaf = [&](const Expression& part) -> expr::Compiled<int> {
      if (const auto known = known_value(part)) return [value = *known](int) { return value; };
      if (!read(part).is_number())
        throw ParseError(part.column, fmt::format("{} is a whole number, got the operator {}", what,
                                                  to_string(part)));
      if (part.kind == Kind::name && contains(scope_.symbols, part.text))
        throw ParseError(part.column, fmt::format("{} must be known, and \"{}\" has no value here",
                                                  what, part.text));
      return {};
    };
    const double value = expr::compile<int>(e, leaf)(0);
    if (value == std::floor(value) && std::abs(value) <= 1e9) return static_cast<int>(value);
    throw ParseError(e.column,
                     fmt::format("{} is a whole number, got {}", what, shortest_digits(value)));
  }

  SymbolicOperator read_call(const Expression& e) {
    if (e.text == "sum" || e.text == "product") return read_series(e);
    if (const LocalOperatorDefinition* definition = find_local_operator(e.text))
      return read_local(e, *definition);
    if (const auto shape = spelt_shape(e)) return read(*shape);
    if (std::ranges::count(scope_.operators, e.text, &NamedOperator::name) > 0)
      throw ParseError(e.column, fmt::format("\"{0}\" is an operator of its own and stands without "
                                             "brackets, {0}",
                                             e.text));
    if (expr::find_function(e.text) == nullptr) throw_unknown_call(e);
    expr::detail::function_of(e);  // takes as many arguments
    if (e.text == "exp") return exponential(e);
    std::vector<Expression> arguments;
    for (const Expression& argument : e.args()) arguments.push_back(real(argument));
    return finite(expr::call(e.text, std::move(arguments)), e);
  }

  /// A number, which is finite where it is known.
  static SymbolicOperator finite(const Expression& value, const Expression& e) {
    if (is_known(value) && !std::isfinite(value.value))
      throw ParseError(e.column, fmt::format("{} is no finite number", to_string(e)));
    return SymbolicOperator(value);
  }

  /// e^(x + iy) = e^x (cos y + i sin y).
  SymbolicOperator exponential(const Expression& e) {
    const Expression& argument = e.args().front();
    const SymbolicOperator value = read(argument);
    if (!value.is_number())
      throw ParseError(argument.column, "an operator, where a number is wanted");
    const auto [re, im] = value.number();
    const SymbolicOperator size = finite(expr::call("exp", {re}), e);
    if (is_zero(im)) return size;
    return size * (finite(expr::call("cos", {im}), e) +
                   SymbolicOperator(Complex(0.0, 1.0)) * finite(expr::call("sin", {im}), e));
  }

  /// sum(i, from, to, ...) or product(i, from, to, ...).
  SymbolicOperator read_series(const Expression& e) {
    if (e.args().size() != 4 || e.args()[0].kind != Kind::name) {
      throw ParseError(e.column, fmt::format("{0} is written {0}(i, from, to, ...) with a name for "
                                             "the index",
                                             e.text));
    }
    const std::string& index = e.args()[0].text;
    const bool is_operator = std::ranges::count(scope_.operators, index, &NamedOperator::name) > 0;
    if (contains(scope_.symbols, index) || indices_.contains(index) || index == "pi" ||
        index == "1i" || is_operator || !members_of(scope_.subsystems, index).empty()) {
      throw ParseError(e.args()[0].column,
                       fmt::format("the index needs a name of its own, \"{}\" is taken", index));
    }
    const int from = whole(e.args()[1], "where an index begins");
    const int to = whole(e.args()[2], "where an index ends");
    if (to - from >= most_terms) {
      throw ParseError(e.column, fmt::format("{} of more than {} terms", e.text, most_terms));
    }
    const bool adds = e.text == "sum";
    SymbolicOperator result = adds ? SymbolicOperator() : SymbolicOperator(Complex(1.0));
    for (int i = from; i <= to; ++i) {
      indices_[index] = i;
      const SymbolicOperator next = read(e.args()[3]);
      result = adds ? result + next : times(result, next, e);
      require_size(result.size(), e);
    }
    indices_.erase(index);
    return result;
  }

  SymbolicOperator read_local(const Expression& e, const LocalOperatorDefinition& definition) {
    if (e.args().size() != 1U + static_cast<std::size_t>(definition.levels)) {
      throw ParseError(e.column,
                       fmt::format("{} takes {} argument(s), got {}", definition.signature,
                                   1 + definition.levels, e.args().size()));
    }
    std::vector<int> levels;
    for (std::size_t k = 1; k < e.args().size(); ++k)
      levels.push_back(whole(e.args()[k], "a level"));
    SymbolicOperator all;
    for (const int place : places_of(e.args()[0])) {
      try {
        const Subsystem& subsystem = scope_.subsystems[static_cast<std::size_t>(place)];
        all = all + SymbolicOperator(place, local_operator(definition, subsystem, levels));
      } catch (const InvalidInput& error) {
        throw ParseError(e.column, error.what());
      }
    }
    return all;
  }

  std::vector<int> places_of(const Expression& e) {
    std::string name = e.text;
    if (e.kind == Kind::index)
      name = fmt::format("{}[{}]", e.text, whole(e.args()[0], "a place in a group"));
    if (e.kind == Kind::name || e.kind == Kind::index) {
      if (const auto alias = scope_.aliases.find(name); alias != scope_.aliases.end())
        return {alias->second};
      const std::vector<int> members = members_of(scope_.subsystems, name);
      if (!members.empty()) return members;
    }
    throw ParseError(
        e.column, fmt::format("there is no subsystem \"{}\"; there are: {}",
                              e.kind == Kind::name || e.kind == Kind::index ? name : to_string(e),
                              fmt::join(subsystem_names(), ", ")));
  }

  std::vector<std::string> subsystem_names() const {
    std::vector<std::string> names;
    for (const Subsystem& subsystem : scope_.subsystems) names.push_back(subsystem.name);
    return names;
  }

  const OperatorScope& scope_;
  std::set<std::string>& structural_;
  std::map<std::string, double> indices_ = {};
  int steps_ = 0;
};

SymbolicOperator OperatorText::read(std::string_view text) const {
  return Reader(scope_, structural_).read(expr::parse(text));
}

}  // namespace qbattery
