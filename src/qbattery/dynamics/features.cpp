#include "qbattery/dynamics/features.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "qbattery/dynamics/interpolation.hpp"
#include "qbattery/dynamics/zoom.hpp"

namespace qbattery {

namespace {

SampledFunction negated(const SampledFunction& f, const std::vector<double>& negated_values) {
  SampledFunction result = f.over(f.times, negated_values);
  result.exact = [&f](double t) { return -f.exact(t); };
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

struct RefinedPeak {
  std::size_t place;
  Extremum top;
};

/// The peaks that may be at most `bound` below the highest, and the height of that.
std::pair<std::vector<RefinedPeak>, double> high_peaks(const SampledFunction& f, double bound) {
  const std::vector<Peak> peaks = peaks_of(f, Ends::included);
  double highest = -std::numeric_limits<double>::infinity();
  for (const Peak& peak : peaks) highest = std::max(highest, f.values[peak.place]);
  std::vector<RefinedPeak> refined;
  for (const Peak& peak : peaks) {
    if (peak.bound < highest - bound) continue;  // cannot be the one
    refined.push_back({peak.place, refine(f, peak)});
    highest = std::max(highest, refined.back().top.value);
  }
  return {refined, highest};
}

Extremum first_of(const SampledFunction& f, const std::vector<RefinedPeak>& peaks, double least) {
  const auto found =
      std::ranges::find_if(peaks, [least](const auto& peak) { return peak.top.value >= least; });
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (found == peaks.end()) return {nan, nan};
  const auto& [place, top] = *found;
  const bool is_sample = top.value - f.values[place] <= f.noise();
  const std::optional<double> begin = is_sample ? begin_of_level(f, place) : std::nullopt;
  return {begin.value_or(top.time), top.value};
}

double sign_change(const SampledFunction& f, std::size_t before, std::size_t after) {
  const double from = f.times[before];
  const double to = f.times[after];
  const std::optional<double> found =
      f.many && !f.is_discrete ? zoom_to_zero(f, from, to, zero_of_samples(f, before, after))
                               : std::nullopt;
  if (found) return *found;
  return passage(f, 0.0, {from, f.values[before]}, {to, f.values[after]});
}

}  // namespace

std::vector<Extremum> local_maxima(const SampledFunction& f, Ends ends) {
  std::vector<Extremum> maxima;
  for (const Peak& peak : peaks_of(f, ends)) maxima.push_back(refine(f, peak));
  return maxima;
}

std::vector<Extremum> local_minima(const SampledFunction& f, Ends ends) {
  const std::vector<double> values = negated_values(f);
  std::vector<Extremum> minima = local_maxima(negated(f, values), ends);
  for (Extremum& minimum : minima) minimum.value = -minimum.value;
  return minima;
}

Extremum global_maximum(const SampledFunction& f) {
  const auto [peaks, highest] = high_peaks(f, f.noise());
  return {first_of(f, peaks, highest - f.noise()).time, peaks.empty() ? NAN : highest};
}

Extremum global_minimum(const SampledFunction& f) {
  const std::vector<double> values = negated_values(f);
  const Extremum lowest = global_maximum(negated(f, values));
  return {lowest.time, -lowest.value};
}

Extremum first_maximum(const SampledFunction& f, double bound) {
  const double below = bound + f.noise();
  const auto [peaks, highest] = high_peaks(f, below);
  return first_of(f, peaks, highest - below);
}

std::vector<double> sign_changes(const SampledFunction& f) {
  const double noise = f.noise();
  std::vector<double> times;
  std::optional<std::size_t> last;  // the last sample that was not 0
  for (std::size_t i = 0; i < f.values.size(); ++i) {
    if (!(std::abs(f.values[i]) > noise)) continue;
    if (last && std::signbit(f.values[*last]) != std::signbit(f.values[i]))
      times.push_back(sign_change(f, *last, i));
    last = i;
  }
  return times;
}

}  // namespace qbattery
