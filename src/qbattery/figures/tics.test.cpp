#include "qbattery/figures/tics.hpp"

#include <gtest/gtest.h>

namespace qbattery {
namespace {

std::vector<std::string> texts(const FigureAxis& axis, double least, double greatest) {
  std::vector<std::string> result;
  for (const auto& [place, text] : tics_of(axis, least, greatest)) result.push_back(text);
  return result;
}

TEST(tics, are_round_and_within_the_range) {
  using List = std::vector<std::string>;
  EXPECT_EQ(texts({}, 0.01, 5.0), (List{"1", "2", "3", "4", "5"}));
  EXPECT_EQ(texts({}, -0.9, 1.05), (List{"−0.5", "0", "0.5", "1"}));
  EXPECT_EQ(texts({}, 0.0, 0.3), (List{"0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3"}));
  EXPECT_EQ(texts({}, 1e-5, 5e-5), (List{"1e-05", "2e-05", "3e-05", "4e-05", "5e-05"}));
}

TEST(tics, of_a_logarithmic_axis_are_powers_of_ten) {
  using List = std::vector<std::string>;
  const FigureAxis axis{.label = "", .logarithmic = true, .tics = {}, .range = {}};
  EXPECT_EQ(texts(axis, 1e-3, 10), (List{"10^{−3}", "10^{−2}", "10^{−1}", "10^{0}", "10^{1}"}));
  EXPECT_EQ(texts(axis, 1, 30), (List{"1", "2", "5", "10", "20"}));
}

TEST(tics, do_not_exist_where_the_values_are_all_the_same) {
  EXPECT_TRUE(round_numbers(1.0, 1.0, 5).empty());
  EXPECT_TRUE(round_numbers(1.0, 1.0 + 1e-14, 5).empty());
}

TEST(tics, may_be_given) {
  const FigureAxis axis{.label = "", .logarithmic = false, .tics = {{0, "boson"}}, .range = {}};
  EXPECT_EQ(texts(axis, 0, 1), std::vector<std::string>{"boson"});
}

}  // namespace
}  // namespace qbattery
