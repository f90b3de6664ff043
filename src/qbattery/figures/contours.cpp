#include "qbattery/figures/contours.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <deque>
#include <limits>
#include <map>

namespace qbattery {
namespace {

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// The pieces of one contour, cell by cell (marching squares). Edges of the grid have numbers, so
/// that pieces of neighbouring cells are joined without comparing coordinates.
class Marching {
 public:
  Marching(const std::vector<double>& x, const std::vector<double>& y,
           const std::vector<double>& values, double level)
      : x_(x), y_(y), values_(values), level_(level) {
    for (std::size_t i = 0; i + 1 < x.size(); ++i)
      for (std::size_t j = 0; j + 1 < y.size(); ++j) march(i, j);
  }

  /// Takes the pieces off and strings them together.
  std::vector<Polyline> lines() {
    std::vector<Polyline> result;
    while (!neighbours_.empty()) {
      const std::size_t start = neighbours_.begin()->first;
      std::deque<std::size_t> edges = {start};
      while (const auto next = take_neighbour(edges.back())) edges.push_back(*next);
      while (const auto next = take_neighbour(edges.front())) edges.push_front(*next);
      Polyline line;
      for (const std::size_t edge : edges) line.push_back(crossings_.at(edge));
      result.push_back(std::move(line));
    }
    return result;
  }

 private:
  double value(std::size_t i, std::size_t j) const { return values_[i * y_.size() + j]; }

  /// Number of the edge from grid point (i, j) along x (0) or y (1); remembers where it is crossed.
  std::size_t crossing(std::size_t i, std::size_t j, std::size_t along) {
    const std::size_t edge = 2 * (i * y_.size() + j) + along;
    const std::size_t i2 = i + (along == 0 ? 1 : 0), j2 = j + (along == 1 ? 1 : 0);
    const double share = (level_ - value(i, j)) / (value(i2, j2) - value(i, j));
    crossings_[edge] = {x_[i] + share * (x_[i2] - x_[i]), y_[j] + share * (y_[j2] - y_[j])};
    return edge;
  }

  void march(std::size_t i, std::size_t j) {
    const std::array<double, 4> corner = {value(i, j), value(i + 1, j), value(i + 1, j + 1),
                                          value(i, j + 1)};
    if (std::ranges::any_of(corner, [](double v) { return !std::isfinite(v); })) return;
    // Sides in the order bottom, right, top, left; a side is crossed where its corners differ.
    std::vector<std::size_t> crossed;
    for (std::size_t side = 0; side < 4; ++side) {
      if ((corner[side] >= level_) == (corner[(side + 1) % 4] >= level_)) continue;
      crossed.push_back(crossing(i + (side == 1 ? 1 : 0), j + (side == 2 ? 1 : 0), side % 2));
    }
    if (crossed.size() == 2) join(crossed[0], crossed[1]);
    if (crossed.size() != 4) return;
    // A saddle: the mean decides which corners belong together.
    const double mean = (corner[0] + corner[1] + corner[2] + corner[3]) / 4;
    const bool first_with_centre = (mean >= level_) == (corner[0] >= level_);
    join(crossed[0], crossed[first_with_centre ? 1 : 3]);
    join(crossed[2], crossed[first_with_centre ? 3 : 1]);
  }

  void join(std::size_t a, std::size_t b) {
    neighbours_[a].push_back(b);
    neighbours_[b].push_back(a);
  }

  std::optional<std::size_t> take_neighbour(std::size_t edge) {
    const auto found = neighbours_.find(edge);
    if (found == neighbours_.end()) return {};
    const std::size_t next = found->second.back();
    remove(edge, next);
    remove(next, edge);
    return next;
  }

  void remove(std::size_t from, std::size_t to) {
    std::vector<std::size_t>& list = neighbours_[from];
    list.erase(std::ranges::find(list, to));
    if (list.empty()) neighbours_.erase(from);
  }

  const std::vector<double>&x_, &y_, &values_;
  double level_;
  std::map<std::size_t, Point> crossings_;
  std::map<std::size_t, std::vector<std::size_t>> neighbours_;
};

/// The place at the middle of line[first..last], turned along it.
LabelPlace place_between(const Polyline& line, std::size_t first, std::size_t last) {
  const Point a = line[first], b = line[last];
  double angle = std::atan2(b.y - a.y, b.x - a.x) * 180.0 / std::acos(-1.0);
  if (angle > 90.0) angle -= 180.0;
  if (angle <= -90.0) angle += 180.0;
  return {.at = {(a.x + b.x) / 2, (a.y + b.y) / 2}, .angle = angle};
}

/// How much room an obstacle leaves at a place: negative where it is in the way.
double room_at(Point at, const std::vector<Obstacle>& obstacles) {
  double least = std::numeric_limits<double>::infinity();
  for (const Obstacle& each : obstacles)
    least = std::min(least, distance(at, each.at) - each.clearance);
  return least;
}

/// How good a place is: straight, in the open and not too steep to read. Negative: unfit, as the
/// text would visibly leave a bent line, or run into something.
double score_of(const LabelPlace& place, double straightness, double width, Point page,
                const std::vector<Obstacle>& obstacles) {
  const Point at = place.at;
  const double edge = std::min({at.x, at.y, page.x - at.x, page.y - at.y});
  const double room = room_at(at, obstacles);
  if (straightness < 0.9 || edge < 0.7 * width || room < 0.0) return -1.0;
  return straightness + 0.05 * std::min(1.0, room / (4 * width)) +
         0.05 * std::min(1.0, edge / (2 * width)) - 0.05 * std::abs(place.angle) / 90.0;
}

}  // namespace

std::vector<Polyline> contour_lines(const std::vector<double>& x, const std::vector<double>& y,
                                    const std::vector<double>& values, double level) {
  return Marching(x, y, values, level).lines();
}

std::optional<LabelPlace> place_label(const std::vector<Polyline>& lines, double width, Point page,
                                      const std::vector<Obstacle>& obstacles) {
  std::optional<LabelPlace> best;
  double best_score = 0.0;
  for (const Polyline& line : lines) {
    // A window of line[first..last], a bit longer than the label, slides along the line.
    std::size_t last = 0;
    double length = 0.0;
    for (std::size_t first = 0; first < line.size(); ++first) {
      for (; last + 1 < line.size() && length < 1.3 * width; ++last)
        length += distance(line[last], line[last + 1]);
      if (length < 1.3 * width) break;
      const LabelPlace place = place_between(line, first, last);
      const double straightness = distance(line[first], line[last]) / length;
      const double score = score_of(place, straightness, width, page, obstacles);
      if (score > best_score) {
        best = place;
        best_score = score;
      }
      length -= distance(line[first], line[first + 1]);
    }
  }
  return best;
}

std::vector<Polyline> with_gap(const std::vector<Polyline>& lines, Point centre, double radius) {
  std::vector<Polyline> result;
  for (const Polyline& line : lines) {
    bool open = false;
    for (const Point& point : line) {
      const bool outside = distance(point, centre) > radius;
      if (outside && !open) result.emplace_back();
      if (outside) result.back().push_back(point);
      open = outside;
    }
  }
  return result;
}

}  // namespace qbattery
