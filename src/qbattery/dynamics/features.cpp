#include "qbattery/dynamics/features.hpp"

#include <algorithm>
#include <boost/math/differentiation/finite_difference.hpp>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>
#include <optional>

#include "qbattery/dynamics/interpolation.hpp"
#include "qbattery/dynamics/zoom.hpp"

namespace qbattery {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

using Function = std::function<double(double)>;

// f'(t) by the eighth-order difference. Its step suits functions that vary over a time of about 1,
// hence the change of unit.
double derivative(const Function& f, double t, double unit) {
  const auto scaled = [&](double s) { return f(t + s * unit); };
  return boost::math::differentiation::finite_difference_derivative<decltype(scaled), double, 8>(
             scaled, 0.0) /
         unit;
}

// The highest point of f between low and high by Brent's search, to 1e-8 of their distance. The
// search has an absolute tolerance of its own: it runs from 0 to 1, whatever the unit of time.
Extremum search(const Function& f, double low, double high) {
  constexpr int bits = std::numeric_limits<double>::digits / 2;
  const auto at = [&](double s) { return low + s * (high - low); };
  const auto [place, negated] =
      boost::math::tools::brent_find_minima([&](double s) { return -f(at(s)); }, 0.0, 1.0, bits);
  return {at(place), -negated};
}

// A search by values alone finds the place of a smooth maximum to about the square root of
// rounding. One secant step on the derivative finds the rest; at a cusp, where the derivative means
// nothing, the step lowers the value and is refused.
std::optional<Extremum> polish(const Function& f, Extremum found, double low, double high,
                               double unit) {
  const double reach = 1e-3 * std::min(high - low, unit);
  const double slope = derivative(f, found.time, unit);
  const double curvature = (derivative(f, found.time + reach, unit) - slope) / reach;
  if (!(curvature < 0.0)) return {};
  const double time = std::clamp(found.time - slope / curvature, low, high);
  const double value = f(time);
  const double rounding = 8.0 * epsilon * std::max(std::abs(value), std::abs(found.value));
  if (std::abs(time - found.time) > reach || value < found.value - rounding) return {};
  return Extremum{time, std::max(value, found.value)};
}

/// By values alone.
Extremum search_maximum(const SampledFunction& f, double low, double high) {
  const Extremum coarse = search(f.exact, low, high);
  const double unit = std::min(f.time_scale, 0.25 * (high - low));
  // The difference formula reaches a little beyond its point: it must stay where f is defined.
  const bool inside =
      coarse.time - 0.3 * unit >= f.times.front() && coarse.time + 0.3 * unit <= f.times.back();
  const auto polished = inside ? polish(f.exact, coarse, low, high, unit) : std::nullopt;
  if (polished) return *polished;
  // At a cusp the values tell the place to rounding, once the search looks at it closely.
  const double near = 1e-6 * (high - low);
  const Extremum closer =
      search(f.exact, std::max(low, coarse.time - near), std::min(high, coarse.time + near));
  return closer.value > coarse.value ? closer : coarse;
}

Extremum refine_maximum(const SampledFunction& f, std::size_t i) {
  const double low = f.times[i - 1];
  const double high = f.times[i + 1];
  if (f.many) {
    const auto found = zoom_to_maximum(f, low, high, top_of_samples(f, i));
    if (found) return {found->time, std::max(found->value, f.values[i])};
  }
  const Extremum found = search_maximum(f, low, high);
  if (found.value >= f.values[i]) return found;
  // There are several humps between the samples, and the search ended on a lower one.
  const double time = f.times[i];
  const Extremum beside =
      search_maximum(f, std::max(low, time - f.time_scale), std::min(high, time + f.time_scale));
  return beside.value >= f.values[i] ? beside : Extremum{time, f.values[i]};
}

SampledFunction negated(const SampledFunction& f, const std::vector<double>& negated_values) {
  SampledFunction result{f.times, negated_values, [&f](double t) { return -f.exact(t); },
                         f.time_scale};
  result.is_discrete = f.is_discrete;
  if (f.many) {
    result.many = [&f](const std::vector<double>& times) {
      ValuesAndSlopes seen = f.many(times);
      for (double& value : seen.values) value = -value;
      for (double& slope : seen.slopes) slope = -slope;
      return seen;
    };
  }
  return result;
}

std::vector<double> negated_values(const SampledFunction& f) {
  std::vector<double> values;
  for (const double value : f.values) values.push_back(-value);
  return values;
}

bool is_sampled_maximum(const std::vector<double>& values, std::size_t i, double noise) {
  const double left = values[i] - values[i - 1];
  const double right = values[i] - values[i + 1];
  return left > 0.0 && right >= 0.0 && std::max(left, right) > noise;
}

/// A local maximum among the samples.
struct Peak {
  std::size_t place;
  bool is_end;
  /// More than the function reaches between the neighbours: it rises on by no more than from one
  /// sample to the next, a few times over.
  double bound;
};

/// What differences between values of the function may come to by rounding alone.
double rounding_of(const std::vector<double>& values) {
  double largest = 0.0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return 8.0 * epsilon * largest;
}

std::vector<Peak> sampled_maxima(const SampledFunction& f, Ends ends, double noise) {
  const std::vector<double>& y = f.values;
  std::vector<Peak> peaks;
  const auto end = [&](std::size_t i, std::size_t inner) {
    if (ends == Ends::included && (y.size() == 1 || y[i] >= y[inner]))
      peaks.push_back({i, true, y[i]});
  };
  if (y.empty()) return peaks;
  end(0, std::min<std::size_t>(1, y.size() - 1));
  for (std::size_t i = 1; i + 1 < y.size(); ++i) {
    if (!is_sampled_maximum(y, i, noise)) continue;
    peaks.push_back({i, false, y[i] + 4.0 * (y[i] - std::min(y[i - 1], y[i + 1]))});
  }
  if (y.size() > 1) end(y.size() - 1, y.size() - 2);
  return peaks;
}

Extremum refine(const SampledFunction& f, const Peak& peak) {
  if (peak.is_end || f.is_discrete) return {f.times[peak.place], f.values[peak.place]};
  return refine_maximum(f, peak.place);
}

}  // namespace

std::vector<Extremum> local_maxima(const SampledFunction& f, Ends ends) {
  std::vector<Extremum> maxima;
  for (const Peak& peak : sampled_maxima(f, ends, rounding_of(f.values)))
    maxima.push_back(refine(f, peak));
  return maxima;
}

std::vector<Extremum> local_minima(const SampledFunction& f, Ends ends) {
  const std::vector<double> values = negated_values(f);
  std::vector<Extremum> minima = local_maxima(negated(f, values), ends);
  for (Extremum& minimum : minima) minimum.value = -minimum.value;
  return minima;
}

Extremum global_maximum(const SampledFunction& f) { return first_maximum(f, 0.0); }

Extremum global_minimum(const SampledFunction& f) {
  const std::vector<double> values = negated_values(f);
  const Extremum lowest = global_maximum(negated(f, values));
  return {lowest.time, -lowest.value};
}

Extremum first_maximum(const SampledFunction& f, double bound) {
  const double rounding = rounding_of(f.values);
  const std::vector<Peak> peaks = sampled_maxima(f, Ends::included, rounding);
  double highest = -std::numeric_limits<double>::infinity();
  for (const Peak& peak : peaks) highest = std::max(highest, f.values[peak.place]);
  std::vector<Extremum> maxima;
  for (const Peak& peak : peaks) {
    if (peak.bound < highest - bound) continue;  // cannot be the one
    maxima.push_back(refine(f, peak));
    highest = std::max(highest, maxima.back().value);
  }
  for (const Extremum& maximum : maxima) {
    if (maximum.value >= highest - bound - rounding) return maximum;
  }
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return {nan, nan};
}

namespace {

double sign_change(const SampledFunction& f, std::size_t before, std::size_t after) {
  const double from = f.times[before];
  const double to = f.times[after];
  if (f.is_discrete) return to;
  const std::optional<double> found =
      f.many ? zoom_to_zero(f, from, to, zero_of_samples(f, before, after)) : std::nullopt;
  if (found) return *found;
  std::uintmax_t iterations = 200;
  const auto [low, high] = boost::math::tools::toms748_solve(
      f.exact, from, to, f.values[before], f.values[after],
      [](double a, double b) { return b - a <= 1e-12 * std::abs(b); }, iterations);
  return 0.5 * (low + high);
}

}  // namespace

std::vector<double> sign_changes(const SampledFunction& f) {
  std::vector<double> times;
  std::size_t last = 0;  // the last sample that was not 0
  for (std::size_t i = 1; i < f.values.size(); ++i) {
    if (f.values[i] == 0.0 || std::isnan(f.values[i])) continue;
    if (f.values[last] * f.values[i] < 0.0) times.push_back(sign_change(f, last, i));
    last = i;
  }
  return times;
}

}  // namespace qbattery
