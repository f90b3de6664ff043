#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "qbattery/scenario/scenario.hpp"

namespace qbattery::example {

/// A scenario without faults; tests put one in. Its lines are what the messages count.
inline const std::string evolution = R"(format = 1
title = "test"
model = "charger-battery"
task = "evolve"
[parameters]
F = 3.0
g = 1.0
Delta = 0.0
[reservoir]
statistics = "boson"
Gamma = 0.001
n = 0.0
collectivity = 0.0
[initial]
state = "gg"
[time]
to = 6.5
points = 11
)";

/// The text with `from`, which must occur, replaced by `to`.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::logic_error("not in the example: " + from);
  return text.replace(at, from.size(), to);
}

/// The same pair in its steady state.
inline const std::string steady_state =
    with(with(evolution, "\"evolve\"", "\"steady-state\""), "[time]\nto = 6.5\npoints = 11\n", "");

/// All complaints about a scenario, a line each; empty where it is fine.
inline std::string complaints(const std::string& text, const std::vector<Edit>& edits = {}) {
  try {
    parse_scenario(text, "s.toml", edits);
    return {};
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

/// A fault: `from` of the example replaced by `to`, and what must be said of it.
struct Change {
  std::string from;
  std::string to;
  std::string complaints;
};

inline void expect_complaints(const std::vector<Change>& changes) {
  for (const auto& [from, to, expected] : changes) {
    EXPECT_EQ(complaints(with(evolution, from, to)), expected) << to;
  }
}

/// A fault: lines at the end of a scenario, and what must be said of them.
struct Addition {
  std::string lines;
  std::string complaints;
};

inline void expect_complaints(const std::string& text, const std::vector<Addition>& additions) {
  for (const auto& [lines, expected] : additions) {
    EXPECT_EQ(complaints(text + lines), expected) << lines;
  }
}

}  // namespace qbattery::example
