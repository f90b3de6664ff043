#pragma once

#include "qbattery/generator/linear_equation.hpp"
#include "qbattery/model/model.hpp"

namespace qbattery {

/// Hermitian matrices of D levels as the D^2 real numbers R = Re rho + Im rho, row by row, two in a
/// complex number: Re rho is the symmetric part of R and Im rho the antisymmetric one, so that
/// norms and inner products are those of rho, half of the memory does, and what is not Hermitian
/// cannot come up by rounding. Where D^2 is odd, a 0 is the last number.
Ket packed_density(const Matrix& rho);
Matrix unpacked_density(const Ket& packed);

/// tr(O rho) of a packed rho, for a Hermitian O.
LinearForm packed_observable(const SparseMatrix& op);

/// How many complex numbers that takes.
inline Eigen::Index packed_size(Eigen::Index levels) { return (levels * levels + 1) / 2; }

}  // namespace qbattery
