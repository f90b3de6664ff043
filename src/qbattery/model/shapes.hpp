#pragma once

#include <optional>

#include "qbattery/expr/expression.hpp"

namespace qbattery {

/// Shapes of pulses in terms of what every expression knows; nothing where the call is none:
///   step(x)   0 below x = 0, 1 from there on
///   ramp(x)   0 below 0, x from 0 to 1, 1 above
///   table(x, x_0, y_0, x_1, y_1, ...)   straight lines between points with rising numbers x_k,
///   level
///                                       before the first and after the last
/// Throws ParseError where the arguments do not fit.
std::optional<expr::Expression> spelt_shape(const expr::Expression& call);

}  // namespace qbattery
