#include "qbattery/generator/stationary_populations.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace qbattery {
namespace {

using Levels = std::vector<double>;

RealVector vector(const Levels& values) {
  return Eigen::Map<const RealVector>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// Rates with those from level i to level j at (j, i), as pairs {from, to, rate}.
struct Move {
  int from, to;
  double rate;
};

RealMatrix rates(int levels, const std::vector<Move>& moves) {
  RealMatrix all = RealMatrix::Zero(levels, levels);
  for (const Move& move : moves) all(move.to, move.from) = move.rate;
  return all;
}

// Sums, products and quotients of positive numbers, a few roundings each.
void expect_populations(const RealMatrix& chain, const Levels& energies, const Levels& known) {
  const RealVector found = stationary_populations(chain, vector(energies));
  ASSERT_EQ(found.size(), static_cast<Eigen::Index>(known.size()));
  for (std::size_t k = 0; k < known.size(); ++k) {
    EXPECT_NEAR(found(static_cast<Eigen::Index>(k)), known[k], 1e-15) << k;
  }
}

TEST(stationary_populations, of_two_levels_are_the_ratio_of_rates) {
  expect_populations(rates(2, {{0, 1, 0.7}, {1, 0, 0.3}}), {1, 0}, {0.3, 0.7});
  expect_populations(rates(2, {{0, 1, 0.7}, {1, 0, 0.3}}), {0, 1}, {0.3, 0.7});
}

// Detailed balance: 1 : 1/2 : 1/2 * 3 : 1/2 * 3 * 1/6.
TEST(stationary_populations, of_a_ladder_multiply_up_its_rungs) {
  const RealMatrix ladder =
      rates(4, {{0, 1, 1}, {1, 0, 2}, {1, 2, 6}, {2, 1, 2}, {2, 3, 0.5}, {3, 2, 3}});
  expect_populations(ladder, {0, 1, 2, 3}, {4 / 13.0, 2 / 13.0, 6 / 13.0, 1 / 13.0});
}

// Round and round, what is left at rate r holds 1/r: 6 : 3 : 2.
TEST(stationary_populations, of_a_cycle_are_the_times_spent) {
  const RealMatrix cycle = rates(3, {{0, 1, 1}, {1, 2, 2}, {2, 0, 3}});
  for (const Levels& energies : {Levels{0, 1, 2}, {2, 0, 1}, {1, 2, 0}, {5, 5, 5}}) {
    expect_populations(cycle, energies, {6 / 11.0, 3 / 11.0, 2 / 11.0});
  }
}

TEST(stationary_populations, ignore_the_diagonal) {
  RealMatrix chain = rates(2, {{0, 1, 1}, {1, 0, 3}});
  chain.diagonal().setConstant(100.0);
  expect_populations(chain, {0, 1}, {0.75, 0.25});
}

TEST(stationary_populations, leave_levels_empty_that_nothing_reaches) {
  const RealMatrix chain = rates(3, {{2, 0, 1}, {2, 1, 5}, {1, 0, 3}, {0, 1, 1}});
  const RealVector p = stationary_populations(chain, vector({0, 1, 2}));
  EXPECT_EQ(p(2), 0.0);
  EXPECT_NEAR(p(0), 0.75, 1e-15);
}

TEST(stationary_populations, of_one_level_are_one) {
  expect_populations(RealMatrix::Zero(1, 1), {0.3}, {1});
}

TEST(stationary_populations, that_climb_without_return_are_said_to_be_lowest) {
  expect_populations(rates(2, {{0, 1, 1}}), {0, 1}, {1, 0});
  // Level 2 falls to 1, and 1 to nowhere: level 0 is the lowest.
  expect_populations(rates(3, {{2, 1, 1}}), {0, 1, 2}, {1, 0, 0});
  expect_populations(rates(3, {{2, 1, 1}}), {1, 0, 2}, {0, 1, 0});
}

TEST(stationary_populations, obey_the_balance_of_rates) {
  RealMatrix rates(3, 3);  // rates(to, from)
  rates << 0, 1, 2,        //
      3, 0, 5,             //
      7, 4, 0;
  const RealVector p = stationary_populations(rates, RealVector{{0.0, 1.0, 2.0}});
  EXPECT_NEAR(p.sum(), 1.0, 1e-15);
  for (int to = 0; to < 3; ++to) {
    const double in = rates.row(to).dot(p);
    const double out = rates.col(to).sum() * p(to);
    EXPECT_NEAR(in, out, 1e-15);
  }
}

TEST(stationary_populations, keep_the_digits_of_tiny_ones) {
  RealMatrix rates(3, 3);  // a ladder with ratio 1e-12 a rung
  rates << 0, 1, 0,        //
      1e-12, 0, 1,         //
      0, 1e-12, 0;
  const RealVector p = stationary_populations(rates, RealVector{{0.0, 1.0, 2.0}});
  EXPECT_NEAR(p(1) / 1e-12, 1.0, 1e-11);
  EXPECT_NEAR(p(2) / 1e-24, 1.0, 1e-11);
}

TEST(stationary_populations, without_a_way_down_are_the_lowest_level) {
  const RealVector p = stationary_populations(RealMatrix::Zero(3, 3), RealVector{{2.0, 0.5, 1.0}});
  EXPECT_EQ(p, (RealVector{{0.0, 1.0, 0.0}}));
}

}  // namespace
}  // namespace qbattery
