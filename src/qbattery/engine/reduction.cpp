#include "qbattery/engine/reduction.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "qbattery/dynamics/features.hpp"
#include "qbattery/dynamics/first_time.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double default_bound = 1e-3;

/// A quantity inside a reduction and the text that identifies its samples.
struct NamedQuantity {
  std::string text;
  Quantity quantity;
  std::vector<NamedQuantity> sides = {};  ///< of a sum or difference

  SampledFunction on(const Curve& curve) const {
    SampledFunction f = curve.function(text, quantity);
    for (const NamedQuantity& side : sides)
      for (const double value : side.samples(curve))
        if (std::isfinite(value)) f.scale = std::max(f.scale, std::abs(value));
    return f;
  }
  const std::vector<double>& samples(const Curve& curve) const {
    return curve.samples(text, quantity);
  }
  Extremum maximum(const Curve& curve) const {
    return curve.remember_extremum("max " + text, [&] { return global_maximum(on(curve)); });
  }
  Extremum minimum(const Curve& curve) const {
    return curve.remember_extremum("min " + text, [&] { return global_minimum(on(curve)); });
  }
};

double trapezoid_mean(const std::vector<double>& times, const std::vector<double>& values) {
  if (times.size() == 1) return values.front();
  double sum = 0.0;
  for (std::size_t i = 1; i < times.size(); ++i) {
    sum += 0.5 * (values[i] + values[i - 1]) * (times[i] - times[i - 1]);
  }
  return sum / (times.back() - times.front());
}

double noise_about(const SampledFunction& f, double bound) {
  return f.noise_share * std::max(f.largest(), std::abs(bound));
}

/// A comparison of a curve: f > bound, or with `sign` -1 f < bound, or with their equality.
struct Condition {
  double sign = 1.0;
  bool is_strict = false;

  explicit Condition(const std::string& symbol)
      : sign(symbol.front() == '<' ? -1.0 : 1.0), is_strict(symbol.size() == 1) {}
  /// With its sides exchanged.
  Condition turned() const {
    Condition other = *this;
    other.sign = -sign;
    return other;
  }
  double first_time(const SampledFunction& margin, double noise) const {
    return is_strict ? first_positive(margin, noise) : first_not_negative(margin, noise);
  }
};

double first_time_beyond(const SampledFunction& f, double bound, const Condition& condition) {
  const double sign = condition.sign;
  const auto margin_of = [=](double value) { return sign * (value - bound); };
  std::vector<double> values;
  for (const double value : f.values) values.push_back(margin_of(value));
  SampledFunction margin = f.over(f.times, values);
  margin.exact = [&](double t) { return margin_of(f.exact(t)); };
  if (f.many) {
    margin.many = [&](const std::vector<double>& times) {
      ValuesAndSlopes seen = f.many(times);
      for (double& value : seen.values) value = margin_of(value);
      for (double& slope : seen.slopes) slope *= sign;
      return seen;
    };
  }
  return condition.first_time(margin, noise_about(f, bound));
}

using Number = expr::Compiled<Curve>;

class Compiler {
 public:
  Compiler(const Model& model, const ReductionScope& scope) : model_(model), scope_(scope) {}

  Reduction compile_whole(const expr::Expression& expression) {
    Reduction reduction = is_series(expression)
                              ? compile_crossings(expression)
                              : Reduction{1, [number = compile(expression)](
                                                 const Curve& curve, std::vector<double>& out) {
                                            out.push_back(number(curve));
                                          }};
    reduction.quantities = std::move(quantities_);
    return reduction;
  }

 private:
  Number compile(const expr::Expression& expression) {
    return expr::compile<Curve>(expression, [this](const expr::Expression& leaf) {
      return leaf.kind == expr::Kind::name ? compile_name(leaf) : compile_call(leaf);
    });
  }

  Number compile_name(const expr::Expression& leaf) {
    const auto found = scope_.reductions.find(leaf.text);
    if (found != scope_.reductions.end()) {
      if (is_series(found->second)) throw_series(leaf.column, leaf.text);
      return
          [text = "reduce." + leaf.text, reduction = compile(found->second)](const Curve& curve) {
            return curve.remember(text, [&] { return reduction(curve); });
          };
    }
    if (scope_.quantities.count(leaf.text) != 0) {
      throw expr::ParseError(leaf.column,
                             fmt::format("\"{0}\" is a curve over time; a reduction makes "
                                         "it one number, such as max({0})",
                                         leaf.text));
    }
    return {};
  }

  Number compile_call(const expr::Expression& call) {
    const std::string& name = call.text;
    const bool compares = (name == "max" || name == "min") && call.args().size() == 2;
    const std::vector<std::string>& known = reduction_names();
    if (compares || std::find(known.begin(), known.end(), name) == known.end()) {
      if (expr::find_function(name) == nullptr) throw_unknown(call);
      return {};
    }
    if (name == "crossings") throw_series(call.column, name);
    const Number plain = compile_reducer(call);
    return [text = to_string(call), plain](const Curve& curve) {
      return curve.remember(text, [&] { return plain(curve); });
    };
  }

  Number compile_reducer(const expr::Expression& call) {
    const std::string& name = call.text;
    const bool two = name == "at" || (name == "argfirst_max" && call.args().size() == 2);
    expect_arguments(call, two ? 2 : 1, name == "argfirst_max" ? "1 or 2 arguments" : "");
    if (name == "first_time") return compile_first_time(call.args()[0]);
    const NamedQuantity q = quantity(call.args()[0]);
    if (name == "at") return compile_at(q, call.args()[1]);
    if (name == "argfirst_max") {
      if (two && evaluate(call.args()[1]) < 0.0)
        throw expr::ParseError(call.args()[1].column,
                               "argfirst_max(Q, bound) looks at most `bound`, from 0, below the "
                               "global maximum");
      const Number bound =
          two ? compile(call.args()[1]) : [](const Curve&) { return default_bound; };
      return
          [q, bound](const Curve& curve) { return first_maximum(q.on(curve), bound(curve)).time; };
    }
    if (name == "mean") {
      return [q](const Curve& curve) { return trapezoid_mean(curve.times(), q.samples(curve)); };
    }
    if (name == "last") return [q](const Curve& curve) { return q.samples(curve).back(); };
    return compile_extremum(name, q);
  }

  // A time that is known must be one of the curve; one that is found may be NaN.
  Number compile_at(const NamedQuantity& q, const expr::Expression& when) {
    const double known = evaluate(when);
    const bool is_end_known = std::isfinite(scope_.last_time);
    if (is_end_known && (known < 0.0 || known > scope_.last_time))
      throw expr::ParseError(when.column,
                             fmt::format("at() looks at times from 0 to {}, where the curve ends",
                                         shortest_digits(scope_.last_time)));
    return [q, time = compile(when)](const Curve& curve) {
      const double t = time(curve);
      return t >= 0.0 && t <= curve.times().back() ? curve.at(q.text, q.quantity, t) : nan;
    };
  }

  static Number compile_extremum(const std::string& name, const NamedQuantity& q) {
    if (name == "max") return [q](const Curve& c) { return q.maximum(c).value; };
    if (name == "argmax") return [q](const Curve& c) { return q.maximum(c).time; };
    if (name == "min") return [q](const Curve& c) { return q.minimum(c).value; };
    return [q](const Curve& c) { return q.minimum(c).time; };
  }

  Reduction compile_crossings(const expr::Expression& call) {
    expect_arguments(call, 2, "");
    const std::size_t count = count_of(call.args()[1]);
    return {count,
            [q = quantity(call.args()[0]), count](const Curve& curve, std::vector<double>& out) {
              std::vector<double> times = sign_changes(q.on(curve));
              times.resize(count, nan);
              out.insert(out.end(), times.begin(), times.end());
            }};
  }

  static std::size_t count_of(const expr::Expression& expression) {
    const double count = evaluate(expression);
    if (count >= 1.0 && count <= most_crossings && count == std::floor(count))
      return static_cast<std::size_t>(count);
    throw expr::ParseError(
        expression.column,
        fmt::format("crossings takes a whole number from 1 to {}, such as crossings(E_A - E_B, 5)",
                    most_crossings));
  }

  /// NaN where it is not known yet.
  static double evaluate(const expr::Expression& expression) {
    try {
      return expr::evaluate_constant(expression);
    } catch (const expr::ParseError&) {
      return nan;
    }
  }

  [[noreturn]] static void throw_series(int column, const std::string& name) {
    throw expr::ParseError(column, fmt::format("\"{}\" is several numbers, where one is needed; "
                                               "crossings(Q, k) stands alone",
                                               name));
  }

  // first_time(left >= right) is the first zero of left - right from below.
  Number compile_first_time(const expr::Expression& condition) {
    const bool compares = condition.kind == expr::Kind::apply &&
                          condition.text.find_first_of("<>") != std::string::npos;
    if (!compares) {
      throw expr::ParseError(condition.column,
                             "first_time takes a comparison, such as first_time(E_B >= 0.9)");
    }
    const Condition compared(condition.text);
    const auto is_fixed = [this](const expr::Expression& side) {
      return is_number(side) || !std::isnan(evaluate(side));
    };
    if (is_fixed(condition.args()[0]) && is_fixed(condition.args()[1]))
      throw expr::ParseError(condition.column,
                             "first_time compares a curve, and both sides are numbers");
    for (const std::size_t bound : {0U, 1U})
      if (is_number(condition.args()[bound]))
        return compile_first_time_beyond(condition.args()[1 - bound], condition.args()[bound],
                                         bound == 1 ? compared : compared.turned());
    expr::Expression margin = condition;
    margin.text = "-";
    if (condition.text.front() == '<') {
      margin.arguments = std::make_shared<const std::vector<expr::Expression>>(
          std::vector<expr::Expression>{condition.args()[1], condition.args()[0]});
    }
    return [q = quantity(margin), compared](const Curve& curve) {
      const SampledFunction f = q.on(curve);
      return compared.first_time(f, noise_about(f, 0.0));
    };
  }

  /// Whether an expression is made of reductions: a number that the whole curve has to tell.
  bool is_number(const expr::Expression& expression) const {
    if (expression.kind == expr::Kind::name) return scope_.reductions.count(expression.text) != 0;
    if (expression.kind == expr::Kind::number) return false;
    return is_reduction_call(expression) ||
           std::ranges::any_of(expression.args(), [this](const auto& e) { return is_number(e); });
  }

  Number compile_first_time_beyond(const expr::Expression& curve_of,
                                   const expr::Expression& bound_of, const Condition& condition) {
    return [q = quantity(curve_of), bound = compile(bound_of), condition](const Curve& curve) {
      return first_time_beyond(q.on(curve), bound(curve), condition);
    };
  }

  NamedQuantity quantity(const expr::Expression& expression) {
    const expr::Expression whole =
        expr::substitute(expression, [this](const std::string& name) -> const expr::Expression* {
          const auto found = scope_.quantities.find(name);
          return found == scope_.quantities.end() ? nullptr : &found->second;
        });
    NamedQuantity named = compiled(whole);
    const bool is_sum = whole.kind == expr::Kind::apply && (whole.text == "+" || whole.text == "-");
    if (is_sum)
      for (const expr::Expression& side : whole.args()) named.sides.push_back(compiled(side));
    return named;
  }

  NamedQuantity compiled(const expr::Expression& whole) {
    quantities_.push_back(whole);
    return {to_string(whole), compile_quantity(whole, model_, scope_.task)};
  }

  static void expect_arguments(const expr::Expression& call, std::size_t count,
                               const std::string& in_words) {
    if (call.args().size() == count) return;
    throw expr::ParseError(
        call.column, fmt::format("{} takes {}, got {}", call.text,
                                 in_words.empty() ? fmt::format("{} argument(s)", count) : in_words,
                                 call.args().size()));
  }

  [[noreturn]] static void throw_unknown(const expr::Expression& call) {
    std::vector<std::string> names = reduction_names();
    names.insert(names.end(), expr::function_names().begin(), expr::function_names().end());
    const std::string near = suggestion(call.text, names);
    throw expr::ParseError(
        call.column, fmt::format("there is no reduction \"{}\"{}", call.text,
                                 near.empty() ? fmt::format("; there are: {}",
                                                            fmt::join(reduction_names(), ", "))
                                              : near));
  }

  const Model& model_;
  const ReductionScope& scope_;
  std::vector<expr::Expression> quantities_;
};

}  // namespace

const std::vector<std::string>& reduction_names() {
  static const std::vector<std::string> names = {"max",        "min",      "argmax", "argmin",
                                                 "mean",       "last",     "at",     "argfirst_max",
                                                 "first_time", "crossings"};
  return names;
}

bool is_reduction_call(const expr::Expression& expression) {
  if (expression.kind != expr::Kind::call) return false;
  const bool compares = expression.is_call("max") || expression.is_call("min");
  return std::ranges::count(reduction_names(), expression.text) > 0 &&
         (!compares || expression.args().size() == 1);
}

bool is_series(const expr::Expression& reduction) { return reduction.is_call("crossings"); }

std::string series_axis(const std::string& variable) { return variable + "_number"; }

std::size_t numbers_of(const expr::Expression& reduction) {
  if (!is_series(reduction)) return 1;
  return static_cast<std::size_t>(expr::evaluate_constant(reduction.args()[1]));
}

std::string units_of_reduction(const expr::Expression& reduction, const ReductionScope& scope) {
  if (reduction.kind == expr::Kind::name) {
    const auto found = scope.reductions.find(reduction.text);
    return found == scope.reductions.end() ? "1" : units_of_reduction(found->second, scope);
  }
  const auto is_one_of = [&reduction](std::initializer_list<std::string_view> names) {
    return std::ranges::any_of(names,
                               [&](std::string_view name) { return reduction.is_call(name); });
  };
  if (is_one_of({"argmax", "argmin", "argfirst_max", "first_time", "crossings"}))
    return scope.time_units;
  const bool of_quantity = is_one_of({"mean", "last", "at"}) ||
                           (is_one_of({"max", "min"}) && reduction.args().size() == 1);
  if (!of_quantity) return "1";
  const expr::Expression& quantity = reduction.args().front();
  const auto found = scope.quantities.find(quantity.text);
  const bool named = quantity.kind == expr::Kind::name && found != scope.quantities.end();
  return units_of(named ? found->second : quantity);
}

Reduction compile_reduction(const expr::Expression& expression, const Model& model,
                            const ReductionScope& scope) {
  return Compiler(model, scope).compile_whole(expression);
}

}  // namespace qbattery
