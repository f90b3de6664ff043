#include "qbattery/dynamics/steady_state.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-15;  // entries up to 1 from one solve with refinement

const HermitianBasis& basis() {
  static const HermitianBasis of_an_atom({2});
  return of_an_atom;
}

/// H = w s_z / 2 + F s_x, jumps s_- at `down` and s_+ at `up`, s_z at `dephasing`.
struct Atom {
  double w = 0.0, F = 0.0, down = 0.0, up = 0.0, dephasing = 0.0;

  // The Bloch equations of 1, x, y, z.
  RealMatrix generator() const {
    const double across = (down + up) / 2 + 2 * dephasing;
    RealMatrix l(4, 4);
    l << 0, 0, 0, 0,            //
        0, -across, -w, 0,      //
        0, w, -across, -2 * F,  //
        up - down, 0, 2 * F, -(down + up);
    return l;
  }
  SteadyState from(const Matrix& initial, const SteadyStateOptions& options = {}) const {
    return steady_state(generator(), basis(), product_state("g"), initial, options);
  }
  SteadyState steady() const { return from(product_state("g")); }
};

double distance(const Matrix& a, const Matrix& b) { return (a - b).cwiseAbs().maxCoeff(); }

Matrix diagonal(double e, double g) { return Eigen::Vector2cd(e, g).asDiagonal(); }

TEST(steady_state, of_thermal_jumps_is_the_ratio_of_rates) {
  const SteadyState found = Atom{.w = 1.3, .down = 0.6, .up = 0.2}.steady();
  EXPECT_LE(distance(found.rho, diagonal(0.25, 0.75)), rounding);
  EXPECT_EQ(found.stationary_dimension, 1);
  EXPECT_LE(found.residual, rounding);
}

TEST(steady_state, does_not_depend_on_the_reference) {
  const RealMatrix l = Atom{.w = 0.4, .F = 0.3, .down = 0.6, .up = 0.2}.generator();
  const Matrix g = product_state("g");
  const Matrix found = steady_state(l, basis(), g, g).rho;
  for (const char* reference : {"e", "+", "-"}) {
    EXPECT_LE(distance(steady_state(l, basis(), product_state(reference), g).rho, found), rounding);
  }
}

// Resonance fluorescence: p_e = 4 F^2 / (down^2 + 8 F^2), s_y = down p_e / F.
TEST(steady_state, of_a_driven_atom_keeps_the_digits_of_tiny_energies) {
  for (const double F : {1e-9, 1e-4, 0.3, 2.0, 1e3}) {
    const Matrix rho = Atom{.F = F, .down = 0.7}.steady().rho;
    const double excited = 4 * F * F / (0.49 + 8 * F * F);
    EXPECT_NEAR(rho(0, 0).real() / excited, 1.0, 1e-13) << F;
    EXPECT_NEAR(rho(1, 0).imag() / (0.35 * excited / F), 1.0, 1e-13) << F;  // s_y / 2
    EXPECT_NEAR(rho.trace().real(), 1.0, rounding);
  }
}

// Far from resonance: p_e = F^2 / (w^2 + down^2 / 4 + 2 F^2), with rates that lie orders apart.
TEST(steady_state, of_a_detuned_atom_is_right_where_the_equations_are_ill_conditioned) {
  for (const double w : {1e-3, 7.3, 1234.5, 3.3e5}) {
    const Atom atom{.w = w, .F = 0.7, .down = 0.013};
    const double excited = 0.49 / (w * w + 0.013 * 0.013 / 4 + 0.98);
    EXPECT_NEAR(atom.steady().rho(0, 0).real() / excited, 1.0, 1e-13) << w;
  }
}

std::string complaint(const Atom& atom, const Matrix& initial, const SteadyStateOptions& options) {
  try {
    atom.from(initial, options);
  } catch (const NumericalError& error) {
    return error.what();
  }
  return "";
}

TEST(steady_state, that_is_not_unique_is_refused_with_its_dimension_and_the_way_out) {
  EXPECT_EQ(complaint({.w = 1.0}, product_state("g"), {}),
            "the stationary space has 2 dimensions; steady_state.long_time_limit = true gives the "
            "limit from the initial state");
  EXPECT_NE(complaint({}, product_state("g"), {}).find("has 4 dimensions"), std::string::npos);
}

// Relative to a rotation at 1, sqrt2 of the rate of loss is the second singular value.
TEST(steady_state, is_unique_down_to_1e_13) {
  EXPECT_LE(distance(Atom{.w = 1.0, .down = 1e-12}.steady().rho, product_state("g")), rounding);
  EXPECT_LE(distance(Atom{.w = 1e9, .down = 1e-3}.steady().rho, product_state("g")), rounding);
  EXPECT_NE(complaint({.w = 1.0, .down = 1e-14}, product_state("g"), {}), "");
}

// A rate of 1e-310 beside a frequency of 1: its inverse overflows.
TEST(steady_state, is_refused_where_rates_are_denormal_beside_the_rest) {
  for (const double down : {5e-324, 1e-320, 1e-310, 1e-305, 1e-200}) {
    EXPECT_NE(complaint({.w = 1.0, .down = down}, product_state("g"), {}), "") << down;
    EXPECT_NE(complaint({.w = 1.0, .F = 1e-305, .down = down}, product_state("g"), {}), "") << down;
  }
}

TEST(steady_state, does_not_depend_on_the_unit_of_time) {
  const Matrix known = Atom{.w = 0.4, .F = 0.3, .down = 0.6}.steady().rho;
  for (const int exponent : {-1000, -500, 500, 1000}) {
    const double unit = std::ldexp(1.0, exponent);
    const SteadyState found = Atom{.w = 0.4 * unit, .F = 0.3 * unit, .down = 0.6 * unit}.steady();
    EXPECT_EQ(distance(found.rho, known), 0.0) << exponent;
    EXPECT_LE(found.residual, rounding) << exponent;
  }
}

TEST(steady_state, as_a_limit_keeps_what_dephasing_leaves) {
  const Matrix initial = checked_density_matrix((Matrix(2, 2) << 0.3, 0.2, 0.2, 0.7).finished());
  const SteadyState found =
      Atom{.w = 1.0, .dephasing = 0.5}.from(initial, {.long_time_limit = true});
  EXPECT_LE(distance(found.rho, diagonal(0.3, 0.7)), rounding);
  EXPECT_EQ(found.stationary_dimension, 2);
}

TEST(steady_state, as_a_limit_without_any_change_is_the_initial_state) {
  const SteadyState found = Atom{}.from(product_state("+"), {.long_time_limit = true});
  EXPECT_LE(distance(found.rho, product_state("+")), rounding);
  EXPECT_EQ(found.stationary_dimension, 4);
  EXPECT_EQ(found.residual, 0.0);
}

TEST(steady_state, that_turns_for_ever_has_an_average_alone) {
  const Atom atom{.w = 1.5};
  EXPECT_NE(complaint(atom, product_state("+"), {.long_time_limit = true}).find("frequency 1.5"),
            std::string::npos);
  const SteadyState found =
      atom.from(product_state("+"), {.long_time_limit = true, .time_average = true});
  EXPECT_LE(distance(found.rho, diagonal(0.5, 0.5)), rounding);
  EXPECT_EQ(complaint(atom, product_state("e"), {.long_time_limit = true}), "");
}

TEST(steady_state, that_is_unique_is_the_limit_from_everywhere) {
  const Atom atom{.w = 1.0, .down = 0.3, .up = 0.1};
  for (const char* start : {"e", "g", "+"}) {
    const SteadyState found = atom.from(product_state(start), {.long_time_limit = true});
    EXPECT_LE(distance(found.rho, diagonal(0.25, 0.75)), rounding) << start;
  }
}

TEST(steady_state, refuses_matrices_that_do_not_fit) {
  const RealMatrix l = Atom{.down = 1.0}.generator();
  EXPECT_THROW(steady_state(l, basis(), product_state("gg"), product_state("g")), InvalidInput);
  EXPECT_THROW(
      steady_state(l, basis(), product_state("g"), product_state("gg"), {.long_time_limit = true}),
      InvalidInput);
}

}  // namespace
}  // namespace qbattery
