#include "qbattery/dynamics/sampled_function.hpp"

#include <algorithm>
#include <cmath>

namespace qbattery {

SampledFunction SampledFunction::over(const std::vector<double>& other_times,
                                      const std::vector<double>& other_values) const {
  return {other_times, other_values, exact, time_scale, many, is_discrete, noise_share, scale};
}

double SampledFunction::largest() const {
  double largest = scale;
  for (const double value : values)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  return largest;
}

double SampledFunction::rounding() const {
  return 8.0 * std::numeric_limits<double>::epsilon() * largest();
}

double finite_or_huge(double value) {
  constexpr double huge = 1e100;
  return std::clamp(value, -huge, huge);
}

}  // namespace qbattery
