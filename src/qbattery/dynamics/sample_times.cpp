#include "qbattery/dynamics/sample_times.hpp"

#include <cmath>
#include <limits>

#include "qbattery/support/error.hpp"

namespace qbattery {

SampleTimes::SampleTimes(std::vector<double> times) : values_(std::move(times)) {
  if (values_.empty()) throw InvalidInput("times", "an evolution needs at least one time");
  double last = 0.0;
  for (const double t : values_) {
    if (!std::isfinite(t) || t < last)
      throw InvalidInput("times", "times must be finite, at least 0 and ascending");
    last = t;
  }
  if (values_.size() == 1) return;
  const double step = (last - first()) / static_cast<double>(values_.size() - 1);
  const double rounding = 8.0 * std::numeric_limits<double>::epsilon() * last;
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (std::abs(values_[i] - (first() + static_cast<double>(i) * step)) > rounding) return;
  step_ = step;
}

}  // namespace qbattery
