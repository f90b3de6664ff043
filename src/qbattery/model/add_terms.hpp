#pragma once

#include <string>

#include "qbattery/model/model.hpp"

namespace qbattery {

// A model is spelt out by its subsystems, the names of its parameters, and expressions
// (model/operator_text) for what these do.

/// Adds an expression to the Hamiltonian, a term for each coefficient. Throws expr::ParseError,
/// also where it is not Hermitian to 1e-12 of its norm ("+ h.c." makes it so).
void add_hamiltonian(Model& model, const std::string& text);

/// Adds a jump with a rate (not its square root). Throws expr::ParseError; where the operator's
/// terms have several coefficients, these must be numbers.
void add_jump(Model& model, const std::string& op, const std::string& rate);

/// Adds one jump for each subsystem of a group, whose name stands for that subsystem in `op`.
void add_jump_each(Model& model, const std::string& group, const std::string& op,
                   const std::string& rate);

}  // namespace qbattery
