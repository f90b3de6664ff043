#pragma once

#include "qbattery/dynamics/sampled_function.hpp"

namespace qbattery {

/// Where the polynomial through a sample and up to three on each side is highest, between the
/// neighbours of the sample: a guess that is good where the function is smooth.
double top_of_samples(const SampledFunction& f, std::size_t i);

/// Where the polynomial through the samples about two, at which it has different signs, is zero
/// between them.
double zero_of_samples(const SampledFunction& f, std::size_t before, std::size_t after);

}  // namespace qbattery
