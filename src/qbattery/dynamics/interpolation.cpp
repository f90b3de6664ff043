#include "qbattery/dynamics/interpolation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace qbattery {

namespace {

constexpr std::size_t most_samples = 7;

/// A polynomial through samples in Newton's form.
class Polynomial {
 public:
  /// Through samples first ... last, at most `most_samples`.
  Polynomial(const SampledFunction& f, std::size_t first, std::size_t last)
      : size_(last - first + 1) {
    for (std::size_t k = 0; k < size_; ++k) {
      nodes_[k] = f.times[first + k];
      factors_[k] = f.values[first + k];
    }
    for (std::size_t order = 1; order < size_; ++order)
      for (std::size_t k = size_ - 1; k >= order; --k)
        factors_[k] = (factors_[k] - factors_[k - 1]) / (nodes_[k] - nodes_[k - order]);
  }

  /// Value, first and second derivative.
  std::array<double, 3> at(double t) const {
    double value = 0.0;
    double first = 0.0;
    double half_second = 0.0;
    for (std::size_t k = size_; k-- > 0;) {
      half_second = half_second * (t - nodes_[k]) + first;
      first = first * (t - nodes_[k]) + value;
      value = value * (t - nodes_[k]) + factors_[k];
    }
    return {value, first, 2.0 * half_second};
  }

 private:
  std::size_t size_;
  std::array<double, most_samples> nodes_ = {};
  std::array<double, most_samples> factors_ = {};
};

/// Newton's method for the zero of a derivative of this order, kept between two times.
double zero_of(const Polynomial& polynomial, std::size_t order, double low, double high,
               double start) {
  double t = start;
  for (int step = 0; step < 6; ++step) {
    const auto derivatives = polynomial.at(t);
    const double next = t - derivatives[order] / derivatives[order + 1];
    if (!std::isfinite(next)) break;
    t = std::clamp(next, low, high);
  }
  return t;
}

}  // namespace

double top_of_samples(const SampledFunction& f, std::size_t i) {
  constexpr std::size_t reach = most_samples / 2;
  const std::size_t first = i - std::min(i, reach);
  const std::size_t last = std::min(i + reach, f.values.size() - 1);
  return zero_of({f, first, last}, 1, f.times[i - 1], f.times[i + 1], f.times[i]);
}

double zero_of_samples(const SampledFunction& f, std::size_t before, std::size_t after) {
  constexpr std::size_t reach = most_samples / 2 - 1;
  const double low = f.times[before];
  const double high = f.times[after];
  const double part = f.values[before] / (f.values[before] - f.values[after]);
  const double straight = low + part * (high - low);
  if (after - before > 1) return straight;
  const std::size_t first = before - std::min(before, reach);
  const std::size_t last = std::min(after + reach, f.values.size() - 1);
  return zero_of({f, first, last}, 0, low, high, straight);
}

}  // namespace qbattery
