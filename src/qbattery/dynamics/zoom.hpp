#pragma once

#include <optional>

#include "qbattery/dynamics/sampled_function.hpp"

namespace qbattery {

/// The highest maximum of a function between two times, by its slope: where that changes its sign
/// from + to -, at a smooth maximum as well as at a cusp, to 1e-11 of the distance of the two times
/// as far as rounding of the slope allows. Asks for `times_at_once` values at a time, half of them
/// equally spaced, half close about where a straight line would change its sign. None where no such
/// change is found. `guess` is where it is expected.
std::optional<Extremum> zoom_to_maximum(const SampledFunction& f, double low, double high,
                                        double guess);

/// The first change of sign between two times where the function has different signs, to 1e-12 of
/// the time. None where a value is NaN.
std::optional<double> zoom_to_zero(const SampledFunction& f, double low, double high, double guess);

}  // namespace qbattery
