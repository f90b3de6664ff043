#pragma once

#include <string>

#include "qbattery/expr/expression.hpp"

namespace qbattery::expr {

/// What tells which coefficients are one. Expressions that differ by the order of factors and
/// terms, by known factors and whole powers alone have the same text: "F*g" and "g*F", "F^2" and
/// "F*F"; so have those that differ by their sign: "F - g" and "g - F", "sin(F)" and "sin(-F)",
/// and "cos(F)" and "cos(-F)" that sign as well. The text is not for people.
struct NormalForm {
  double sign;  ///< 1 or -1: the expression is this times what the text stands for
  std::string text;

  bool operator==(const NormalForm&) const = default;
};

NormalForm normal_form(const Expression& expression);

}  // namespace qbattery::expr
