#include "qbattery/generator/levels.hpp"

#include <gtest/gtest.h>

#include "qbattery/generator/master_equation.hpp"
#include "qbattery/model/add_terms.hpp"

namespace qbattery {
namespace {

/// A mode of five levels and a cell, whose excitations are conserved, unless the pump F is on.
Model exchange(bool with_pump) {
  Model model;
  model.subsystems = {mode("m", 5), two_level("c")};
  model.parameters = {"g", "F"};
  add_hamiltonian(model, "g * (a(m) * sp(c) + h.c.) + 0.3 * number(m)");
  if (with_pump) add_hamiltonian(model, "F * x(m)");
  return model;
}

Ket basis_ket(int level) { return Ket::Unit(10, level); }

TEST(Levels, are_those_that_conserved_numbers_leave) {
  const MasterEquation equation(exchange(false));
  // Levels 2 n + k, where k is 0 for the excited cell: two excitations are |1, e> and |2, g>.
  const Levels two = equation.levels_reached_from(basis_ket(5));
  ASSERT_EQ(two.size(), 2);
  const Matrix whole = two.whole(Eigen::Vector2cd(0.6, 0.8));
  EXPECT_EQ(whole, Matrix(0.6 * basis_ket(2) + 0.8 * basis_ket(5)));
  EXPECT_EQ(two.of(whole), Ket(Eigen::Vector2cd(0.6, 0.8)));
  EXPECT_EQ(equation.levels_reached_from(basis_ket(1)).size(), 1);
  EXPECT_EQ(equation.levels_reached_from(basis_ket(1) + basis_ket(5)).size(), 3);
  // What a parameter may make 0 counts as well.
  EXPECT_EQ(MasterEquation(exchange(true)).levels_reached_from(basis_ket(1)).size(), 10);
}

TEST(Levels, change_as_they_do_among_all) {
  const std::vector<double> parameters = {0.7, 0.0};
  const MasterEquation equation(exchange(false));
  const Ket psi = 0.6 * basis_ket(2) + Complex(0.0, 0.8) * basis_ket(5) + basis_ket(1);
  const Levels levels = equation.levels_reached_from(psi);
  const Ket part = MasterEquation::change(equation.of_ket(parameters, levels), 0.0, levels.of(psi));
  const Ket all = MasterEquation::change(equation.of_ket(parameters), 0.0, psi);
  EXPECT_GT(all.norm(), 0.1);
  EXPECT_LE((levels.whole(part) - all).norm(), 1e-15);
}

}  // namespace
}  // namespace qbattery
