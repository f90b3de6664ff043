#pragma once

#include "qbattery/dynamics/sampled_function.hpp"

namespace qbattery {

/// The first time at which the function is not negative: at a sample, a crossing, or a maximum
/// between samples, so that no hump is stepped over whose maximum the samples show. A beginning
/// within `noise` of 0 is not negative, nor is a maximum, a level stretch or an end that rises from
/// below to there. NaN where there is none.
double first_not_negative(const SampledFunction& f, double noise);

/// The first time from which on the function is positive: more than `noise` above 0, as it is told
/// above of samples, crossings and maxima. Where it rises from a stretch at 0, the end of that.
double first_positive(const SampledFunction& f, double noise);

}  // namespace qbattery
