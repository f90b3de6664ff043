#include "qbattery/dynamics/least_dimension.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "qbattery/dynamics/spectrum.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery {
namespace {

using Parameters = std::vector<double>;

/// What the large parts say at known parameters.
int least_dimension(const AffineGenerator& generator, const LeastDimension& least,
                    const Parameters& parameters) {
  const auto parts = least.large_parts(generator.trace({parameters.begin(), parameters.end()}));
  return parts ? least.of(parts->constant()) : 1;
}

// Six decimal orders at random: most models fall apart, some do not.
TEST(least_dimension, is_never_above_what_singular_values_say) {
  std::mt19937_64 random(20260101);
  std::uniform_real_distribution<double> exponent(-60.0, 60.0);
  const AffineGenerator generator(charger_battery({.reservoirs = {Reservoir{}}}));
  const LeastDimension least(generator);
  int several = 0;
  for (int i = 0; i < 500; ++i) {
    Parameters p(6);  // F g Delta Gamma n collectivity
    for (double& each : p) each = std::pow(10.0, exponent(random));
    p[5] = i % 2 == 0 ? 0.0 : 0.5;
    const int bound = least_dimension(generator, least, p);
    EXPECT_LE(bound, null_space_dimension(generator.assemble(p)));
    several += bound > 1 ? 1 : 0;
  }
  EXPECT_GT(several, 200);
}

TEST(least_dimension, counts_what_a_coupling_alone_leaves) {
  const AffineGenerator generator(charger_battery({.reservoirs = {Reservoir{}}}));
  const LeastDimension least(generator);
  // The exchange has eigenvalues 1, -1, 0, 0: 1 + 1 + 4 products of eigenstates stand still.
  EXPECT_EQ(least_dimension(generator, least, {0, 1, 0, 0, 0, 0}), 6);
  EXPECT_EQ(least_dimension(generator, least, {0, 1, 0, 1e-200, 0, 0}), 6);
  EXPECT_EQ(least_dimension(generator, least, {0, 1, 0, 1e-3, 0, 0}), 1);
  EXPECT_EQ(least_dimension(generator, least, {1e-200, 1e-200, 0, 1e-202, 0, 0}), 1);
}

TEST(least_dimension, leaves_open_what_cannot_be_compared) {
  const AffineGenerator generator(charger_battery({.reservoirs = {Reservoir{}}}));
  const LeastDimension least(generator);
  for (const Parameters& p : std::vector<Parameters>{{0, 1e-300, 0, 0, 0, 0},
                                                     {0, 1, 0, -1e-200, 0, 0},
                                                     {0, HUGE_VAL, 0, 1, 0, 0},
                                                     {0, std::nan(""), 0, 1, 0, 0}})
    EXPECT_EQ(least_dimension(generator, least, p), 1);
}

// Two terms that are one operator may take each other away: 1e100 - 1e100 is not large.
TEST(least_dimension, adds_parts_that_are_multiples_of_each_other) {
  Model model;
  model.subsystems = {two_level("atom")};
  model.parameters = {"a", "b", "F", "gamma"};
  model.hamiltonian = {{expr::parse("a"), product({{0, sigma_z()}})},
                       {expr::parse("b / 3"), product({{0, sigma_z()}})},
                       {expr::parse("F"), product({{0, sigma_x()}})}};
  model.jumps = {{expr::parse("gamma"), product({{0, sigma_minus()}})}};
  const AffineGenerator generator(model);
  const LeastDimension least(generator);
  EXPECT_EQ(least_dimension(generator, least, {1e100, 3e100, 1, 1}), 2);
  EXPECT_EQ(least_dimension(generator, least, {1e100, -3e100, 1, 1}), 1);
}

}  // namespace
}  // namespace qbattery
