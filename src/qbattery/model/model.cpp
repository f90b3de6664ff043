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

}  // namespace

void check_model(const Model& model) {
  const Dimensions dimensions = model.dimensions();
  for (const HamiltonianTerm& term : model.hamiltonian) {
    check_names(term.coefficient, model.parameters);
    const Matrix matrix = dense(term.op, dimensions);
    if (!matrix.isApprox(matrix.adjoint(), 1e-12)) {
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
