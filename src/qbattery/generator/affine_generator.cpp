#include "qbattery/generator/affine_generator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/generator/stationary_populations.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

using Parameters = std::span<const double>;

expr::Compiled<Parameters> compile_coefficient(const expr::Expression& expression,
                                               const std::vector<std::string>& names) {
  return expr::compile<Parameters>(
      expression, [&](const expr::Expression& leaf) -> expr::Compiled<Parameters> {
        const auto found = std::find(names.begin(), names.end(), leaf.text);
        if (leaf.kind != expr::Kind::name || found == names.end()) return {};
        const auto place = static_cast<std::size_t>(found - names.begin());
        return [place](const Parameters& parameters) { return parameters[place]; };
      });
}

}  // namespace

AffineGenerator::AffineGenerator(const Model& model)
    : basis_(model.dimensions()), subsystems_(model.subsystems), parameters_(model.parameters) {
  check_model(model);
  add_hamiltonian(model);
  add_jumps(model);
}

Eigen::SparseMatrix<double> AffineGenerator::lower(
    const std::function<Matrix(const Matrix&)>& superoperator) const {
  std::vector<Eigen::Triplet<double>> entries;
  for (int column = 0; column < basis_.size(); ++column) {
    const RealVector image = basis_.components(superoperator(basis_.element(column)));
    for (int row = 0; row < basis_.size(); ++row) {
      const double entry = image(row) / basis_.dimension();
      if (entry != 0.0 && row != 0) entries.emplace_back(row, column, entry);
    }
  }
  Eigen::SparseMatrix<double> matrix(basis_.size(), basis_.size());
  matrix.setFromTriplets(entries.begin(), entries.end());
  return matrix;
}

void AffineGenerator::add_hamiltonian(const Model& model) {
  for (const HamiltonianTerm& term : model.hamiltonian) {
    const Matrix h = dense(term.op, model.dimensions());
    const auto commutator = [&h](const Matrix& rho) -> Matrix {
      return Complex(0, -1) * (h * rho - rho * h);
    };
    parts_.push_back({term.coefficient, compile_coefficient(term.coefficient, model.parameters),
                      lower(commutator)});
  }
}

void AffineGenerator::add_jumps(const Model& model) {
  for (const Jump& jump : model.jumps) {
    const Matrix j = dense(jump.op, model.dimensions());
    const Matrix occupation = j.adjoint() * j;
    const auto dissipator = [&](const Matrix& rho) -> Matrix {
      return j * rho * j.adjoint() - 0.5 * (occupation * rho + rho * occupation);
    };
    const Coefficient rate = compile_coefficient(jump.rate, model.parameters);
    parts_.push_back({jump.rate, rate, lower(dissipator), true, jump.is_signed});
    if (jump.is_signed) continue;  // where its rate is negative it leaves no populations
    for (const OperatorProduct& term : jump.op) {
      if (term.factors.size() != 1) continue;
      const LocalOperator& local = term.factors.front();
      if (local.subsystem == all_subsystems) continue;
      local_rates_.push_back(
          {jump.rate, rate, local.subsystem, (term.factor * Matrix(local.matrix)).cwiseAbs2()});
    }
  }
}

void AffineGenerator::require_all(Parameters parameters) const {
  if (parameters.size() == parameters_.size()) return;
  throw InvalidInput("parameters", fmt::format("the model has {} parameters ({}), got {} numbers",
                                               parameters_.size(), fmt::join(parameters_, ", "),
                                               parameters.size()));
}

void AffineGenerator::complain(const Part& part, double coefficient, Parameters parameters) {
  const std::string text = to_string(part.expression);
  const char* const what = part.is_rate ? "rate" : "coefficient";
  const bool overflows = !std::isfinite(coefficient) &&
                         std::ranges::all_of(parameters, [](double x) { return std::isfinite(x); });
  if (overflows) {
    throw NumericalError(
        fmt::format("the {} {} is {}: its parameters are too large", what, text, coefficient));
  }
  throw InvalidInput(
      text, fmt::format("the {} {} must be {}, got {}", what, text,
                        part.is_rate && !part.is_signed ? "finite and at least 0" : "finite",
                        coefficient));
}

RealMatrix AffineGenerator::assemble(Parameters parameters) const {
  require_all(parameters);
  RealMatrix generator = RealMatrix::Zero(basis_.size(), basis_.size());
  for (const Part& part : parts_) {
    const double coefficient = part.coefficient(parameters);
    if (!(std::isfinite(coefficient) && (coefficient >= 0.0 || !part.is_rate || part.is_signed)))
      complain(part, coefficient, parameters);
    if (coefficient == 0.0) continue;
    for (int column = 0; column < part.matrix.outerSize(); ++column) {
      for (Eigen::SparseMatrix<double>::InnerIterator it(part.matrix, column); it; ++it) {
        generator(it.row(), column) += coefficient * it.value();
      }
    }
  }
  return generator;
}

Matrix AffineGenerator::reference_state(Parameters parameters) const {
  require_all(parameters);
  Matrix state = identity(1);
  for (int place = 0; place < static_cast<int>(subsystems_.size()); ++place) {
    const Subsystem& subsystem = subsystems_[static_cast<std::size_t>(place)];
    RealMatrix rates = RealMatrix::Zero(subsystem.dimension(), subsystem.dimension());
    for (const LocalRates& local : local_rates_) {
      if (local.subsystem == place) rates += local.coefficient(parameters) * local.rates;
    }
    const RealVector energies = subsystem.hamiltonian.diagonal().real();
    const RealVector populations = stationary_populations(rates, energies);
    state = tensor(state, populations.cast<Complex>().asDiagonal().toDenseMatrix());
  }
  return state;
}

}  // namespace qbattery
