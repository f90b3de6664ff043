#include "qbattery/dynamics/ellipse.hpp"

#include <cmath>

namespace qbattery {

namespace {

// Behind (re + im) t weights fall faster than any power: so many more are below 1e-16 of the first
// that begin the recurrence.
std::size_t beginning(double x, std::size_t count) {
  const double behind = x + 40.0 + 8.0 * std::cbrt(x);
  return std::max(count, static_cast<std::size_t>(behind)) + 1;
}

}  // namespace

// w_n is the coefficient of u^n in exp(t (a u + b/u - a - b)), a = (re + im)/2, b = (re - im)/2:
// Bessel functions J_n or I_n of 2 t sqrt(|a b|), but for powers of a/b. Hence n w_n = t (a w_(n-1)
// - b w_(n+1)), downwards as Miller does it, and sum_n w_n over all n, with w_(-n) = (b/a)^n w_n,
// is 1.
std::vector<double> Ellipse::exponential(double t, std::size_t count) const {
  const double a = mean();
  const double ratio = flatness();
  // Less changes nothing, and lets no step of the recurrence overflow.
  constexpr double least = 1e-100, too_large = 1e150;
  if (!(a * t > least)) {
    std::vector<double> weights(count, 0.0);
    weights[0] = 1.0;
    return weights;
  }
  const std::size_t last = beginning(2.0 * a * t, count);
  std::vector<double> weights(last + 1);
  double after = 0.0, now = 1.0;
  for (std::size_t n = last; n > 0; --n) {
    weights[n] = now;
    const double before = static_cast<double>(n) / (a * t) * now + ratio * after;
    after = now;
    now = before;
    if (!(std::abs(now) > too_large)) continue;
    // Those that are outgrown again and again end as 0.
    for (std::size_t k = n; k <= last; ++k) weights[k] /= too_large;
    after /= too_large;
    now /= too_large;
  }
  weights[0] = now;
  double sum = now, power = 1.0;
  for (std::size_t n = 1; n <= last; ++n) {
    power *= ratio;
    sum += weights[n] * (1.0 + power);
  }
  weights.resize(count);
  for (double& weight : weights) weight /= sum;
  return weights;
}

}  // namespace qbattery
