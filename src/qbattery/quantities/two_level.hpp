#pragma once

// Figures of merit of two-level systems in closed form, written once for numbers and for lanes:
// `Real` is double or lanes::Traced.

#include <algorithm>
#include <array>
#include <cmath>

#include "qbattery/lanes/traced.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// rho of one two-level system; the first level is the excited one of two_level().
template <class Real>
struct TwoLevelState {
  Real first, second;    ///< populations
  Real real, imaginary;  ///< of the coherence rho_12
};

/// 1 - tr rho^2 = 2 det rho of a state of trace 1; rounding below 0 is clipped.
template <class Real>
Real linear_entropy(const TwoLevelState<Real>& rho) {
  using std::max;
  return max(Real(0.0),
             2.0 * (rho.first * rho.second - rho.real * rho.real - rho.imaginary * rho.imaginary));
}

/// That of sigma_direction, a unit vector: b_parallel + |b|, b the Bloch vector and b_parallel its
/// part along the direction. Written so that nothing cancels where the state is nearly passive.
template <class Real>
Real ergotropy_along(const TwoLevelState<Real>& rho, const std::array<double, 3>& direction) {
  using lanes::choose;
  using lanes::less;
  using std::sqrt;
  const std::array<Real, 3> bloch = {2.0 * rho.real, -2.0 * rho.imaginary, rho.first - rho.second};
  Real parallel = 0.0;
  for (std::size_t k = 0; k < 3; ++k) parallel += direction[k] * bloch[k];
  Real across = 0.0;  // squared
  for (std::size_t k = 0; k < 3; ++k) {
    const Real part = bloch[k] - direction[k] * parallel;
    across += part * part;
  }
  const Real whole = sqrt(parallel * parallel + across);
  const Real passive = less(parallel, Real(0.0));
  const Real difference = choose(passive, whole - parallel, Real(1.0));
  return choose(passive, across / difference, whole + parallel);
}

/// Eq. (4) for any two-level Hamiltonian H = h_0 + (h_1 sigma_x + h_2 sigma_y + h_3 sigma_z) with
/// `axis` = h: |h| times that of its direction.
template <class Real>
Real ergotropy(const TwoLevelState<Real>& rho, const std::array<double, 3>& axis) {
  const double length = std::hypot(axis[0], axis[1], axis[2]);
  if (length == 0.0) return 0.0;
  return length * ergotropy_along(rho, {axis[0] / length, axis[1] / length, axis[2] / length});
}

/// The sum x of the singular values s_i of a real 3 x 3 matrix C, row by row. With p = sum s_i^2 =
/// ||C||^2, q = sum (s_i s_j)^2 = ||adj C||^2, d = s_1 s_2 s_3 = |det C| and e = (x^2 - p)/2 = s_1
/// s_2 + s_2 s_3 + s_3 s_1, it is the largest zero of f(x) = e^2 - q - 2 d x. From x <= sqrt(3 p)
/// follows a start at most 2 % above it, and two of Householder's steps of third order
/// (Householder, The Numerical Treatment of a Single Nonlinear Equation, McGraw-Hill 1970) find it
/// to rounding. Minors that are right to the last digits keep d below what a matrix of lower rank
/// can have. For
/// ||C|| below 1e-30 the steps underflow, and the start remains.
template <class Real>
Real sum_of_singular_values(const std::array<Real, 9>& c) {
  using lanes::choose;
  using lanes::difference_of_products;
  using lanes::less;
  using std::abs;
  using std::min;
  using std::sqrt;
  const auto cofactor = [&](std::size_t i, std::size_t j) {
    const std::size_t r = 3 * ((i + 1) % 3);
    const std::size_t s = 3 * ((i + 2) % 3);
    const std::size_t k = (j + 1) % 3;
    const std::size_t l = (j + 2) % 3;
    return difference_of_products(c[r + k], c[s + l], c[r + l], c[s + k]);
  };
  Real p = 0.0;
  Real q = 0.0;
  Real determinant = 0.0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      const Real minor = cofactor(i, j);
      p += c[3 * i + j] * c[3 * i + j];
      q += minor * minor;
      if (i == 0) determinant += c[j] * minor;
    }
  }
  const Real d = 2.0 * abs(determinant);
  Real x = sqrt(p + 2.0 * sqrt(q + d * sqrt(3.0 * p)));
  for (int step = 0; step < 2; ++step) {
    const Real e = 0.5 * (x * x - p);
    const Real f = e * e - q - d * x;
    const Real f1 = 2.0 * (e * x) - d;
    const Real f2 = 2.0 * (x * x + e);
    const Real above = 6.0 * (f1 * f1) - 3.0 * (f * f2);
    const Real below = f1 * above - f * (3.0 * (f1 * f2) - 6.0 * (f * x));
    const Real rises = less(Real(0.0), min(f1, below));  // not so where rounding is all there is
    x -= choose(rises, f * above / choose(rises, below, Real(1.0)), Real(0.0));
  }
  return x;
}

/// S_{X->Y}, Eqs. (6) and (7), of two two-level systems: C is the correlation matrix <s_j s_k> -
/// <s_j><s_k> of the Pauli matrices.
template <class Real>
Real steering(const std::array<Real, 9>& c, const TwoLevelState<Real>& x,
              const TwoLevelState<Real>& y) {
  using std::sqrt;
  return 0.5 * sum_of_singular_values(c) - sqrt((1.0 + linear_entropy(x)) * linear_entropy(y));
}

/// h of a Hermitian 2 x 2 matrix.
inline std::array<double, 3> axis_of(const Matrix& hamiltonian) {
  return {hamiltonian(0, 1).real(), -hamiltonian(0, 1).imag(),
          0.5 * (hamiltonian(0, 0) - hamiltonian(1, 1)).real()};
}

inline TwoLevelState<double> two_level_state(const Matrix& rho) {
  return {rho(0, 0).real(), rho(1, 1).real(), rho(0, 1).real(), rho(0, 1).imag()};
}

}  // namespace qbattery
