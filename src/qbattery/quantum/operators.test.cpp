#include "qbattery/quantum/operators.hpp"

#include <gtest/gtest.h>

#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

const Complex i(0, 1);

TEST(operators, of_two_levels_are_the_pauli_matrices_with_e_first) {
  EXPECT_EQ(sigma_z()(0, 0), 1.0);  // |e> = (1, 0) is up
  EXPECT_EQ(sigma_z()(1, 1), -1.0);
  EXPECT_EQ(sigma_x() * sigma_y(), i * sigma_z());
  EXPECT_EQ(sigma_y() * sigma_z(), i * sigma_x());
  EXPECT_EQ(sigma_plus(), 0.5 * (sigma_x() + i * sigma_y()));
  EXPECT_EQ(sigma_minus(), sigma_plus().adjoint());
  EXPECT_EQ(sigma_plus()(0, 1), 1.0);  // |e><g|
}

TEST(operators, tensor_has_the_first_factor_as_the_more_significant) {
  const Matrix a = (Matrix(2, 2) << 1, 2, 3, 4).finished();
  const Matrix b = (Matrix(1, 2) << 10, 100).finished();
  const Matrix product = tensor(a, b);
  EXPECT_EQ(product, (Matrix(2, 4) << 10, 100, 20, 200, 30, 300, 40, 400).finished());
}

TEST(operators, embed_puts_a_matrix_at_its_place) {
  const Matrix local = (Matrix(3, 3) << 1, 2, 3, 4, 5, 6, 7, 8, 9).finished();
  EXPECT_EQ(embed(local, 1, {2, 3, 2}), tensor(tensor(identity(2), local), identity(2)));
  EXPECT_EQ(embed(local, 0, {3}), local);
  EXPECT_THROW(embed(local, 0, {2, 3}), InvalidInput);
  EXPECT_THROW(embed(local, 2, {2, 3}), InvalidInput);
  EXPECT_THROW(embed(local, -1, {2, 3}), InvalidInput);
}

TEST(operators, partial_trace_undoes_tensor) {
  const Matrix a = (Matrix(2, 2) << 0.75, i * 0.1, -i * 0.1, 0.25).finished();
  const Matrix b = (Matrix(3, 3) << 0.5, 0.2, 0, 0.2, 0.25, i * 0.1, 0, -i * 0.1, 0.25).finished();
  const Matrix c = (Matrix(2, 2) << 0.5, 0.5, 0.5, 0.5).finished();
  const Matrix all = tensor(tensor(a, b), c);
  const Dimensions dimensions = {2, 3, 2};
  const auto near = [](const Matrix& x, const Matrix& y) { return x.isApprox(y, 1e-15); };
  EXPECT_TRUE(near(partial_trace(all, dimensions, {0}), a));
  EXPECT_TRUE(near(partial_trace(all, dimensions, {1}), b));
  EXPECT_TRUE(near(partial_trace(all, dimensions, {2, 0}), tensor(c, a)));
  EXPECT_TRUE(near(partial_trace(all, dimensions, {0, 1, 2}), all));
  EXPECT_NEAR(partial_trace(all, dimensions, {})(0, 0).real(), 1.0, 1e-15);
}

TEST(operators, local_observables_are_traces_with_the_reduced_state) {
  const Dimensions dimensions = {2, 3, 2};
  const Matrix ket = Matrix::Random(12, 1);
  const Matrix change = Matrix::Random(12, 1);
  const Matrix rho = Matrix::Random(12, 12);
  for (const std::vector<int>& keep : {std::vector<int>{1}, {2, 0}, {0, 1, 2}}) {
    const PartialTrace reduce(dimensions, keep);
    const Matrix half = Matrix::Random(reduce(rho).rows(), reduce(rho).rows());
    const Matrix op = half + half.adjoint();
    const LocalObservable observable(dimensions, keep, op);
    const auto expected = [&](const Matrix& state) { return (op * reduce(state)).trace().real(); };
    EXPECT_NEAR(observable(rho), expected(rho), 1e-12);
    EXPECT_NEAR(observable(ket), expected(ket), 1e-12);
    EXPECT_NEAR(observable(rho, 2.0 * rho), 2.0 * expected(rho), 1e-12);
    const Matrix of_density = change * ket.adjoint() + ket * change.adjoint();
    EXPECT_NEAR(observable(ket, change), expected(of_density), 1e-12);
  }
  EXPECT_THROW(LocalObservable(dimensions, {1}, identity(2)), InvalidInput);
  EXPECT_THROW(LocalObservable(dimensions, {1, 1}, identity(9)), InvalidInput);
}

TEST(operators, partial_trace_of_an_entangled_pair_is_mixed) {
  Matrix singlet = Matrix::Zero(4, 4);
  singlet(1, 1) = singlet(2, 2) = 0.5;
  singlet(1, 2) = singlet(2, 1) = -0.5;
  EXPECT_EQ(partial_trace(singlet, {2, 2}, {0}), Matrix(identity(2) / 2.0));
}

TEST(operators, partial_trace_refuses_what_is_not_there) {
  EXPECT_THROW(PartialTrace({2, 2}, {2}), InvalidInput);
  EXPECT_THROW(PartialTrace({2, 2}, {-1}), InvalidInput);
  EXPECT_THROW(PartialTrace({2, 2}, {0, 0}), InvalidInput);
  EXPECT_THROW(partial_trace(identity(3), {2, 2}, {0}), InvalidInput);
}

}  // namespace
}  // namespace qbattery
