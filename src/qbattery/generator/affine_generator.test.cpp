#include "qbattery/generator/affine_generator.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/generator/stationary_populations.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

// One two-level system that turns about z at rate w and loses energy at rate gamma.
Model decaying() {
  Model model;
  model.subsystems = {two_level("atom")};
  model.parameters = {"w", "gamma"};
  model.hamiltonian = {{expr::parse("w / 2"), product({{0, sigma_z()}})}};
  model.jumps = {{expr::parse("gamma"), product({{0, sigma_minus()}})}};
  return model;
}

TEST(affine_generator, has_the_bloch_equations_of_a_decaying_atom) {
  const AffineGenerator generator(decaying());
  const double w = 0.7, gamma = 0.3;
  // Components 1, x, y, z: x and y turn and lose half the rate, z falls to -1.
  RealMatrix known(4, 4);
  known << 0, 0, 0, 0,       //
      0, -gamma / 2, -w, 0,  //
      0, w, -gamma / 2, 0,   //
      -gamma, 0, 0, -gamma;
  EXPECT_LE((generator.assemble(std::vector<double>{w, gamma}) - known).cwiseAbs().maxCoeff(),
            1e-16);
}

TEST(affine_generator, is_linear_in_its_coefficients) {
  const AffineGenerator generator(decaying());
  const auto at = [&generator](double w, double gamma) {
    return generator.assemble(std::vector<double>{w, gamma});
  };
  EXPECT_LE((at(2.0, 3.0) - 2.0 * at(1.0, 0.0) - 3.0 * at(0.0, 1.0)).cwiseAbs().maxCoeff(), 1e-15);
  EXPECT_EQ(at(0.0, 0.0).norm(), 0.0);
}

TEST(affine_generator, refuses_rates_that_are_none) {
  const AffineGenerator generator(decaying());
  EXPECT_THROW(generator.assemble(std::vector<double>{1.0, -0.1}), InvalidInput);
  EXPECT_THROW(generator.assemble(std::vector<double>{1.0, std::nan("")}), InvalidInput);
  EXPECT_THROW(generator.assemble(std::vector<double>{HUGE_VAL, 0.1}), InvalidInput);
  EXPECT_NO_THROW(generator.assemble(std::vector<double>{-1.0, 0.0}));
}

TEST(affine_generator, refuses_models_that_are_none) {
  Model unknown = decaying();
  unknown.jumps[0].rate = expr::parse("kappa");
  EXPECT_THROW(AffineGenerator{unknown}, InvalidInput);
  Model not_hermitian = decaying();
  not_hermitian.hamiltonian[0].op = product({{0, sigma_plus()}});
  EXPECT_THROW(AffineGenerator{not_hermitian}, InvalidInput);
  Model wrong_place = decaying();
  wrong_place.jumps[0].op = product({{1, sigma_minus()}});
  EXPECT_THROW(AffineGenerator{wrong_place}, InvalidInput);
  Model wrong_size = decaying();
  wrong_size.jumps[0].op = product({{0, identity(3)}});
  EXPECT_THROW(AffineGenerator{wrong_size}, InvalidInput);
}

TEST(affine_generator, has_a_reference_near_the_steady_state) {
  const AffineGenerator generator(decaying());
  EXPECT_EQ(generator.reference_state(std::vector<double>{1.0, 0.2})(1, 1), 1.0);  // empty
  Model thermal = decaying();
  thermal.jumps.push_back({expr::parse("gamma / 4"), product({{0, sigma_plus()}})});
  const Matrix state = AffineGenerator(thermal).reference_state(std::vector<double>{1.0, 0.2});
  EXPECT_NEAR(state(0, 0).real(), 0.2, 1e-15);  // 1/4 : 1
}

TEST(stationary_populations, obey_the_balance_of_rates) {
  RealMatrix rates(3, 3);  // rates(to, from)
  rates << 0, 1, 2,        //
      3, 0, 5,             //
      7, 4, 0;
  const RealVector p = stationary_populations(rates, RealVector{{0.0, 1.0, 2.0}});
  EXPECT_NEAR(p.sum(), 1.0, 1e-15);
  for (int to = 0; to < 3; ++to) {
    const double in = rates.row(to).dot(p);
    const double out = rates.col(to).sum() * p(to);
    EXPECT_NEAR(in, out, 1e-15);
  }
}

TEST(stationary_populations, keep_the_digits_of_tiny_ones) {
  RealMatrix rates(3, 3);  // a ladder with ratio 1e-12 a rung
  rates << 0, 1, 0,        //
      1e-12, 0, 1,         //
      0, 1e-12, 0;
  const RealVector p = stationary_populations(rates, RealVector{{0.0, 1.0, 2.0}});
  EXPECT_NEAR(p(1) / 1e-12, 1.0, 1e-11);
  EXPECT_NEAR(p(2) / 1e-24, 1.0, 1e-11);
}

TEST(stationary_populations, without_a_way_down_are_the_lowest_level) {
  const RealVector p = stationary_populations(RealMatrix::Zero(3, 3), RealVector{{2.0, 0.5, 1.0}});
  EXPECT_EQ(p, (RealVector{{0.0, 1.0, 0.0}}));
}

}  // namespace
}  // namespace qbattery
