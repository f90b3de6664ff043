// Protocols that are no ready models, written as scenarios alone, against what is known of them.

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tests/oracle/oracle.hpp"
#include "tests/physics/scenario_values.hpp"

namespace qbattery {
namespace {

constexpr double bar = 1e-8;
constexpr double pi = std::numbers::pi;

double last(const std::string& text, const std::string& variable,
            const std::vector<Edit>& edits = {}) {
  return values(text, variable, edits).back();
}

// Transfer through three levels by two pulses whose mixing angle theta ramps from 0 to pi/2: with
// the angular velocities theta' and Omega/2 at right angles the dark state turns around their sum.
TEST(other_protocols, transfer_through_three_levels_by_ramps) {
  const std::string text = R"toml(format = 1
task = "evolve"
parameters = { Omega = 6.0, T = 4.0 }
time = { to = 4.0, points = 41 }
[[subsystem]]
name = "battery"
kind = "levels"
energies = [0, 1, 1.6]
[[hamiltonian]]
term = "Omega/2 * sin(pi/2 * ramp(t/T)) * (ketbra(battery, 1, 0) + h.c.)"
[[hamiltonian]]
term = "Omega/2 * cos(pi/2 * ramp(t/T)) * (ketbra(battery, 2, 1) + h.c.)"
[quantities]
E = "energy(battery)"
f = "fidelity(target)"
[target]
battery = "level(2)"
)toml";
  const double turning = pi / 2 / 4.0;
  for (const double omega : {0.7, 6.0}) {
    const double along = omega / 2, w = std::hypot(along, turning);
    const double dark = (along * along + turning * turning * std::cos(w * 4.0)) / (w * w);
    const double middle = along * turning / (w * w) * (1 - std::cos(w * 4.0));
    const std::vector<Edit> edits = {{"Omega", std::to_string(omega)}};
    EXPECT_NEAR(last(text, "f", edits), dark * dark, bar) << omega;
    EXPECT_NEAR(last(text, "E", edits), 1.6 * dark * dark + middle * middle, bar) << omega;
  }
}

// Tavis and Cummings: N cells share one photon, g sqrt(N) t.
TEST(other_protocols, of_tavis_and_cummings_share_a_photon) {
  const std::string text = R"toml(format = 1
task = "evolve"
parameters = { N = 3, g = 0.7 }
initial = { cavity = "fock(1)" }
time = { to = 2.0, points = 21 }
[[subsystem]]
name = "cavity"
kind = "mode"
levels = 3
[[subsystem]]
name = "battery"
kind = "two-level"
count = "N"
[[hamiltonian]]
term = "g * (a(cavity) * raise(battery) + h.c.)"
[quantities]
E = "energy(battery)"
one = "energy(battery[1])"
)toml";
  for (const int n : {2, 3, 5}) {
    const double expected = std::pow(std::sin(0.7 * std::sqrt(n) * 2.0), 2);
    EXPECT_NEAR(last(text, "E", {{"N", std::to_string(n)}}), expected, bar);
    EXPECT_NEAR(last(text, "one", {{"N", std::to_string(n)}}), expected / n, bar);
  }
}

// Two photons for each excitation: <n - 2, e|a^2 s+|n, g> = sqrt(n (n - 1)).
TEST(other_protocols, of_two_photons_are_faster) {
  const std::string text = R"toml(format = 1
task = "evolve"
parameters = { n = 4 }
initial = { cavity = "fock(n)" }
time = { to = 1.0, points = 21 }
[[subsystem]]
name = "cavity"
kind = "mode"
levels = "n + 2"
[[subsystem]]
name = "battery"
kind = "spin"
j = 0.5
[[hamiltonian]]
term = "a(cavity)^2 * raise(battery) + h.c."
[quantities]
E = "energy(battery)"
)toml";
  for (const int n : {2, 4, 7})
    EXPECT_NEAR(last(text, "E", {{"n", std::to_string(n)}}),
                std::pow(std::sin(std::sqrt(n * (n - 1.0))), 2), bar);
}

// A chain with xx coupling: one excitation hops as a particle in a box.
TEST(other_protocols, of_an_xx_chain_carry_an_excitation_to_its_end) {
  const std::string text = R"toml(format = 1
task = "evolve"
parameters = { N = 5, J = 0.8 }
initial = { "cell[0]" = "excited" }
time = { to = 3.0, points = 31 }
[[subsystem]]
name = "cell"
kind = "two-level"
count = "N"
[[hamiltonian]]
term = "J/2 * sum(i, 0, N-2, x(cell[i]) * x(cell[i+1]) + y(cell[i]) * y(cell[i+1]))"
[quantities]
E = "energy(cell[4])"
)toml";
  constexpr int n = 5;
  std::complex<double> amplitude = 0.0;
  for (int k = 1; k <= n; ++k)
    amplitude += 2.0 / (n + 1) * std::sin(k * pi / (n + 1)) * std::sin(k * n * pi / (n + 1)) *
                 std::polar(1.0, -2 * 0.8 * std::cos(k * pi / (n + 1)) * 3.0);
  EXPECT_NEAR(last(text, "E"), std::norm(amplitude), bar);
}

// Cells with zz coupling in a transverse field, charged against a parallel one, each losing energy:
// the oracle has the whole of it.
TEST(other_protocols, of_a_zz_chain_are_as_the_oracle_has_them) {
  const std::string text = R"toml(format = 1
task = "evolve"
parameters = { J = 0.6, F = 1.1, gamma = 0.05 }
time = { to = 2.5, points = 26 }
[[subsystem]]
name = "cell"
kind = "two-level"
count = 3
[[hamiltonian]]
term = "J * sum(i, 0, 1, z(cell[i]) * z(cell[i+1])) + F * x(cell)"
[[jump]]
each = "cell"
operator = "lower(cell)"
rate = "gamma"
[energy]
cell = "sum(i, 0, 2, z(cell[i])/2) + J * sum(i, 0, 1, z(cell[i]) * z(cell[i+1]))"
[quantities]
E = "energy(cell)"
W = "ergotropy(cell)"
)toml";
  using oracle::kron;
  const oracle::Matrix one = oracle::Matrix::Identity(2, 2);
  const oracle::Matrix x = (oracle::Matrix(2, 2) << 0, 1, 1, 0).finished();
  const oracle::Matrix z = (oracle::Matrix(2, 2) << 1, 0, 0, -1).finished();
  const oracle::Matrix lower = (oracle::Matrix(2, 2) << 0, 0, 1, 0).finished();
  const auto at = [&](const oracle::Matrix& a, const oracle::Matrix& b, const oracle::Matrix& c) {
    return kron(kron(a, b), c);
  };
  const oracle::Matrix zz = 0.6 * (at(z, z, one) + at(one, z, z));
  const oracle::Matrix h = zz + 1.1 * (at(x, one, one) + at(one, x, one) + at(one, one, x));
  const oracle::Matrix energy = zz + 0.5 * (at(z, one, one) + at(one, z, one) + at(one, one, z));
  const oracle::Jumps jumps = {
      {0.05, at(lower, one, one)}, {0.05, at(one, lower, one)}, {0.05, at(one, one, lower)}};
  oracle::Matrix rho = oracle::Matrix::Zero(8, 8);
  rho(7, 7) = 1.0;
  rho = oracle::evolve(oracle::liouvillian(h, jumps), rho, 2.5);
  const double lowest =
      Eigen::SelfAdjointEigenSolver<oracle::Matrix>(energy).eigenvalues().minCoeff();
  EXPECT_NEAR(last(text, "E"), oracle::energy(rho, energy) - lowest, bar);
  EXPECT_NEAR(last(text, "W"), oracle::ergotropy(rho, energy), bar);
}

// A qubit that is watched while it is charged: jumps z at rate k make a damped oscillator of <z>,
// z'' + 2 k z' + 4 F^2 z = 0, and freeze it where k is large.
TEST(other_protocols, of_a_monitored_qubit_are_a_damped_oscillator) {
  const std::string text = R"toml(format = 1
task = "evolve"
parameters = { F = 1.0, k = 0.4 }
time = { to = 3.0, points = 31 }
[[subsystem]]
name = "battery"
kind = "two-level"
[[hamiltonian]]
term = "F * x(battery)"
[[jump]]
operator = "z(battery)"
rate = "k"
[quantities]
E = "energy(battery)"
)toml";
  const double k = 0.4, w = std::sqrt(4.0 - k * k);
  const double z = -std::exp(-3 * k) * (std::cos(3 * w) + k / w * std::sin(3 * w));
  EXPECT_NEAR(last(text, "E"), (1 + z) / 2, bar);
  const double strong = 50.0, v = std::sqrt(strong * strong - 4.0);
  const double frozen = -((v + strong) / (2 * v) * std::exp(-(strong - v) * 3) +
                          (v - strong) / (2 * v) * std::exp(-(strong + v) * 3));
  EXPECT_NEAR(last(text, "E", {{"k", "50"}}), (1 + frozen) / 2, bar);
}

// Ancillas in a superposition drive a mode coherently: after two of them, by matrices.
TEST(other_protocols, of_a_micromaser_with_coherent_ancillas_add_up) {
  const std::string text = R"toml(format = 1
task = "evolve"
[[subsystem]]
name = "mode"
kind = "mode"
levels = 5
[collisions]
ancilla = "two-level"
state = "plus"
hamiltonian = "a(mode) * sp(ancilla) + h.c."
duration = 0.5
count = 2
[quantities]
E = "energy(mode)"
W = "ergotropy(mode)"
)toml";
  using oracle::kron;
  constexpr int levels = 5;
  oracle::Matrix a = oracle::Matrix::Zero(levels, levels);
  for (int n = 1; n < levels; ++n) a(n - 1, n) = std::sqrt(n);
  const oracle::Matrix raise = (oracle::Matrix(2, 2) << 0, 1, 0, 0).finished();
  const oracle::Matrix h = kron(a, raise) + kron(a, raise).adjoint();
  const oracle::Matrix ancilla = oracle::Matrix::Constant(2, 2, 0.5);
  oracle::Matrix rho = oracle::Matrix::Zero(levels, levels);
  rho(0, 0) = 1.0;
  const oracle::Matrix l = oracle::liouvillian(h, {});
  for (int k = 0; k < 2; ++k)
    rho = oracle::reduce_to_first(oracle::evolve(l, kron(rho, ancilla), 0.5), levels, 2);
  EXPECT_NEAR(last(text, "E"), oracle::energy(rho, a.adjoint() * a), bar);
  EXPECT_NEAR(last(text, "W"), oracle::ergotropy(rho, a.adjoint() * a), bar);
}

}  // namespace
}  // namespace qbattery
