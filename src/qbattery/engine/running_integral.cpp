#include "qbattery/engine/running_integral.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>

#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

constexpr int most_halvings = 14;

/// Where the stretch from a time ends: as long as it is since the last break, so that the time
/// since then doubles.
double end_of_stretch(double from, double t, double longest, const std::vector<Break>& breaks) {
  const auto next = std::ranges::upper_bound(breaks, from, {}, &Break::time);
  const Break here = next == breaks.begin() ? Break{} : *(next - 1);
  const double length = std::max(4.0 * here.time_scale, std::min(from - here.time, longest));
  const double most = next == breaks.end() ? t : std::min(t, next->time);
  const double least = std::nextafter(from, std::numeric_limits<double>::infinity());
  return std::min(std::max(from + length, least), most);
}

}  // namespace

double RunningIntegral::to(double t, const Function& f, const std::vector<Break>& breaks) {
  const auto known = std::prev(known_.upper_bound(t));
  double from = known->first, sum = known->second;
  const double longest = (t - from) / 16.0;
  while (from < t) {
    const double to = end_of_stretch(from, t, longest, breaks);
    sum += stretch(from, to, f, most_halvings);
    from = to;
  }
  if (constexpr double most = 1e-8; !(uncertain_ <= most * std::max(1.0, size_)))
    throw NumericalError(
        fmt::format("an integral to t = {} is uncertain by {}: what flows changes "
                    "too fast",
                    t, shortest_digits(uncertain_)));
  known_.emplace(t, sum);
  return sum;
}

double RunningIntegral::stretch(double from, double to, const Function& f, int halvings) {
  // From -1 to 1, where the estimate of the error has the unit of the integral.
  using Rule = boost::math::quadrature::gauss_kronrod<double, 15>;
  constexpr double relative = 1e-11, least = 1e-12, of_largest = 1e-13;
  const double middle = 0.5 * (from + to), half = 0.5 * (to - from);
  double error = 0.0, size = 0.0, highest = -INFINITY, lowest = INFINITY;
  const auto seen = [&](double x) {
    const double value = f(middle + half * x);
    highest = std::max(highest, value);
    lowest = std::min(lowest, value);
    largest_ = std::max(largest_, std::abs(value));
    return value;
  };
  const double mean = Rule::integrate(seen, -1.0, 1.0, 0, 0.0, &error, &size);
  // Of states, and of times.
  const double rounding =
      std::max(least, of_largest * largest_) +
      8.0 * std::numeric_limits<double>::epsilon() * to * (highest - lowest) / half;
  const bool is_settled = error <= std::max(relative * size, rounding);
  if (!is_settled && halvings > 0 && middle > from && middle < to)
    return stretch(from, middle, f, halvings - 1) + stretch(middle, to, f, halvings - 1);
  if (!is_settled) uncertain_ += half * error;
  size_ += half * size;
  return half * mean;
}

}  // namespace qbattery
