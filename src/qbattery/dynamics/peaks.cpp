#include "qbattery/dynamics/peaks.hpp"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>

#include "qbattery/dynamics/interpolation.hpp"
#include "qbattery/dynamics/smooth_top.hpp"
#include "qbattery/dynamics/zoom.hpp"

namespace qbattery {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// Finds maxima in a stretch of samples without NaN.
class PeakFinder {
 public:
  PeakFinder(const SampledFunction& f, Ends ends, std::vector<Peak>& peaks)
      : t_(f.times), y_(f.values), ends_(ends), noise_(f.rounding()), peaks_(peaks) {}

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
        add(top, !has_risen);
        has_fallen = true;
        lowest = y_[i];
      }
      lowest = std::min(lowest, y_[i]);
    }
    if (!has_fallen) add(top, true);
  }

 private:
  void add(std::size_t top, bool is_end) {
    if (is_end && ends_ == Ends::excluded) return;
    peaks_.push_back({top, is_end, y_[top] + 4.0 * reach(top)});
  }

  /// By the steepest way to a neighbour as far as the farther one.
  double reach(std::size_t top) const {
    double slope = 0.0, width = 0.0;
    for (const std::size_t other : {top > 0 ? top - 1 : top, std::min(top + 1, y_.size() - 1)}) {
      if (other == top || std::isnan(y_[other])) continue;
      const double distance = std::abs(t_[other] - t_[top]);
      slope = std::max(slope, (y_[top] - y_[other]) / distance);
      width = std::max(width, distance);
    }
    return slope * width;
  }

  const std::vector<double>&t_, &y_;
  Ends ends_;
  double noise_;
  std::vector<Peak>& peaks_;
};

// The highest point of f between low and high by Brent's search, to 1e-8 of their distance. The
// search has an absolute tolerance of its own: it runs from 0 to 1, whatever the unit of time. NaN
// is less than any sample.
Extremum search(const SampledFunction& f, double low, double high) {
  constexpr int bits = std::numeric_limits<double>::digits / 2;
  const double least = -f.largest();
  const auto at = [&](double s) { return low + s * (high - low); };
  const auto negated = [&](double s) {
    const double value = f.exact(at(s));
    return std::isnan(value) ? -least : -value;
  };
  const auto [place, lowest] = boost::math::tools::brent_find_minima(negated, 0.0, 1.0, bits);
  return {at(place), -lowest};
}

/// By values alone.
Extremum search_maximum(const SampledFunction& f, double low, double high, double guess) {
  const double reach = std::min(f.time_scale, 0.5 * (high - low));
  if (const auto top = smooth_top(f.exact, {low, high, guess, reach})) return *top;
  const Extremum coarse = search(f, low, high);
  // Which finds the place of a smooth maximum to about the square root of rounding.
  constexpr double closer = 1.0 / 64.0;
  if (const auto top = smooth_top(f.exact, {low, high, coarse.time, closer * reach})) return *top;
  // At a cusp the values tell the place to rounding, once the search looks at it closely.
  const double near = 1e-6 * (high - low);
  const Extremum cusp =
      search(f, std::max(low, coarse.time - near), std::min(high, coarse.time + near));
  return cusp.value > coarse.value ? cusp : coarse;
}

Extremum refine_inside(const SampledFunction& f, std::size_t i) {
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

// Where the function falls away from a sample to one beside it, but rises there first.
Extremum refine_towards(const SampledFunction& f, std::size_t i, std::size_t other) {
  const Extremum end{f.times[i], f.values[i]};
  if (std::isnan(f.values[other])) return end;
  const double to = f.times[other];
  const double step = 1e-3 * std::min(f.time_scale, std::abs(to - end.time));
  const double beside = end.time + (other > i ? step : -step);
  if (!(f.exact(beside) > end.value + 8.0 * epsilon * std::abs(end.value))) return end;
  const Extremum top = search_maximum(f, std::min(end.time, to), std::max(end.time, to), beside);
  return top.value > end.value ? top : end;
}

/// A sample, or the highest that the function rises to beside a stretch of samples.
Extremum top_beside(const SampledFunction& f, std::size_t place, std::size_t first,
                    std::size_t last) {
  Extremum highest{f.times[place], f.values[place]};
  const auto look = [&](std::size_t from, std::size_t other) {
    const Extremum top = refine_towards(f, from, other);
    if (top.value > highest.value) highest = top;
  };
  if (first > 0) look(first, first - 1);
  if (last + 1 < f.values.size()) look(last, last + 1);
  return highest;
}

}  // namespace

std::vector<Peak> peaks_of(const SampledFunction& f, Ends ends) {
  const std::vector<double>& y = f.values;
  std::vector<Peak> peaks;
  PeakFinder finder(f, ends, peaks);
  for (std::size_t first = 0; first < y.size(); ++first) {
    std::size_t end = first;
    while (end < y.size() && !std::isnan(y[end])) ++end;
    if (end > first) finder.look(first, end - 1);
    first = end;
  }
  return peaks;
}

Extremum refine(const SampledFunction& f, const Peak& peak) {
  const std::size_t place = peak.place;
  if (f.is_discrete) return {f.times[place], f.values[place]};
  const Extremum top = peak.is_end ? top_beside(f, place, place, place) : refine_inside(f, place);
  // Of a level stretch any sample may be the highest, and humps are beside its first and last one.
  const double rounding = f.rounding();
  const auto is_equal = [&](std::size_t i) {
    return std::abs(f.values[i] - f.values[place]) <= rounding;
  };
  std::size_t first = place, last = place;
  while (first > 0 && is_equal(first - 1)) --first;
  while (last + 1 < f.values.size() && is_equal(last + 1)) ++last;
  if (first == last) return top;
  const Extremum beside = top_beside(f, place, first, last);
  return beside.value > top.value + rounding ? beside : top;
}

std::optional<double> begin_of_level(const SampledFunction& f, std::size_t place) {
  const double top = f.values[place], noise = f.noise();
  // Within a quarter of a distance about a smooth maximum a function differs by a sixteenth.
  const double closer = noise / 16.0;
  const auto first_within = [&](double distance) {
    std::size_t first = place;
    while (first > 0 && std::abs(f.values[first - 1] - top) <= distance) --first;
    return first;
  };
  const std::size_t first = first_within(noise);
  const bool has_next = place + 1 < f.values.size();
  const bool stays = first < place
                         ? first == first_within(closer) && is_level(f, place, place - 1, closer)
                         : has_next && is_level(f, place, place + 1, closer);
  if (!stays) return {};
  const bool is_known = first == 0 || f.is_discrete || !(f.values[first - 1] < top - noise);
  if (is_known) return f.times[first];
  const double begin = passage(f, top - noise, {f.times[first - 1], f.values[first - 1]},
                               {f.times[first], f.values[first]});
  // Where it comes smoothly, up to a stage that ends there, say, it is not there yet.
  const bool is_there = std::abs(f.exact(0.5 * (begin + f.times[first])) - top) <= closer;
  return is_there ? begin : f.times[first];
}

bool is_level(const SampledFunction& f, std::size_t i, std::size_t other, double distance) {
  const auto is_equal = [&](double value) { return std::abs(value - f.values[i]) <= distance; };
  return is_equal(f.values[other]) &&
         (f.is_discrete || is_equal(f.exact(0.5 * (f.times[i] + f.times[other]))));
}

double passage(const SampledFunction& f, double value, const Extremum& before,
               const Extremum& after) {
  if (f.is_discrete) return after.time;
  std::uintmax_t iterations = 200;
  const auto above = [&](double t) {
    const double here = f.exact(t);
    return finite_or_huge((std::isnan(here) ? before.value : here) - value);
  };
  const auto [low, high] = boost::math::tools::toms748_solve(
      above, before.time, after.time, finite_or_huge(before.value - value),
      finite_or_huge(after.value - value),
      [](double a, double b) { return b - a <= 1e-12 * std::abs(b); }, iterations);
  return 0.5 * (low + high);
}

}  // namespace qbattery
