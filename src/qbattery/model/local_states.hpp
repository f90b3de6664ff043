#pragma once

#include <span>
#include <string>
#include <vector>

#include "qbattery/model/add_terms.hpp"

namespace qbattery {

/// What a coherent state may lose behind the cut-off of its mode.
inline constexpr double largest_lost_weight = 1e-6;

/// The state of one subsystem in words, a ket of one column where it is pure for any argument and a
/// density matrix for thermal(T):
///   ground, excited (one excitation), level(k) and fock(k) (k excitations); of given levels the
///   lowest, the next one, and number k of the list;
///   plus and minus, also + and -: (ground +- excited)/sqrt2 of two levels;
///   coherent(alpha) of a mode: e^(-|alpha|^2/2) alpha^n/sqrt(n!) up to the cut-off, normalised;
///   refused where more than `largest_lost_weight` is behind it; thermal(T): weights e^(-E/T)/Z of
///   H_X, T in its units; T = 0 is the ground state.
/// Arguments may name parameters with known values. Throws expr::ParseError.
Matrix local_state(const Subsystem& subsystem, const std::string& text, KnownValues& known);

/// Which subsystem is in which state.
struct LocalStateText {
  int place = 0;
  std::string text;
  bool is_of_group = false;  ///< said of its group, not of itself
};

/// The states of subsystems that are uncorrelated, in the order of the texts. thermal(T) of a group
/// whose energy is not the sum over its members (GroupEnergy) is one matrix, e^(-H_X/T)/Z.
std::vector<Matrix> local_states(const Model& model, std::span<const LocalStateText> texts,
                                 KnownValues& known);

}  // namespace qbattery
