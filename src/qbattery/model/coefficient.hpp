#pragma once

#include <span>
#include <string>
#include <vector>

#include "qbattery/expr/expression.hpp"

namespace qbattery {

/// Where a coefficient or a rate is asked for its value: numbers for the parameters of a model, in
/// its order, and a time.
struct Instant {
  std::span<const double> parameters;
  double t = 0.0;
};

/// A coefficient or a rate as a function. Throws expr::ParseError where it names what is neither a
/// parameter nor t.
expr::Compiled<Instant> compile_coefficient(const expr::Expression& expression,
                                            const std::vector<std::string>& parameters);

/// What decides where the function jumps or has a kink in time: for each comparison, abs(), min()
/// and max() that depends on t, a difference that changes its sign there.
std::vector<expr::Expression> corners_of(const expr::Expression& expression);

}  // namespace qbattery
