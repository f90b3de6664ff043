#include "qbattery/model/model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

Matrix dense(const Operator& op, const Dimensions& dimensions) {
  const int total = total_dimension(dimensions);
  Matrix sum = Matrix::Zero(total, total);
  for (const OperatorProduct& term : op) {
    Matrix matrix = term.factor * identity(total);
    for (const LocalOperator& local : term.factors) {
      matrix = matrix * embed(local.matrix, local.subsystem, dimensions);
    }
    sum += matrix;
  }
  return sum;
}

namespace {

constexpr double hermitian_tolerance = 1e-12;  // relative to the norm of the operator

}  // namespace

bool is_hermitian(const Operator& op, const Dimensions& dimensions) {
  const Matrix matrix = dense(op, dimensions);
  return matrix.isApprox(matrix.adjoint(), hermitian_tolerance);
}

Operator product(std::vector<LocalOperator> factors) {
  return {OperatorProduct{.factor = 1.0, .factors = std::move(factors)}};
}

namespace {

void check_names(const expr::Expression& expression, const std::vector<std::string>& parameters) {
  for (const std::string& name : expr::names_in(expression)) {
    if (name != "pi" && std::find(parameters.begin(), parameters.end(), name) == parameters.end()) {
      throw InvalidInput(name, fmt::format("\"{}\" is no parameter of the model; it has: {}", name,
                                           fmt::join(parameters, ", ")));
    }
  }
}

void check_subsystem(const Subsystem& subsystem) {
  const Matrix& h = subsystem.hamiltonian;
  if (h.rows() != h.cols() || h.rows() < 2) {
    throw InvalidInput(subsystem.name,
                       fmt::format("the Hamiltonian of \"{}\" must be square with at least two "
                                   "levels, got {} x {}",
                                   subsystem.name, h.rows(), h.cols()));
  }
  if (!h.isApprox(h.adjoint(), hermitian_tolerance)) {
    throw InvalidInput(subsystem.name,
                       fmt::format("the Hamiltonian of \"{}\" is not Hermitian", subsystem.name));
  }
}

void check_each_once(std::vector<std::string> names, const char* what) {
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) {
    throw InvalidInput(*twice, fmt::format("there are two {}s \"{}\"", what, *twice));
  }
}

}  // namespace

void check_model(const Model& model) {
  if (model.subsystems.empty()) {
    throw InvalidInput("subsystems", "a model needs at least one subsystem");
  }
  std::vector<std::string> names;
  for (const Subsystem& subsystem : model.subsystems) {
    check_subsystem(subsystem);
    names.push_back(subsystem.name);
  }
  check_each_once(names, "subsystem");
  check_each_once(model.parameters, "parameter");
  const Dimensions dimensions = model.dimensions();
  for (const HamiltonianTerm& term : model.hamiltonian) {
    check_names(term.coefficient, model.parameters);
    if (!is_hermitian(term.op, dimensions)) {
      throw InvalidInput("hamiltonian", fmt::format("the term with coefficient {} is not Hermitian",
                                                    to_string(term.coefficient)));
    }
  }
  for (const Jump& jump : model.jumps) {
    check_names(jump.rate, model.parameters);
    dense(jump.op, dimensions);
  }
}

}  // namespace qbattery
