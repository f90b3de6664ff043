#include "qbattery/model/coefficient.hpp"

#include <algorithm>
#include <limits>

#include "qbattery/model/model.hpp"

namespace qbattery {

expr::Compiled<Instant> compile_coefficient(const expr::Expression& expression,
                                            const std::vector<std::string>& parameters) {
  return expr::compile<Instant>(
      expression, [&](const expr::Expression& leaf) -> expr::Compiled<Instant> {
        if (leaf.kind != expr::Kind::name) return {};
        if (leaf.text == time_name) return [](const Instant& instant) { return instant.t; };
        const auto found = std::ranges::find(parameters, leaf.text);
        if (found == parameters.end()) return {};
        const auto place = static_cast<std::size_t>(found - parameters.begin());
        return [place](const Instant& instant) {
          if (place < instant.parameters.size()) return instant.parameters[place];
          return std::numeric_limits<double>::quiet_NaN();
        };
      });
}

namespace {

bool is_comparison(const expr::Expression& expression) {
  return expression.kind == expr::Kind::apply &&
         (expression.text.front() == '<' || expression.text.front() == '>');
}

/// Whether it depends on t.
bool add_corners(const expr::Expression& expression, std::vector<expr::Expression>& corners) {
  if (!expression.arguments)
    return expression.kind == expr::Kind::name && expression.text == time_name;
  const std::vector<expr::Expression>& args = expression.args();
  bool depends = false;
  for (const expr::Expression& each : args) depends = add_corners(each, corners) || depends;
  if (!depends) return false;
  if (expression.is_call("abs")) corners.push_back(args[0]);
  if (is_comparison(expression) || expression.is_call("min") || expression.is_call("max"))
    corners.push_back(expr::combine("-", args[0], args[1]));
  return true;
}

}  // namespace

std::vector<expr::Expression> corners_of(const expr::Expression& expression) {
  std::vector<expr::Expression> corners;
  add_corners(expression, corners);
  return corners;
}

}  // namespace qbattery
