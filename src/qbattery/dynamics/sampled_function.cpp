#include "qbattery/dynamics/sampled_function.hpp"

#include <algorithm>
#include <cmath>

namespace qbattery {

SampledFunction SampledFunction::over(const std::vector<double>& other_times,
                                      const std::vector<double>& other_values) const {
  return {other_times, other_values, exact, time_scale, many, is_discrete, noise_share};
}

double SampledFunction::largest() const {
  double largest = 0.0;
  for (const double value : values)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  return largest;
}

double SampledFunction::rounding() const {
  return 8.0 * std::numeric_limits<double>::epsilon() * largest();
}

}  // namespace qbattery
