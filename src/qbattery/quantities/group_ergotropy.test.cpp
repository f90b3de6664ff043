#include "qbattery/quantities/group_ergotropy.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-14;

/// |bits>, 'e' or 'g' for each cell.
Ket cells(const std::string& letters) {
  Matrix ket = identity(1);
  for (const char letter : letters)
    ket = tensor(ket, letter == 'e' ? Ket{{1.0, 0.0}} : Ket{{0.0, 1.0}});
  return ket;
}

TEST(SymmetricErgotropy, of_a_triplet_is_all_and_of_a_singlet_none) {
  const SymmetricErgotropy two(2, 1.5);
  const Ket triplet = (cells("eg") + cells("ge")) / std::sqrt(2.0);
  const Ket singlet = (cells("eg") - cells("ge")) / std::sqrt(2.0);
  EXPECT_NEAR(two(pure_state(triplet)), 1.5, rounding);
  EXPECT_NEAR(two(pure_state(singlet)), 0.0, rounding);
  // One quantum in one cell is half a triplet.
  EXPECT_NEAR(two(pure_state(cells("eg"))), 0.75, rounding);
  EXPECT_NEAR(two(pure_state(cells("ee"))), 3.0, rounding);
}

// |eeg> is of spin 3/2 with 1/3 and of spin 1/2 with 2/3: both at m = 1/2, from where the first
// falls by 2 quanta and the second by 1.
TEST(SymmetricErgotropy, of_three_cells_is_that_of_their_total_spins) {
  EXPECT_NEAR(SymmetricErgotropy(3, 1.0)(pure_state(cells("eeg"))), 2.0 / 3.0 + 2.0 / 3.0,
              rounding);
}

TEST(SymmetricErgotropy, is_no_more_than_that_of_all_unitaries) {
  const Ket psi = (cells("eeg") + Complex(0.3, 0.4) * cells("geg") + cells("gge")).normalized();
  const Matrix rho = 0.7 * pure_state(psi) + 0.3 * pure_state(cells("ege"));
  const Dimensions dimensions = {2, 2, 2};
  Matrix hamiltonian = Matrix::Zero(8, 8);
  for (int k = 0; k < 3; ++k) hamiltonian += embed(sigma_plus() * sigma_minus(), k, dimensions);
  const double symmetric = SymmetricErgotropy(3, 1.0)(rho);
  EXPECT_GT(symmetric, 0.0);
  EXPECT_LT(symmetric, ergotropy(rho, hamiltonian));
  EXPECT_THROW(SymmetricErgotropy(2, 1.0)(rho), InvalidInput);
}

}  // namespace
}  // namespace qbattery
