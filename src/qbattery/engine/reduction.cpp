#include "qbattery/engine/reduction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double default_bound = 1e-3;

/// A quantity inside a reduction and the text that identifies its samples.
struct NamedQuantity {
  std::string text;
  Quantity quantity;

  SampledFunction on(const Curve& curve) const { return curve.function(text, quantity); }
  const std::vector<double>& samples(const Curve& curve) const {
    return curve.samples(text, quantity);
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

double first_time_not_negative(const SampledFunction& margin) {
  if (margin.values.front() >= 0.0) return margin.times.front();
  const std::vector<double> crossings = sign_changes(margin);
  return crossings.empty() ? nan : crossings.front();
}

class Compiler {
 public:
  Compiler(const Model& model, const ReductionScope& scope) : model_(model), scope_(scope) {}

  Reduction compile(const expr::Expression& expression) const {
    return expr::compile<Curve>(expression, [this](const expr::Expression& leaf) {
      return leaf.kind == expr::Kind::name ? compile_name(leaf) : compile_call(leaf);
    });
  }

 private:
  Reduction compile_name(const expr::Expression& leaf) const {
    const auto found = scope_.reductions.find(leaf.text);
    if (found != scope_.reductions.end()) {
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

  Reduction compile_call(const expr::Expression& call) const {
    const std::string& name = call.text;
    const bool compares = (name == "max" || name == "min") && call.args().size() == 2;
    const std::vector<std::string>& known = reduction_names();
    if (compares || std::find(known.begin(), known.end(), name) == known.end()) {
      if (expr::find_function(name) == nullptr) throw_unknown(call);
      return {};
    }
    const Reduction plain = compile_reducer(call);
    return [text = to_string(call), plain](const Curve& curve) {
      return curve.remember(text, [&] { return plain(curve); });
    };
  }

  Reduction compile_reducer(const expr::Expression& call) const {
    const std::string& name = call.text;
    const bool two = name == "at" || (name == "argfirst_max" && call.args().size() == 2);
    expect_arguments(call, two ? 2 : 1, name == "argfirst_max" ? "1 or 2 arguments" : "");
    if (name == "first_time") return compile_first_time(call.args()[0]);
    const NamedQuantity q = quantity(call.args()[0]);
    if (name == "at") {
      return [q, time = compile(call.args()[1])](const Curve& curve) {
        const double t = time(curve);
        return t >= 0.0 && std::isfinite(t) ? curve.at(q.quantity, t) : nan;
      };
    }
    if (name == "argfirst_max") {
      const Reduction bound =
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

  static Reduction compile_extremum(const std::string& name, const NamedQuantity& q) {
    if (name == "max") return [q](const Curve& c) { return global_maximum(q.on(c)).value; };
    if (name == "argmax") return [q](const Curve& c) { return global_maximum(q.on(c)).time; };
    if (name == "min") return [q](const Curve& c) { return global_minimum(q.on(c)).value; };
    return [q](const Curve& c) { return global_minimum(q.on(c)).time; };
  }

  // first_time(left >= right) is the first zero of left - right from below.
  Reduction compile_first_time(const expr::Expression& condition) const {
    const bool compares = condition.kind == expr::Kind::apply &&
                          condition.text.find_first_of("<>") != std::string::npos;
    if (!compares) {
      throw expr::ParseError(condition.column,
                             "first_time takes a comparison, such as first_time(E_B >= 0.9)");
    }
    expr::Expression margin = condition;
    margin.text = "-";
    if (condition.text.front() == '<') {
      margin.arguments = std::make_shared<const std::vector<expr::Expression>>(
          std::vector<expr::Expression>{condition.args()[1], condition.args()[0]});
    }
    return
        [q = quantity(margin)](const Curve& curve) { return first_time_not_negative(q.on(curve)); };
  }

  NamedQuantity quantity(const expr::Expression& expression) const {
    const expr::Expression whole =
        expr::substitute(expression, [this](const std::string& name) -> const expr::Expression* {
          const auto found = scope_.quantities.find(name);
          return found == scope_.quantities.end() ? nullptr : &found->second;
        });
    return {to_string(whole), compile_quantity(whole, model_, Task::evolve)};
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
    throw expr::ParseError(call.column, fmt::format("there is no reduction \"{}\"{}", call.text,
                                                    suggestion(call.text, names)));
  }

  const Model& model_;
  const ReductionScope& scope_;
};

}  // namespace

const std::vector<std::string>& reduction_names() {
  static const std::vector<std::string> names = {"max",  "min", "argmax",       "argmin",    "mean",
                                                 "last", "at",  "argfirst_max", "first_time"};
  return names;
}

Reduction compile_reduction(const expr::Expression& expression, const Model& model,
                            const ReductionScope& scope) {
  return Compiler(model, scope).compile(expression);
}

}  // namespace qbattery
