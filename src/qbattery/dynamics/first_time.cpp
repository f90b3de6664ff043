#include "qbattery/dynamics/first_time.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/dynamics/peaks.hpp"

namespace qbattery {

namespace {

/// A sample, or a maximum next to one.
struct Node {
  Extremum point;
  bool is_peak;
};

/// Whether the function stays level from a sample to one of its neighbours.
bool stays_level(const SampledFunction& f, std::size_t i, double noise) {
  return (i > 0 && is_level(f, i, i - 1, noise)) ||
         (i + 1 < f.values.size() && is_level(f, i, i + 1, noise));
}

/// Samples up to the first that `reaches`, with the maxima next to them that may.
std::vector<Node> nodes_of(const SampledFunction& f, double noise,
                           const std::function<bool(double)>& reaches) {
  std::vector<Node> nodes;
  for (std::size_t i = 0; i < f.times.size(); ++i) {
    if (!std::isnan(f.values[i])) nodes.push_back({{f.times[i], f.values[i]}, false});
    if (reaches(f.values[i])) break;
  }
  if (f.is_discrete || nodes.empty()) return nodes;
  const double last = nodes.back().point.time;
  for (const Peak& peak : peaks_of(f, Ends::included)) {
    if (f.times[peak.place] > last) break;
    // An end may be far below what the function rises to beside it.
    if (!peak.is_end && peak.bound < -noise) continue;
    const Extremum top = refine(f, peak);
    const bool is_hump = top.value > f.values[peak.place] + noise;
    const bool counts = is_hump || !stays_level(f, peak.place, noise);
    if (top.time <= last && counts) nodes.push_back({top, true});
  }
  // A maximum at a sample comes first.
  std::ranges::stable_sort(nodes, [](const Node& a, const Node& b) {
    const double earlier = a.point.time, later = b.point.time;
    return earlier < later || (earlier == later && a.is_peak && !b.is_peak);
  });
  return nodes;
}

/// Where a function that rises at a node within noise of 0 has begun to: among the nodes before it
/// that are, too.
double begin_of_rise(const std::vector<Node>& nodes, std::size_t k, double noise, double rounding) {
  const auto rises_to = [&](std::size_t here) {
    const double before = nodes[here - 1].point.value;
    return before >= -noise && nodes[here].point.value - before > rounding;
  };
  while (k > 0 && rises_to(k)) --k;
  return nodes[k].point.time;
}

}  // namespace

double first_not_negative(const SampledFunction& f, double noise) {
  const std::vector<Node> nodes = nodes_of(f, noise, [](double value) { return value >= 0.0; });
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    const auto& [point, is_peak] = nodes[k];
    if (point.value < -noise) continue;
    if (k == 0) return point.time;
    // Within noise of 0: a smooth maximum is where it is, a level stretch begins where it is
    // reached.
    const bool is_above = point.value > noise;
    if (is_peak && !is_above) return point.time;
    return passage(f, is_above ? 0.0 : -noise, nodes[k - 1].point, point);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

double first_positive(const SampledFunction& f, double noise) {
  const auto is_positive = [noise](double value) { return value > noise; };
  const std::vector<Node> nodes = nodes_of(f, noise, is_positive);
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    const Extremum& point = nodes[k].point;
    if (!is_positive(point.value)) continue;
    if (k == 0 || f.is_discrete) return point.time;
    const Extremum& before = nodes[k - 1].point;
    if (before.value < -noise) return passage(f, 0.0, before, point);
    // A power of time is above 0 from the beginning, and above noise a little later: halfway there
    // it is a share of noise, where a function that stays at 0 for a while still does.
    constexpr double least_share = 1.0 / 64.0;
    const double time = passage(f, noise, before, point);
    const double halfway = f.exact(0.5 * (before.time + time));
    const bool is_at_once = halfway - before.value > least_share * noise;
    return is_at_once ? begin_of_rise(nodes, k - 1, noise, f.rounding()) : time;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace qbattery
