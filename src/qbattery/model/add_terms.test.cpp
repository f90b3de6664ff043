#include "qbattery/model/add_terms.hpp"

#include <gtest/gtest.h>

#include <string>

namespace qbattery {
namespace {

// c s- with rate gamma is s- with rate gamma c^2.
TEST(add_jump, takes_a_coefficient_into_the_rate) {
  Model model;
  model.subsystems = {two_level("atom")};
  model.parameters = {"gamma", "c"};
  add_jump(model, "c * lower(atom)", "gamma");
  EXPECT_EQ(to_string(model.jumps[0].rate), "(gamma * (c ^ 2))");
}

TEST(add_hamiltonian, refuses_what_is_not_hermitian) {
  Model model;
  model.subsystems = {two_level("atom")};
  model.parameters = {"c"};
  EXPECT_THROW(add_hamiltonian(model, "c * lower(atom)"), expr::ParseError);
  EXPECT_THROW(add_hamiltonian(model, "1i * x(atom)"), expr::ParseError);
  EXPECT_THROW(add_jump(model, "0 * lower(atom)", "1"), expr::ParseError);
  EXPECT_THROW(add_jump(model, "c * lower(atom) + raise(atom)", "1"), expr::ParseError);
  EXPECT_THROW(add_jump(model, "lower(atom)", "x"), expr::ParseError);
  EXPECT_THROW(add_jump_each(model, "atoms", "lower(atom)", "1"), expr::ParseError);
  EXPECT_TRUE(model.hamiltonian.empty());
  EXPECT_TRUE(model.jumps.empty());
}

TEST(add_hamiltonian, refuses_coefficients_that_are_not_finite) {
  Model model;
  model.subsystems = {two_level("atom")};
  model.parameters = {"c"};
  const auto complaint = [](const auto& add) -> std::string {
    try {
      add();
    } catch (const expr::ParseError& error) {
      return error.what();
    }
    return "";
  };
  const std::string not_finite =
      "coefficients of operators must be finite, and one of these is not";
  EXPECT_EQ(complaint([&] { add_hamiltonian(model, "1e200 * 1e200 * x(atom)"); }), not_finite);
  EXPECT_EQ(complaint([&] { add_jump(model, "1e200 * (1e200 * lower(atom))", "1"); }), not_finite);
  KnownValues known{.values = {{"c", 1000.0}}};
  EXPECT_EQ(complaint([&] { set_energy(model, "atom", "exp(c) * x(atom)", known); }),
            "coefficients of operators must be finite, exp(c) is inf");
}

}  // namespace
}  // namespace qbattery
