#pragma once

#include <functional>
#include <optional>

#include "qbattery/expr/expression.hpp"
#include "qbattery/lanes/traced.hpp"

namespace qbattery::expr {

/// Writes an expression down for lanes, the same as compile() makes a function of it: `leaf` is
/// asked first for every name and call. Throws ParseError with the column of what is unknown.
lanes::Traced trace(const Expression& expression,
                    const std::function<std::optional<lanes::Traced>(const Expression&)>& leaf);

}  // namespace qbattery::expr
