#include "qbattery/generator/sparse_density.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/generator/packed_density.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery {
namespace {

TEST(PackedDensity, keeps_hermitian_matrices_and_their_products) {
  for (const int d : {1, 2, 5}) {
    const Matrix a = Matrix::Random(d, d), b = Matrix::Random(d, d);
    const Matrix rho = a + a.adjoint(), other = b + b.adjoint();
    EXPECT_LE((unpacked_density(packed_density(rho)) - rho).norm(), 1e-15 * d);
    const Complex product = packed_density(rho).dot(packed_density(other));
    EXPECT_NEAR(product.real(), (rho * other).trace().real(), 1e-14 * d * d);
  }
}

// Against the same in dense matrices, for sizes around those of tiles and vectors; one jump has
// complex entries anywhere, the other real ones beside the diagonal, as ladders do.
TEST(SparseDensityMap, is_drift_and_jumps_on_both_sides) {
  for (const int d : {1, 2, 7, 16, 17, 40, 53}) {
    const Matrix a = Matrix::Random(d, d);
    const Matrix rho = a + a.adjoint();
    const Matrix k = (Matrix::Random(d, d).array().abs() > 0.9).select(Matrix::Random(d, d), 0.0);
    const Matrix j = (Matrix::Random(d, d).array().abs() > 1.0).select(Matrix::Random(d, d), 0.0);
    Matrix ladder = Matrix::Zero(d, d);
    for (int n = 1; n < d; ++n) {
      ladder(n - 1, n) = std::sqrt(n);
      ladder(n, n - 1) = -0.5;
    }
    const SparseDensityMap map(k.sparseView(), {{0.3, j.sparseView()}, {0.2, ladder.sparseView()}});
    Ket image(packed_size(d));
    const Ket from = packed_density(rho);
    const double square = map.apply(from.data(), image.data(), {});
    EXPECT_NEAR(square, image.squaredNorm(), 1e-14 * square);
    const Matrix expected = k * rho + rho * k.adjoint() + 0.3 * j * rho * j.adjoint() +
                            0.2 * ladder * rho * ladder.adjoint();
    EXPECT_LE((unpacked_density(image) - expected).norm(), 1e-13 * d * d) << d;
    Ket combined(packed_size(d));
    const Ket last = packed_density(identity(d));
    map.apply(from.data(), combined.data(),
              {.scale = 2.0, .shift = 0.5, .before = 3.0, .last = last.data()});
    EXPECT_LE((combined - (2.0 * image + 0.5 * from - 3.0 * last)).norm(), 1e-13 * d * d) << d;
  }
}

}  // namespace
}  // namespace qbattery
