#include "qbattery/model/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

/// The whole as one system, where an operator acts on all of it.
Dimensions space_of(const LocalOperator& local, const Dimensions& dimensions) {
  return local.subsystem == all_subsystems ? Dimensions{total_dimension(dimensions)} : dimensions;
}
int place_of(const LocalOperator& local) { return std::max(local.subsystem, all_subsystems + 1); }

}  // namespace

Matrix dense(const Operator& op, const Dimensions& dimensions) {
  const int total = total_dimension(dimensions);
  Matrix sum = Matrix::Zero(total, total);
  for (const OperatorProduct& term : op) {
    Matrix matrix = term.factor * identity(total);
    for (const LocalOperator& local : term.factors) {
      matrix = matrix * embed(Matrix(local.matrix), place_of(local), space_of(local, dimensions));
    }
    sum += matrix;
  }
  return sum;
}

namespace {

constexpr double hermitian_tolerance = 1e-12;  // relative to the norm of the operator

void check_fits(const LocalOperator& local, const Dimensions& dimensions) {
  const int place = place_of(local);
  if (place < 0 || place >= static_cast<int>(dimensions.size()) ||
      local.matrix.rows() != dimensions[static_cast<std::size_t>(place)] ||
      local.matrix.cols() != local.matrix.rows())
    embed(Matrix(local.matrix), place, dimensions);  // says what does not fit
}

/// The product of factors, each of one of some systems: what is of one of them is multiplied there.
SparseMatrix sparse_product(const OperatorProduct& term, const Dimensions& dimensions) {
  std::vector<std::optional<SparseMatrix>> local(dimensions.size());
  for (const LocalOperator& each : term.factors) {
    check_fits(each, dimensions);
    std::optional<SparseMatrix>& here = local[static_cast<std::size_t>(place_of(each))];
    here = here ? SparseMatrix((*here * each.matrix).pruned()) : each.matrix;
  }
  SparseMatrix whole = term.factor * sparse_identity(1);
  for (std::size_t k = 0; k < dimensions.size(); ++k)
    whole = tensor(whole, local[k] ? *local[k] : sparse_identity(dimensions[k]));
  return whole;
}

bool has_whole(const OperatorProduct& term) {
  return std::ranges::count(term.factors, all_subsystems, &LocalOperator::subsystem) > 0;
}

SparseMatrix sparse_term(const OperatorProduct& term, const Dimensions& dimensions) {
  if (!has_whole(term)) return sparse_product(term, dimensions);
  SparseMatrix product = term.factor * sparse_identity(total_dimension(dimensions));
  for (const LocalOperator& local : term.factors)
    product = (product * sparse_product({1.0, {local}}, space_of(local, dimensions))).pruned();
  return product;
}

}  // namespace

Matrix dense_on(const std::vector<int>& members, Operator op, const Dimensions& dimensions) {
  Dimensions own;
  for (const int member : members) own.push_back(dimensions[static_cast<std::size_t>(member)]);
  for (OperatorProduct& each : op)
    for (LocalOperator& local : each.factors)
      local.subsystem =
          static_cast<int>(std::ranges::find(members, local.subsystem) - members.begin());
  return dense(op, own);
}

SparseMatrix sparse(const Operator& op, const Dimensions& dimensions) {
  const int total = total_dimension(dimensions);
  SparseMatrix sum(total, total);
  for (const OperatorProduct& term : op) sum += sparse_term(term, dimensions);
  return sum.pruned();
}

namespace {

/// To the last bit; no number that is not finite is.
bool is_its_own_adjoint(const SparseMatrix& matrix) {
  const SparseMatrix difference = matrix - SparseMatrix(matrix.adjoint());
  return std::all_of(difference.valuePtr(), difference.valuePtr() + difference.nonZeros(),
                     [](Complex entry) { return entry == 0.0; });
}

/// Whether a product is of one Hermitian matrix each of some subsystems, times a real number: then
/// it is Hermitian, without a look at the whole.
bool is_product_of_hermitian(const OperatorProduct& term) {
  std::vector<int> seen;
  for (const LocalOperator& local : term.factors) {
    if (std::ranges::count(seen, local.subsystem) > 0 || local.subsystem == all_subsystems)
      return false;
    if (!is_its_own_adjoint(local.matrix)) return false;
    seen.push_back(local.subsystem);
  }
  return std::isfinite(term.factor.real()) && term.factor.imag() == 0.0;
}

double size_of_terms(const Operator& op) {
  double sum = 0.0;
  for (const OperatorProduct& term : op) {
    double size = std::abs(term.factor);
    for (const LocalOperator& local : term.factors) size *= local.matrix.norm();
    sum += size;
  }
  return sum;
}

}  // namespace

bool is_hermitian(const Operator& op, const Dimensions& dimensions) {
  for (const OperatorProduct& term : op)
    for (const LocalOperator& local : term.factors) check_fits(local, space_of(local, dimensions));
  if (std::ranges::all_of(op, is_product_of_hermitian)) return true;
  const SparseMatrix matrix = sparse(op, dimensions);
  const double off = SparseMatrix(matrix - SparseMatrix(matrix.adjoint())).norm();
  // Terms that cancel leave their rounding.
  return off <= hermitian_tolerance * std::max(matrix.norm(), size_of_terms(op));
}

bool depends_on_time(const Model& model) {
  const auto has_time = [](const expr::Expression& expression) {
    return std::ranges::count(expr::names_in(expression), time_name) > 0;
  };
  return std::ranges::any_of(model.hamiltonian, has_time, &HamiltonianTerm::coefficient) ||
         std::ranges::any_of(model.jumps, has_time, &Jump::rate);
}

OperatorProduct adjoint(OperatorProduct product) {
  product.factor = std::conj(product.factor);
  for (LocalOperator& local : product.factors) local.matrix = SparseMatrix(local.matrix.adjoint());
  std::ranges::reverse(product.factors);
  return product;
}

Operator adjoint(Operator op) {
  for (OperatorProduct& product : op) product = adjoint(std::move(product));
  return op;
}

Operator product(std::vector<LocalOperator> factors) {
  return {OperatorProduct{.factor = 1.0, .factors = std::move(factors)}};
}

namespace {

void check_names(const expr::Expression& expression, const std::vector<std::string>& parameters) {
  for (const std::string& name : expr::names_in(expression)) {
    if (name != "pi" && name != time_name &&
        std::find(parameters.begin(), parameters.end(), name) == parameters.end()) {
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
  if (std::ranges::count(model.parameters, time_name) > 0)
    throw InvalidInput(time_name, "no parameter may be called t, which is the time");
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
    sparse(jump.op, dimensions);
  }
}

}  // namespace qbattery
