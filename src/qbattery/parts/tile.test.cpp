#include "qbattery/parts/tile.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace qbattery {
namespace {

TEST(tiling, covers_every_point_once) {
  for (const std::size_t points : {1U, 7U, 255U, 256U, 1000U, 100000U}) {
    for (const Task task : {Task::evolve, Task::steady_state}) {
      const Tiling tiling(points, {1, 7}, task);
      std::size_t next = 0;
      for (std::size_t tile = 0; tile < tiling.tiles(); ++tile) {
        EXPECT_EQ(tiling.range(tile).first, next);
        next += tiling.range(tile).count;
      }
      EXPECT_EQ(next, points);
    }
  }
}

TEST(tiling, has_tiles_of_bounded_size_and_number) {
  EXPECT_EQ(Tiling(1000000000, {1}, Task::steady_state).tiles(), 976563U);
  EXPECT_LE(Tiling(1000000000, {1}, Task::evolve).tiles(), 1U << 20U);
  const Tiling curves(100000, {100000, 100000}, Task::evolve);
  EXPECT_EQ(curves.points_per_tile(), 1U);
  EXPECT_EQ(Tiling(100, {1}, Task::evolve).points_per_tile(), 1U);  // work for every thread
}

TEST(tile, holds_numbers_variable_by_variable) {
  const Tiling tiling(512, {2, 1, 3}, Task::evolve);
  ASSERT_EQ(tiling.range(0).count, 2U);
  Tile tile = empty_tile(tiling, 0);
  std::ranges::copy(std::vector{1.0, 2.0}, columns_of(tile, tiling, 0).variables[0]);
  std::ranges::copy(std::vector{4.0, 5.0, 6.0}, columns_of(tile, tiling, 0).variables[2]);
  std::ranges::copy(std::vector{7.0, 8.0}, columns_of(tile, tiling, 1).variables[0]);
  *columns_of(tile, tiling, 1).variables[1] = 9.0;
  EXPECT_EQ(tile.numbers, (std::vector<double>{1, 2, 7, 8, 0, 9, 4, 5, 6, 0, 0, 0}));
  EXPECT_TRUE(tile.failures.flags.empty());
}

TEST(tile, names_each_reason_once) {
  const Tiling tiling(1024, {1}, Task::evolve);
  Tile tile = empty_tile(tiling, 3);
  const std::vector<std::string> reasons = {"", "first", "second", "first"};
  for (std::size_t i = 1; i < 4; ++i) columns_of(tile, tiling, 1).fail(i - 1, reasons[i]);
  EXPECT_EQ(tile.failures.reasons, (std::vector<std::string>{"first", "second"}));
  EXPECT_EQ(tile.failures.flags, (std::vector<std::uint32_t>{0, 1, 2, 1}));
  EXPECT_EQ(tile.failures.count(), 3U);
  const Failures read = failures_from(to_bytes(tile.failures));
  EXPECT_EQ(read.reasons, tile.failures.reasons);
  EXPECT_EQ(read.flags, tile.failures.flags);
  EXPECT_EQ(to_bytes(Failures{}), "");
  EXPECT_EQ(failures_from("").count(), 0U);
}

}  // namespace
}  // namespace qbattery
