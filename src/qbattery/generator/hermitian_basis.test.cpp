#include "qbattery/generator/hermitian_basis.hpp"

#include <gtest/gtest.h>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

class hermitian_basis : public testing::TestWithParam<Dimensions> {};

TEST_P(hermitian_basis, is_hermitian_orthogonal_and_complete) {
  const HermitianBasis basis(GetParam());
  const double d = basis.dimension();
  ASSERT_EQ(basis.size(), basis.dimension() * basis.dimension());
  EXPECT_EQ(basis.element(0), identity(basis.dimension()));
  for (int j = 0; j < basis.size(); ++j) {
    const Matrix b = basis.element(j);
    EXPECT_LE((b - b.adjoint()).cwiseAbs().maxCoeff(), 1e-15);
    for (int k = 0; k < basis.size(); ++k) {
      const Complex overlap = (b * basis.element(k)).trace();
      EXPECT_NEAR(std::abs(overlap - (j == k ? d : 0.0)), 0.0, 1e-13 * d) << j << ' ' << k;
    }
  }
}

TEST_P(hermitian_basis, gives_a_matrix_back) {
  const HermitianBasis basis(GetParam());
  const int d = basis.dimension();
  Matrix m(d, d);
  for (int i = 0; i < d; ++i) {
    for (int j = 0; j < d; ++j) m(i, j) = Complex(1.0 + i + j, i - j);
  }
  EXPECT_TRUE(basis.matrix(basis.components(m)).isApprox(m, 1e-14));
  EXPECT_NEAR(basis.components(m)(0), m.trace().real(), 1e-12);
}

INSTANTIATE_TEST_SUITE_P(of, hermitian_basis,
                         testing::Values(Dimensions{2}, Dimensions{2, 2}, Dimensions{3},
                                         Dimensions{2, 3}, Dimensions{2, 2, 2}, Dimensions{4, 2}));

TEST(local_hermitian_basis, of_two_levels_is_1_x_y_z) {
  const std::vector<Matrix> basis = local_hermitian_basis(2);
  ASSERT_EQ(basis.size(), 4U);
  EXPECT_EQ(basis[0], identity(2));
  EXPECT_EQ(basis[1], sigma_x());
  EXPECT_EQ(basis[2], sigma_y());
  EXPECT_EQ(basis[3], sigma_z());
}

// v = tr(sigma_z rho) of |e> is 1, tr(sigma_y rho) of (|e> + i |g>)/sqrt2 is 1.
TEST(local_hermitian_basis, gives_components_as_expectation_values) {
  const HermitianBasis basis({2});
  EXPECT_EQ(basis.components((Matrix(2, 2) << 1, 0, 0, 0).finished()),
            (RealVector{{1.0, 0.0, 0.0, 1.0}}));
  const Complex i(0, 1);
  EXPECT_EQ(basis.components((Matrix(2, 2) << 0.5, -0.5 * i, 0.5 * i, 0.5).finished()),
            (RealVector{{1.0, 0.0, 1.0, 0.0}}));
}

TEST(local_hermitian_basis, refuses_shapes_that_do_not_fit) {
  const HermitianBasis basis({2, 3});
  EXPECT_THROW(basis.components(identity(5)), InvalidInput);
  EXPECT_THROW(basis.components(Matrix::Zero(6, 7)), InvalidInput);
  EXPECT_THROW(basis.matrix(RealVector::Zero(35)), InvalidInput);
  EXPECT_THROW(basis.element(36), std::out_of_range);
}

}  // namespace
}  // namespace qbattery
