#include "qbattery/model/add_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/model/operator_text.hpp"
#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

using expr::Expression;
using expr::ParseError;

namespace {

OperatorScope scope_of(const Model& model, const KnownValues& known) {
  std::vector<std::string> symbols = model.parameters;
  symbols.emplace_back(time_name);
  return {.subsystems = model.subsystems,
          .symbols = symbols,
          .values = known.values,
          .operators = model.operators};
}

bool is_finite_number(Complex z) { return std::isfinite(z.real()) && std::isfinite(z.imag()); }

bool is_finite(const OperatorProduct& product) {
  const auto has_finite_entries = [](const LocalOperator& local) {
    const SparseMatrix& m = local.matrix;
    return std::all_of(m.valuePtr(), m.valuePtr() + m.nonZeros(), is_finite_number);
  };
  return is_finite_number(product.factor) &&
         std::ranges::all_of(product.factors, has_finite_entries);
}

std::vector<HamiltonianTerm> read(const OperatorScope& scope, const std::string& text,
                                  KnownValues& known) {
  const OperatorText reader(scope);
  std::vector<HamiltonianTerm> terms = reader.read(text).terms();
  known.used.insert(reader.structural().begin(), reader.structural().end());
  for (const HamiltonianTerm& term : terms)
    if (!std::ranges::all_of(term.op, is_finite))
      throw ParseError(1, "coefficients of operators must be finite, and one of these is not");
  return terms;
}

double value_of(const Expression& coefficient, KnownValues& known) {
  const auto leaf = [&known](const Expression& name) -> expr::Compiled<int> {
    const auto found = known.values.find(name.text);
    if (name.kind != expr::Kind::name || found == known.values.end()) return {};
    known.used.insert(name.text);
    return [value = found->second](int) { return value; };
  };
  return expr::compile<int>(coefficient, leaf)(0);
}

/// All terms in one, with their coefficients as numbers.
HamiltonianTerm with_known_coefficients(const std::vector<HamiltonianTerm>& terms,
                                        KnownValues& known) {
  HamiltonianTerm sum{expr::number(1.0), {}};
  for (const HamiltonianTerm& term : terms) {
    const double coefficient = value_of(term.coefficient, known);
    if (!std::isfinite(coefficient))
      throw ParseError(1, fmt::format("coefficients of operators must be finite, {} is {}",
                                      to_string(term.coefficient), shortest_digits(coefficient)));
    for (OperatorProduct product : term.op) {
      product.factor *= coefficient;
      sum.op.push_back(std::move(product));
    }
  }
  return sum;
}

struct Rate {
  Expression value;
  bool is_signed = false;
};

void add_jump(Model& model, const OperatorScope& scope, const std::string& op, const Rate& rate,
              KnownValues& known) {
  const std::vector<HamiltonianTerm> terms = read(scope, op, known);
  if (terms.empty()) throw ParseError(1, "a jump needs an operator, this one is 0");
  const HamiltonianTerm jump =
      terms.size() == 1 ? terms.front() : with_known_coefficients(terms, known);
  // c s- with rate gamma is s- with rate gamma c^2.
  const Expression squared = expr::combine("^", jump.coefficient, expr::number(2.0));
  model.jumps.push_back({expr::combine("*", rate.value, squared), jump.op, rate.is_signed});
}

}  // namespace

Expression read_rate(const Model& model, const std::string& text) {
  const SymbolicOperator rate = OperatorText(scope_of(model, {})).read(text);
  if (!rate.is_number()) throw ParseError(1, "a rate is a number, and this is an operator");
  const auto [re, im] = rate.number();
  if (im.kind != expr::Kind::number || im.value != 0.0)
    throw ParseError(1, "a rate is a real number");
  return re;
}

void add_hamiltonian(Model& model, const std::string& text, KnownValues& known) {
  std::vector<HamiltonianTerm> terms = read(scope_of(model, known), text, known);
  for (const HamiltonianTerm& term : terms) {
    if (is_hermitian(term.op, model.dimensions())) continue;
    throw ParseError(1,
                     "a Hamiltonian must be Hermitian; \"+ h.c.\" adds the adjoint of what "
                     "stands before it");
  }
  model.hamiltonian.insert(model.hamiltonian.end(), terms.begin(), terms.end());
}

void add_jump(Model& model, const std::string& op, const RateText& rate, KnownValues& known) {
  add_jump(model, scope_of(model, known), op, Rate{read_rate(model, rate.text), rate.is_signed},
           known);
}

void add_jump_each(Model& model, const std::string& group, const std::string& op,
                   const RateText& rate, KnownValues& known) {
  const std::vector<int> members = members_of(model.subsystems, group);
  if (members.empty())
    throw ParseError(1, fmt::format("there is no subsystem or group \"{}\"", group));
  OperatorScope scope = scope_of(model, known);
  for (const int member : members) {
    scope.aliases[group] = member;
    add_jump(model, scope, op, Rate{read_rate(model, rate.text), rate.is_signed}, known);
  }
}

namespace {

void require_on_members(const Operator& op, const std::vector<int>& members,
                        const std::string& name) {
  for (const OperatorProduct& each : op)
    for (const LocalOperator& local : each.factors)
      if (std::ranges::count(members, local.subsystem) == 0)
        throw ParseError(1,
                         fmt::format("the energy of \"{}\" has operators of itself alone", name));
}

}  // namespace

void set_energy(Model& model, const std::string& name, const std::string& text,
                KnownValues& known) {
  const std::vector<int> members = members_of(model.subsystems, name);
  if (members.empty())
    throw ParseError(1, fmt::format("there is no subsystem or group \"{}\"", name));
  Operator op = with_known_coefficients(read(scope_of(model, known), text, known), known).op;
  require_on_members(op, members, name);
  if (!is_hermitian(op, model.dimensions()))
    throw ParseError(1, "an energy must be Hermitian; \"+ h.c.\" adds the adjoint");
  Matrix whole = dense_on(members, op, model.dimensions());
  const double lowest = hermitian_eigenvalues(whole).minCoeff();
  if (members.size() > 1) {
    op.push_back({.factor = -lowest, .factors = {}});
    model.group_energies.push_back({members, std::move(op)});
    return;
  }
  whole.diagonal().array() -= lowest;
  model.subsystems[static_cast<std::size_t>(members.front())].hamiltonian = whole;
}

void add_hamiltonian(Model& model, const std::string& text) {
  KnownValues none;
  add_hamiltonian(model, text, none);
}

void add_jump(Model& model, const std::string& op, const RateText& rate) {
  KnownValues none;
  add_jump(model, op, rate, none);
}

void add_jump_each(Model& model, const std::string& group, const std::string& op,
                   const RateText& rate) {
  KnownValues none;
  add_jump_each(model, group, op, rate, none);
}

}  // namespace qbattery
