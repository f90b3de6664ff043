#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "qbattery/model/model.hpp"

namespace qbattery {

// A model is spelt out by its subsystems, the names of its parameters, and expressions
// (model/operator_text) for what these do.

/// Values of parameters that the structure of a model may depend on: bounds of sums, places,
/// levels. Names of those that were needed go to `used`.
struct KnownValues {
  std::map<std::string, double> values = {};
  std::set<std::string> used = {};
};

/// An operator as somebody gives it: by its matrix, in the basis of the subsystems or groups that
/// it acts on, the first of them the most significant. `on` empty: of all subsystems.
struct OperatorMatrix {
  std::string name;
  std::vector<std::string> on = {};
  Matrix matrix = {};
};

/// The most levels of an operator that acts on several subsystems.
inline constexpr int most_levels_of_matrix = 1024;

/// The places of the subsystems that such a matrix acts on, in its order. Throws InvalidInput where
/// one is unknown or named twice, or where they are several of a whole that has too many levels.
std::vector<int> places_of_matrix(const Model& model, const std::vector<std::string>& on);

/// Adds an operator that expressions may call by its name. Throws InvalidInput where the name is
/// taken, the matrix does not fit, or as above.
void add_operator(Model& model, const OperatorMatrix& given);

/// Adds an expression to the Hamiltonian, a term for each coefficient. Throws expr::ParseError,
/// also where it is not Hermitian to 1e-12 of its norm ("+ h.c." makes it so).
void add_hamiltonian(Model& model, const std::string& text, KnownValues& known);
void add_hamiltonian(Model& model, const std::string& text);

/// A rate as somebody writes it, and whether it may be negative.
struct RateText {
  // NOLINTNEXTLINE(google-explicit-constructor): a rate is its text.
  RateText(std::string text_, bool is_signed_ = false)
      : text(std::move(text_)), is_signed(is_signed_) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  RateText(const char* text_) : text(text_) {}
  std::string text;
  bool is_signed = false;
};

/// A rate: a real expression of the model's parameters and of the time t. Throws expr::ParseError.
expr::Expression read_rate(const Model& model, const std::string& text);

/// Adds a jump with a rate (not its square root). Throws expr::ParseError; where the operator's
/// terms have several coefficients, these must be known.
void add_jump(Model& model, const std::string& op, const RateText& rate, KnownValues& known);
void add_jump(Model& model, const std::string& op, const RateText& rate);

/// Adds one jump for each subsystem of a group, whose name stands for that subsystem in `op`.
void add_jump_each(Model& model, const std::string& group, const std::string& op,
                   const RateText& rate, KnownValues& known);
void add_jump_each(Model& model, const std::string& group, const std::string& op,
                   const RateText& rate);

/// Counts the energy of a subsystem or a group by an expression of operators on it alone, instead
/// of its own H_X or the sum of these; from its lowest eigenvalue up. Coefficients must be known.
/// Throws expr::ParseError.
void set_energy(Model& model, const std::string& name, const std::string& text, KnownValues& known);

}  // namespace qbattery
