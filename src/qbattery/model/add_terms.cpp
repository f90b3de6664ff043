#include "qbattery/model/add_terms.hpp"

#include <fmt/format.h>

#include "qbattery/model/operator_text.hpp"

namespace qbattery {

using expr::Expression;
using expr::ParseError;

namespace {

OperatorScope scope_of(const Model& model) {
  return {.subsystems = model.subsystems, .symbols = model.parameters};
}

Expression read_rate(const Model& model, const std::string& text) {
  const SymbolicOperator rate =
      OperatorText({.subsystems = {}, .symbols = model.parameters}).read(text);
  const auto [re, im] = rate.number();
  if (im.kind != expr::Kind::number || im.value != 0.0)
    throw ParseError(1, "a rate is a real number");
  return re;
}

void add_jump(Model& model, const OperatorScope& scope, const std::string& op,
              const Expression& rate) {
  const std::vector<HamiltonianTerm> terms = OperatorText(scope).read(op).terms();
  if (terms.empty()) throw ParseError(1, "a jump needs an operator, this one is 0");
  if (terms.size() > 1)
    throw ParseError(1, "the parts of a jump operator differ in their parameters, give numbers");
  const Expression& size = terms.front().coefficient;
  model.jumps.push_back(
      {expr::combine("*", rate, expr::combine("^", size, expr::number(2.0))), terms.front().op});
}

}  // namespace

void add_hamiltonian(Model& model, const std::string& text) {
  for (HamiltonianTerm& term : OperatorText(scope_of(model)).read(text).terms()) {
    if (!is_hermitian(term.op, model.dimensions())) {
      throw ParseError(1,
                       "a Hamiltonian must be Hermitian; \"+ h.c.\" adds the adjoint of what "
                       "stands before it");
    }
    model.hamiltonian.push_back(std::move(term));
  }
}

void add_jump(Model& model, const std::string& op, const std::string& rate) {
  add_jump(model, scope_of(model), op, read_rate(model, rate));
}

void add_jump_each(Model& model, const std::string& group, const std::string& op,
                   const std::string& rate) {
  const std::vector<int> members = members_of(model.subsystems, group);
  if (members.empty())
    throw ParseError(1, fmt::format("there is no subsystem or group \"{}\"", group));
  OperatorScope scope = scope_of(model);
  for (const int member : members) {
    scope.aliases[group] = member;
    add_jump(model, scope, op, read_rate(model, rate));
  }
}

}  // namespace qbattery
