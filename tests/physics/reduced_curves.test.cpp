// Numbers of whole curves that go in steps, through scenarios, beside closed forms.

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "qbattery/sweep/run.hpp"
#include "tests/physics/scenario_values.hpp"

namespace qbattery {
namespace {

using std::numbers::pi;

constexpr double bar = 1e-9;  // the tolerance of steps is 1e-10 of the state

std::string atom(const std::string& coefficient, const std::string& end) {
  return "format = 1\ntask = \"evolve\"\nparameters = { F = 1.0 }\n"
         "[[subsystem]]\nname = \"b\"\nkind = \"two-level\"\n"
         "[[hamiltonian]]\nterm = \"(" +
         coefficient + ") * x(b)\"\n[time]\nto = " + end +
         "\npoints = 41\n"
         "[quantities]\nE = \"energy(b)\"\nP = \"power(b)\"\n"
         "[reduce]\nhighest = \"max(E)\"\nat_highest = \"argmax(E)\"\n"
         "at_lowest = \"argmin(E)\"\nfirst_lowest = \"first_time(E <= min(E))\"\n"
         "reached = \"first_time(E >= sin(0.3)^2)\"\nstrongest = \"max(P)\"\n"
         "at_strongest = \"argmax(P)\"\nno_more = \"first_time(E >= max(E))\"\n";
}

// E = sin(t - 1.3)^2 from 1.3 to 1.9, with no sample in between.
TEST(reduced_curves, see_a_pulse_between_two_samples) {
  const std::string text = atom("F * (step(t - 1.3) - step(t - 1.9))", "12.0");
  for (const char* points : {"2", "3", "5", "100"}) {
    const auto numbers = all_values(
        text,
        {"highest", "at_highest", "no_more", "reached", "strongest", "at_strongest", "at_lowest"},
        {{"time.points", points}});
    EXPECT_NEAR(numbers[0].front(), std::pow(std::sin(0.6), 2), bar) << points;
    EXPECT_NEAR(numbers[1].front(), 1.9, bar) << points;
    EXPECT_NEAR(numbers[2].front(), 1.9, bar) << points;
    EXPECT_NEAR(numbers[3].front(), 1.6, bar) << points;
    EXPECT_NEAR(numbers[4].front(), std::sin(1.2), bar) << points;
    EXPECT_NEAR(numbers[5].front(), 1.9, bar) << points;
    EXPECT_EQ(numbers[6].front(), 0.0) << points;
  }
}

TEST(reduced_curves, see_stages_between_two_samples) {
  const std::string text = atom("F", "12.0") +
                           "[[stage]]\nduration = 1.3\nF = 0\n[[stage]]\nduration = 0.6\n"
                           "[[stage]]\nF = 0\n";
  for (const char* points : {"2", "7", "100"}) {
    const auto numbers = all_values(text, {"highest", "at_highest", "reached", "strongest"},
                                    {{"time.points", points}});
    EXPECT_NEAR(numbers[0].front(), std::pow(std::sin(0.6), 2), bar) << points;
    EXPECT_NEAR(numbers[1].front(), 1.9, bar) << points;
    EXPECT_NEAR(numbers[2].front(), 1.6, bar) << points;
    EXPECT_NEAR(numbers[3].front(), std::sin(1.2), bar) << points;
  }
}

// Energy comes back to 0 at t = 5.21 and 10.42, and by what steps lose a little below it.
TEST(reduced_curves, take_the_first_of_minima_that_steps_leave_unequal) {
  const std::string text = R"toml(format = 1
task = "evolve"
[[subsystem]]
name = "a"
kind = "two-level"
[[subsystem]]
name = "b"
kind = "two-level"
[[hamiltonian]]
term = "0.603 * (lower(a) * raise(b) + h.c.) + 0.844 * ramp((t - 36.32) / 4.14) * x(a)"
[[jump]]
operator = "lower(b)"
rate = 0.01
[[jump]]
operator = "lower(a)"
rate = 0.005
[initial]
a = "plus"
[time]
to = 38.532
points = 37
[quantities]
E = "energy(b)"
[reduce]
at_lowest = "argmin(E)"
first_lowest = "first_time(E <= min(E))"
)toml";
  const auto numbers = all_values(text, {"at_lowest", "first_lowest"});
  EXPECT_EQ(numbers[0].front(), 0.0);
  EXPECT_EQ(numbers[1].front(), 0.0);
}

// Two cells that do the same: their difference is rounding.
TEST(reduced_curves, of_a_difference_that_is_none_cross_nothing) {
  const std::string text = R"toml(format = 1
task = "evolve"
[[subsystem]]
name = "b"
kind = "two-level"
count = 2
[[hamiltonian]]
term = "x(b)"
[[jump]]
each = "b"
operator = "lower(b)"
rate = 0.3
[time]
to = 8.0
points = 401
[quantities]
E0 = "energy(b[0])"
E1 = "energy(b[1])"
[reduce]
more = "first_time(E0 > E1)"
no_less = "first_time(E0 >= E1)"
zeros = "crossings(E0 - E1, 2)"
)toml";
  const auto numbers = all_values(text, {"more", "no_less", "zeros"});
  EXPECT_TRUE(std::isnan(numbers[0].front()));
  EXPECT_EQ(numbers[1].front(), 0.0);
  EXPECT_TRUE(std::isnan(numbers[2].front()));
}

// Charged for exactly pi/2 and stored: the top of sin^2 is where the stage ends.
TEST(reduced_curves, come_to_a_level_where_a_stage_ends) {
  const std::string text = atom("F", "9.0") + "[[stage]]\nduration = \"pi/2\"\n[[stage]]\nF = 0\n";
  EXPECT_NEAR(values(text, "at_highest").front(), pi / 2, bar);
  // A hump before the end of a stage, and less is stored.
  const std::string late = atom("F", "9.0") + "[[stage]]\nduration = 1.65\n[[stage]]\nF = 0\n";
  for (const char* points : {"2", "11", "41", "401"}) {
    EXPECT_NEAR(values(late, "highest", {{"time.points", points}}).front(), 1.0, bar) << points;
    EXPECT_NEAR(values(late, "at_highest", {{"time.points", points}}).front(), pi / 2, 1e-7);
    EXPECT_NEAR(values(late, "reached", {{"time.points", points}}).front(), 0.3, bar) << points;
  }
}

TEST(reduced_curves, of_collisions_have_no_unit_of_time) {
  const auto units_of_time = [](const std::string& dynamics) {
    const Dataset found =
        run(parse_scenario("format = 1\ntask = \"evolve\"\n"
                           "[[subsystem]]\nname = \"b\"\nkind = \"two-level\"\n" +
                               dynamics +
                               "[quantities]\nE = \"energy(b)\"\n"
                               "[reduce]\ntop = \"argmax(E)\"\nfirst = \"first_time(E > 0.5)\"\n"
                               "zeros = \"crossings(E - 0.5, 3)\"\n",
                           "s.toml"));
    for (const Variable& variable : found.variables)
      EXPECT_EQ(variable.units, found.variables.front().units) << variable.name;
    return found.variables.front().units;
  };
  EXPECT_EQ(units_of_time("[collisions]\nancilla = \"two-level\"\nstate = \"excited\"\n"
                          "hamiltonian = \"lower(b)*raise(ancilla) + h.c.\"\n"
                          "duration = 0.4\ncount = 20\n"),
            "1");
  EXPECT_EQ(units_of_time("[[hamiltonian]]\nterm = \"x(b)\"\n[time]\nto = 3\npoints = 9\n"),
            "1/rate");
}

}  // namespace
}  // namespace qbattery
