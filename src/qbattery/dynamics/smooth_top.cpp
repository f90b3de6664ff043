#include "qbattery/dynamics/smooth_top.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace qbattery {

namespace {

constexpr std::size_t degree = 10;
using Numbers = std::array<double, degree + 1>;

/// Of a sum of Chebyshev polynomials c_k T_k(x).
double sum_at(const Numbers& c, double x) {
  double next = 0.0, after = 0.0;
  for (std::size_t k = degree; k > 0; --k) {
    const double now = 2.0 * x * next - after + c[k];
    after = next;
    next = now;
  }
  return x * next - after + c[0];
}

Numbers derivative_of(const Numbers& c) {
  Numbers d = {};
  for (std::size_t k = degree; k > 0; --k)
    d[k - 1] = (k + 1 <= degree ? d[k + 1] : 0.0) + 2.0 * static_cast<double>(k) * c[k];
  d[0] *= 0.5;
  return d;
}

double point(std::size_t j) {
  return std::cos(std::numbers::pi * static_cast<double>(j) / static_cast<double>(degree));
}

/// The polynomial through values at x_j = cos(pi j/degree), from 1 down to -1.
class Polynomial {
 public:
  explicit Polynomial(const Numbers& values)
      : best_(static_cast<std::size_t>(std::ranges::max_element(values) - values.begin())) {
    for (std::size_t k = 0; k <= degree; ++k) {
      double sum = 0.0;
      for (std::size_t j = 0; j <= degree; ++j)
        sum += share(j) * values[j] * point(j * k % (2 * degree));
      coefficients_[k] = share(k) * sum * 2.0 / static_cast<double>(degree);
    }
    slope_ = derivative_of(coefficients_);
    bend_ = derivative_of(slope_);
  }

  /// Where the highest of the values is.
  double best() const { return point(best_); }
  bool rises_to_an_end() const { return best_ == 0 || best_ == degree; }
  /// The zero of the derivative next to the best of the values.
  double top() const {
    double x = best();
    for (int step = 0; step < 8; ++step) {
      const double next = x - sum_at(slope_, x) / sum_at(bend_, x);
      if (!std::isfinite(next)) break;
      x = std::clamp(next, point(best_ + 1), point(best_ - 1));
    }
    return x;
  }
  /// How far the zero of its derivative may be from that of the function: a polynomial of degree n
  /// that is at most e has a derivative of at most n^2 e (Markov). As e serve the last two
  /// coefficients, which those left out are smaller than, or which are rounding.
  double error_of(double top) const {
    const double bend = -sum_at(bend_, top);
    constexpr auto n = static_cast<double>(degree);
    return bend > 0.0 ? n * n * pair(degree) / bend : INFINITY;
  }
  /// Whether coefficients no longer fall: they do, fast, until they are rounding of the values.
  bool ends_in_rounding() const { return pair(degree) > 0.05 * pair(degree - 2); }

 private:
  static double share(std::size_t k) { return k == 0 || k == degree ? 0.5 : 1.0; }
  double pair(std::size_t k) const {
    return std::abs(coefficients_[k]) + std::abs(coefficients_[k - 1]);
  }

  std::size_t best_;
  Numbers coefficients_ = {}, slope_ = {}, bend_ = {};
};

}  // namespace

std::optional<Extremum> smooth_top(const std::function<double(double)>& f, const Hunt& hunt) {
  constexpr int most_looks = 5;
  constexpr double closer = 0.25, credible = 1e-7;
  const double enough = 1e-10 * (hunt.high - hunt.low);
  double guess = hunt.guess, reach = hunt.reach;
  for (int look = 0; look < most_looks; ++look) {
    const double from = std::max(hunt.low, guess - reach), to = std::min(hunt.high, guess + reach);
    const double middle = 0.5 * (from + to), half = 0.5 * (to - from);
    Numbers values;
    for (std::size_t j = 0; j <= degree; ++j)
      values[j] = f(std::clamp(middle + half * point(j), from, to));
    if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); })) return {};
    const Polynomial polynomial(values);
    if (polynomial.rises_to_an_end()) {
      guess = middle + half * polynomial.best();
      continue;
    }
    const double top = polynomial.top(), error = polynomial.error_of(top);
    guess = middle + half * top;
    if (half * error <= enough || (error <= credible && polynomial.ends_in_rounding()))
      return Extremum{guess, f(guess)};
    reach *= closer;
  }
  return {};
}

}  // namespace qbattery
