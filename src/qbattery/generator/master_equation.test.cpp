#include "qbattery/generator/master_equation.hpp"

#include <gtest/gtest.h>

#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/model/add_terms.hpp"
#include "qbattery/quantum/states.hpp"

namespace qbattery {
namespace {

Model cells(const std::string& pulse, bool open) {
  Model model;
  model.subsystems = {mode("charger", 3), two_level("battery")};
  model.parameters = {"g", "F", "kappa"};
  add_hamiltonian(model, "g * (a(charger) * sp(battery) + h.c.)");
  add_hamiltonian(model, "F * " + pulse + " * y(charger)");
  if (open) {
    add_jump(model, "a(charger) + 2i * sm(battery)", "kappa");
    add_jump(model, "z(battery)", "0.3 * " + pulse);
  }
  return model;
}

const std::vector<double> parameters = {0.7, 0.4, 0.2};

Matrix some_state() {
  Matrix a(6, 6);
  for (int k = 0; k < 36; ++k) a(k / 6, k % 6) = Complex(k % 7 - 2.0, k % 5 - 1.0);
  const Matrix rho = a * a.adjoint();
  return rho / rho.trace();
}

// The generator written out is tested against the equation in Pauli products on its own.
TEST(MasterEquation, is_the_generator_that_is_never_written_out) {
  const Model constant = cells("1", true);
  const AffineGenerator whole(constant);
  const HermitianBasis& basis = whole.basis();
  const Matrix expected = basis.matrix(whole.assemble(parameters) * basis.components(some_state()));
  const MasterEquation equation(constant);
  EXPECT_FALSE(equation.is_closed());
  EXPECT_LE(
      (MasterEquation::derivative(equation.of_density(parameters), 0.0, some_state()) - expected)
          .norm(),
      1e-14);
  const MasterEquation changing(cells("(t - 1)", true));
  EXPECT_LE(
      (MasterEquation::derivative(changing.of_density(parameters), 2.0, some_state()) - expected)
          .norm(),
      1e-14);
}

TEST(MasterEquation, of_kets_is_that_of_their_density_matrices) {
  const MasterEquation equation(cells("t", false));
  const Ket psi = some_state().col(1).normalized();
  const Ket change = MasterEquation::change(equation.of_ket(parameters), 0.5, psi);
  const Matrix of_density =
      MasterEquation::derivative(equation.of_density(parameters), 0.5, psi * psi.adjoint());
  const Matrix of_ket = change * psi.adjoint() + psi * change.adjoint();
  EXPECT_LE((of_density - of_ket).norm(), 1e-14);
  EXPECT_THROW(MasterEquation(cells("t", true)).of_ket(parameters), InvalidInput);
}

TEST(MasterEquation, refuses_rates_below_zero_unless_they_are_signed) {
  Model model = cells("t", false);
  add_jump(model, "sm(battery)", "kappa - t");
  const MasterEquation strict(model);
  const auto at = [](const MasterEquation& equation, double t) {
    return MasterEquation::derivative(equation.of_density(parameters), t, some_state());
  };
  EXPECT_NO_THROW(at(strict, 0.1));
  EXPECT_THROW(at(strict, 0.3), NumericalError);
  model.jumps.back().is_signed = true;
  EXPECT_NO_THROW(at(MasterEquation(model), 0.3));
  EXPECT_THROW(strict.of_density({}), InvalidInput);
}

}  // namespace
}  // namespace qbattery
