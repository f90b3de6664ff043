#include "qbattery/quantities/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "qbattery/expr/traced.hpp"
#include "qbattery/model/operator_text.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

std::vector<int> QuantityArguments::places() const {
  std::vector<int> all;
  for (const std::vector<int>& party : parties) all.insert(all.end(), party.begin(), party.end());
  return all;
}

std::string QuantityDefinition::signature() const {
  return fmt::format("{}({})", name, fmt::join(arguments, ", "));
}

Matrix state_derivative(const Run& run, double t, const Matrix& state) {
  if (run.generator == nullptr) return run.derivative(t, state);
  return run.basis->matrix(*run.generator * run.basis->components(state));
}

bool QuantityDefinition::takes_subsystem(std::size_t i) const {
  if (arguments.empty()) return false;
  const std::string& what = arguments[std::min(i, arguments.size() - 1)];
  return what == "X" || what == "Y" || what == "X...";
}

const QuantityDefinition* find_definition(std::string_view name) {
  for (const QuantityDefinition& definition : quantity_catalogue()) {
    if (definition.name == name) return &definition;
  }
  return nullptr;
}

namespace {

void check_count(const expr::Expression& call, const QuantityDefinition& definition) {
  const std::size_t wanted = definition.arguments.size();
  const bool any = wanted > 0 && definition.arguments.back() == "X...";
  if (any || call.args().size() == wanted) return;
  throw expr::ParseError(
      call.column, fmt::format("{} takes {} argument(s), got {}", definition.signature(), wanted,
                               call.args().size()));
}

void add_party(const expr::Expression& argument, const QuantityDefinition& definition,
               const Model& model, QuantityArguments& arguments) {
  const std::string name = argument.kind == expr::Kind::name ? argument.text : to_string(argument);
  std::vector<int> party = members_of(model.subsystems, name);
  try {
    if (party.empty()) party = {find_subsystem(model.subsystems, name)};
  } catch (const InvalidInput& error) {
    throw expr::ParseError(argument.column, error.what());
  }
  const std::vector<int> before = arguments.places();
  if (std::ranges::find_first_of(before, party) != before.end())
    throw expr::ParseError(argument.column,
                           fmt::format("{} needs different subsystems", definition.signature()));
  arguments.parties.push_back(std::move(party));
}

std::string reservoir_of(const expr::Expression& argument, const Model& model) {
  std::vector<std::string> known;
  for (const Jump& jump : model.jumps)
    if (!jump.reservoir.empty() && std::ranges::count(known, jump.reservoir) == 0)
      known.push_back(jump.reservoir);
  if (argument.kind == expr::Kind::name && std::ranges::count(known, argument.text) > 0)
    return argument.text;
  throw expr::ParseError(
      argument.column,
      fmt::format("there is no reservoir \"{}\"; there {}", to_string(argument),
                  known.empty() ? "is none" : fmt::format("are: {}", fmt::join(known, ", "))));
}

void expect_target(const expr::Expression& argument, const QuantityDefinition& definition,
                   const Model& model) {
  if (argument.kind != expr::Kind::name || argument.text != "target")
    throw expr::ParseError(argument.column,
                           fmt::format("{} takes that word, for the state of the table [target]",
                                       definition.signature()));
  if (!model.target)
    throw expr::ParseError(argument.column, "there is no target: give a state in a table [target]");
}

QuantityArguments arguments_of(const expr::Expression& call, const QuantityDefinition& definition,
                               const Model& model) {
  check_count(call, definition);
  QuantityArguments arguments;
  for (std::size_t i = 0; i < call.args().size(); ++i) {
    const std::string& what = definition.arguments[std::min(i, definition.arguments.size() - 1)];
    const expr::Expression& argument = call.args()[i];
    if (definition.takes_subsystem(i)) {
      add_party(argument, definition, model, arguments);
    } else if (what == "reservoir") {
      arguments.reservoir = reservoir_of(argument, model);
    } else if (what == "target") {
      expect_target(argument, definition, model);
    } else {
      arguments.numbers.push_back(expr::evaluate_constant(call.args()[i]));
    }
  }
  return arguments;
}

void check_task(const expr::Expression& call, const QuantityDefinition& definition, Task task) {
  if (task == Task::collide && !definition.for_collisions)
    throw expr::ParseError(call.column,
                           fmt::format("{} asks how the state changes in time, and collisions have "
                                       "no states between them",
                                       definition.signature()));
  const bool allowed =
      task == Task::steady_state ? definition.for_steady_state : definition.for_evolution;
  if (!allowed) {
    throw expr::ParseError(
        call.column, fmt::format("{} is defined for {} only", definition.signature(),
                                 task == Task::steady_state ? "evolutions" : "steady states"));
  }
}

[[noreturn]] void throw_unknown(const expr::Expression& leaf) {
  std::vector<std::string> names = expr::function_names();
  for (const QuantityDefinition& definition : quantity_catalogue())
    names.push_back(definition.name);
  throw expr::ParseError(leaf.column, fmt::format("there is no quantity or function \"{}\"{}",
                                                  leaf.text, suggestion(leaf.text, names)));
}

Quantity make_quantity(const expr::Expression& call, const QuantityDefinition& definition,
                       const Model& model, Task task) {
  check_task(call, definition, task);
  const QuantityArguments arguments = arguments_of(call, definition, model);
  try {
    return definition.make(model, arguments);
  } catch (const InvalidInput& error) {
    throw expr::ParseError(call.column, error.what());
  }
}

}  // namespace

Quantity compile_quantity(const expr::Expression& expression, const Model& model, Task task) {
  return expr::compile<Moment>(expression, [&](const expr::Expression& leaf) -> Quantity {
    if (leaf.kind != expr::Kind::call) return {};
    if (const QuantityDefinition* definition = find_definition(leaf.text)) {
      return make_quantity(leaf, *definition, model, task);
    }
    if (expr::find_function(leaf.text) == nullptr) throw_unknown(leaf);
    return {};
  });
}

std::optional<lanes::Traced> trace_quantity(const expr::Expression& expression, const Model& model,
                                            const TracedMoment& moment) {
  bool is_whole = true;
  const auto leaf = [&](const expr::Expression& part) -> std::optional<lanes::Traced> {
    const QuantityDefinition* definition =
        part.kind == expr::Kind::call ? find_definition(part.text) : nullptr;
    if (definition == nullptr) return {};
    std::optional<lanes::Traced> traced;
    const QuantityArguments arguments = arguments_of(part, *definition, model);
    const bool has_group = std::ranges::any_of(
        arguments.parties, [](const std::vector<int>& party) { return party.size() > 1; });
    if (definition->trace != nullptr && !has_group)
      traced = definition->trace(model, arguments, moment);
    if (!traced) is_whole = false;
    return traced.value_or(0.0);
  };
  const lanes::Traced result = expr::trace(expression, leaf);
  if (!is_whole) return {};
  return result;
}

std::optional<Operator> observable_of(const expr::Expression& expression, const Model& model) {
  if (expression.kind == expr::Kind::call) {
    const QuantityDefinition* definition = find_definition(expression.text);
    if (definition == nullptr || definition->observable == nullptr) return {};
    return definition->observable(model, arguments_of(expression, *definition, model));
  }
  if (expression.kind != expr::Kind::apply) return {};
  const std::vector<expr::Expression>& args = expression.args();
  const std::string& symbol = expression.text;
  const auto is_number = [](const expr::Expression& e) { return e.kind == expr::Kind::number; };
  const auto times = [&](std::size_t place, double factor) {
    std::optional<Operator> op = observable_of(args[place], model);
    if (op)
      for (OperatorProduct& each : *op) each.factor *= factor;
    return op;
  };
  if (args.size() == 1) return times(0, -1.0);
  if (symbol == "*" && is_number(args[0])) return times(1, args[0].value);
  if (symbol == "*" && is_number(args[1])) return times(0, args[1].value);
  if (symbol == "/" && is_number(args[1])) return times(0, 1.0 / args[1].value);
  if (symbol != "+" && symbol != "-") return {};
  std::optional<Operator> left = times(0, 1.0);
  const std::optional<Operator> right = times(1, symbol == "+" ? 1.0 : -1.0);
  if (!left || !right) return {};
  left->insert(left->end(), right->begin(), right->end());
  return left;
}

std::string units_of(const expr::Expression& expression) {
  const bool is_call = expression.kind == expr::Kind::call;
  const QuantityDefinition* definition = is_call ? find_definition(expression.text) : nullptr;
  return definition != nullptr ? definition->units : "1";
}

}  // namespace qbattery
