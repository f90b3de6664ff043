#pragma once

#include <functional>
#include <limits>
#include <vector>

#include "qbattery/lanes/program.hpp"

namespace qbattery {

/// How many values a function is asked for at once, where it can tell many.
inline constexpr std::size_t times_at_once = lanes::width;

/// What equal values may differ by that come by different ways, over hundreds of steps: as a share
/// of the largest.
inline constexpr double noise_of_ways = 1024.0 * std::numeric_limits<double>::epsilon();

struct ValuesAndSlopes {
  std::vector<double> values;
  std::vector<double> slopes;  ///< derivatives in time
};

/// A real function of time that can be asked anywhere between its samples.
struct SampledFunction {
  const std::vector<double>& times;     ///< ascending
  const std::vector<double>& values;    ///< at these times
  std::function<double(double)> exact;  ///< at any time in between
  double time_scale = 1.0;              ///< a time in which it does not change by much
  /// The function and its derivative at `times_at_once` times in between, ascending; null where
  /// only single values are known.
  std::function<ValuesAndSlopes(const std::vector<double>&)> many = {};
  /// There is nothing between the samples: extrema are samples, and a crossing is the first sample
  /// behind it.
  bool is_discrete = false;
  /// What equal values may differ by, as a share of the largest: more where steps are taken to a
  /// tolerance.
  double noise_share = noise_of_ways;
  /// Of a difference, the largest magnitude of what it is the difference of: its own may be
  /// rounding.
  double scale = 0.0;

  /// The same function with other samples; `exact` and `many` are still its own.
  SampledFunction over(const std::vector<double>& other_times,
                       const std::vector<double>& other_values) const;

  /// The largest magnitude of the samples, and of what they are differences of.
  double largest() const;
  double noise() const { return noise_share * largest(); }
  /// What differences between values may come to by rounding alone: 8 ulp of the largest.
  double rounding() const;
};

/// A value for searches of roots, which no infinity may enter.
double finite_or_huge(double value);

struct Extremum {
  double time = 0.0;
  double value = 0.0;
};

}  // namespace qbattery
