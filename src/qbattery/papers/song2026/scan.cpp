#include "qbattery/papers/song2026/scan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/support/stopping.hpp"

namespace qbattery::song2026 {

std::vector<double> spaced(double from, double to, int count) {
  std::vector<double> points;
  for (int i = 0; i < count; ++i) points.push_back(from + (to - from) * i / (count - 1));
  return points;
}

std::vector<double> log_spaced(double from, double to, int count) {
  std::vector<double> points = spaced(std::log(from), std::log(to), count);
  for (double& point : points) point = std::exp(point);
  return points;
}

std::vector<double> values_of(const RealFunction& f, const std::vector<double>& at) {
  std::vector<double> values;
  for (const double x : at) {
    throw_if_stopped();
    values.push_back(f(x));
  }
  return values;
}

Extremum highest(const RealFunction& f, double from, double to, int count) {
  const std::vector<double> points = spaced(from, to, count);
  const std::vector<double> values = values_of(f, points);
  return global_maximum({points, values, f, (to - from) / 10.0});
}

Extremum lowest(const RealFunction& f, double from, double to, int count) {
  const Extremum found = highest([&f](double x) { return -f(x); }, from, to, count);
  return {found.time, -found.value};
}

double slope(const RealFunction& f, double x, double h) {
  return (f(x + h) - f(x - h)) / (2.0 * h);
}

bool rises(const std::vector<double>& values) {
  return std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end();
}

bool falls(const std::vector<double>& values) {
  return std::adjacent_find(values.begin(), values.end(), std::less_equal<>()) == values.end();
}

double spread(const std::vector<double>& values) {
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  return *greatest - *least;
}

Setting pumped(double k, double l) {
  Setting setting;
  setting.F = k;
  setting.Gamma = l;
  return setting;
}

}  // namespace qbattery::song2026
