#include "qbattery/cli/summary.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace qbattery::cli {
namespace {

// Two axes, one of words, and one number for the whole.
Dataset grid() {
  return {
      .coordinates = {{"F", "F", std::vector<double>{0.5, 3.0}, "rate", "parameters.F"},
                      {"kind", "kind", std::vector<std::string>{"boson", "fermion"}, "1", "kind"}},
      .variables = {{"E_max", {"F", "kind"}, {0.25, NAN, -1.0, 0.75}, "1", "max(E_B)"},
                    {"a_long_name", {}, {1.0 / 3.0}, "1", "mean(E_B)"}},
      .status = {{"F", "kind"}, {0, 1, 0, 0}, {"ok", "no steady state"}},
      .attributes = {}};
}

std::string summary_of(const Dataset& dataset) { return summary(dataset, DatasetValues(dataset)); }

std::string failures_of(const Dataset& dataset) {
  return failures_text(dataset, DatasetValues(dataset));
}

TEST(summary, has_a_range_for_many_numbers_and_a_value_for_one) {
  EXPECT_EQ(summary_of(grid()),
            "E_max                    -1 to 0.75            max(E_B) (F: 2, kind: 2)\n"
            "a_long_name      0.33333333   mean(E_B)\n");
}

TEST(summary, of_nothing_but_failures_is_nan) {
  Dataset dataset = grid();
  dataset.variables[0].values = {NAN, NAN, NAN, NAN};
  EXPECT_NE(summary_of(dataset).find("nan to nan"), std::string::npos);
}

TEST(failures, are_counted_and_named_with_place_and_reason) {
  EXPECT_EQ(failures_of(grid()),
            "1 of 4 points failed:\n  F = 0.5, kind = fermion: no steady state\n");
}

TEST(failures, are_none_where_all_went_well) {
  Dataset dataset = grid();
  dataset.status.flags = {0, 0, 0, 0};
  EXPECT_EQ(failures_of(dataset), "");
}

TEST(failures, beyond_the_third_are_only_counted) {
  Dataset dataset = grid();
  dataset.status.flags = {1, 1, 1, 1};
  EXPECT_EQ(failures_of(dataset),
            "4 of 4 points failed:\n"
            "  F = 0.5, kind = boson: no steady state\n"
            "  F = 0.5, kind = fermion: no steady state\n"
            "  F = 3, kind = boson: no steady state\n"
            "  and 1 more; `status` has them all\n");
}

}  // namespace
}  // namespace qbattery::cli
