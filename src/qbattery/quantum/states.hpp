#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// The ket of one two-level system: 'e' = (1, 0), 'g' = (0, 1), '+' and '-' = (e + g, e - g)/sqrt2.
/// Throws InvalidInput on another letter.
Ket two_level_ket(char letter);

/// The density matrix of a product of two-level kets, first subsystem first: "eg" is |e><e| (x)
/// |g><g|.
Matrix product_state(std::string_view letters);

/// The ket of norm 1. Throws InvalidInput for the zero vector or non-finite numbers.
Ket normalised(const Ket& amplitudes);

/// |psi><psi| of the normalised ket.
Matrix pure_state(const Ket& amplitudes);

/// The density matrix of a state that is given as one, or as a ket (D x 1).
Matrix density_of(const Matrix& state);

/// The ket of a state that is one: a ket itself, or a density matrix |psi><psi| to 1e-14, whose
/// largest amplitude is then real. Nothing for mixed states.
std::optional<Ket> ket_of(const Matrix& state);

/// How far a given density matrix may be from Hermitian, positive and of trace 1.
inline constexpr double state_tolerance = 1e-9;

/// A density matrix that somebody gave: checked to `state_tolerance`, then symmetrised, its
/// negative eigenvalues clipped, and normalised. Throws InvalidInput that says which property fails
/// by how much.
Matrix checked_density_matrix(const Matrix& given);

/// The smallest eigenvalue of a Hermitian matrix: negative where a state is not positive.
double smallest_eigenvalue(const Matrix& hermitian);

}  // namespace qbattery
