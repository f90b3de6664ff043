#pragma once

#include <string>

#include "qbattery/model/add_terms.hpp"

namespace qbattery {

/// What a coherent state may lose behind the cut-off of its mode.
inline constexpr double largest_lost_weight = 1e-6;

/// The state of one subsystem in words, a ket of one column where it is pure for any argument and a
/// density matrix for thermal(T):
///   ground, excited (one excitation), level(k) and fock(k) (k excitations);
///   plus and minus, also + and -: (ground +- excited)/sqrt2 of two levels;
///   coherent(alpha) of a mode: e^(-|alpha|^2/2) alpha^n/sqrt(n!) up to the cut-off, normalised;
///   refused where more than `largest_lost_weight` is behind it; thermal(T): weights e^(-E/T)/Z of
///   H_X, T in its units; T = 0 is the ground state.
/// Arguments may name parameters with known values. Throws expr::ParseError.
Matrix local_state(const Subsystem& subsystem, const std::string& text, KnownValues& known);

}  // namespace qbattery
