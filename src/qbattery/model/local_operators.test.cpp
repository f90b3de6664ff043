#include "qbattery/model/local_operators.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-14;  // products of numbers up to 10
constexpr Complex i(0.0, 1.0);

Matrix op(const std::string& name, const Subsystem& subsystem,
          const std::vector<int>& levels = {}) {
  return local_operator(*find_local_operator(name), subsystem, levels);
}

Matrix commutator(const Matrix& a, const Matrix& b) { return a * b - b * a; }

TEST(local_operators, of_two_levels_are_the_pauli_matrices) {
  const Subsystem atom = two_level("atom");
  EXPECT_EQ(op("x", atom), sigma_x());
  EXPECT_EQ(op("y", atom), sigma_y());
  EXPECT_EQ(op("z", atom), sigma_z());
  EXPECT_EQ(op("sp", atom), sigma_plus());
  EXPECT_EQ(op("lower", atom), sigma_minus());
  EXPECT_EQ(op("number", atom), sigma_plus() * sigma_minus());
  EXPECT_EQ(op("ketbra", atom, {1, 0}), sigma_plus());
  EXPECT_EQ(op("projector", atom, {0}), sigma_minus() * sigma_plus());
  EXPECT_EQ(op("identity", atom), identity(2));
}

TEST(local_operators, of_spins_turn_into_each_other) {
  for (const double j : {0.5, 1.0, 1.5, 4.0}) {
    const Subsystem s = spin("s", j);
    const Matrix x = op("x", s), y = op("y", s), z = op("z", s);
    EXPECT_LE((commutator(x, y) - i * z).norm(), rounding) << j;
    EXPECT_LE((commutator(y, z) - i * x).norm(), rounding) << j;
    EXPECT_LE((x * x + y * y + z * z - j * (j + 1) * identity(s.dimension())).norm(),
              10 * rounding);
    EXPECT_LE((op("lower", s) - (x - i * y)).norm(), rounding);
    EXPECT_LE((op("number", s) - z - j * identity(s.dimension())).norm(), rounding);
    EXPECT_LE((s.hamiltonian - op("number", s)).norm(), rounding);
  }
}

TEST(local_operators, of_modes_take_and_add_quanta) {
  const Subsystem m = mode("m", 6, 2.0);
  const Matrix a = op("a", m), adag = op("adag", m);
  EXPECT_NEAR(a(2, 3).real(), std::sqrt(3.0), rounding);
  EXPECT_LE((adag * a - op("number", m)).norm(), rounding);
  EXPECT_LE((commutator(a, adag) - identity(6)).topLeftCorner(5, 5).norm(), rounding);
  EXPECT_LE((op("x", m) - a - adag).norm(), rounding);
  EXPECT_LE((op("y", m) - i * (adag - a)).norm(), rounding);
  EXPECT_LE((m.hamiltonian - 2.0 * adag * a).norm(), rounding);
  EXPECT_EQ(op("ketbra", m, {4, 1})(4, 1), 1.0);
}

TEST(local_operators, of_given_levels_are_kets_and_bras) {
  const Subsystem v = levels("v", {0.0, 1.0, 2.5});
  EXPECT_EQ(op("ketbra", v, {2, 0})(2, 0), 1.0);
  EXPECT_EQ(op("number", v)(2, 2), 2.0);
  EXPECT_EQ(v.hamiltonian(2, 2), 2.5);
  EXPECT_THROW(op("lower", v), InvalidInput);
  EXPECT_THROW(op("x", v), InvalidInput);
  EXPECT_THROW(op("projector", v, {3}), InvalidInput);
  EXPECT_THROW(op("projector", v, {-1}), InvalidInput);
  EXPECT_THROW(op("z", mode("m", 3)), InvalidInput);
}

TEST(subsystems, that_cannot_be_are_refused) {
  EXPECT_THROW(mode("m", 1), InvalidInput);
  EXPECT_THROW(spin("s", 0.0), InvalidInput);
  EXPECT_THROW(spin("s", 0.7), InvalidInput);
  EXPECT_THROW(levels("v", {1.0}), InvalidInput);
  EXPECT_THROW(levels("v", {1.0, std::nan("")}), InvalidInput);
  EXPECT_EQ(spin("s", 1.5).dimension(), 4);
}

}  // namespace
}  // namespace qbattery
