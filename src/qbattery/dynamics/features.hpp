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
};

struct Extremum {
  double time = 0.0;
  double value = 0.0;
};

/// Whether the first and last time count as extrema where the function falls away from them.
enum class Ends { excluded, included };

/// Every local maximum, in order of time: bracketed on the samples, refined on the exact function
/// to 1e-10 of the distance between samples, whatever the unit of time, as far as rounding of its
/// values allows. Rises and falls within rounding of the samples (8 ulp of their largest) do not
/// count, nor does a place next to a NaN; a level stretch that the function rises to counts once,
/// and as an end where it goes on to the last sample. An end from which the function rises before
/// it falls to the next sample is not the maximum, but what is between them.
std::vector<Extremum> local_maxima(const SampledFunction& f, Ends ends);
std::vector<Extremum> local_minima(const SampledFunction& f, Ends ends);

/// The highest maximum, ends included; the earliest where several are equal to `noise_of_ways`.
Extremum global_maximum(const SampledFunction& f);
Extremum global_minimum(const SampledFunction& f);

/// The first local maximum, ends included, at most `bound` below the global one.
Extremum first_maximum(const SampledFunction& f, double bound);

/// Times at which the function changes sign, bracketed on the samples and refined to 1e-12 of the
/// time: touching zero without a change of sign is no crossing, nor is a beginning or an end at
/// zero. Samples within `noise_of_ways` of 0 have no sign; between different signs they are a
/// crossing.
std::vector<double> sign_changes(const SampledFunction& f);

/// The first time at which the function is not negative: at a sample, a crossing, or a maximum
/// between samples, so that no hump is stepped over whose maximum the samples show. A maximum, a
/// level stretch or an end that rises from below to within `noise` of 0 reaches it. NaN where there
/// is none.
double first_not_negative(const SampledFunction& f, double noise);

/// The first time from which on the function is positive: more than `noise` above 0, as it is told
/// above of samples, crossings and maxima. Where it rises from a stretch at 0, the end of that.
double first_positive(const SampledFunction& f, double noise);

}  // namespace qbattery
