#pragma once

#include <Eigen/Core>
#include <functional>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// A unit vector: an axis of the Bloch sphere along which a two-level system is measured.
using Direction = Eigen::Vector3d;

/// The ket that points along n (sign 1) or against it (sign -1).
Ket ket_along(const Direction& n, double sign);

/// The lowest value of a continuous function of directions with f(n) = f(-n): from the three best
/// of a few hundred directions all over a half sphere, each followed downhill until steps are 1e-8.
/// What is quadratic at its bottom is then right to rounding.
double lowest_over_directions(const std::function<double(const Direction&)>& f);

}  // namespace qbattery
