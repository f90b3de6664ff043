#include "qbattery/generator/affine_generator.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/model/charger_battery.hpp"
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

// Each local rate is (1 - c) + c of the whole: n/(1 + 2n) of bosons are excited, n of fermions.
TEST(affine_generator, has_a_reference_that_does_not_mind_collectivity) {
  const AffineGenerator bosons(charger_battery({.reservoirs = {Reservoir{}}}));
  const AffineGenerator fermions(
      charger_battery({.reservoirs = {{.statistics = Statistics::fermion}}}));
  for (const double c : {0.0, 0.4, 1.0}) {
    const std::vector<double> parameters = {0.3, 1.0, 0.2, 0.5, 0.25, c};
    const RealVector thermal = bosons.reference_state(parameters).diagonal().real();
    const RealVector filled = fermions.reference_state(parameters).diagonal().real();
    // 1/6 excited and 1/4 excited, in ee, eg, ge, gg.
    EXPECT_LE((thermal - RealVector{{1, 5, 5, 25}} / 36.0).norm(), 1e-15) << c;
    EXPECT_LE((filled - RealVector{{1, 3, 3, 9}} / 16.0).norm(), 1e-15) << c;
  }
}

// Down at 2 |sqrt2|^2, up at 1: one in five is excited.
TEST(affine_generator, squares_the_entries_of_jumps_in_its_reference) {
  Model model = decaying();
  model.jumps = {{expr::number(2.0), product({{0, Complex(0, std::sqrt(2.0)) * sigma_minus()}})},
                 {expr::number(1.0), {{std::sqrt(0.5) * Complex(1, 1), {{0, sigma_plus()}}}}}};
  const Matrix state = AffineGenerator(model).reference_state(std::vector<double>{0.0, 0.0});
  EXPECT_NEAR(state(0, 0).real(), 0.2, 1e-15);
}

// A qutrit that falls 2 -> 1 -> 0 at rates 1 and 2, and turns: known on populations.
TEST(affine_generator, moves_populations_of_a_ladder_at_its_rates) {
  Model ladder;
  ladder.subsystems = {{"qutrit", Eigen::Vector3cd(0, 1, 2).asDiagonal()}};
  Matrix down = Matrix::Zero(3, 3);
  down(0, 1) = std::sqrt(2.0);
  down(1, 2) = Complex(0, 1);  // a phase of the jump does not matter to populations
  ladder.jumps = {{expr::number(1.0), product({{0, down}})}};
  const AffineGenerator generator(ladder);
  const RealMatrix l = generator.assemble({});
  const Matrix rho = Eigen::Vector3cd(0.2, 0.3, 0.5).asDiagonal();
  const Matrix change = generator.basis().matrix(l * generator.basis().components(rho));
  const RealVector known{{2 * 0.3, 0.5 - 2 * 0.3, -0.5}};
  EXPECT_LE((change.diagonal().real() - known).norm(), 1e-15);
  EXPECT_EQ(l.row(0).norm(), 0.0);  // the trace stays
}

TEST(affine_generator, says_which_rate_or_number_is_wrong) {
  const AffineGenerator generator(decaying());
  const auto complaint = [&generator](const std::vector<double>& parameters) -> std::string {
    try {
      generator.assemble(parameters);
    } catch (const InvalidInput& error) {
      return error.key() + ": " + error.what();
    }
    return "";
  };
  EXPECT_EQ(complaint({1.0, -0.5}),
            "gamma: the rate gamma must be finite and at least 0, got -0.5");
  EXPECT_EQ(complaint({HUGE_VAL, 0.5}), "(w / 2): the coefficient (w / 2) must be finite, got inf");
  EXPECT_EQ(complaint({1.0}), "parameters: the model has 2 parameters (w, gamma), got 1 numbers");
  EXPECT_THROW(generator.reference_state(std::vector<double>{1.0, 2.0, 3.0}), InvalidInput);
}

}  // namespace
}  // namespace qbattery
