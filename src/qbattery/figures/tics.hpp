#pragma once

#include <string>
#include <utility>
#include <vector>

#include "qbattery/figures/figure.hpp"

namespace qbattery {

/// Multiples of a round step (1, 2, 2.5 or 5 times a power of ten) from `least` to `greatest`, both
/// included, about `count` of them. None where there is no such interval.
std::vector<double> round_numbers(double least, double greatest, int count);

/// A number as an axis shows it: up to six digits, with a real minus sign.
std::string number_text(double value);

/// The tics of an axis over a range: its own, or powers of ten on a logarithmic one, or round
/// numbers.
Tics tics_of(const FigureAxis& axis, double least, double greatest);

}  // namespace qbattery
