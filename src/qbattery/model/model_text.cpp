#include "qbattery/model/model_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

double evaluate(const std::string& text, KnownValues& known) {
  const auto leaf = [&known](const expr::Expression& name) -> expr::Compiled<int> {
    const auto found = known.values.find(name.text);
    if (name.kind != expr::Kind::name || found == known.values.end()) return {};
    known.used.insert(name.text);
    return [value = found->second](int) { return value; };
  };
  return expr::compile<int>(expr::parse(text), leaf)(0);
}

int whole(const std::string& text, const std::string& what, int least, KnownValues& known) {
  const double value = evaluate(text, known);
  if (value == std::floor(value) && value >= least && value <= most_levels_each)
    return static_cast<int>(value);
  throw InvalidInput(what, fmt::format("{} must be a whole number from {} to {}, got {}", what,
                                       least, most_levels_each, shortest_digits(value)));
}

double spin_of(const std::string& text, KnownValues& known) {
  const double j = evaluate(text, known);
  if (2.0 * j + 1.0 <= most_levels_each) return j;
  throw InvalidInput(
      "j", fmt::format("j must be at most {}, got {}",
                       shortest_digits(0.5 * (most_levels_each - 1)), shortest_digits(j)));
}

const std::vector<double>& energies_of(const SubsystemText& text) {
  if (text.energies.size() <= static_cast<std::size_t>(most_levels_each)) return text.energies;
  throw InvalidInput("energies", fmt::format("there may be at most {} energies, got {}",
                                             most_levels_each, text.energies.size()));
}

Subsystem make(const SubsystemText& text, const std::string& name, KnownValues& known) {
  switch (text.kind) {
    case SubsystemKind::two_level:
      return two_level(name, text.energy);
    case SubsystemKind::mode:
      return mode(name, whole(text.size, "levels", 2, known), text.energy);
    case SubsystemKind::spin:
      return spin(name, spin_of(text.size, known), text.energy);
    case SubsystemKind::levels:
      return levels(name, energies_of(text));
  }
  return {};
}

}  // namespace

void add_subsystems(Model& model, const SubsystemText& text, KnownValues& known) {
  if (text.count.empty()) {
    model.subsystems.push_back(make(text, text.name, known));
  } else {
    const int count = whole(text.count, "count", 1, known);
    for (int i = 0; i < count; ++i)
      model.subsystems.push_back(make(text, fmt::format("{}[{}]", text.name, i), known));
  }
  double levels = 1.0;
  for (const Subsystem& each : model.subsystems) levels *= each.dimension();
  if (levels <= most_levels) return;
  throw InvalidInput(text.name,
                     fmt::format("up to \"{}\" the subsystems have {} levels together, and {} are "
                                 "the most",
                                 text.name, shortest_digits(levels), most_levels));
}

void add_jump(Model& model, const JumpText& text, KnownValues& known) {
  const std::size_t before = model.jumps.size();
  if (text.each.empty()) {
    add_jump(model, text.op, {text.rate, text.is_signed}, known);
  } else {
    add_jump_each(model, text.each, text.op, {text.rate, text.is_signed}, known);
  }
  for (std::size_t i = before; i < model.jumps.size(); ++i)
    model.jumps[i].reservoir = text.reservoir;
}

namespace {

/// Operators on all subsystems act on what has come behind these by the identity.
void widen(Operator& op, int levels) {
  for (OperatorProduct& product : op)
    for (LocalOperator& local : product.factors)
      if (local.subsystem == all_subsystems)
        local.matrix = tensor(local.matrix, sparse_identity(levels));
}

}  // namespace

Model with_ancilla(const Model& model, const SubsystemText& ancilla, KnownValues& known) {
  Model joint = model;
  add_subsystems(joint, ancilla, known);
  const int levels = joint.subsystems.back().dimension();
  for (HamiltonianTerm& term : joint.hamiltonian) widen(term.op, levels);
  for (Jump& jump : joint.jumps) widen(jump.op, levels);
  for (NamedOperator& each : joint.operators)
    if (each.op.subsystem == all_subsystems)
      each.op.matrix = tensor(each.op.matrix, sparse_identity(levels));
  return joint;
}

Model build_model(const ModelText& text, KnownValues& known) {
  Model model;
  model.parameters = text.parameters;
  for (const SubsystemText& subsystem : text.subsystems) add_subsystems(model, subsystem, known);
  for (const OperatorMatrix& given : text.operators) add_operator(model, given);
  for (const std::string& term : text.hamiltonian) add_hamiltonian(model, term, known);
  for (const JumpText& jump : text.jumps) add_jump(model, jump, known);
  for (const auto& [name, energy] : text.energies) set_energy(model, name, energy, known);
  return model;
}

}  // namespace qbattery
