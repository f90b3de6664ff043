#include "qbattery/dynamics/features.hpp"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>
#include <optional>

#include "qbattery/dynamics/interpolation.hpp"
#include "qbattery/dynamics/smooth_top.hpp"
#include "qbattery/dynamics/zoom.hpp"

namespace qbattery {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

using Function = std::function<double(double)>;

// The highest point of f between low and high by Brent's search, to 1e-8 of their distance. The
// search has an absolute tolerance of its own: it runs from 0 to 1, whatever the unit of time.
Extremum search(const Function& f, double low, double high) {
  constexpr int bits = std::numeric_limits<double>::digits / 2;
  const auto at = [&](double s) { return low + s * (high - low); };
  const auto [place, negated] =
      boost::math::tools::brent_find_minima([&](double s) { return -f(at(s)); }, 0.0, 1.0, bits);
  return {at(place), -negated};
}

/// By values alone.
Extremum search_maximum(const SampledFunction& f, double low, double high, double guess) {
  const double reach = std::min(f.time_scale, 0.5 * (high - low));
  if (const auto top = smooth_top(f.exact, {low, high, guess, reach})) return *top;
  const Extremum coarse = search(f.exact, low, high);
  // Which finds the place of a smooth maximum to about the square root of rounding.
  constexpr double closer = 1.0 / 64.0;
  if (const auto top = smooth_top(f.exact, {low, high, coarse.time, closer * reach})) return *top;
  // At a cusp the values tell the place to rounding, once the search looks at it closely.
  const double near = 1e-6 * (high - low);
  const Extremum cusp =
      search(f.exact, std::max(low, coarse.time - near), std::min(high, coarse.time + near));
  return cusp.value > coarse.value ? cusp : coarse;
}

Extremum refine_maximum(const SampledFunction& f, std::size_t i) {
  const double low = f.times[i - 1];
  const double high = f.times[i + 1];
  if (f.many) {
    const auto found = zoom_to_maximum(f, low, high, top_of_samples(f, i));
    if (found) return {found->time, std::max(found->value, f.values[i])};
  }
  const Extremum found = search_maximum(f, low, high, top_of_samples(f, i));
  const double rounding = 8.0 * epsilon * std::abs(f.values[i]);
  if (found.value >= f.values[i] - rounding)
    return {found.time, std::max(found.value, f.values[i])};
  // There are several humps between the samples, and the search ended on a lower one.
  const double time = f.times[i];
  const Extremum beside = search_maximum(f, std::max(low, time - f.time_scale),
                                         std::min(high, time + f.time_scale), time);
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

/// A local maximum among the samples.
struct Peak {
  std::size_t place;
  bool is_end;
  /// More than the function reaches between the neighbours: it rises on by no more than from one
  /// sample to the next, a few times over.
  double bound;
};

double largest_of(const std::vector<double>& values) {
  double largest = 0.0;
  for (const double value : values)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  return largest;
}

/// What differences between values of the function may come to by rounding alone.
double rounding_of(const std::vector<double>& values) { return 8.0 * epsilon * largest_of(values); }

/// Finds maxima in a stretch of samples without NaN: the highest sample between a rise and a fall
/// that are more than noise, in one step or many.
class PeakFinder {
 public:
  PeakFinder(const std::vector<double>& samples, Ends ends, double noise, std::vector<Peak>& peaks)
      : y_(samples), ends_(ends), noise_(noise), peaks_(peaks) {}

  void look(std::size_t first, std::size_t last) {
    std::size_t top = first;
    double lowest = y_[first];
    bool has_risen = false, has_fallen = false;
    for (std::size_t i = first + 1; i <= last; ++i) {
      const bool rises = y_[i] - lowest > noise_;
      has_risen = has_risen || rises;
      if (y_[i] > y_[top] || (rises && has_fallen)) top = i;
      has_fallen = has_fallen && !rises;
      if (!has_fallen && y_[top] - y_[i] > noise_) {
        if (has_risen) {
          add(top, false);
        } else if (first == 0) {
          add(top, true);
        }
        has_fallen = true;
        lowest = y_[i];
      }
      lowest = std::min(lowest, y_[i]);
    }
    const bool is_end = (!has_risen && first == 0) || last + 1 == y_.size();
    if (!has_fallen && is_end) add(top, true);
  }

 private:
  void add(std::size_t top, bool is_end) {
    if (is_end && ends_ == Ends::excluded) return;
    const double lower =
        std::min(y_[top > 0 ? top - 1 : top], y_[std::min(top + 1, y_.size() - 1)]);
    peaks_.push_back({top, is_end, y_[top] + 4.0 * (y_[top] - lower)});
  }

  const std::vector<double>& y_;
  Ends ends_;
  double noise_;
  std::vector<Peak>& peaks_;
};

std::vector<Peak> sampled_maxima(const SampledFunction& f, Ends ends, double noise) {
  const std::vector<double>& y = f.values;
  std::vector<Peak> peaks;
  PeakFinder finder(y, ends, noise, peaks);
  for (std::size_t first = 0; first < y.size(); ++first) {
    std::size_t end = first;
    while (end < y.size() && !std::isnan(y[end])) ++end;
    if (end > first) finder.look(first, end - 1);
    first = end;
  }
  return peaks;
}

// Where the function falls away from an end to the next sample, but rises there first.
Extremum refine_end(const SampledFunction& f, std::size_t i) {
  const Extremum end{f.times[i], f.values[i]};
  const bool is_first = i == 0;
  if (f.times.size() < 2 || (!is_first && i + 1 < f.times.size())) return end;
  const double other = f.times[is_first ? 1 : i - 1];
  const double step = 1e-3 * std::min(f.time_scale, std::abs(other - end.time));
  const double beside = end.time + (is_first ? step : -step);
  if (!(f.exact(beside) > end.value + 8.0 * epsilon * std::abs(end.value))) return end;
  const Extremum top =
      search_maximum(f, std::min(end.time, other), std::max(end.time, other), beside);
  return top.value > end.value ? top : end;
}

Extremum refine(const SampledFunction& f, const Peak& peak) {
  if (f.is_discrete) return {f.times[peak.place], f.values[peak.place]};
  if (peak.is_end) return refine_end(f, peak.place);
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
  const std::vector<Peak> peaks = sampled_maxima(f, Ends::included, rounding_of(f.values));
  double highest = -std::numeric_limits<double>::infinity();
  for (const Peak& peak : peaks) highest = std::max(highest, f.values[peak.place]);
  std::vector<Extremum> maxima;
  for (const Peak& peak : peaks) {
    if (peak.bound < highest - bound) continue;  // cannot be the one
    maxima.push_back(refine(f, peak));
    highest = std::max(highest, maxima.back().value);
  }
  const double noise = noise_of_ways * largest_of(f.values);
  for (const Extremum& maximum : maxima) {
    if (maximum.value >= highest - bound - noise) return maximum;
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
  const double noise = noise_of_ways * largest_of(f.values);
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

namespace {

/// A sample, or a maximum next to one.
struct Node {
  double time, value;
  bool is_peak;
};

/// Whether the function stays level from a sample to one of its neighbours: both equal to noise,
/// and what is in the middle between them.
bool is_level(const SampledFunction& f, std::size_t i, double noise) {
  const auto is_equal = [&](double value) { return std::abs(value - f.values[i]) <= noise; };
  const auto is_level_to = [&](std::size_t other) {
    return is_equal(f.values[other]) && is_equal(f.exact(0.5 * (f.times[i] + f.times[other])));
  };
  return (i > 0 && is_level_to(i - 1)) || (i + 1 < f.values.size() && is_level_to(i + 1));
}

/// Samples up to the first that `reaches`, with the maxima next to them that may.
std::vector<Node> nodes_of(const SampledFunction& f, double noise,
                           const std::function<bool(double)>& reaches) {
  std::vector<Node> nodes;
  for (std::size_t i = 0; i < f.times.size(); ++i) {
    if (!std::isnan(f.values[i])) nodes.push_back({f.times[i], f.values[i], false});
    if (reaches(f.values[i])) break;
  }
  if (f.is_discrete || nodes.empty()) return nodes;
  const double last = nodes.back().time;
  for (const Peak& peak : sampled_maxima(f, Ends::included, rounding_of(f.values))) {
    if (f.times[peak.place] > last) break;
    // An end may be far below what the function rises to beside it.
    if ((!peak.is_end && peak.bound < -noise) || is_level(f, peak.place, noise)) continue;
    const Extremum top = refine(f, peak);
    if (top.time <= last) nodes.push_back({top.time, top.value, true});
  }
  // A maximum at a sample comes first.
  std::ranges::stable_sort(nodes, [](const Node& a, const Node& b) {
    return a.time < b.time || (a.time == b.time && a.is_peak && !b.is_peak);
  });
  return nodes;
}

/// Where the function reaches a level between a node below it and one above.
double rise_to(const SampledFunction& f, double level, const Node& below, const Node& above) {
  if (f.is_discrete) return above.time;
  std::uintmax_t iterations = 200;
  const auto [low, high] = boost::math::tools::toms748_solve(
      [&](double t) { return f.exact(t) - level; }, below.time, above.time, below.value - level,
      above.value - level, [](double a, double b) { return b - a <= 1e-12 * std::abs(b); },
      iterations);
  return 0.5 * (low + high);
}

}  // namespace

double first_not_negative(const SampledFunction& f, double noise) {
  const std::vector<Node> nodes = nodes_of(f, noise, [](double value) { return value >= 0.0; });
  bool was_below = false;
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    const Node& node = nodes[k];
    if (node.value > noise) return k == 0 ? node.time : rise_to(f, 0.0, nodes[k - 1], node);
    // Within noise of 0: a smooth maximum is where it is, a level stretch begins where it is
    // reached.
    if (was_below && node.value >= -noise)
      return node.is_peak ? node.time : rise_to(f, -noise, nodes[k - 1], node);
    if (node.value >= 0.0) return node.time;
    was_below = was_below || node.value < -noise;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

double first_positive(const SampledFunction& f, double noise) {
  const auto is_positive = [noise](double value) { return value > noise; };
  const std::vector<Node> nodes = nodes_of(f, noise, is_positive);
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    if (!is_positive(nodes[k].value)) continue;
    if (k == 0 || f.is_discrete) return nodes[k].time;
    const Node& before = nodes[k - 1];
    if (before.value < -noise) return rise_to(f, 0.0, before, nodes[k]);
    // A power of time is above 0 from the beginning, and above noise a little later: halfway there
    // it is a share of noise, where a function that stays at 0 for a while still does.
    constexpr double least_share = 1.0 / 64.0;
    const double time = rise_to(f, noise, before, nodes[k]);
    const double halfway = f.exact(0.5 * (before.time + time));
    const bool is_at_once = halfway - before.value > least_share * noise;
    return is_at_once ? before.time : time;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace qbattery
