#include "qbattery/dynamics/zoom.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace qbattery {

namespace {

using Numbers = std::vector<double>;

constexpr int most_looks = 14;  // each leaves at most a thirtieth of the stretch
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// A number that changes its sign between two times next to each other, and its mean slope there
/// and over one time more on both sides.
struct Change {
  double low, high;
  double at_low, at_high;
  double slope, slope_around;

  double place() const {
    const double part = at_low / (at_low - at_high);
    return std::isfinite(part) ? low + std::clamp(part, 0.0, 1.0) * (high - low)
                               : 0.5 * (low + high);
  }
  bool is_jump() const { return !(bend() < 1.0); }
  /// How far place() may be off: not at all on a straight line, anywhere in between at a jump.
  double error() const { return (high - low) * (is_jump() ? 1.0 : bend()); }

 private:
  double bend() const { return std::abs(slope / slope_around - 1.0); }
};

Change change_at(const Numbers& places, const Numbers& numbers, std::size_t i) {
  const std::size_t before = i == 0 ? 0 : i - 1;
  const std::size_t after = std::min(i + 2, places.size() - 1);
  const auto slope = [&](std::size_t a, std::size_t b) {
    return (numbers[b] - numbers[a]) / (places[b] - places[a]);
  };
  return {places[i],      places[i + 1],   numbers[i],
          numbers[i + 1], slope(i, i + 1), slope(before, after)};
}

/// The top of a smooth function between two times: where its slope is 0 on a straight line, and
/// what the cubic polynomial with the values and slopes at both times is there. Its error is the
/// fourth power of their distance times the fourth derivative/384; the higher of the two values
/// alone is too low by the square of the distance to a maximum.
Extremum smooth_between(const ValuesAndSlopes& f, const Change& between, std::size_t i) {
  const double width = between.high - between.low, time = between.place();
  if (!(width > 0.0)) return {time, std::max(f.values[i], f.values[i + 1])};
  const double s = (time - between.low) / width, r = 1.0 - s;
  const double ends =
      r * r * (1.0 + 2.0 * s) * f.values[i] + s * s * (1.0 + 2.0 * r) * f.values[i + 1];
  return {time, ends + width * s * r * (r * f.slopes[i] - s * f.slopes[i + 1])};
}

/// A cusp between two times, to the second power of their distance: where the tangents at both
/// meet.
Extremum cusp_between(const ValuesAndSlopes& f, const Change& between, std::size_t i) {
  const double width = between.high - between.low;
  const double way =
      (f.values[i + 1] - f.values[i] - f.slopes[i + 1] * width) / (f.slopes[i] - f.slopes[i + 1]);
  const double to_top = std::isfinite(way) ? std::clamp(way, 0.0, width) : 0.0;
  return {between.low + to_top, f.values[i] + f.slopes[i] * to_top};
}

bool is_close(const Change& change, double enough) {
  return change.error() <= enough || change.high - change.low <= 2.0 * epsilon * change.high;
}

Numbers places_between(double low, double high, double guess) {
  constexpr std::size_t equal = times_at_once / 2;
  const double width = high - low;
  Numbers places(times_at_once);
  for (std::size_t i = 0; i < equal; ++i)
    places[i] = low + width * (static_cast<double>(i) / (equal - 1));
  places[equal - 1] = high;
  double offset = 0.5 * width;
  for (std::size_t i = equal; i < times_at_once; i += 2) {
    offset *= 0.2;
    places[i] = std::clamp(guess - offset, low, high);
    places[i + 1] = std::clamp(guess + offset, low, high);
  }
  std::sort(places.begin(), places.end());
  return places;
}

/// What is seen at many places; not at those where the function or its slope is no number, as a
/// root may be at 0.
struct Look {
  Numbers places;
  ValuesAndSlopes at;
  std::vector<bool> is_after_hole;

  /// The top between place i and the next.
  Extremum top(std::size_t i, const Change& change) const {
    if (is_after_hole[i + 1]) {
      const std::size_t higher = at.values[i] < at.values[i + 1] ? i + 1 : i;
      return {places[higher], at.values[higher]};
    }
    return change.is_jump() ? cusp_between(at, change, i) : smooth_between(at, change, i);
  }
};

Look look_at(const SampledFunction& f, const Numbers& places) {
  const ValuesAndSlopes all = f.many(places);
  Look look;
  bool is_after_hole = false;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool is_hole = !std::isfinite(all.values[i]) || !std::isfinite(all.slopes[i]);
    if (!is_hole) {
      look.places.push_back(places[i]);
      look.at.values.push_back(all.values[i]);
      look.at.slopes.push_back(all.slopes[i]);
      look.is_after_hole.push_back(is_after_hole);
    }
    is_after_hole = is_hole;
  }
  return look;
}

}  // namespace

std::optional<Extremum> zoom_to_maximum(const SampledFunction& f, double low, double high,
                                        double guess) {
  const double enough = 1e-11 * (high - low);
  Extremum found{guess, 0.0};
  for (int look = 0; look < most_looks; ++look) {
    const Look seen = look_at(f, places_between(low, high, found.time));
    const Numbers& slopes = seen.at.slopes;
    std::optional<Change> best;
    for (std::size_t i = 0; i + 1 < slopes.size(); ++i) {
      if (!(slopes[i] > 0.0 && slopes[i + 1] <= 0.0)) continue;
      const Change change = change_at(seen.places, slopes, i);
      const Extremum top = seen.top(i, change);
      if (best && top.value <= found.value) continue;
      best = change;
      found = top;
    }
    if (!best) return {};
    if (is_close(*best, enough)) return found;
    low = best->low;
    high = best->high;
  }
  return found;
}

std::optional<double> zoom_to_zero(const SampledFunction& f, double low, double high,
                                   double guess) {
  for (int look = 0; look < most_looks; ++look) {
    const Numbers places = places_between(low, high, guess);
    const Numbers values = f.many(places).values;
    std::size_t i = 0;
    while (i + 1 < values.size() && values[i] * values[i + 1] > 0.0) ++i;
    if (i + 1 == values.size() || std::isnan(values[i] * values[i + 1])) return {};
    const Change change = change_at(places, values, i);
    guess = change.place();
    if (is_close(change, 1e-12 * change.high)) return guess;
    low = change.low;
    high = change.high;
  }
  return guess;
}

}  // namespace qbattery
