#include "qbattery/results/dataset.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

Dataset small() {
  return {.coordinates = {{"Gamma", "Gamma", std::vector<double>{0.1, 0.2}, "g", ""},
                          {"kind", "kind", std::vector<std::string>{"boson", "fermion", "none"}, "",
                           ""},
                          {"Gamma_hot", "Gamma", std::vector<double>{0.1, 0.2}, "g", ""}},
          .variables = {{"E_B", {"Gamma", "kind"}, {1, 2, 3, 4, 5, 6}, "1", ""},
                        {"best", {}, {0.5}, "1", ""}},
          .status = {{"Gamma"}, {0, 1}, {"ok", "not unique"}},
          .attributes = {}};
}

std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const InvalidInput& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(dataset, finds_what_it_holds) {
  const Dataset dataset = small();
  EXPECT_EQ(dataset.variable("best").values, std::vector<double>{0.5});
  EXPECT_EQ(dataset.numbers("Gamma")[1], 0.2);
  EXPECT_EQ(dataset.find_variable("W_B"), nullptr);
  EXPECT_EQ(dataset.find_coordinate("E_B"), nullptr);
  EXPECT_EQ(dataset.size("kind"), 3u);
  EXPECT_EQ(dataset.size(std::vector<std::string>{"Gamma", "kind"}), 6u);
  EXPECT_EQ(dataset.size(std::vector<std::string>{}), 1u);
  EXPECT_EQ(dataset.failures(), 1u);
}

TEST(dataset, says_what_there_is_instead_of_what_was_asked_for) {
  const Dataset dataset = small();
  EXPECT_EQ(complaint([&] { dataset.variable("E_b"); }),
            "the result has no variable E_b, did you mean \"E_B\"?; it has E_B, best");
  EXPECT_EQ(complaint([&] { dataset.numbers("kind"); }), "kind has words, not numbers");
  EXPECT_EQ(complaint([&] { dataset.size("Gamma_hot"); }),
            "Gamma_hot is an auxiliary coordinate of Gamma, not a dimension");
}

TEST(dataset, must_be_consistent) {
  EXPECT_NO_THROW(require_consistent(small()));
  Dataset dataset = small();
  dataset.variables[0].values.pop_back();
  EXPECT_EQ(complaint([&] { require_consistent(dataset); }),
            "E_B has 5 values, but its dimensions (Gamma, kind) have 6 points");
  dataset = small();
  dataset.variables[1].name = "Gamma";
  EXPECT_EQ(complaint([&] { require_consistent(dataset); }),
            "the result has two things named Gamma");
  dataset = small();
  dataset.status.flags[0] = 2;
  EXPECT_EQ(complaint([&] { require_consistent(dataset); }), "flag 2 of status has no meaning");
  dataset = small();
  dataset.variables[0].dimensions[0] = "F";
  EXPECT_EQ(complaint([&] { require_consistent(dataset); }),
            "the result has no coordinate F; it has Gamma, kind, Gamma_hot");
}

}  // namespace
}  // namespace qbattery
