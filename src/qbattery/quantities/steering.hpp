#pragma once

#include "qbattery/generator/hermitian_basis.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// The steering function of the correlation-matrix criterion, Eqs. (6) and (7), for subsystems A
/// and B of any dimensions d_A and d_B:
///   S_{A->B} = ||C||_tr - sqrt([d_A - tr rho_A^2][1 - tr rho_B^2]),
///   C_ij = tr[(G_i (x) L_j)(rho - rho_A (x) rho_B)]
/// with orthonormal bases G, L of Hermitian matrices; ||C||_tr is the sum of singular values. S > 0
/// proves that A (the first party) steers B. S <= 0 proves nothing: the criterion is sufficient
/// only, and on product states S runs from 0 down to negative values. Near a pure rho_B the square
/// root amplifies rounding to about 1e-8. `rho` is (d_A d_B) x (d_A d_B), A the more significant
/// index. Throws InvalidInput on other shapes.
double steering(const Matrix& rho, int dimension_a, int dimension_b);

/// Values of the steering function this close to 0 have no sign: at a pure marginal the square root
/// makes 1e-8 of rounding.
inline constexpr double steering_rounding = 1e-7;

/// The same, prepared once for many states of one pair of dimensions, each at least 2.
class Steering {
 public:
  Steering(int dimension_a, int dimension_b);
  double operator()(const Matrix& rho) const;

 private:
  int dimension_a_;
  int dimension_b_;
  HermitianBasis basis_;
  PartialTrace trace_a_;
  PartialTrace trace_b_;
};

/// 1 - tr rho^2 of a state with trace 1, as 2 sum_{i<j} (rho_ii rho_jj - |rho_ij|^2), which for two
/// levels is 2 det rho: unlike the difference it keeps its digits near pure states. Clipped at 0.
double linear_entropy(const Matrix& rho);

}  // namespace qbattery
