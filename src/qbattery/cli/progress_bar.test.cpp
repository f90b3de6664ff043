#include "qbattery/cli/progress_bar.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "qbattery/cli/summary.hpp"

namespace qbattery::cli {
namespace {

TEST(progress_line, has_points_rate_time_left_and_failures) {
  EXPECT_EQ(progress_line({.done = 250, .total = 1000, .failed = 0}, 10.0),
            "[######..................] 250/1000 points, 25/s, 0:00:30 left");
  EXPECT_EQ(progress_line({.done = 1000, .total = 1000, .failed = 3}, 10.0),
            "[########################] 1000/1000 points, 100/s, 0:00:00 left, 3 failed");
  EXPECT_EQ(progress_line({.done = 1, .total = 7201, .failed = 0}, 1.0),
            "[........................] 1/7201 points, 1/s, 2:00:00 left");
  EXPECT_EQ(progress_line({.done = 0, .total = 10, .failed = 0}, 1.0),
            "[........................] 0/10 points, 0/s");
}

// Two axes of two points; the first and last point failed.
Dataset half_failed() {
  Dataset dataset;
  dataset.coordinates = {{"F", "F", std::vector<double>{0.5, 2.0}, "rate", "pump"},
                         {"kind", "kind", std::vector<std::string>{"boson", "fermion"}, "1", ""}};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  dataset.variables = {{"E_max", {"F", "kind"}, {nan, 0.25, 0.75, nan}, "1", "max(E_B)"}};
  dataset.status = {{"F", "kind"}, {1, 0, 0, 2}, {"ok", "no limit", "uncertain"}};
  return dataset;
}

TEST(summary, has_the_range_of_what_came_out) {
  const std::string text = summary(half_failed());
  EXPECT_NE(text.find("E_max"), std::string::npos) << text;
  EXPECT_NE(text.find("0.25 to 0.75"), std::string::npos) << text;
  EXPECT_NE(text.find("(F: 2, kind: 2)"), std::string::npos) << text;
}

TEST(failures, are_counted_and_placed) {
  EXPECT_EQ(failures_text(half_failed()),
            "2 of 4 points failed:\n"
            "  F = 0.5, kind = boson: no limit\n"
            "  F = 2, kind = fermion: uncertain\n");
  Dataset whole = half_failed();
  whole.status.flags = {0, 0, 0, 0};
  EXPECT_EQ(failures_text(whole), "");
}

}  // namespace
}  // namespace qbattery::cli
