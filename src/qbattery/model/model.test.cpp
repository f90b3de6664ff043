#include "qbattery/model/model.hpp"

#include <gtest/gtest.h>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

const Complex i(0, 1);

// A two-level system "a" and a three-level system "b" with energies 0, 1, 3.
Model pair() {
  Model model;
  model.subsystems = {two_level("a"), {"b", Eigen::Vector3cd(0, 1, 3).asDiagonal()}};
  model.parameters = {"x", "y"};
  return model;
}

// |to><from| of three levels.
Matrix step(int to, int from) {
  Matrix m = Matrix::Zero(3, 3);
  m(to, from) = 1.0;
  return m;
}

TEST(dense, sums_products_with_their_factors) {
  const Operator op = {{2.0 * i, {{0, sigma_plus()}, {1, step(0, 2)}}}, {-1.0, {{1, step(1, 1)}}}};
  Matrix known = Matrix::Zero(6, 6);  // index 3 a + b
  known(0, 5) = 2.0 * i;              // |e 0><g 2|
  known(1, 1) = known(4, 4) = -1.0;
  EXPECT_EQ(dense(op, {2, 3}), known);
}

TEST(dense, does_not_mind_the_order_of_factors_on_different_subsystems) {
  const Operator there = product({{0, sigma_y()}, {1, step(0, 1)}});
  const Operator back = product({{1, step(0, 1)}, {0, sigma_y()}});
  EXPECT_EQ(dense(there, {2, 3}), dense(back, {2, 3}));
}

TEST(dense, multiplies_factors_on_one_subsystem_in_their_order) {
  const Operator op = product({{0, sigma_plus()}, {0, sigma_minus()}});
  EXPECT_EQ(dense(op, {2}), (Matrix(2, 2) << 1, 0, 0, 0).finished());
}

TEST(adjoint, is_that_of_the_matrix) {
  const Operator op = {{2.0 * i, {{0, sigma_plus()}, {0, sigma_z()}, {1, step(0, 2)}}},
                       {1.0 - i, {{all_subsystems, tensor(sigma_minus(), step(1, 0))}}}};
  EXPECT_EQ(dense(adjoint(op), {2, 3}), dense(op, {2, 3}).adjoint());
}

TEST(dense, of_no_factors_is_the_identity_and_of_no_products_zero) {
  EXPECT_EQ(dense(product({}), {2, 3}), identity(6));
  EXPECT_EQ(dense({}, {2, 3}), Matrix(Matrix::Zero(6, 6)));
}

struct Complaint {
  std::string key, message;
};

Complaint complaint(const Model& model) {
  try {
    check_model(model);
  } catch (const InvalidInput& error) {
    return {error.key(), error.what()};
  }
  return {};
}

TEST(check_model, is_content_with_any_dimensions_and_with_nothing_happening) {
  Model model = pair();
  EXPECT_EQ(complaint(model).message, "");
  const Operator hop = {{i, {{0, sigma_plus()}, {1, step(0, 1)}}},
                        {-i, {{0, sigma_minus()}, {1, step(1, 0)}}}};
  model.hamiltonian = {{expr::parse("x * cos(pi * y)"), hop}};
  model.jumps = {{expr::parse("x^2"), product({{1, step(0, 2)}})}};
  EXPECT_EQ(complaint(model).message, "");
}

TEST(check_model, names_the_parameter_that_is_unknown) {
  Model model = pair();
  model.jumps = {{expr::parse("x * z"), product({{0, sigma_minus()}})}};
  EXPECT_EQ(complaint(model).key, "z");
  EXPECT_EQ(complaint(model).message, "\"z\" is no parameter of the model; it has: x, y");
  model.jumps.clear();
  model.hamiltonian = {{expr::parse("w"), product({{0, sigma_x()}})}};
  EXPECT_EQ(complaint(model).key, "w");
}

TEST(check_model, refuses_half_a_coupling) {
  Model model = pair();
  model.hamiltonian = {{expr::parse("x"), product({{0, sigma_plus()}, {1, step(0, 1)}})}};
  EXPECT_EQ(complaint(model).key, "hamiltonian");
  EXPECT_EQ(complaint(model).message, "the term with coefficient x is not Hermitian");
  model.hamiltonian = {{expr::parse("x"), {{i, {{0, sigma_z()}}}}}};
  EXPECT_EQ(complaint(model).key, "hamiltonian");
}

TEST(check_model, refuses_operators_that_do_not_fit) {
  Model model = pair();
  model.jumps = {{expr::parse("x"), product({{1, sigma_minus()}})}};
  EXPECT_EQ(complaint(model).message, "the operator must be 3 x 3, got 2 x 2");
  model.jumps = {{expr::parse("x"), product({{2, sigma_minus()}})}};
  EXPECT_EQ(complaint(model).key, "subsystem");
}

TEST(check_model, refuses_subsystems_that_are_none) {
  EXPECT_EQ(complaint(Model{}).key, "subsystems");
  Model model = pair();
  model.subsystems[1].hamiltonian = Matrix::Zero(1, 1);
  EXPECT_EQ(complaint(model).key, "b");
  model.subsystems[1].hamiltonian = Matrix::Zero(2, 3);
  EXPECT_EQ(complaint(model).message,
            "the Hamiltonian of \"b\" must be square with at least two levels, got 2 x 3");
  model.subsystems[1].hamiltonian = step(0, 1);
  EXPECT_EQ(complaint(model).message, "the Hamiltonian of \"b\" is not Hermitian");
  model = pair();
  model.subsystems[1].name = "a";
  EXPECT_EQ(complaint(model).message, "there are two subsystems \"a\"");
}

// Numbers are found by name: the second would never be used.
TEST(check_model, refuses_two_parameters_of_one_name) {
  Model model = pair();
  model.parameters = {"x", "y", "x"};
  EXPECT_EQ(complaint(model).key, "x");
  EXPECT_EQ(complaint(model).message, "there are two parameters \"x\"");
}

}  // namespace
}  // namespace qbattery
