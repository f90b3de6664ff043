#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <set>

#include "qbattery/expr/expression.hpp"

namespace qbattery::expr {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double call(const std::string& name, const std::vector<double>& arguments) {
  const Function* function = find_function(name);
  if (function == nullptr || function->arguments != arguments.size()) return -777.0;
  return function->call(arguments.data());
}

double bose(double omega, double t) { return call("bose", {omega, t}); }
double fermi(double omega, double t, double mu) { return call("fermi", {omega, t, mu}); }

TEST(functions, have_the_values_of_their_names) {
  const double ln2 = std::numbers::ln2;
  EXPECT_EQ(call("abs", {-2.5}), 2.5);
  EXPECT_EQ(call("sqrt", {6.25}), 2.5);
  EXPECT_DOUBLE_EQ(call("exp", {ln2}), 2.0);
  EXPECT_DOUBLE_EQ(call("log", {2.0}), ln2);
  EXPECT_DOUBLE_EQ(call("sin", {std::numbers::pi / 6}), 0.5);
  EXPECT_DOUBLE_EQ(call("cos", {std::numbers::pi / 3}), 0.5);
  EXPECT_DOUBLE_EQ(call("sinh", {ln2}), 0.75);  // (2 - 1/2)/2
  EXPECT_DOUBLE_EQ(call("cosh", {ln2}), 1.25);
  EXPECT_DOUBLE_EQ(call("tanh", {ln2}), 0.6);
  EXPECT_DOUBLE_EQ(call("sech", {ln2}), 0.8);
  EXPECT_EQ(call("sech", {1e4}), 0.0);
}

TEST(functions, min_and_max_keep_nan_on_either_side) {
  EXPECT_EQ(call("min", {2.0, -3.0}), -3.0);
  EXPECT_EQ(call("min", {-3.0, 2.0}), -3.0);
  EXPECT_EQ(call("max", {2.0, -3.0}), 2.0);
  EXPECT_EQ(call("max", {-3.0, 2.0}), 2.0);
  EXPECT_EQ(call("max", {2.0, 2.0}), 2.0);
  EXPECT_EQ(call("min", {infinity, 1.0}), 1.0);
  for (const char* name : {"min", "max"}) {
    EXPECT_TRUE(std::isnan(call(name, {nan, 1.0}))) << name;
    EXPECT_TRUE(std::isnan(call(name, {1.0, nan}))) << name;
  }
}

TEST(bose, is_planck) {
  EXPECT_DOUBLE_EQ(bose(2 * std::log(3.0), 2.0), 0.5);
  EXPECT_DOUBLE_EQ(bose(std::log(2.0), 1.0), 1.0);
}

TEST(bose, has_its_limits) {
  EXPECT_EQ(bose(1.0, 0.0), 0.0);
  EXPECT_EQ(bose(0.0, 0.0), 0.0);
  EXPECT_EQ(bose(1.0, 1e-3), 0.0);  // e^1000 is beyond the numbers
  EXPECT_EQ(bose(1.0, 5e-324), 0.0);
  EXPECT_EQ(bose(0.0, 1.0), infinity);
  // e^-700 where e^700 is still a number; the exponent's rounding counts 700 times.
  EXPECT_NEAR(bose(700.0, 1.0) / std::exp(-700.0), 1.0, 1e-12);
  // T/omega - 1/2 + omega/(12 T): e^x - 1 would leave four digits of it.
  EXPECT_NEAR(bose(1e-12, 1.0) / (1e12 - 0.5), 1.0, 1e-15);
}

TEST(fermi, is_one_half_at_mu_and_the_rest_beside_it) {
  EXPECT_DOUBLE_EQ(fermi(1.0 + 2 * std::log(3.0), 2.0, 1.0), 0.25);
  EXPECT_DOUBLE_EQ(fermi(1.0 - 2 * std::log(3.0), 2.0, 1.0), 0.75);
  for (const double t : {0.0, 1e-300, 1e-3, 1.0, 1e300}) EXPECT_EQ(fermi(0.3, t, 0.3), 0.5) << t;
}

TEST(fermi, is_a_step_where_it_is_cold) {
  for (const double t : {0.0, 5e-324, 1e-5}) {
    EXPECT_EQ(fermi(1.0, t, 0.9), 0.0) << t;
    EXPECT_EQ(fermi(1.0, t, 1.1), 1.0) << t;
  }
  EXPECT_EQ(fermi(-1.0, 0.0, 0.0), 1.0);
  EXPECT_NEAR(fermi(1.0, 1e300, -1e6), 0.5, 1e-15);
}

TEST(functions, are_listed_and_take_no_more_arguments_than_there_is_room_for) {
  const std::set<std::string> known = {"abs",  "sqrt", "exp",  "log", "sin", "cos",  "sinh",
                                       "cosh", "tanh", "sech", "min", "max", "bose", "fermi"};
  EXPECT_EQ(std::set<std::string>(function_names().begin(), function_names().end()), known);
  for (const std::string& name : function_names()) {
    ASSERT_NE(find_function(name), nullptr) << name;
    EXPECT_GE(find_function(name)->arguments, 1U) << name;
    EXPECT_LE(find_function(name)->arguments, most_arguments) << name;
  }
  EXPECT_EQ(find_function("Sin"), nullptr);
  EXPECT_EQ(find_function(""), nullptr);
}

TEST(operators_of_expressions, compute_and_compare_in_their_direction) {
  const auto value = [](const char* text, double a, double b) {
    return binary_operator(text)(a, b);
  };
  EXPECT_EQ(value("+", 7, 2), 9.0);
  EXPECT_EQ(value("-", 7, 2), 5.0);
  EXPECT_EQ(value("*", 7, 2), 14.0);
  EXPECT_EQ(value("/", 7, 2), 3.5);
  EXPECT_EQ(value("^", 7, 2), 49.0);
  EXPECT_EQ(value("<", 1, 2), 1.0);
  EXPECT_EQ(value("<", 2, 2), 0.0);
  EXPECT_EQ(value("<=", 2, 2), 1.0);
  EXPECT_EQ(value("<=", 3, 2), 0.0);
  EXPECT_EQ(value(">", 3, 2), 1.0);
  EXPECT_EQ(value(">", 2, 2), 0.0);
  EXPECT_EQ(value(">=", 2, 2), 1.0);
  EXPECT_EQ(value(">=", 1, 2), 0.0);
  for (const char* text : {"<", "<=", ">", ">="}) EXPECT_EQ(value(text, nan, 1), 0.0) << text;
}

}  // namespace
}  // namespace qbattery::expr
