#include "qbattery/model/model.hpp"

#include <fmt/format.h>

#include <algorithm>

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
      matrix = matrix * embed(local.matrix, place_of(local), space_of(local, dimensions));
    }
    sum += matrix;
  }
  return sum;
}

namespace {

constexpr double hermitian_tolerance = 1e-12;  // relative to the norm of the operator

SparseMatrix sparse_identity(int size) {
  SparseMatrix matrix(size, size);
  matrix.setIdentity();
  return matrix;
}

/// 1 (x) local (x) 1.
SparseMatrix embed_sparse(const LocalOperator& local, const Dimensions& whole) {
  const Dimensions dimensions = space_of(local, whole);
  const int place = place_of(local);
  int before = 1;
  int after = 1;
  for (int k = 0; k < static_cast<int>(dimensions.size()); ++k) {
    if (k < place) before *= dimensions[static_cast<std::size_t>(k)];
    if (k > place) after *= dimensions[static_cast<std::size_t>(k)];
  }
  const auto size = static_cast<int>(local.matrix.rows());
  if (place < 0 || place >= static_cast<int>(dimensions.size()) ||
      size != dimensions[static_cast<std::size_t>(place)])
    embed(local.matrix, place, dimensions);  // says what does not fit
  std::vector<Eigen::Triplet<Complex>> entries;
  for (int i = 0; i < size; ++i)
    for (int j = 0; j < size; ++j)
      if (local.matrix(i, j) != 0.0)
        for (int b = 0; b < before; ++b)
          for (int a = 0; a < after; ++a)
            entries.emplace_back((b * size + i) * after + a, (b * size + j) * after + a,
                                 local.matrix(i, j));
  SparseMatrix matrix(before * size * after, before * size * after);
  matrix.setFromTriplets(entries.begin(), entries.end());
  return matrix;
}

}  // namespace

SparseMatrix sparse(const Operator& op, const Dimensions& dimensions) {
  const int total = total_dimension(dimensions);
  SparseMatrix sum(total, total);
  for (const OperatorProduct& term : op) {
    SparseMatrix matrix = term.factor * sparse_identity(total);
    for (const LocalOperator& local : term.factors)
      matrix = (matrix * embed_sparse(local, dimensions)).pruned();
    sum += matrix;
  }
  return sum.pruned();
}

bool is_hermitian(const Operator& op, const Dimensions& dimensions) {
  const SparseMatrix matrix = sparse(op, dimensions);
  return matrix.isApprox(SparseMatrix(matrix.adjoint()), hermitian_tolerance);
}

bool depends_on_time(const Model& model) {
  const auto has_time = [](const expr::Expression& expression) {
    return std::ranges::count(expr::names_in(expression), time_name) > 0;
  };
  return std::ranges::any_of(model.hamiltonian, has_time, &HamiltonianTerm::coefficient) ||
         std::ranges::any_of(model.jumps, has_time, &Jump::rate);
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
