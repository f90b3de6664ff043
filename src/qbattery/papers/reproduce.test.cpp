#include "qbattery/papers/reproduce.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <numbers>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/results/files.hpp"
#include "qbattery/results/temporary_folder.hpp"
#include "qbattery/sweep/run.hpp"

namespace qbattery {
namespace {

using std::numbers::pi;
namespace fs = std::filesystem;

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// From |eg> without pump and loss: cos(t)|eg> - i sin(t)|ge>, most entangled at odd quarters of pi.
const std::string exchange = R"toml(format = 1
model = "charger-battery"
task = "evolve"
parameters = { F = 0.0, g = 1.0 }
initial = { state = "eg" }
time = { to = 6.2, points = 63 }
[quantities]
E_B = "energy(battery)"
S = "steering(charger, battery)"
)toml";

TEST(panels, have_the_maxima_of_steering_between_their_samples) {
  const Dataset dataset = run_panel(parse_scenario(exchange));
  const std::vector<double>& times = dataset.numbers("maximum_of_S");
  const std::vector<double>& heights = dataset.variable("S_at_maximum").values;
  ASSERT_EQ(times.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(times[i], pi / 4 + static_cast<double>(i) * pi / 2, 1e-8);
    EXPECT_NEAR(heights[i], heights[0], 1e-12);
  }
  // Those moments sampled by themselves have the same heights.
  const std::string moments =
      fmt::format("[{}, {}, {}, {}]", times[0], times[1], times[2], times[3]);
  const Dataset sampled =
      run_panel(parse_scenario(exchange, "moments", {{"time.values", moments}}));
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(sampled.variable("S").values[i], heights[i], 1e-12);
  }
  EXPECT_EQ(dataset.find_coordinate("maximum_of_E_B"), nullptr) << "not a steering function";
}

TEST(panels, have_no_maxima_where_nothing_steers_or_nothing_moves) {
  const auto without = [](std::string text, const std::string& part, const std::string& other) {
    return run_panel(parse_scenario(text.replace(text.find(part), part.size(), other)))
        .find_coordinate("maximum_of_S");
  };
  EXPECT_EQ(without(exchange, "\"eg\"", "\"gg\""), nullptr);
  EXPECT_EQ(without(exchange, "to = 6.2", "to = 0.7"), nullptr) << "the end is no maximum";
  EXPECT_EQ(without(exchange, "[quantities]",
                    "[[sweep]]\nparameter = \"g\"\nvalues = [1, 2]\n[quantities]"),
            nullptr);
}

TEST(reproduce, does_one_figure_without_claims_and_tells_of_it) {
  const TemporaryFolder folder;
  std::string told;
  reproduce("song2026", folder.file("new/deep"),
            {.figure = 2, .draw = false, .report = [&](const std::string& line) {
               told += line + "\n";
             }});
  EXPECT_EQ(told, "figure 2: 2 panels\nlook in " + folder.file("new/deep") + "\n");
  EXPECT_EQ(names_in(folder.file("new/deep")),
            (std::vector<std::string>{"fig2a.csv", "fig2a.nc", "fig2b.csv", "fig2b.nc"}));
  const Dataset nc = read_dataset(folder.file("new/deep/fig2b.nc"));
  EXPECT_EQ(nc.variable("E_B").values,
            read_dataset(folder.file("new/deep/fig2b.csv")).variable("E_B").values);
}

TEST(reproduce, makes_no_folder_for_what_there_is_not) {
  const TemporaryFolder folder;
  EXPECT_THROW(reproduce("song2026", folder.file("new"), {.figure = 1}), InvalidInput);
  EXPECT_THROW(reproduce("song2025", folder.file("new")), InvalidInput);
  EXPECT_TRUE(names_in(folder.path()).empty());
}

TEST(reproduce, leaves_a_file_in_its_way) {
  const TemporaryFolder folder;
  replace_file(folder.file("way"), "mine");
  for (const std::string target : {"way", "way/in"}) {
    EXPECT_THROW(reproduce("song2026", folder.file(target), {.figure = 2}), IoError);
    EXPECT_EQ(read_file(folder.file("way")), "mine");
  }
}

TEST(reproduce, ends_before_its_next_file_when_asked_to) {
  const TemporaryFolder folder;
  std::atomic<bool> stop = true;
  EXPECT_THROW(reproduce("song2026", folder.file("new"), {.draw = false, .stop = &stop}),
               Interrupted);
  EXPECT_TRUE(names_in(folder.file("new")).empty());
  stop = false;
  // Asked after the first figure, it does not begin the second.
  EXPECT_THROW(
      reproduce("song2026", folder.file("new"),
                {.draw = false, .report = [&](const std::string&) { stop = true; }, .stop = &stop}),
      Interrupted);
  EXPECT_EQ(names_in(folder.file("new")),
            (std::vector<std::string>{"fig2a.csv", "fig2a.nc", "fig2b.csv", "fig2b.nc"}));
}

}  // namespace
}  // namespace qbattery
