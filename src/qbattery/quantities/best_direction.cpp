#include "qbattery/quantities/best_direction.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace qbattery {

namespace {

using Function = std::function<double(const Direction&)>;
using Found = std::pair<double, Direction>;

constexpr int directions = 200;
constexpr std::size_t followed = 3;
constexpr double first_step = 0.1;  // about how far apart the directions are
constexpr double last_step = 1e-8;

/// Directions of a half sphere, evenly spread along a spiral; the axes first, where states of high
/// symmetry have their best ones.
std::vector<Direction> half_sphere() {
  std::vector<Direction> all = {Direction::UnitX(), Direction::UnitY(), Direction::UnitZ()};
  const double golden_angle = std::numbers::pi * (3.0 - std::sqrt(5.0));
  for (int k = 0; k < directions; ++k) {
    const double z = (k + 0.5) / directions;
    const double r = std::sqrt(1.0 - z * z);
    all.emplace_back(r * std::cos(golden_angle * k), r * std::sin(golden_angle * k), z);
  }
  return all;
}

/// Steps to both sides along two tangents, halved where none goes down.
double follow(const Function& f, Found at) {
  auto& [value, n] = at;
  for (double step = first_step; step > last_step; step *= 0.5) {
    for (bool moved = true; moved;) {
      moved = false;
      const Direction u = n.unitOrthogonal();
      const Direction v = n.cross(u);
      for (const Direction& side : {u, v, Direction(-u), Direction(-v)}) {
        const Direction next = (n + step * side).normalized();
        const double there = f(next);
        if (!(there < value)) continue;
        // Where rounding is all that changes, there is nothing to follow.
        moved = there < value - 1e-15 * std::abs(value);
        value = there;
        n = next;
        break;
      }
    }
  }
  return value;
}

}  // namespace

Ket ket_along(const Direction& n, double sign) {
  const Direction m = sign * n;
  // The column of (1 + m . sigma)/2 that is longer.
  Ket ket(2);
  if (m.z() >= 0.0) {
    ket << 1.0 + m.z(), Complex(m.x(), m.y());
  } else {
    ket << Complex(m.x(), -m.y()), 1.0 - m.z();
  }
  return ket.normalized();
}

double lowest_over_directions(const Function& f) {
  static const std::vector<Direction> all = half_sphere();
  std::vector<Found> found;
  found.reserve(all.size());
  for (const Direction& n : all) found.emplace_back(f(n), n);
  const auto lower = [](const Found& a, const Found& b) { return a.first < b.first; };
  std::partial_sort(found.begin(), found.begin() + followed, found.end(), lower);
  double lowest = found.front().first;
  for (std::size_t k = 0; k < followed; ++k) lowest = std::min(lowest, follow(f, found[k]));
  return lowest;
}

}  // namespace qbattery
