#include "qbattery/dynamics/long_time_limit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-14;  // projections of vectors of length about 1

// The last of three levels falls to the first at rate 1, to the second at rate 3.
RealMatrix fork_in_the_road() {
  RealMatrix l = RealMatrix::Zero(3, 3);
  l(0, 2) = 1.0;
  l(1, 2) = 3.0;
  l(2, 2) = -4.0;
  return l;
}

// Two planes that turn, and a direction that stays.
RealMatrix turning(double first, double second, double damping = 0.0) {
  RealMatrix l = RealMatrix::Zero(5, 5);
  l(1, 0) = first;
  l(0, 1) = -first;
  l(3, 2) = second;
  l(2, 3) = -second;
  l.topLeftCorner(4, 4).diagonal().setConstant(-damping);
  return l;
}

TEST(stationary_part, is_where_each_level_ends) {
  const RealMatrix l = fork_in_the_road();
  EXPECT_LE((stationary_part(l, RealVector{{0, 0, 1}}, 2) - RealVector{{0.25, 0.75, 0}}).norm(),
            rounding);
  EXPECT_LE(
      (stationary_part(l, RealVector{{0.5, 0.3, 0.2}}, 2) - RealVector{{0.55, 0.45, 0}}).norm(),
      rounding);
}

TEST(stationary_part, of_what_turns_is_its_average) {
  const RealVector v{{1, 2, 3, 4, 5}};
  EXPECT_LE((stationary_part(turning(1, 2), v, 1) - RealVector{{0, 0, 0, 0, 5}}).norm(), rounding);
}

TEST(stationary_part, where_nothing_happens_is_everything) {
  const RealVector v{{1, -2, 3}};
  EXPECT_LE((stationary_part(RealMatrix::Zero(3, 3), v, 3) - v).norm(), rounding);
}

std::string complaint(const RealMatrix& l, const RealVector& v, bool time_average = false) {
  try {
    check_limit_exists(l, v, {.long_time_limit = true, .time_average = time_average});
  } catch (const NumericalError& error) {
    return error.what();
  }
  return "";
}

TEST(check_limit_exists, names_the_part_that_oscillates_and_its_frequency) {
  // Half of cos t belongs to e^(it), along a vector of length sqrt2.
  EXPECT_EQ(complaint(turning(1.5, 2), RealVector{{0.6, 0, 0, 0, 1}}),
            "there is no long-time limit: a part 0.424 of the initial state oscillates for ever "
            "with frequency 1.5; steady_state.time_average = true gives the average over time");
  EXPECT_NE(complaint(turning(1.5, 2), RealVector{{0, 0, 0, 0.6, 1}}).find("frequency 2"),
            std::string::npos);
}

TEST(check_limit_exists, sees_planes_that_turn_together) {
  EXPECT_NE(complaint(turning(2, 2), RealVector{{0, 0.6, 0, 0, 1}}), "");
  EXPECT_NE(complaint(turning(2, 2), RealVector{{0, 0, 0, 0.6, 1}}), "");
  EXPECT_EQ(complaint(turning(2, 2), RealVector{{0, 0, 0, 0, 1}}), "");
}

TEST(check_limit_exists, minds_only_what_the_initial_state_has_of_it) {
  EXPECT_EQ(complaint(turning(1, 2), RealVector{{0, 0, 0, 0, 1}}), "");
  EXPECT_EQ(complaint(turning(1, 2), RealVector{{1e-10, 0, 0, 0, 1}}), "");  // 0.7e-10 of it
  EXPECT_NE(complaint(turning(1, 2), RealVector{{2e-10, 0, 0, 0, 1}}), "");  // 1.4e-10
}

TEST(check_limit_exists, does_not_mind_what_dies_out_or_is_averaged) {
  const RealVector v{{1, 1, 1, 1, 1}};
  EXPECT_EQ(complaint(turning(1, 2, 1e-9), v), "");
  EXPECT_EQ(complaint(turning(1, 2), v, true), "");
  EXPECT_EQ(complaint(fork_in_the_road(), RealVector{{0, 0, 1}}), "");
}

}  // namespace
}  // namespace qbattery
