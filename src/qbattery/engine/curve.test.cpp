#include "qbattery/engine/curve.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/dynamics/features.hpp"
#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-15;  // a few ulp of numbers up to 1

// An atom that turns by H = s_x: from |g>, p_e = sin(t)^2 and <s_y> = sin(2 t).
const AffineGenerator& turning() {
  static const AffineGenerator generator = [] {
    Model model;
    model.subsystems = {two_level("atom")};
    model.hamiltonian = {{expr::number(1.0), product({{0, sigma_x()}})}};
    return AffineGenerator(model);
  }();
  return generator;
}

Curve on(const std::vector<double>& times) {
  return {turning().basis(), turning().assemble({}), product_state("g"), times};
}

double excited(const Moment& moment) { return moment.rho(0, 0).real(); }

TEST(curve, holds_the_states_of_a_known_turn) {
  const Curve curve = on({0.0, 0.4, 1.0});
  for (const double t : {0.0, 0.2, 0.4, 0.9, 1.0, 2.5}) {
    Matrix known(2, 2);
    const Complex coherence(0, -0.5 * std::sin(2 * t));
    known << std::pow(std::sin(t), 2), coherence, std::conj(coherence), std::pow(std::cos(t), 2);
    EXPECT_LE((curve.state(t) - known).cwiseAbs().maxCoeff(), rounding) << t;
  }
}

// From s_y = 1 the atom turns towards |e>: s_z = sin(2 t).
TEST(curve, starts_from_states_with_complex_entries) {
  const Matrix along_y = 0.5 * (identity(2) + sigma_y());
  const Curve curve(turning().basis(), turning().assemble({}), along_y, {0.0, 0.4});
  EXPECT_NEAR(curve.at("excited", excited, 0.4), 0.5 + 0.5 * std::sin(0.8), rounding);
}

TEST(curve, samples_a_figure_of_merit_once_per_text) {
  const Curve curve = on({0.0, 0.4, 1.0});
  int calls = 0;
  const Quantity counted = [&calls](const Moment& moment) {
    ++calls;
    return excited(moment);
  };
  const std::vector<double> first = curve.samples("p", counted);
  ASSERT_EQ(first.size(), 3U);
  EXPECT_NEAR(first[1], std::pow(std::sin(0.4), 2), rounding);
  EXPECT_EQ(curve.samples("p", counted), first);
  EXPECT_EQ(calls, 3);
  curve.samples("q", counted);
  EXPECT_EQ(calls, 6);
}

TEST(curve, tells_a_figure_of_merit_the_time_and_where_it_all_began) {
  const Curve curve = on({0.5, 1.0});
  const Quantity time = [](const Moment& moment) { return moment.time; };
  const Quantity start = [](const Moment& moment) { return moment.run.initial_state(1, 1).real(); };
  const Quantity steady = [](const Moment& moment) { return moment.run.steady ? 1.0 : 0.0; };
  EXPECT_EQ(curve.samples("t", time), (std::vector<double>{0.5, 1.0}));
  EXPECT_EQ(curve.at("time", time, 0.75), 0.75);
  EXPECT_EQ(curve.at("start", start, 0.75), 1.0);
  EXPECT_EQ(curve.at("steady", steady, 0.75), 0.0);
}

TEST(curve, is_a_function_that_features_can_search) {
  const Curve curve = on({0.0, 1.0, 2.0, 3.0});
  const SampledFunction f = curve.function("p", excited);
  EXPECT_EQ(f.values.size(), 4U);
  EXPECT_NEAR(f.exact(1.3), std::pow(std::sin(1.3), 2), rounding);
  EXPECT_EQ(f.time_scale, 0.5);  // <s_y> and <s_z> turn at 2
  EXPECT_NEAR(global_maximum(f).time, std::acos(0.0), 1e-10);
}

TEST(curve, remembers_numbers_by_their_text) {
  const Curve curve = on({1.0});
  EXPECT_EQ(curve.remember("a", [] { return 1.0; }), 1.0);
  EXPECT_EQ(curve.remember("a", [] { return 2.0; }), 1.0);
  EXPECT_EQ(curve.remember("b", [&] { return 1 + curve.remember("c", [] { return 4.0; }); }), 5.0);
  EXPECT_EQ(curve.remember("c", [] { return 0.0; }), 4.0);
}

TEST(curve, refuses_what_does_not_fit) {
  const RealMatrix l = turning().assemble({});
  const HermitianBasis& basis = turning().basis();
  EXPECT_THROW(Curve(basis, l, product_state("gg"), {1.0}), InvalidInput);
  EXPECT_THROW(Curve(basis, RealMatrix::Zero(16, 16), product_state("g"), {1.0}), InvalidInput);
  EXPECT_THROW(on({}), InvalidInput);
  EXPECT_THROW(on({1.0}).state(-1.0), InvalidInput);
}

}  // namespace
}  // namespace qbattery
