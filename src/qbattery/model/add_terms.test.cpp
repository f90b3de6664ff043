#include "qbattery/model/add_terms.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace qbattery
