#pragma once

#include <optional>
#include <vector>

namespace qbattery {

struct Point {
  double x = 0.0, y = 0.0;
};

using Polyline = std::vector<Point>;

/// Where a function on a grid takes a value, linearly interpolated: values[i * y.size() + j] at
/// x[i], y[j]. Closed lines end where they begin. Cells with a NaN have none.
std::vector<Polyline> contour_lines(const std::vector<double>& x, const std::vector<double>& y,
                                    const std::vector<double>& values, double level);

/// A place on a contour for its value.
struct LabelPlace {
  Point at;
  double angle = 0.0;  ///< degrees, text upright: -90 to 90
};

/// Something that the middle of a label must keep away from.
struct Obstacle {
  Point at;
  double clearance = 0.0;
};

/// Finds the straightest piece of some lines that holds a label of this width, away from obstacles
/// and from the edges of the page [0, page.x] x [0, page.y]. None where there is no such piece. All
/// lengths in one unit.
std::optional<LabelPlace> place_label(const std::vector<Polyline>& lines, double width, Point page,
                                      const std::vector<Obstacle>& obstacles);

/// The lines without what lies within `radius` of a point.
std::vector<Polyline> with_gap(const std::vector<Polyline>& lines, Point centre, double radius);

}  // namespace qbattery
