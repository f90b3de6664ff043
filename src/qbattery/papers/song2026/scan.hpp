#pragma once

#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "qbattery/dynamics/features.hpp"
#include "qbattery/papers/song2026/laboratory.hpp"
#include "qbattery/quantities/steering.hpp"

namespace qbattery::song2026 {

/// Smaller values of S have no sign.
inline constexpr double sign_floor = steering_rounding;

/// pi/(2 g): the first complete exchange of energy without loss and pump.
inline constexpr double transfer_time = std::numbers::pi / 2.0;

using RealFunction = std::function<double(double)>;

/// `count` equally spaced numbers, both ends included.
std::vector<double> spaced(double from, double to, int count);
/// The same in the logarithm.
std::vector<double> log_spaced(double from, double to, int count);
std::vector<double> values_of(const RealFunction& f, const std::vector<double>& at);

/// The highest and lowest point of a function on an interval: bracketed on `count` samples,
/// refined.
Extremum highest(const RealFunction& f, double from, double to, int count);
Extremum lowest(const RealFunction& f, double from, double to, int count);

/// f'(x) by the central difference of second order with step h.
double slope(const RealFunction& f, double x, double h = 1e-4);

bool rises(const std::vector<double>& values);  ///< strictly
bool falls(const std::vector<double>& values);
/// Largest minus least.
double spread(const std::vector<double>& values);

/// The pair driven on resonance at T = 0: k = F/g, l = Gamma/g, as in Eq. (8).
Setting pumped(double k, double l);

}  // namespace qbattery::song2026
