#pragma once

#include "qbattery/quantum/types.hpp"

namespace qbattery {

// What two parties A and B share. `rho` is (d_A d_B) x (d_A d_B), Hermitian and of trace 1, A the
// more significant index. All throw InvalidInput where the shape does not fit.

/// Dimensions of two parties.
struct Parties {
  int a = 2;
  int b = 2;
};

/// F_n of Cavalcanti, Jones, Wiseman and Reid (PRA 80, 032112 (2009)) for the best n = 2 or 3
/// orthogonal settings of two two-level systems (Costa and Angelo, PRA 93, 020103 (2016)): with
/// T_ij = <sigma_i (x) sigma_j> and t its singular values, F_2 = sqrt(t_1^2 + t_2^2), F_3 =
/// ||T||_F. Above 1 it proves steering, both ways; otherwise nothing. Throws InvalidInput for other
/// n.
double cjwr(const Matrix& rho, int settings);

/// The largest <CHSH> of two two-level systems, 2 sqrt(t_1^2 + t_2^2) (Horodecki, PLA 200, 340
/// (1995)), at most 2 sqrt2. Above 2 it proves that no local model exists; otherwise nothing.
double chsh(const Matrix& rho);

/// Wootters' concurrence of two two-level systems (PRL 80, 2245 (1998)), from 0 to 1; 0 exactly for
/// separable states.
double concurrence(const Matrix& rho);

/// (||rho^(T_A)||_1 - 1)/2 (Vidal and Werner, PRA 65, 032314 (2002)): 0 for separable states, and
/// positive proves entanglement. 0 proves separability for 2 x 2 and 2 x 3 levels only.
double negativity(const Matrix& rho, Parties parties);

/// log2(2 N + 1) of the negativity N, in bits.
double logarithmic_negativity(const Matrix& rho, Parties parties);

/// S(rho_A) + S(rho_B) - S(rho) >= 0, in bits; 0 for products only.
double mutual_information(const Matrix& rho, Parties parties);

/// The quantum discord under the best projective measurement of B, a two-level system (Ollivier and
/// Zurek, PRL 88, 017901 (2001)), in bits: S(rho_B) - S(rho) + min sum_k p_k S(rho_A|k). 0 proves
/// that some measurement of B disturbs nothing; positive does not prove entanglement.
double discord(const Matrix& rho, Parties parties);

/// H(sigma_x|B) + H(sigma_z|B) of a two-level A with B as memory, in bits: how uncertain B is about
/// the outcomes (Berta et al., Nature Physics 6, 659 (2010)).
double entropic_uncertainty(const Matrix& rho, Parties parties);

/// Its lower bound 1 + S(A|B). Below 1 it proves entanglement.
double entropic_uncertainty_bound(const Matrix& rho, Parties parties);

/// The most work from A (with Hamiltonian H_A, d_A x d_A) on average, when the outcome of the best
/// projective measurement of B, a two-level system, is known: max sum_k p_k W(rho_A|k) >= W(rho_A)
/// (Francica et al., npj Quantum Information 3, 12 (2017)). More than W(rho_A) proves correlations.
double daemonic_ergotropy(const Matrix& rho, Parties parties, const Matrix& hamiltonian_a);

}  // namespace qbattery
