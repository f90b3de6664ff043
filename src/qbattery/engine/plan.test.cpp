#include "qbattery/engine/plan.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

using std::numbers::pi;

std::vector<double> times(double to, int count) {
  std::vector<double> all;
  for (int i = 0; i < count; ++i) all.push_back(to * i / (count - 1));
  return all;
}

// The pair without pump and loss: from |eg>, E_A = cos(t)^2 and E_B = sin(t)^2.
const std::vector<double> exchange = {0.0, 1.0, 0.0};

/// One reduction of that exchange on [0, 6].
double reduced(const std::string& text) {
  const Plan plan(
      charger_battery(),
      {.times = times(6.0, 61),
       .quantities = {{"E_A", expr::parse("energy(charger)")},
                      {"E_B", expr::parse("energy(battery)")}},
       .reductions = {{"half", expr::parse("first_time(E_B >= 0.5)")}, {"x", expr::parse(text)}}});
  return plan.run(exchange, product_state("eg")).reductions[1];
}

// Refined to 1e-10 in time, to its square where a function is flat.
TEST(reductions, find_extrema_of_a_known_exchange) {
  EXPECT_NEAR(reduced("max(E_B)"), 1.0, 1e-14);
  EXPECT_NEAR(reduced("argmax(E_B)"), pi / 2, 1e-10);
  EXPECT_NEAR(reduced("min(E_A)"), 0.0, 1e-14);
  EXPECT_NEAR(reduced("argmin(E_A)"), pi / 2, 1e-10);
  EXPECT_NEAR(reduced("max(E_A - E_B)"), 1.0, 1e-14);
  EXPECT_NEAR(reduced("argfirst_max(E_B)"), pi / 2, 1e-10);
  EXPECT_NEAR(reduced("argfirst_max(E_B * exp(-0.01))"), pi / 2, 1e-10);
}

TEST(reductions, find_times_and_values_at_them) {
  EXPECT_NEAR(reduced("first_time(E_B >= 0.25)"), pi / 6, 1e-10);
  EXPECT_NEAR(reduced("first_time(0.25 <= E_B)"), pi / 6, 1e-10);
  EXPECT_NEAR(reduced("first_time(E_A < 0.25)"), pi / 3, 1e-10);
  EXPECT_EQ(reduced("first_time(E_A > 0.5)"), 0.0);
  EXPECT_TRUE(std::isnan(reduced("first_time(E_B >= 2)")));
  EXPECT_NEAR(reduced("at(E_B, 1.234)"), std::pow(std::sin(1.234), 2), 1e-14);
  EXPECT_NEAR(reduced("at(E_A, half)"), 0.5, 1e-10);
  EXPECT_NEAR(reduced("last(E_B)"), std::pow(std::sin(6.0), 2), 1e-14);
  EXPECT_THROW(reduced("at(E_B, -1)"), expr::ParseError);
  EXPECT_THROW(reduced("at(E_B, 2 * 4)"), expr::ParseError);
  EXPECT_TRUE(std::isnan(reduced("at(E_B, first_time(E_B >= 2))")));
}

TEST(reductions, average_by_trapezoids_and_take_part_in_arithmetic) {
  // Off by h^2/12 times the change of the slope, over 6: 7.5e-5.
  EXPECT_NEAR(reduced("mean(E_B)"), 0.5 - std::sin(12.0) / 24.0, 1e-4);
  EXPECT_NEAR(reduced("mean(E_A + E_B)"), 1.0, 1e-14);
  EXPECT_NEAR(reduced("2 * max(E_B) + min(max(E_A), 3)"), 3.0, 1e-13);
  EXPECT_NEAR(reduced("half"), pi / 4, 1e-10);
}

TEST(reductions, take_the_first_of_maxima_that_are_nearly_equal) {
  // The paper's Fig. 5(a): maxima of E_B at t = 3.0921 and, 1.5e-6 higher, at t = 3.1402.
  const auto tau = [](const std::string& text) {
    const Plan plan(charger_battery({.reservoirs = {Reservoir{}}}),
                    {.times = times(2.0 * pi, 1001),
                     .quantities = {{"E_B", expr::parse("energy(battery)")}},
                     .reductions = {{"tau", expr::parse(text)}}});
    return plan.run(std::vector<double>{3, 1, 0, 1e-3, 0, 0}, product_state("gg")).reductions[0];
  };
  EXPECT_NEAR(tau("argfirst_max(E_B)"), 3.0921, 1e-4);
  EXPECT_NEAR(tau("argfirst_max(E_B, 2e-6)"), 3.0921, 1e-4);
  EXPECT_NEAR(tau("argfirst_max(E_B, 1e-6)"), 3.1402, 1e-4);
  EXPECT_NEAR(tau("argmax(E_B)"), 3.1402, 1e-4);
}

// E_B over both is sin(t)^2; what is taken off shrinks by 0.2304 from pi / 2 to 3 pi / 2.
TEST(reductions, have_a_bound_of_one_thousandth_where_none_is_given) {
  const auto tau = [](const std::string& text) {
    const Plan plan(charger_battery({.reservoirs = {Reservoir{}}}),
                    {.times = times(6.0, 61),
                     .quantities = {{"E_B", expr::parse("energy(battery)")},
                                    {"both", expr::parse("energy(charger) + E_B")}},
                     .reductions = {{"tau", expr::parse(text)}}});
    return plan.run(std::vector<double>{0, 1, 0, 0.1, 0, 0}, product_state("eg")).reductions[0];
  };
  // The maxima move by less than a tenth of what is taken off.
  EXPECT_NEAR(tau("argfirst_max(E_B / both - 0.0042 * both)"), pi / 2, 1e-3);      // 9.7e-4 apart
  EXPECT_NEAR(tau("argfirst_max(E_B / both - 0.0045 * both)"), 3 * pi / 2, 1e-3);  // 1.04e-3
}

std::string complaint(const std::string& text) {
  try {
    reduced(text);
  } catch (const expr::ParseError& error) {
    return error.what();
  }
  return "";
}

TEST(reductions, say_what_is_wrong) {
  EXPECT_EQ(complaint("E_B"),
            "\"E_B\" is a curve over time; a reduction makes it one number, such as max(E_B)");
  EXPECT_EQ(complaint("first_time(E_B)"),
            "first_time takes a comparison, such as first_time(E_B >= 0.9)");
  EXPECT_EQ(complaint("argmx(E_B)"), "there is no reduction \"argmx\", did you mean \"argmax\"?");
  EXPECT_EQ(complaint("at(E_B)"), "at takes 2 argument(s), got 1");
  EXPECT_NE(complaint("max(E_C)"), "");
}

TEST(plan, keeps_curves_only_where_asked) {
  Request request{.times = times(1.0, 5),
                  .quantities = {{"E_B", expr::parse("energy(battery)")}},
                  .reductions = {{"m", expr::parse("max(E_B)")}}};
  request.keep_curves = false;
  EXPECT_TRUE(Plan(charger_battery(), request).run(exchange, product_state("eg")).curves.empty());
  request.keep_curves = true;
  const Outcome kept = Plan(charger_battery(), request).run(exchange, product_state("eg"));
  ASSERT_EQ(kept.curves.size(), 1U);
  EXPECT_EQ(kept.curves[0].size(), 5U);
}

/// A driven, damped mode of so many levels that it goes in steps.
Outcome of_driven_mode(std::vector<NamedExpression> quantities, const char* reduction) {
  constexpr int levels = 20;
  Model model;
  model.subsystems = {mode("m", levels)};
  Matrix a = Matrix::Zero(levels, levels);
  for (int n = 1; n < levels; ++n) a(n - 1, n) = std::sqrt(n);
  model.hamiltonian = {{expr::number(1.3), product({{0, a + a.adjoint()}})}};
  model.jumps = {{expr::number(0.7), product({{0, a}})}};
  const Plan plan(model, {.times = times(4.0, 41),
                          .quantities = std::move(quantities),
                          .reductions = {{"x", expr::parse(reduction)}}});
  Matrix start = Matrix::Zero(levels, levels);
  start(0, 0) = 1.0;
  return plan.run({}, start);
}

// Means alone come from series of their own, others from states: <n> = |alpha|^2 with
// alpha = -2 i F (1 - e^(-gamma t/2))/gamma, but for the cut-off.
TEST(plan, has_the_same_means_with_and_without_states) {
  const NamedExpression energy{"E", expr::parse("energy(m)")};
  const Outcome alone = of_driven_mode({energy}, "at(E, 1.234)");
  const Outcome beside = of_driven_mode({energy, {"p", expr::parse("purity()")}}, "max(E)");
  ASSERT_TRUE(alone.failure.empty() && beside.failure.empty());
  const auto exact = [](double t) {
    return std::pow(2 * 1.3 / 0.7 * (1.0 - std::exp(-0.35 * t)), 2);
  };
  const std::vector<double> moments = times(4.0, 41);
  for (std::size_t i = 0; i <= 40; ++i)
    EXPECT_NEAR(alone.curves[0][i], beside.curves[0][i], 1e-9) << i;
  for (std::size_t i = 0; i <= 12; ++i)
    EXPECT_NEAR(alone.curves[0][i], exact(moments[i]), 1e-6) << i;
  EXPECT_NEAR(alone.reductions[0], exact(1.234), 1e-6);
  const Outcome crossing = of_driven_mode({energy}, "first_time(E >= 1)");
  EXPECT_NEAR(exact(crossing.reductions[0]), 1.0, 1e-6);
}

// What is watched of every mode may be asked for as well.
TEST(plan, has_one_number_a_time_of_what_it_watches) {
  const NamedExpression last{"L", expr::parse("last_level(m)")};
  for (const char* beside : {"energy(m)", "purity()"}) {
    const Outcome outcome = of_driven_mode({last, {"q", expr::parse(beside)}}, "max(L)");
    ASSERT_EQ(outcome.curves[0].size(), 41U);
    EXPECT_EQ(outcome.curves[0][0], 0.0);
    EXPECT_GT(outcome.curves[0][40], 1e-6);
    EXPECT_GE(outcome.reductions[0], outcome.curves[0][40]);
    EXPECT_LT(outcome.reductions[0], 1.0);
  }
}

// One level, whose phase turns 2500 times.
TEST(plan, follows_a_ket_that_stays_on_its_level) {
  constexpr int levels = 20;
  Model model;
  model.subsystems = {mode("m", levels)};
  Matrix number = Matrix::Zero(levels, levels);
  for (int n = 0; n < levels; ++n) number(n, n) = n;
  model.hamiltonian = {{expr::number(10.0), product({{0, number}})}};
  const Plan plan(model,
                  {.times = times(400.0, 5), .quantities = {{"E", expr::parse("energy(m)")}}});
  Matrix start = Matrix::Zero(levels, 1);
  start(4, 0) = 1.0;
  const Outcome outcome = plan.run({}, start);
  EXPECT_EQ(outcome.failure, "");
  for (const double energy : outcome.curves[0]) EXPECT_NEAR(energy, 4.0, 1e-9);
  const Matrix end = plan.curve({}, start).state(400.0);
  EXPECT_NEAR(std::abs(end(4, 0) - std::polar(1.0, -16000.0)), 0.0, 1e-9);
}

TEST(plan, uses_names_that_are_defined_earlier) {
  const Plan plan(charger_battery(), {.times = {pi / 4},
                                      .quantities = {{"E_A", expr::parse("energy(charger)")},
                                                     {"E_B", expr::parse("energy(battery)")},
                                                     {"sum", expr::parse("E_A + E_B")},
                                                     {"twice", expr::parse("2 * sum")}}});
  EXPECT_NEAR(plan.run(exchange, product_state("eg")).curves[3][0], 2.0, 1e-14);
}

// x0 is one number; each further name doubles the one before.
std::vector<NamedExpression> doublings(const std::string& first) {
  std::vector<NamedExpression> all = {{"x0", expr::parse(first)}};
  for (int i = 1; i < 64; ++i) {
    const std::string before = "x" + std::to_string(i - 1);
    all.push_back({"x" + std::to_string(i), expr::parse(before + " + " + before)});
  }
  return all;
}

std::string refusal(const Request& request) {
  try {
    const Plan plan(charger_battery(), request);
  } catch (const InvalidInput& error) {
    return error.what();
  }
  return "";
}

TEST(plan, refuses_names_that_grow_beyond_all_bounds) {
  const std::string words =
      ": an expression may have at most 2000 parts, with all names replaced by what they stand for";
  // energy(battery) has two parts, x9 has 512 of them and 511 sums;
  // with max(energy(battery)), of three parts, x9 is too large already.
  EXPECT_EQ(refusal({.times = {1.0}, .quantities = doublings("energy(battery)")}), "x10" + words);
  EXPECT_EQ(refusal({.times = {1.0},
                     .quantities = {{"E_B", expr::parse("energy(battery)")}},
                     .reductions = doublings("max(E_B)")}),
            "x9" + words);
  EXPECT_THROW(spelt_out(doublings("energy(battery)")), InvalidInput);
}

TEST(plan, turns_numerical_failures_into_reasons) {
  const Plan plan(charger_battery(), {.task = Task::steady_state,
                                      .quantities = {{"E_B", expr::parse("energy(battery)")}}});
  const Outcome outcome = plan.run(exchange, product_state("eg"));
  EXPECT_NE(outcome.failure.find("dimensions"), std::string::npos) << outcome.failure;
  ASSERT_EQ(outcome.curves.size(), 1U);
  EXPECT_TRUE(std::isnan(outcome.curves[0][0]));
}

// exp(L t) at t = 1e300 is not a number.
TEST(plan, that_fails_has_nan_in_every_place) {
  Request request{.times = {0.0, 1.0, 1e300},
                  .quantities = {{"E_A", expr::parse("energy(charger)")},
                                 {"E_B", expr::parse("energy(battery)")}},
                  .reductions = {{"m", expr::parse("max(E_B)")}}};
  for (const bool keep : {true, false}) {
    request.keep_curves = keep;
    const Outcome outcome = Plan(charger_battery(), request).run(exchange, product_state("eg"));
    EXPECT_NE(outcome.failure.find("the evolution to t = 1e+300"), std::string::npos);
    ASSERT_EQ(outcome.reductions.size(), 1U);
    EXPECT_TRUE(std::isnan(outcome.reductions[0]));
    ASSERT_EQ(outcome.curves.size(), keep ? 2U : 0U);
    for (const std::vector<double>& curve : outcome.curves) {
      ASSERT_EQ(curve.size(), 3U);
      EXPECT_TRUE(std::isnan(curve[0]));
    }
  }
}

TEST(plan, refuses_reductions_of_a_steady_state) {
  const Request request{.task = Task::steady_state,
                        .quantities = {{"E_B", expr::parse("energy(battery)")}},
                        .reductions = {{"m", expr::parse("max(E_B)")}}};
  EXPECT_THROW(Plan(charger_battery(), request), InvalidInput);
}

TEST(plan, finds_the_steady_state_of_equation_8_at_one_point) {
  // F = g = Gamma: k = l = 1 in Eq. (8).
  const Plan plan(charger_battery({.reservoirs = {Reservoir{}}}),
                  {.task = Task::steady_state,
                   .quantities = {{"E_A", expr::parse("energy(charger)")},
                                  {"E_B", expr::parse("energy(battery)")},
                                  {"less", expr::parse("E_A - E_B")}}});
  const Outcome outcome = plan.run(std::vector<double>{1, 1, 0, 1, 0, 0}, product_state("gg"));
  const double alpha = 512 + 5 * 5 * 13 + 4 * 7 * 13 + 64 * 20;  // 2481
  EXPECT_NEAR(outcome.curves[0][0], 4 * (64 + 13 + 4 * 3 * 13) / alpha, 1e-14);
  EXPECT_NEAR(outcome.curves[1][0], 16 * (16 + 22 + 9) / alpha, 1e-14);
  EXPECT_NEAR(outcome.curves[2][0], (4 * 233 - 16 * 47) / alpha, 1e-14);
  EXPECT_TRUE(outcome.reductions.empty());
}

TEST(plan, spells_out_names_that_come_before) {
  const std::vector<expr::Expression> whole = spelt_out(
      {{"a", expr::parse("b + 1")}, {"b", expr::parse("2 * a")}, {"c", expr::parse("a / b")}});
  EXPECT_EQ(to_string(whole[0]), "(b + 1)");  // b comes later: it is not known yet
  EXPECT_EQ(to_string(whole[1]), "(2 * (b + 1))");
  EXPECT_EQ(to_string(whole[2]), "((b + 1) / (2 * (b + 1)))");
}

TEST(plan, refuses_parameters_and_states_that_do_not_fit) {
  const Plan plan(charger_battery(), {.times = {1.0}});
  EXPECT_THROW(plan.run(std::vector<double>{0.0, 1.0}, product_state("eg")), InvalidInput);
  EXPECT_THROW(plan.run(std::vector<double>{0, 1, 0, 1}, product_state("eg")), InvalidInput);
  EXPECT_THROW(plan.run(exchange, product_state("e")), InvalidInput);
  EXPECT_THROW(plan.run(std::vector<double>{0, std::nan(""), 0}, product_state("eg")),
               InvalidInput);
}

}  // namespace
}  // namespace qbattery
