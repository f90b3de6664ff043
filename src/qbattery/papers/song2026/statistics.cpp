#include "qbattery/papers/song2026/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace qbattery::song2026 {

namespace {

constexpr double rounding = 1e-12;

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

std::vector<double> ranks(const std::vector<double>& x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&x](std::size_t i, std::size_t k) { return x[i] < x[k]; });
  std::vector<double> result(x.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first;
    while (end < order.size() && x[order[end]] == x[order[first]]) ++end;
    for (std::size_t i = first; i < end; ++i) {
      result[order[i]] = 0.5 * static_cast<double>(first + end - 1);
    }
    first = end;
  }
  return result;
}

double share_while_rising(const std::vector<double>& x, const std::vector<double>& y, double sign) {
  int rising = 0;
  int both = 0;
  for (std::size_t i = 1; i < x.size(); ++i) {
    if (x[i] - x[i - 1] <= rounding) continue;
    ++rising;
    both += sign * (y[i] - y[i - 1]) > 0.0 ? 1 : 0;
  }
  return rising == 0 ? 0.0 : static_cast<double>(both) / rising;
}

}  // namespace

double pearson(const std::vector<double>& x, const std::vector<double>& y) {
  const double mean_x = mean(x);
  const double mean_y = mean(y);
  double xx = 0.0;
  double yy = 0.0;
  double xy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    yy += (y[i] - mean_y) * (y[i] - mean_y);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  return xy / std::sqrt(xx * yy);
}

double spearman(const std::vector<double>& x, const std::vector<double>& y) {
  return pearson(ranks(x), ranks(y));
}

double share_falling_while_rising(const std::vector<double>& x, const std::vector<double>& y) {
  return share_while_rising(x, y, -1.0);
}

double share_rising_while_rising(const std::vector<double>& x, const std::vector<double>& y) {
  return share_while_rising(x, y, 1.0);
}

double share_falling(const std::vector<double>& y, std::size_t first, std::size_t last) {
  if (last <= first) return std::nan("");
  int falling = 0;
  for (std::size_t i = first + 1; i <= last; ++i) falling += y[i] < y[i - 1] ? 1 : 0;
  return static_cast<double>(falling) / static_cast<double>(last - first);
}

double largest_difference(const std::vector<double>& x, const std::vector<double>& y) {
  double largest = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) largest = std::max(largest, std::abs(x[i] - y[i]));
  return largest;
}

}  // namespace qbattery::song2026
