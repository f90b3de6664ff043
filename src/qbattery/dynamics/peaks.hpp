#pragma once

#include <optional>
#include <vector>

#include "qbattery/dynamics/sampled_function.hpp"

namespace qbattery {

/// Whether the first and last time count as extrema where the function falls away from them.
enum class Ends { excluded, included };

/// A local maximum among the samples: the highest between a rise and a fall that are more than
/// their rounding, in one step or many.
struct Peak {
  std::size_t place;
  bool is_end;
  /// More than the function reaches between the neighbours: it rises on by no more than from one
  /// sample to the next, a few times over.
  double bound;
};

/// In order of time. Where samples are NaN there are ends beside them.
std::vector<Peak> peaks_of(const SampledFunction& f, Ends ends);

/// The maximum that a peak stands for: refined on the exact function to 1e-10 of the distance
/// between samples, whatever the unit of time, as far as rounding of its values allows. At an end
/// from which the function rises before it falls to the next sample, what is between them. Where
/// the function is NaN it has no maximum.
Extremum refine(const SampledFunction& f, const Peak& peak);

/// Where a function that is level at a sample, to its noise, has come to that level: at the first
/// time, at a kink, or among discrete samples. None where it is not level, or comes to it smoothly.
std::optional<double> begin_of_level(const SampledFunction& f, std::size_t place);

/// Whether the function is level between two samples: there and in the middle, to `distance`.
bool is_level(const SampledFunction& f, std::size_t i, std::size_t other, double distance);

/// Where the function passes a value between two times, at which it is on either side of it, to
/// 1e-12 of the time; the later time where it is discrete. Where it is NaN it is still as before.
double passage(const SampledFunction& f, double value, const Extremum& before,
               const Extremum& after);

}  // namespace qbattery
