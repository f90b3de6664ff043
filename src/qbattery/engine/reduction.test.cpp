#include "qbattery/engine/reduction.hpp"

#include <fmt/format.h>
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

std::vector<double> all_reduced(const std::string& text, const std::vector<double>& times) {
  const AffineGenerator generator(atom());
  const Curve curve(generator.basis(), generator.assemble({}), product_state("e"), times);
  std::vector<double> numbers;
  compile_reduction(expr::parse(text), atom(), scope()).append(curve, numbers);
  return numbers;
}

double reduced(const std::string& text, const std::vector<double>& times = {0.0, 1.0, 3.0}) {
  const std::vector<double> numbers = all_reduced(text, times);
  EXPECT_EQ(numbers.size(), 1U);
  return numbers.front();
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

// As the time to charge to half of what is reached at most.
TEST(reductions, cross_a_number_of_the_whole_curve) {
  const double time = 2 * std::log(2.0);
  for (const char* text : {"first_time(E <= 0.5 * max(E))", "first_time(0.5 * max(E) > E)",
                           "first_time(-E >= -max(E) / 2)", "first_time(E < at(E, half))",
                           "first_time(2 * E <= max(E))"}) {
    EXPECT_NEAR(reduced(text), time, in_time) << text;
  }
  EXPECT_EQ(reduced("first_time(E <= max(E))"), 0.0);
  for (const char* text : {"first_time(E <= min(E))", "first_time(last(E) >= E)"})
    EXPECT_NEAR(reduced(text), 3.0, in_time) << text;
  EXPECT_TRUE(std::isnan(reduced("first_time(E < 0.9 * min(E))")));
}

TEST(reductions, ask_at_times_between_the_samples) {
  EXPECT_NEAR(reduced("at(E, 2)"), std::exp(-1.0), rounding);
  EXPECT_NEAR(reduced("at(E, half)"), 0.5, in_time);
  EXPECT_NEAR(reduced("at(E, argmin(E) / 3)"), std::exp(-0.5), rounding);
}

TEST(reductions, at_times_that_are_none_are_nan) {
  for (const char* text : {"at(E, -1)", "at(E, 20)", "at(E, 1 / 0)", "at(E, -1 / 0)",
                           "at(E, sqrt(-1))", "at(E, first_time(E < 0))", "1 + at(E, 1 / 0)"}) {
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

// An atom that turns by H = s_x: from |g>, p_e - p_g = -cos(2 t), with zeros at pi/4, 3 pi/4, ...
TEST(reductions, find_the_first_crossings) {
  Model model;
  model.subsystems = {two_level("atom")};
  model.hamiltonian = {{expr::number(1.0), product({{0, sigma_x()}})}};
  const AffineGenerator generator(model);
  const Curve curve(generator.basis(), generator.assemble({}), product_state("g"),
                    {0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0});
  const Reduction reduction =
      compile_reduction(expr::parse("crossings(inversion(atom), 3)"), model, {});
  EXPECT_EQ(reduction.numbers, 3U);
  std::vector<double> times = {-1.0};
  reduction.append(curve, times);
  ASSERT_EQ(times.size(), 4U);
  EXPECT_EQ(times[0], -1.0);
  EXPECT_NEAR(times[1], std::acos(-1.0) / 4, in_time);
  EXPECT_NEAR(times[2], 3 * std::acos(-1.0) / 4, in_time);
  EXPECT_TRUE(std::isnan(times[3]));
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
  EXPECT_EQ(complaint("first_time(max(E) > min(E))").column, 12);
  EXPECT_EQ(complaint("first_time(max(E) > 0.5)").column, 12);
  EXPECT_EQ(complaint("max(last(E))").column, 5);
  EXPECT_EQ(complaint("max(energy(moon))").column, 12);
  EXPECT_EQ(complaint("max()").message, "max takes 1 argument(s), got 0");
  EXPECT_EQ(complaint("last(E, E)").message, "last takes 1 argument(s), got 2");
  EXPECT_EQ(
      complaint("energy(atom)").message,
      "there is no reduction \"energy\"; there are: max, min, argmax, argmin, mean, last, at, "
      "argfirst_max, first_time, crossings");
  EXPECT_EQ(complaint("twice").message, "");
  EXPECT_EQ(complaint("crossings(E)").message, "crossings takes 2 argument(s), got 1");
  EXPECT_EQ(complaint("1 + crossings(E, 2)").column, 5);
  for (const char* count : {"0", "1.5", "1001", "E", "-1", "1 / 0"}) {
    const std::string message = complaint(fmt::format("crossings(E, {})", count)).message;
    EXPECT_TRUE(message.starts_with("crossings takes a whole number from 1 to 1000")) << count;
  }
}

TEST(reductions, of_crossings_are_no_number_for_others) {
  ReductionScope with_series = scope();
  with_series.reductions.emplace("zeros", expr::parse("crossings(E, 2)"));
  EXPECT_THROW(compile_reduction(expr::parse("zeros + 1"), atom(), with_series), expr::ParseError);
}

TEST(reductions, have_the_units_of_what_they_are_numbers_of) {
  const auto units = [](const char* text) {
    return units_of_reduction(expr::parse(text), scope());
  };
  const std::string energy = units_of(expr::parse("energy(atom)"));
  for (const char* text : {"max(E)", "min(energy(atom))", "mean(E)", "last(E)", "at(E, 1)"})
    EXPECT_EQ(units(text), energy) << text;
  for (const char* text : {"argmax(E)", "argmin(E)", "argfirst_max(E, 0.1)", "first_time(E > 0)",
                           "crossings(E, 2)", "half"})
    EXPECT_EQ(units(text), "1/rate") << text;
  for (const char* text : {"twice", "max(1, 2)", "max(2 * E)", "3"})
    EXPECT_EQ(units(text), "1") << text;
}

TEST(reductions, are_listed_for_messages) {
  for (const std::string& name : reduction_names()) {
    EXPECT_NE(complaint(name + "()").message, "unknown function \"" + name + "\"");
    EXPECT_NE(complaint(name + "()").column, 0) << name;
  }
  EXPECT_EQ(reduction_names().size(), 10U);
}

}  // namespace
}  // namespace qbattery
