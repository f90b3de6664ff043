#pragma once

#include <functional>
#include <optional>

#include "qbattery/dynamics/sampled_function.hpp"

namespace qbattery {

/// A stretch of time, and where in it a maximum is likely.
struct Hunt {
  double low = 0.0, high = 0.0;
  double guess = 0.0;
  double reach = 0.0;  ///< how far about the guess to look first
};

/// The maximum of a smooth function about a guess, from some ten of its values: the top of the
/// polynomial through them at Chebyshev points, whose last coefficients tell how far off it may be.
/// Where that is more than 1e-10 of the stretch, and not due to rounding of the values (1e-7 of the
/// reach at most), closer about the top found so far. Nothing where coming closer does not help as
/// it would with a function that has all its derivatives.
std::optional<Extremum> smooth_top(const std::function<double(double)>& f, const Hunt& hunt);

}  // namespace qbattery
