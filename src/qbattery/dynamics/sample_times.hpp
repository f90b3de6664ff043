#pragma once

#include <vector>

namespace qbattery {

/// The times at which an evolution is sampled, and whether they are equally spaced.
class SampleTimes {
 public:
  /// Ascending and at least 0. Throws InvalidInput where they are not, or where there are none.
  SampleTimes(std::vector<double> times);  // NOLINT: times are sample times

  const std::vector<double>& values() const { return values_; }
  double first() const { return values_.front(); }
  double last() const { return values_.back(); }
  /// The distance of equally spaced times (up to their rounding), 0 where they are not so.
  double step() const { return step_; }

 private:
  std::vector<double> values_;
  double step_ = 0.0;
};

}  // namespace qbattery
