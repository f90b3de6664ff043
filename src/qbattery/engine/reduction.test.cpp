#include "qbattery/engine/reduction.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"

namespace qbattery {
namespace {

// An atom that loses energy at rate 1/2: from |e>, E = exp(-t / 2).
Model atom() {
  Model model;
  model.subsystems = {two_level("atom")};
  model.jumps = {{expr::parse("0.5"), product({{0, sigma_minus()}})}};
  return model;
}

ReductionScope scope() {
  return {.quantities = {{"E", expr::parse("energy(atom)")}},
          .reductions = {{"half", expr::parse("first_time(E <= 0.5)")},
                         {"twice", expr::parse("2 * half")}}};
}

double reduced(const std::string& text, const std::vector<double>& times = {0.0, 1.0, 3.0}) {
  const AffineGenerator generator(atom());
  const Curve curve(generator.basis(), generator.assemble({}), product_state("e"), times);
  return compile_reduction(expr::parse(text), atom(), scope())(curve);
}

// Values to a few roundings; times of crossings to 1e-12 of themselves.
constexpr double rounding = 1e-15;
constexpr double in_time = 5e-12;

TEST(reductions, of_a_decay_have_their_extrema_at_the_ends) {
  EXPECT_EQ(reduced("max(E)"), 1.0);
  EXPECT_EQ(reduced("argmax(E)"), 0.0);
  EXPECT_NEAR(reduced("min(E)"), std::exp(-1.5), rounding);
  EXPECT_EQ(reduced("argmin(E)"), 3.0);
  EXPECT_EQ(reduced("argfirst_max(E)"), 0.0);
  EXPECT_EQ(reduced("argfirst_max(-E)"), 3.0);
  EXPECT_EQ(reduced("argfirst_max(-E, 10)"), 3.0);  // nothing before is a maximum at all
  EXPECT_NEAR(reduced("last(E)"), std::exp(-1.5), rounding);
}

TEST(reductions, weigh_samples_of_a_mean_by_their_distance) {
  const double a = std::exp(-0.5), b = std::exp(-1.5);
  EXPECT_NEAR(reduced("mean(E)"), ((1 + a) / 2 + (a + b)) / 3, rounding);
  EXPECT_NEAR(reduced("mean(E)", {1.0, 3.0}), (a + b) / 2, rounding);
  EXPECT_NEAR(reduced("mean(E)", {3.0}), b, rounding);
}

TEST(reductions, cross_a_bound_from_either_side) {
  const double time = 2 * std::log(2.0);
  for (const char* text : {"first_time(E <= 0.5)", "first_time(E < 0.5)", "first_time(0.5 >= E)",
                           "first_time(0.5 > E)", "first_time(1 - E >= E)", "half", "twice / 2"}) {
    EXPECT_NEAR(reduced(text), time, in_time) << text;
  }
  EXPECT_EQ(reduced("first_time(E >= 0.5)"), 0.0);  // it begins so
  EXPECT_TRUE(std::isnan(reduced("first_time(E <= 0.2)")));
  EXPECT_EQ(reduced("first_time(E <= 1)", {0.0, 1.0}), 0.0);
}

TEST(reductions, ask_at_times_between_and_beyond_the_samples) {
  EXPECT_NEAR(reduced("at(E, 2)"), std::exp(-1.0), rounding);
  EXPECT_NEAR(reduced("at(E, 20)"), std::exp(-10.0), rounding);
  EXPECT_NEAR(reduced("at(E, half)"), 0.5, in_time);
  EXPECT_NEAR(reduced("at(E, argmin(E) / 3)"), std::exp(-0.5), rounding);
}

TEST(reductions, at_times_that_are_none_are_nan) {
  for (const char* text : {"at(E, -1)", "at(E, 1 / 0)", "at(E, -1 / 0)", "at(E, sqrt(-1))",
                           "at(E, first_time(E < 0))", "1 + at(E, 1 / 0)"}) {
    EXPECT_TRUE(std::isnan(reduced(text))) << text;
  }
}

TEST(reductions, with_two_arguments_compare_numbers) {
  EXPECT_EQ(reduced("max(min(E), 2)"), 2.0);
  EXPECT_NEAR(reduced("min(last(E), at(E, 0))"), std::exp(-1.5), rounding);
  EXPECT_NEAR(reduced("max(max(E, 0.5))"), 1.0, rounding);  // inside, of the quantity
  EXPECT_NEAR(reduced("min(max(E, 0.5))"), 0.5, rounding);
  EXPECT_EQ(reduced("max(E) >= min(E)"), 1.0);
  EXPECT_EQ(reduced("pi - pi + 4"), 4.0);
}

struct Complaint {
  int column = 0;
  std::string message;
};

Complaint complaint(const std::string& text) {
  try {
    compile_reduction(expr::parse(text), atom(), scope());
  } catch (const expr::ParseError& error) {
    return {error.column(), error.what()};
  }
  return {};
}

TEST(reductions, say_where_they_are_wrong) {
  EXPECT_EQ(complaint("1 + E").column, 5);
  EXPECT_EQ(complaint("max(E, 2)").column, 5);  // a curve is no number
  EXPECT_EQ(complaint("2 * at(E)").column, 5);
  EXPECT_EQ(complaint("at(E, later)").column, 7);
  EXPECT_EQ(complaint("at(E, later)").message, "unknown name \"later\"");
  EXPECT_EQ(complaint("first_time(E + 1)").column, 12);
  EXPECT_EQ(complaint("max(last(E))").column, 5);
  EXPECT_EQ(complaint("max(energy(moon))").column, 12);
  EXPECT_EQ(complaint("max()").message, "max takes 1 argument(s), got 0");
  EXPECT_EQ(complaint("last(E, E)").message, "last takes 1 argument(s), got 2");
  EXPECT_EQ(complaint("energy(atom)").message, "there is no reduction \"energy\"");
  EXPECT_EQ(complaint("twice").message, "");
}

TEST(reductions, are_listed_for_messages) {
  for (const std::string& name : reduction_names()) {
    EXPECT_NE(complaint(name + "()").message, "unknown function \"" + name + "\"");
    EXPECT_NE(complaint(name + "()").column, 0) << name;
  }
  EXPECT_EQ(reduction_names().size(), 9U);
}

}  // namespace
}  // namespace qbattery
