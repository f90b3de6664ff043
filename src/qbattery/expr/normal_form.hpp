#pragma once

#include <string>

#include "qbattery/expr/expression.hpp"

namespace qbattery::expr {

/// A text that is the same for expressions that differ by the order of factors and terms, by signs,
/// known factors and whole powers alone: "F*g" and "g*F", "F^2" and "F*F". It tells which
/// coefficients are one; it is not for people.
std::string normal_form(const Expression& expression);

}  // namespace qbattery::expr
