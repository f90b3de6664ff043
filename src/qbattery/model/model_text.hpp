#pragma once

#include <string>
#include <vector>

#include "qbattery/model/add_terms.hpp"

namespace qbattery {

/// One subsystem, or a group of alike ones, as somebody writes it. Sizes are expressions of
/// parameters.
struct SubsystemText {
  std::string name;
  SubsystemKind kind = SubsystemKind::two_level;
  std::string size = {};              ///< levels of a mode, j of a spin
  std::vector<double> energies = {};  ///< of given levels
  double energy = 1.0;                ///< per excitation, of the others
  std::string count = {};             ///< makes it a group: name[0], name[1], ...; empty for one
};

struct JumpText {
  std::string op;
  std::string rate;
  bool is_signed = false;      ///< whether the rate may be negative
  std::string each = {};       ///< a group of which every member has one; empty for a single jump
  std::string reservoir = {};  ///< the name of the reservoir it is part of; empty for none
};

/// A model spelt out in text: what a scenario with [[subsystem]] holds.
struct ModelText {
  std::vector<std::string> parameters;
  std::vector<SubsystemText> subsystems;
  std::vector<OperatorMatrix> operators = {};  ///< by their matrices
  std::vector<std::string> hamiltonian = {};
  std::vector<JumpText> jumps = {};
  /// What the energy of a subsystem or group is counted by, where its own levels do not say so.
  std::vector<std::pair<std::string, std::string>> energies = {};
};

/// The most levels of one subsystem, whose energies are a dense matrix, and of all together.
inline constexpr int most_levels_each = 512;
inline constexpr int most_levels = 1 << 22;

// A model part by part, so that a fault can be told from the part it is in. Throw expr::ParseError,
// or InvalidInput where a size does not fit.

/// The subsystems that a text stands for: one, or the members of a group.
void add_subsystems(Model& model, const SubsystemText& text, KnownValues& known);
void add_jump(Model& model, const JumpText& text, KnownValues& known);

/// A model beside an ancilla, which comes last and has no part in the model's terms.
Model with_ancilla(const Model& model, const SubsystemText& ancilla, KnownValues& known);

/// All of it. Reservoirs come on top.
Model build_model(const ModelText& text, KnownValues& known);

}  // namespace qbattery
