// Exact results on the paper's pair, at random parameters. They stand in tests alone.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <random>

#include "qbattery/quantum/states.hpp"
#include "tests/physics/pair.hpp"
#include "tests/physics/random_model.hpp"

namespace qbattery {
namespace {

using namespace testing_models;

constexpr double bound = 1e-10;

double draw(Random& random, double from, double to) {
  return std::uniform_real_distribution<double>(from, to)(random);
}

std::vector<double> draw_times(Random& random, double to) {
  std::vector<double> times;
  for (int i = 0; i < 6; ++i) times.push_back(draw(random, 0.0, to));
  std::sort(times.begin(), times.end());
  return times;
}

// S of a pair whose correlations are z between the two coherences and, for classical reasons,
// 2 z^2 between the populations.
double steering_of(double z, double from, double to) {
  return 2 * z + 2 * z * z - std::sqrt((1 + 2 * from * (1 - from)) * 2 * to * (1 - to));
}

// No pump, |eg>, equal detunings, one local reservoir each: two sites that exchange one excitation
// while both relax to p.
TEST(closed_forms, without_a_pump_energies_exchange_and_relax) {
  Random random(1);
  for (int draws = 0; draws < 100; ++draws) {
    Pair pair{.g = draw(random, 0.1, 3.0), .Gamma = std::pow(10.0, draw(random, -3.0, 1.0))};
    pair.Delta_A = pair.Delta_B = draw(random, -5.0, 5.0);
    const bool fermion = draws % 2 == 1;
    pair.statistics = fermion ? Statistics::fermion : Statistics::boson;
    pair.n = draws % 5 == 0 ? 0.0 : draw(random, 0.0, fermion ? 1.0 : 5.0);
    const double emission = fermion ? 1.0 - pair.n : 1.0 + pair.n;
    const double p = pair.n / (emission + pair.n);
    const std::vector<double> times = draw_times(random, 10.0);
    const std::vector<PairNumbers> found = evolve(pair, product_state("eg"), times);
    for (std::size_t i = 0; i < times.size(); ++i) {
      const double gt = pair.g * times[i];
      const double e = std::exp(-pair.Gamma * (emission + pair.n) * times[i]);
      const double a = p * (1 - e) + e * std::pow(std::cos(gt), 2);
      const double b = p * (1 - e) + e * std::pow(std::sin(gt), 2);
      const double z = e / 2 * std::abs(std::sin(2 * gt));
      EXPECT_NEAR(found[i].E_A, a, bound);
      EXPECT_NEAR(found[i].E_B, b, bound);
      EXPECT_NEAR(found[i].W_B, std::max(0.0, 2 * b - 1), bound);
      EXPECT_NEAR(found[i].S_AB, steering_of(z, a, b), found[i].S_tolerance);
      EXPECT_NEAR(found[i].S_BA, steering_of(z, b, a), found[i].S_tolerance);
    }
  }
}

struct Inversions {
  double a, b;
};

// No loss, resonance; O^2 = 4 F^2 + g^2.
Inversions without_loss(double F, double g, double t, bool charged) {
  const double O = std::sqrt(4 * F * F + g * g);
  const double sign = charged ? 1.0 : -1.0;
  const double a =
      std::cos(O * t) * std::cos(g * t) - sign * (g / O) * std::sin(O * t) * std::sin(g * t);
  const double b = -(4 * F * F + g * g * std::cos(O * t)) / (O * O) * std::cos(g * t) -
                   (g / O) * std::sin(O * t) * std::sin(g * t) * (charged ? -1.0 : 1.0);
  return {sign * a, b};
}

TEST(closed_forms, without_loss_inversions_beat_at_two_frequencies) {
  Random random(2);
  for (int draws = 0; draws < 100; ++draws) {
    const Pair pair{.F = draw(random, 0.05, 5.0), .g = draw(random, 0.1, 3.0)};
    const bool charged = draws % 2 == 0;
    const std::vector<double> times = draw_times(random, 10.0);
    const auto found = evolve(pair, product_state(charged ? "eg" : "gg"), times);
    // On resonance the pump and the exchange treat e and g alike.
    const auto mirrored = evolve(pair, product_state(charged ? "ge" : "ee"), times);
    for (std::size_t i = 0; i < times.size(); ++i) {
      const Inversions known = without_loss(pair.F, pair.g, times[i], charged);
      EXPECT_NEAR(found[i].E_A, (1 + known.a) / 2, bound) << charged;
      EXPECT_NEAR(found[i].E_B, (1 + known.b) / 2, bound) << charged;
      EXPECT_NEAR(mirrored[i].E_A, (1 - known.a) / 2, bound) << charged;
      EXPECT_NEAR(mirrored[i].E_B, (1 - known.b) / 2, bound) << charged;
      EXPECT_NEAR(mirrored[i].S_AB, found[i].S_AB, found[i].S_tolerance) << charged;
    }
  }
}

TEST(closed_forms, from_empty_the_difference_of_energies_is_a_product) {
  Random random(6);
  for (int draws = 0; draws < 100; ++draws) {
    const double F = draw(random, 0.05, 5.0), g = draw(random, 0.1, 3.0);
    const double t = draw(random, 0.0, 10.0), O = std::sqrt(4 * F * F + g * g);
    const PairNumbers found = evolve({.F = F, .g = g}, product_state("gg"), {t})[0];
    EXPECT_NEAR(found.E_A - found.E_B,
                2 * F * F / (O * O) * std::cos(g * t) * (1 - std::cos(O * t)), bound);
  }
}

// C = 2 g |integral of E_A - E_B|, by Simpson's rule over the closed form.
double concurrence(const Pair& pair, double t, bool charged) {
  const int steps = 4000;
  const double h = t / steps;
  double sum = 0.0;
  for (int i = 0; i <= steps; ++i) {
    const Inversions z = without_loss(pair.F, pair.g, i * h, charged);
    const double weight = i == 0 || i == steps ? 1.0 : (i % 2 == 1 ? 4.0 : 2.0);
    sum += weight * (z.a - z.b) / 2;
  }
  return 2 * pair.g * std::abs(sum * h / 3);
}

TEST(closed_forms, without_loss_steering_is_the_summed_imbalance_of_energies) {
  Random random(3);
  for (int draws = 0; draws < 30; ++draws) {
    const Pair pair{.F = draw(random, 0.05, 5.0), .g = draw(random, 0.1, 2.0)};
    const bool charged = draws % 2 == 0;
    const std::vector<double> times = draw_times(random, 6.0);
    const std::vector<PairNumbers> found =
        evolve(pair, product_state(charged ? "eg" : "gg"), times);
    for (std::size_t i = 0; i < times.size(); ++i) {
      const double c = concurrence(pair, times[i], charged);
      const double s = c + c * c / 2 - c * std::sqrt(0.5 + c * c / 4);
      EXPECT_NEAR(found[i].S_AB, s, found[i].S_tolerance);
      EXPECT_NEAR(found[i].S_BA, s, found[i].S_tolerance);
    }
  }
}

TEST(closed_forms, from_empty_the_concurrence_is_a_sum_of_sines) {
  Random random(4);
  for (int draws = 0; draws < 100; ++draws) {
    const Pair pair{.F = draw(random, 0.05, 5.0), .g = draw(random, 0.1, 2.0)};
    const double t = draw(random, 0.0, 6.0);
    const double F = pair.F, g = pair.g, O = std::sqrt(4 * F * F + g * g);
    const double c =
        4 * F * F / (O * O) *
        std::abs(std::sin(g * t) -
                 g / 2 * (std::sin((O + g) * t) / (O + g) + std::sin((O - g) * t) / (O - g)));
    const PairNumbers found = evolve(pair, product_state("gg"), {t})[0];
    EXPECT_NEAR(found.S_AB, c + c * c / 2 - c * std::sqrt(0.5 + c * c / 4), found.S_tolerance);
  }
}

Pair random_pair(Random& random) {
  Pair pair{.F = draw(random, 0.0, 3.0),
            .g = draw(random, 0.1, 3.0),
            .Delta_A = draw(random, -3.0, 3.0),
            .Delta_B = draw(random, -3.0, 3.0),
            .Gamma = draw(random, 0.05, 3.0),
            .n = draw(random, 0.0, 1.0)};
  pair.statistics = Statistics::fermion;
  return pair;
}

// Particles for holes: n -> 1 - n with e and g exchanged, which turns the detunings round.
Pair with_holes(Pair pair) {
  pair.n = 1 - pair.n;
  pair.Delta_A = -pair.Delta_A;
  pair.Delta_B = -pair.Delta_B;
  return pair;
}

TEST(closed_forms, fermions_and_holes_share_one_quantum_in_the_steady_state) {
  Random random(5);
  for (int draws = 0; draws < 50; ++draws) {
    const Pair pair = random_pair(random);
    const PairNumbers particles = steady(pair);
    const PairNumbers holes = steady(with_holes(pair));
    EXPECT_NEAR(particles.E_A + holes.E_A, 1.0, bound);
    EXPECT_NEAR(particles.E_B + holes.E_B, 1.0, bound);
    EXPECT_NEAR(particles.S_AB, holes.S_AB, particles.S_tolerance);
    EXPECT_NEAR(particles.S_BA, holes.S_BA, particles.S_tolerance);
  }
}

TEST(closed_forms, full_fermions_without_a_pump_exchange_the_two_steering_functions) {
  const Pair empty{.Gamma = 0.001};
  const Pair full{.Gamma = 0.001, .n = 1.0, .statistics = Statistics::fermion};
  std::vector<double> times;
  for (int i = 0; i <= 100; ++i) times.push_back(0.0628 * i);
  const auto at_t0 = evolve(empty, product_state("eg"), times);
  const auto at_nf1 = evolve(full, product_state("eg"), times);
  for (std::size_t i = 0; i < times.size(); ++i) {
    EXPECT_NEAR(at_nf1[i].S_AB, at_t0[i].S_BA, at_t0[i].S_tolerance);
    EXPECT_NEAR(at_nf1[i].S_BA, at_t0[i].S_AB, at_t0[i].S_tolerance);
  }
}

TEST(closed_forms, steady_energies_have_their_limits) {
  for (const double k : {0.1, 0.5, 1.0, 3.0}) {
    const PairNumbers lossless = steady({.F = k, .Gamma = 1e-8});  // off by l^2/k^4
    EXPECT_NEAR(lossless.E_A, 0.5, bound);
    EXPECT_NEAR(lossless.E_B, 0.5, bound);
  }
  for (const double l : {0.1, 1.0, 2.5}) {  // off by 1/k^2
    const PairNumbers local = steady({.F = 1e6, .Gamma = l});
    EXPECT_NEAR(local.E_A, 0.5, bound);
    EXPECT_NEAR(local.E_B, 1 / (2 * (1 + l * l)), bound);
    const PairNumbers shared = steady({.F = 1e6, .Gamma = l, .collectivity = 1.0});
    EXPECT_NEAR(shared.E_B, (l * l + 4) / (2 * (5 * l * l + 4)), bound);
  }
}

// Complex conjugation turns the detunings back, so that the energies do not tell their sign.
TEST(closed_forms, fermions_and_holes_share_one_quantum_along_curves) {
  Random random(7);
  for (int draws = 0; draws < 50; ++draws) {
    const Pair pair = random_pair(random);
    Pair holes = pair;
    holes.n = 1 - pair.n;
    const bool charged = draws % 2 == 0;
    const std::vector<double> times = draw_times(random, 8.0);
    const auto a = evolve(pair, product_state(charged ? "eg" : "gg"), times);
    const auto b = evolve(holes, product_state(charged ? "ge" : "ee"), times);
    for (std::size_t i = 0; i < times.size(); ++i) {
      EXPECT_NEAR(a[i].E_A + b[i].E_A, 1.0, bound);
      EXPECT_NEAR(a[i].E_B + b[i].E_B, 1.0, bound);
      EXPECT_NEAR(a[i].S_AB, b[i].S_AB, a[i].S_tolerance);
      EXPECT_NEAR(a[i].S_BA, b[i].S_BA, a[i].S_tolerance);
    }
  }
}

TEST(closed_forms, at_zero_temperature_steady_energies_stay_below_one_half) {
  Random random(8);
  for (int draws = 0; draws < 200; ++draws) {
    const PairNumbers found = steady({.F = std::pow(10.0, draw(random, -3.0, 2.0)),
                                      .Gamma = std::pow(10.0, draw(random, -3.0, 2.0))});
    EXPECT_LE(found.E_A, 0.5);
    EXPECT_LE(found.E_B, 0.5);
  }
}

}  // namespace
}  // namespace qbattery
