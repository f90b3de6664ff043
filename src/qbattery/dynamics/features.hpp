#pragma once

#include <vector>

#include "qbattery/dynamics/peaks.hpp"

namespace qbattery {

/// Every local maximum, in order of time: bracketed on the samples and refined, as refine() tells.
/// Rises and falls within rounding of the samples (8 ulp of their largest) do not count; a sample
/// next to a NaN is an end; a level stretch that the function rises to counts once, and as an end
/// where it goes on to the last sample.
std::vector<Extremum> local_maxima(const SampledFunction& f, Ends ends);
std::vector<Extremum> local_minima(const SampledFunction& f, Ends ends);

/// The highest maximum, ends included. Where several are equal to the function's noise, the time is
/// that of the earliest; where the function is level there, that at which it comes to the level.
Extremum global_maximum(const SampledFunction& f);
Extremum global_minimum(const SampledFunction& f);

/// The first local maximum, ends included, at most `bound` below the global one, with the time of a
/// level stretch as above.
Extremum first_maximum(const SampledFunction& f, double bound);

/// Times at which the function changes sign, bracketed on the samples and refined to 1e-12 of the
/// time: touching zero without a change of sign is no crossing, nor is a beginning or an end at
/// zero. Samples within the function's noise of 0 have no sign; between different signs they are a
/// crossing.
std::vector<double> sign_changes(const SampledFunction& f);

}  // namespace qbattery
