#include "qbattery/model/charger_battery.hpp"

#include <gtest/gtest.h>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

using Names = std::vector<std::string>;

TEST(charger_battery, has_the_parameters_of_equation_1_and_its_reservoirs) {
  EXPECT_EQ(charger_battery().parameters, (Names{"F", "g", "Delta"}));
  EXPECT_EQ(charger_battery({.detuning = Detuning::separate}).parameters,
            (Names{"F", "g", "Delta_A", "Delta_B"}));
  EXPECT_EQ(charger_battery({.reservoirs = {{.prefix = "r.",
                                             .statistics = Statistics::fermion,
                                             .occupation = Occupation::temperature}}})
                .parameters,
            (Names{"F", "g", "Delta", "r.Gamma", "r.T", "r.omega", "r.mu", "r.collectivity"}));
}

// H at F = 1, g = 10, Delta_A = 100, Delta_B = 1000, entry by entry in ee, eg, ge, gg.
TEST(charger_battery, has_the_hamiltonian_of_equation_1) {
  const Model pair = charger_battery({.detuning = Detuning::separate});
  Matrix h = Matrix::Zero(4, 4);
  const std::vector<double> weights = {50.0, 500.0, 10.0, 1.0};  // in the order of the terms
  ASSERT_EQ(pair.hamiltonian.size(), weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    h += weights[i] * dense(pair.hamiltonian[i].op, pair.dimensions());
  }
  Matrix known(4, 4);
  known << 550, 0, 1, 0,  //
      0, -450, 10, 1,     //
      1, 10, 450, 0,      //
      0, 1, 0, -550;
  EXPECT_EQ(h, known);
}

}  // namespace
}  // namespace qbattery
