#include "qbattery/papers/claim.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<Claim> claims() {
  return {{.number = 1,
           .words = "E_B is largest where |F| = Gamma",
           .measured = {{"E", "highest E_B, ||rho|| = 1", 1.0 / 3.0}, {"t", "its time", nan}},
           .parts = {{"", Verdict::holds}}},
          {.number = 2,
           .words = "two things",
           .parts = {{"low | high", Verdict::holds_in_part}, {"cold", Verdict::does_not_hold}}}};
}

TEST(claims, are_judged_by_the_best_that_holds) {
  EXPECT_EQ(judge(true), Verdict::holds);
  EXPECT_EQ(judge(true, true), Verdict::holds);
  EXPECT_EQ(judge(false, true), Verdict::holds_in_part);
  EXPECT_EQ(judge(false), Verdict::does_not_hold);
}

TEST(claims, find_their_measurements_by_name) {
  EXPECT_EQ(claims()[0].value("E"), 1.0 / 3.0);
  try {
    claims()[1].value("E");
    FAIL() << "a number that is not there was found";
  } catch (const InvalidInput& error) {
    EXPECT_STREQ(error.what(), "claim 2 has no measurement \"E\"");
  }
}

TEST(claims, are_a_table_whose_cells_hold_any_text) {
  EXPECT_EQ(
      claims_as_markdown("Batteries", claims()),
      "# Claims of \"Batteries\", measured\n\n"
      "| # | claim | measured | verdict |\n|---|---|---|---|\n"
      "| 1 | E_B is largest where \\|F\\| = Gamma | highest E_B, \\|\\|rho\\|\\| = 1: 0.3333333"
      "<br>its time: nan | **holds** |\n"
      "| 2 | two things |  | low \\| high: **holds in part**<br>cold: **does not hold as "
      "stated** |\n");
}

TEST(claims, are_json_with_every_digit_and_null_for_what_is_no_number) {
  const auto json = nlohmann::json::parse(claims_as_json("Batteries", claims()));
  EXPECT_EQ(json["paper"], "Batteries");
  ASSERT_EQ(json["claims"].size(), 2U);
  const auto& measured = json["claims"][0]["measured"];
  EXPECT_EQ(measured[0]["value"].get<double>(), 1.0 / 3.0);
  EXPECT_TRUE(measured[1]["value"].is_null());
  EXPECT_EQ(json["claims"][1]["verdicts"][0]["part"], "low | high");
}

TEST(verdicts, have_words_of_their_own) {
  EXPECT_EQ(to_string(Verdict::finding), "new finding");
  EXPECT_EQ(to_string(Verdict::does_not_hold), "does not hold as stated");
}

}  // namespace
}  // namespace qbattery
