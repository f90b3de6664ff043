#include "qbattery/cli/edits.hpp"

#include <gtest/gtest.h>

#include "qbattery/support/error.hpp"

namespace qbattery::cli {
namespace {

using Assignment = std::pair<std::string, std::string>;

TEST(assignments, are_taken_apart_at_the_first_equals_sign) {
  EXPECT_EQ(split_assignment("F=2", "--set", "KEY"), Assignment("F", "2"));
  EXPECT_EQ(split_assignment("quantities.E=energy(battery) >= 0.5", "--set", "KEY"),
            Assignment("quantities.E", "energy(battery) >= 0.5"));
  EXPECT_EQ(split_assignment("title=", "--set", "KEY"), Assignment("title", ""));
}

TEST(assignments, without_both_sides_are_refused_in_the_words_of_their_option) {
  for (const std::string text : {"F", "=2", ""}) {
    try {
      split_assignment(text, "--at", "AXIS");
      FAIL() << text << " was accepted";
    } catch (const InvalidInput& error) {
      EXPECT_EQ(error.what(), "--at takes AXIS=VALUE, got \"" + text + "\"");
    }
  }
}

TEST(assignments, come_after_what_is_taken_out) {
  const std::vector<Edit> edits = edits_of({"F=2", "n=1"}, {"sweep"});
  ASSERT_EQ(edits.size(), 3U);
  EXPECT_EQ(edits[0].key, "sweep");
  EXPECT_EQ(edits[0].value, std::nullopt);
  EXPECT_EQ(edits[1].key, "F");
  EXPECT_EQ(edits[1].value, "2");
  EXPECT_EQ(edits[2].key, "n");
}

}  // namespace
}  // namespace qbattery::cli
