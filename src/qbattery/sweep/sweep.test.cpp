#include "qbattery/sweep/sweep.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <span>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/sweep/merge.hpp"
#include "qbattery/sweep/run.hpp"

namespace qbattery {
namespace {

namespace fs = std::filesystem;

// 1200 steady states in 300 tiles of four. Some fail, beside good ones in a tile: at collectivity 1
// without a pump there are many steady states.
const Scenario& map_scenario() {
  static const Scenario scenario = parse_scenario(R"toml(
format = 1
model = "charger-battery"
task = "steady-state"
parameters = { F = 1.0, g = 1.0 }
reservoir = { Gamma = 0.1, n = 0.0 }
[quantities]
E_B = "energy(battery)"
S_AB = "steering(charger, battery)"
[[sweep]]
parameter = "collectivity"
values = [0.0, 0.5, 1.0]
[[sweep]]
parameter = "Gamma"
from = 0.01
to = 1.0
points = 20
[[sweep]]
parameter = "F"
from = 0.0
to = 3.0
points = 20
)toml");
  return scenario;
}

void expect_same(const Dataset& a, const Dataset& b) {
  ASSERT_EQ(a.variables.size(), b.variables.size());
  for (std::size_t i = 0; i < a.variables.size(); ++i) {
    const std::vector<double>& x = a.variables[i].values;
    const std::vector<double>& y = b.variables[i].values;
    ASSERT_EQ(x.size(), y.size());
    EXPECT_EQ(std::memcmp(x.data(), y.data(), x.size() * sizeof(double)), 0) << i;
  }
  EXPECT_EQ(a.status.flags, b.status.flags);
  EXPECT_EQ(a.status.meanings, b.status.meanings);
}

const Dataset& whole() {
  static const Dataset dataset = run(map_scenario(), {.threads = 1});
  return dataset;
}

/// Ends a run on purpose once it has computed some points.
RunOptions stopping_after(std::size_t points, std::atomic<bool>& stop) {
  return {.threads = 1,
          .report = [&stop, points](const Progress& p) { stop = stop || p.done >= points; },
          .stop = &stop};
}

/// What an interrupted run has left: some tiles as a part. A short run would be over before it
/// could be stopped, so they are made by hand.
void leave_part(const std::string& target, const Shard& shard, std::size_t tiles,
                const Scenario& scenario = map_scenario()) {
  PartsFolder folder(target, shard);
  const Grid grid(scenario);
  const Tiling tiling(1200, {1, 1}, Task::steady_state);
  std::vector<Tile> finished;
  Workspace workspace;
  for (std::size_t tile = shard.number - 1; finished.size() < tiles; tile += shard.count)
    finished.push_back(grid.run(tiling, tile, workspace));
  std::vector<const Tile*> pointers;
  for (const Tile& tile : finished) pointers.push_back(&tile);
  folder.write(identity_of(scenario, shard), pointers);
}

std::string complaint_of(const Destination& destination,
                         const Scenario& scenario = map_scenario()) {
  try {
    const Sweep sweep(scenario, destination);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(sweep, of_a_short_run_leaves_no_trace) {
  const TemporaryFolder folder;
  {
    Sweep sweep(map_scenario(), {.targets = {folder.file("map.nc")}});
    sweep.compute({.threads = 2});
    expect_same(sweep.dataset(), whole());
    EXPECT_EQ(sweep.failures(), whole().failures());
    EXPECT_GT(sweep.failures(), 0U);
    sweep.remove_parts("");
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(sweep, goes_on_from_what_is_kept_and_computes_none_of_it_again) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  leave_part(target, {}, 100);
  leave_part(target, {}, 120);  // as after a part that came twice
  EXPECT_NE(complaint_of({.targets = {target}}).find("go on from there with --resume"),
            std::string::npos);
  {
    Sweep sweep(map_scenario(), {.targets = {target}, .resume = true});
    EXPECT_EQ(sweep.points_before(), 480U);
    std::size_t computed = 0;
    sweep.compute({.report = [&computed](const Progress& p) { computed = p.done - p.before; }});
    EXPECT_EQ(computed, 720U);
    expect_same(sweep.dataset(), whole());
    sweep.remove_parts("");
  }
  EXPECT_FALSE(fs::exists(parts_root(target)));
}

TEST(sweep, begins_at_the_beginning_where_nothing_is_kept) {
  const TemporaryFolder folder;
  Sweep sweep(map_scenario(), {.targets = {folder.file("map.nc")}, .resume = true});
  EXPECT_EQ(sweep.points_before(), 0U);
  sweep.compute({});
  expect_same(sweep.dataset(), whole());
}

TEST(sweep, refuses_to_go_on_from_another_scenario_and_says_in_what) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  leave_part(target, {}, 1);
  const Scenario other = parse_scenario(map_scenario().source, "other", {{"g", "2"}});
  EXPECT_NE(
      complaint_of({.targets = {target}, .resume = true}, other).find("parameters.g is 2, was 1"),
      std::string::npos);
  EXPECT_EQ(complaint_of({.targets = {target}, .resume = true}), "");
}

TEST(sweep, does_a_damaged_part_again_and_says_so) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  leave_part(target, {}, 50);
  const std::string part = part_paths(target, {}).front();
  std::string bytes = read_file(part);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  replace_file(part, bytes);
  std::string told;
  Sweep sweep(map_scenario(), {.targets = {target}, .resume = true},
              [&told](const std::string& text) { told += text; });
  EXPECT_EQ(told, part + " is damaged: its checksum is wrong. What it held is computed again.");
  EXPECT_EQ(sweep.points_before(), 0U);
  sweep.compute({});
  expect_same(sweep.dataset(), whole());
}

TEST(sweep, keeps_what_is_finished_when_it_is_stopped) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  const Scenario slow =
      parse_scenario(map_scenario().source, "slow",
                     {{"task", "evolve"}, {"time.to", "100"}, {"time.points", "40000"}});
  std::atomic<bool> stop = false;
  try {
    Sweep(slow, {.targets = {target}}).compute(stopping_after(8, stop));
    FAIL() << "was not interrupted";
  } catch (const Interrupted& interrupted) {
    const std::string message = interrupted.what();
    EXPECT_TRUE(message.starts_with("interrupted: ")) << message;
    EXPECT_TRUE(message.ends_with(
        fmt::format(" of 1200 points are kept in {}.parts; go on with --resume", target)))
        << message;
  }
  const Sweep next(slow, {.targets = {target}, .resume = true});
  EXPECT_GE(next.points_before(), 8U);
  EXPECT_LT(next.points_before(), 1200U);
}

// Values are checked before a sweep begins; one that slips through is no result but an error.
TEST(sweep, names_the_point_at_which_something_unexpected_happened) {
  Scenario broken = map_scenario();
  broken.sweep[1].values[0] = -1.0;
  try {
    run(broken, {.threads = 1});  // of two threads either may be the first
    FAIL() << "computed with a negative rate";
  } catch (const Error& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("at collectivity = 0, Gamma = -1, F = 0: "))
        << error.what();
  }
}

TEST(sweep, holds_its_targets_against_others) {
  const TemporaryFolder folder;
  const Sweep first(map_scenario(), {.targets = {folder.file("a.nc"), folder.file("b.csv")}});
  for (const char* name : {"a.nc", "b.csv"}) {
    EXPECT_TRUE(complaint_of({.targets = {folder.file(name)}})
                    .starts_with(folder.file(name) + " is being computed by process "));
  }
  EXPECT_EQ(complaint_of({.targets = {folder.file("c.nc")}}), "");
}

TEST(sweep, finishes_the_cleaning_of_a_run_that_had_written_its_result) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  leave_part(target, {}, 10);
  const std::string digest_text = digest(identity_of(map_scenario(), {}));
  replace_file(parts_root(target) + "/done", digest_text + "\n3 points failed\n");
  {
    const Sweep sweep(map_scenario(), {.targets = {target}, .resume = true});
    EXPECT_EQ(sweep.finished_before(), "3 points failed\n");
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(sweep, does_not_take_another_result_for_its_own) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  leave_part(target, {}, 10);
  replace_file(parts_root(target) + "/done", "of another run\n");
  const Sweep sweep(map_scenario(), {.targets = {target}, .resume = true});
  EXPECT_EQ(sweep.finished_before(), std::nullopt);
  EXPECT_EQ(sweep.points_before(), 0U);
}

TEST(sweep, removes_what_a_killed_process_left_half_written) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  leave_part(target, {}, 1);
  const std::string inside = parts_root(target) + "/1-of-1/.000002.part.999999999-0.unfinished";
  const std::string beside = folder.file(".map.nc.999999999-0.unfinished");
  const std::string another = folder.file(".other.nc.999999999-0.unfinished");
  for (const std::string& path : {inside, beside, another}) replace_file(path, "half");
  const Sweep sweep(map_scenario(), {.targets = {target}, .resume = true});
  EXPECT_FALSE(fs::exists(inside));
  EXPECT_FALSE(fs::exists(beside));
  EXPECT_TRUE(fs::exists(another));
}

TEST(sweep_threads, and_shards_do_not_change_a_bit) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  for (std::size_t k = 1; k <= 7; ++k) {
    Sweep shard(map_scenario(), {.targets = {target}, .shard = {k, 7}});
    shard.compute({.threads = static_cast<int>(k)});
  }
  {
    const Merge merge(target, [](const std::string&) {});
    ASSERT_FALSE(merge.finished());
    Dataset merged = merge.labels();
    for (Variable& each : merged.variables) each.values.resize(1200);
    merged.status.flags.resize(1200);
    // A stretch begins and ends in the middle of tiles, or takes them all.
    for (const std::size_t stretch : {1200U, 7U}) {
      for (std::size_t i = 0; i < 1200; i += stretch) {
        const std::size_t count = std::min(stretch, 1200 - i);
        for (std::size_t v = 0; v < merged.variables.size(); ++v)
          merge.values().read(v, i, std::span(merged.variables[v].values).subspan(i, count));
        merge.values().read_flags(i, std::span(merged.status.flags).subspan(i, count));
      }
      expect_same(merged, whole());
    }
    EXPECT_EQ(merged.attributes, whole().attributes);
  }
  EXPECT_TRUE(fs::exists(parts_root(target)));  // nobody has written the result
}

std::string complaint_of_merge(const std::string& target) {
  try {
    const Merge merge(target, [](const std::string&) {});
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(merge, names_the_shards_that_are_missing) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  EXPECT_EQ(complaint_of_merge(target),
            fmt::format("{0}.parts: there is nothing to join; qbattery run SCENARIO --shard K/N -o "
                        "{0} makes the shards",
                        target));
  leave_part(target, {1, 3}, 100);
  leave_part(target, {2, 3}, 7);
  EXPECT_EQ(complaint_of_merge(target),
            target +
                ": 2 of 3 shards are missing, nothing was written:\n"
                "  shard 2/3: 7 of 100 tiles\n"
                "  shard 3/3: not there\n"
                "Run them, with --resume where one was begun, then merge again.");
  leave_part(target, {2, 3}, 100);
  const Sweep at_work(map_scenario(), {.targets = {target}, .shard = {3, 3}});
  EXPECT_NE(complaint_of_merge(target).find("  shard 3/3: computed by process "),
            std::string::npos);
}

TEST(merge, refuses_shards_that_do_not_belong_together) {
  const TemporaryFolder folder;
  const std::string target = folder.file("map.nc");
  leave_part(target, {1, 2}, 150);
  leave_part(target, {2, 2}, 150, parse_scenario(map_scenario().source, "other", {{"n", "0.5"}}));
  EXPECT_NE(complaint_of_merge(target).find("reservoir.n is 0, was 0.5"), std::string::npos);
  EXPECT_NE(complaint_of({.targets = {target}, .shard = {1, 3}}).find("holds shards of 2"),
            std::string::npos);
  EXPECT_NE(complaint_of({.targets = {target}}).find("this would be a run in one piece"),
            std::string::npos);
}

}  // namespace
}  // namespace qbattery
