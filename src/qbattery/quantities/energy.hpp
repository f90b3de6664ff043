#pragma once

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// E = tr(H rho), Eqs. (3) and (5), in the units of H; both d x d and Hermitian. Throws
/// InvalidInput where they are not square and of one size.
double energy(const Matrix& rho, const Matrix& hamiltonian);

/// W = tr(H rho) - sum_m e_m lambda_m, Eq. (4): the most work that a cyclic unitary extracts. e_m
/// are the energies in rising order, lambda_m the eigenvalues of rho in falling order. Never
/// negative (rounding below 0 is clipped); 0 proves that rho is passive, and a positive value that
/// it is not. Units and errors as for energy.
double ergotropy(const Matrix& rho, const Matrix& hamiltonian);

/// The same with the energies e_m at hand, in rising order.
double ergotropy(const Matrix& rho, const Matrix& hamiltonian, const RealVector& energies);

/// <sigma_z> = p_e - p_g of a two-level system, section IV C of the paper: -1 empty, 0 balanced, 1
/// full. Throws InvalidInput where `rho` is not 2 x 2.
double inversion(const Matrix& rho);

}  // namespace qbattery
