#include "qbattery/figures/contours.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace qbattery {
namespace {

std::vector<double> evenly(double from, double to, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(from + (to - from) * i / (count - 1));
  return values;
}

template <typename Function>
std::vector<double> on_grid(const std::vector<double>& x, const std::vector<double>& y,
                            Function function) {
  std::vector<double> values;
  for (const double a : x)
    for (const double b : y) values.push_back(function(a, b));
  return values;
}

TEST(contour_lines, of_a_hill_are_one_closed_circle) {
  const std::vector<double> x = evenly(-2, 2, 81), y = evenly(-2, 2, 61);
  const auto lines =
      contour_lines(x, y, on_grid(x, y, [](double a, double b) { return a * a + b * b; }), 1.0);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_GT(lines[0].size(), 100u);
  EXPECT_DOUBLE_EQ(lines[0].front().x, lines[0].back().x);
  EXPECT_DOUBLE_EQ(lines[0].front().y, lines[0].back().y);
  for (const Point& p : lines[0]) EXPECT_NEAR(std::hypot(p.x, p.y), 1.0, 1e-3);
}

TEST(contour_lines, of_a_slope_run_from_edge_to_edge) {
  const std::vector<double> x = {0, 1, 3, 4}, y = {0, 2, 5};
  const auto lines = contour_lines(x, y, on_grid(x, y, [](double a, double) { return a; }), 2.0);
  ASSERT_EQ(lines.size(), 1u);
  ASSERT_EQ(lines[0].size(), 3u);
  for (const Point& p : lines[0]) EXPECT_DOUBLE_EQ(p.x, 2.0);
}

TEST(contour_lines, do_not_cross_at_a_saddle) {
  const std::vector<double> x = {-1, 1}, y = {-1, 1};
  const auto lines = contour_lines(x, y, {1, -1, -1, 1}, 0.1);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].size(), 2u);
  EXPECT_EQ(lines[1].size(), 2u);
}

TEST(contour_lines, leave_out_what_is_not_known) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(contour_lines({0, 1}, {0, 1}, {0, 1, nan, 1}, 0.5).empty());
}

TEST(place_label, takes_the_straight_part_in_the_open) {
  // Down, a corner, then level to the right.
  Polyline line;
  for (int i = 0; i <= 20; ++i) line.push_back({2.0, 6.0 - 0.05 * i});
  for (int i = 1; i <= 40; ++i) line.push_back({2.0 + 0.1 * i, 5.0});
  const auto place = place_label({line}, 0.5, {8, 8}, {});
  ASSERT_TRUE(place);
  EXPECT_DOUBLE_EQ(place->at.y, 5.0);
  EXPECT_DOUBLE_EQ(place->angle, 0.0);
  const auto other = place_label({line}, 0.5, {8, 8}, {{place->at, 1.0}});
  ASSERT_TRUE(other);
  EXPECT_GE(std::hypot(other->at.x - place->at.x, other->at.y - place->at.y), 1.0);
  EXPECT_FALSE(place_label({line}, 0.5, {8, 8}, {{{4.0, 5.0}, 10.0}}));
}

TEST(place_label, keeps_text_upright) {
  for (const double step : {-0.1, 0.1}) {
    Polyline line;
    for (int i = 0; i < 40; ++i) line.push_back({4.0, 4.0 + step * (i - 20)});
    const auto place = place_label({line}, 0.5, {8, 8}, {});
    ASSERT_TRUE(place);
    EXPECT_DOUBLE_EQ(place->angle, 90.0);
  }
}

TEST(with_gap, cuts_a_line_in_two) {
  Polyline line;
  for (int i = 0; i <= 10; ++i) line.push_back({0.1 * i, 0.0});
  const auto lines = with_gap({line}, {0.5, 0.0}, 0.15);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_DOUBLE_EQ(lines[0].back().x, 0.1 * 3);
  EXPECT_DOUBLE_EQ(lines[1].front().x, 0.1 * 7);
}

}  // namespace
}  // namespace qbattery
