#include <gtest/gtest.h>

#include <limits>

#include "qbattery/scenario/check.hpp"

namespace qbattery::detail {

TEST(spread, has_both_ends_exactly_and_equal_steps) {
  EXPECT_EQ(spread(0.0, 1.0, 5, Scale::linear), (std::vector<double>{0.0, 0.25, 0.5, 0.75, 1.0}));
  EXPECT_EQ(spread(2.0, -1.0, 4, Scale::linear), (std::vector<double>{2.0, 1.0, 0.0, -1.0}));
  EXPECT_EQ(spread(0.0, 1.0, 11, Scale::linear)[3], 0.3);
  EXPECT_EQ(spread(0.1, 0.7, 1001, Scale::linear).back(), 0.7);
  EXPECT_EQ(spread(0.1, 0.7, 1001, Scale::linear).front(), 0.1);
}

TEST(spread, has_equal_ratios_on_a_log_scale) {
  const std::vector<double> values = spread(1e-3, 1e2, 6, Scale::log);
  EXPECT_EQ(values.front(), 1e-3);
  EXPECT_EQ(values.back(), 1e2);
  for (std::size_t i = 1; i < values.size(); ++i)
    EXPECT_NEAR(values[i] / values[i - 1], 10.0, 1e-12);
}

TEST(spread, of_one_point_is_that_point) {
  EXPECT_EQ(spread(3.0, 3.0, 1, Scale::linear), std::vector<double>{3.0});
  EXPECT_EQ(spread(3.0, 3.0, 1, Scale::log), std::vector<double>{3.0});
}

TEST(spread, stays_finite_between_the_largest_numbers) {
  const double most = std::numeric_limits<double>::max();
  for (const double value : spread(-most, most, 101, Scale::linear)) {
    EXPECT_LE(std::abs(value), most);
  }
}

TEST(complex_number, reads_what_people_write) {
  const std::vector<std::pair<std::string, Complex>> texts = {
      {"3", {3.0, 0.0}},           {"-0.5", {-0.5, 0.0}},   {"0.8i", {0.0, 0.8}},
      {"i", {0.0, 1.0}},           {"-i", {0.0, -1.0}},     {"0.1-0.2i", {0.1, -0.2}},
      {"1e-3+2e+2i", {1e-3, 2e2}}, {" 1 + i ", {1.0, 1.0}}, {"+.5", {0.5, 0.0}},
  };
  for (const auto& [text, value] : texts) EXPECT_EQ(complex_number(text), value) << text;
}

TEST(complex_number, is_none_in_anything_else) {
  for (const char* text : {"", "x", "1+", "2i3", "--1", "nan", "inf", "1+2", "i1", "1e999", "1,5",
                           "0x1", "1-2j", "1+2ii", "+", "."}) {
    EXPECT_FALSE(complex_number(text).has_value()) << text;
  }
}

}  // namespace qbattery::detail
