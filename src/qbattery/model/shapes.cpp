#include "qbattery/model/shapes.hpp"

#include <fmt/format.h>

#include "qbattery/support/text.hpp"

namespace qbattery {

using expr::Expression;
using expr::ParseError;

namespace {

void expect_one(const Expression& call) {
  if (call.args().size() == 1) return;
  throw ParseError(call.column,
                   fmt::format("{0} takes one number, such as {0}(t - 2), got {1} arguments",
                               call.text, call.args().size()));
}

Expression ramp(const Expression& x) {
  return expr::call("min", {expr::call("max", {x, expr::number(0.0)}), expr::number(1.0)});
}

double place_of(const Expression& argument) {
  try {
    return expr::evaluate_constant(argument);
  } catch (const ParseError&) {
    throw ParseError(argument.column, "the places of a table are plain numbers");
  }
}

// y_0 + sum (y_(k+1) - y_k) ramp((x - x_k)/(x_(k+1) - x_k)).
Expression table(const Expression& call) {
  const std::vector<Expression>& points = call.args();
  if (points.size() < 5 || points.size() % 2 == 0)
    throw ParseError(
        call.column,
        "a table is written table(t, t_0, y_0, t_1, y_1, ...) with two points or more");
  Expression sum = points[2];
  for (std::size_t k = 3; k < points.size(); k += 2) {
    const double from = place_of(points[k - 2]);
    const double to = place_of(points[k]);
    if (!(to > from))
      throw ParseError(points[k].column, fmt::format("the places of a table rise, got {} after {}",
                                                     shortest_digits(to), shortest_digits(from)));
    const Expression way = expr::combine("/", expr::combine("-", points[0], expr::number(from)),
                                         expr::number(to - from));
    const Expression rise = expr::combine("-", points[k + 1], points[k - 1]);
    sum = expr::combine("+", sum, expr::combine("*", rise, ramp(way)));
  }
  return sum;
}

}  // namespace

std::optional<Expression> spelt_shape(const Expression& call) {
  if (call.text == "table") return table(call);
  if (call.text != "step" && call.text != "ramp") return {};
  expect_one(call);
  if (call.text == "ramp") return ramp(call.args()[0]);
  Expression step;
  step.kind = expr::Kind::apply;
  step.text = ">=";
  step.arguments = std::make_shared<const std::vector<Expression>>(
      std::vector<Expression>{call.args()[0], expr::number(0.0)});
  step.column = call.column;
  return step;
}

}  // namespace qbattery
