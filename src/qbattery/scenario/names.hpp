#pragma once

#include <map>
#include <string>
#include <vector>

#include "qbattery/expr/expression.hpp"

namespace qbattery::detail {

/// What the names in an expression may stand for, where it is defined.
struct NameScope {
  std::vector<std::string> subsystems;  ///< and groups of them
  std::vector<std::string> parameters;  ///< of the model, which have no value here
  std::vector<std::string> curves;  ///< variables over time (or of the steady state), defined above
  std::vector<std::string> numbers;  ///< reductions defined above
  std::vector<std::string> broken;   ///< defined above with a fault of their own, reported already
  std::vector<std::string> later;    ///< the expression itself and those defined below
  std::string self;
  bool makes_numbers = false;  ///< the expression is one number of a whole curve, as in [reduce]
};

/// Throws expr::ParseError at the first name that stands for nothing, and says what would be right.
void check_names(const expr::Expression& expression, const NameScope& scope);

/// Whether one of the names is among those with a fault of their own.
bool uses_broken(const expr::Expression& expression, const NameScope& scope);

}  // namespace qbattery::detail
