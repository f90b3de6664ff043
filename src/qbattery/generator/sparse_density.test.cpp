#include "qbattery/generator/sparse_density.hpp"

#include <gtest/gtest.h>

#include "qbattery/generator/master_equation.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery {
namespace {

// Against the same in dense matrices, for sizes around those of tiles and vectors.
TEST(SparseDensityMap, is_drift_and_jumps_on_both_sides) {
  for (const int d : {1, 2, 7, 16, 17, 40, 53}) {
    const Matrix a = Matrix::Random(d, d);
    const Matrix rho = a + a.adjoint();
    const Matrix k = (Matrix::Random(d, d).array().abs() > 0.9).select(Matrix::Random(d, d), 0.0);
    const Matrix j = (Matrix::Random(d, d).array().abs() > 1.0).select(Matrix::Random(d, d), 0.0);
    const SparseDensityMap map(k.sparseView(), {{0.3, j.sparseView()}});
    Ket image(d * d);
    const Ket from = MasterEquation::flat(rho);
    const double square = map.apply(from.data(), image.data(), {});
    EXPECT_NEAR(square, image.squaredNorm(), 1e-14 * square);
    const Matrix expected = k * rho + rho * k.adjoint() + 0.3 * j * rho * j.adjoint();
    EXPECT_LE((MasterEquation::state_of(image, false) - expected).norm(), 1e-13 * d * d) << d;
    const Matrix exact = MasterEquation::state_of(image, false);
    EXPECT_EQ(exact, Matrix(exact.adjoint())) << d;
    Ket combined(d * d);
    const Ket last = MasterEquation::flat(identity(d));
    map.apply(from.data(), combined.data(),
              {.scale = 2.0, .shift = 0.5, .before = 3.0, .last = last.data()});
    EXPECT_LE((combined - (2.0 * image + 0.5 * from - 3.0 * last)).norm(), 1e-13 * d * d) << d;
  }
}

}  // namespace
}  // namespace qbattery
