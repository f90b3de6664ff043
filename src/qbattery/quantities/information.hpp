#pragma once

#include "qbattery/quantum/types.hpp"

namespace qbattery {

// How mixed, how coherent, how near to another a state is. States are d x d, Hermitian and of trace
// 1; entropies are in bits. All throw InvalidInput where a matrix is not square.

/// tr rho^2, from 1/d (maximally mixed) to 1 (pure).
double purity(const Matrix& rho);

/// Von Neumann's entropy S(rho) = -tr(rho log2 rho), from 0 (pure) to log2 d.
double entropy(const Matrix& rho);

/// sum_(i != j) |rho_ij| in the basis of the levels, from 0 to d - 1 (Baumgratz, Cramer and Plenio,
/// PRL 113, 140401 (2014)). 0 proves rho diagonal. In another frame that turns levels by phases it
/// is the same.
double l1_coherence(const Matrix& rho);

/// S(diag rho) - S(rho) >= 0 in the same basis (the same source), at most log2 d. 0 proves rho
/// diagonal.
double relative_entropy_coherence(const Matrix& rho);

/// Uhlmann's fidelity F = (tr sqrt(sqrt(rho) sigma sqrt(rho)))^2, from 0 (orthogonal) to 1 (equal);
/// <psi|rho|psi> where sigma is pure. Throws InvalidInput where the states differ in size.
double fidelity(const Matrix& rho, const Matrix& sigma);

/// A with rho = A A', its columns eigenvectors times square roots of eigenvalues. Eigenvalues of
/// the size of rounding are taken for 0: their roots would be 1e-8.
Matrix root(const Matrix& rho);

}  // namespace qbattery
