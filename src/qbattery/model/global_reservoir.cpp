#include "qbattery/model/global_reservoir.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "qbattery/model/coefficient.hpp"
#include "qbattery/model/local_operators.hpp"
#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

constexpr double same_frequency = 1e-9;  // of the largest
constexpr double no_exchange = 1e-12;    // of a commutator, relative to H; of a matrix element

Matrix on_all(const Model& model, const std::function<Matrix(const Subsystem&)>& local) {
  Operator sum;
  for (int k = 0; k < static_cast<int>(model.subsystems.size()); ++k)
    sum.push_back(product({{k, local(model.subsystems[static_cast<std::size_t>(k)])}}).front());
  return dense(sum, model.dimensions());
}

Matrix excitations(const Subsystem& subsystem) {
  return subsystem.kind == SubsystemKind::levels
             ? Matrix(level_energies(subsystem).cast<Complex>().asDiagonal())
             : Matrix(local_operator(*find_local_operator("number"), subsystem, {}));
}

/// lower + raise; of given levels every step between two of them.
Matrix coupling(const Subsystem& subsystem) {
  const int levels = subsystem.dimension();
  if (subsystem.kind == SubsystemKind::levels)
    return Matrix::Ones(levels, levels) - identity(levels);
  const Matrix lower = local_operator(*find_local_operator("lower"), subsystem, {});
  return lower + lower.adjoint();
}

Matrix hamiltonian_at(const Model& model, const std::map<std::string, double>& values,
                      std::set<std::string>& used) {
  std::vector<double> numbers;
  for (const std::string& name : model.parameters) {
    const auto found = values.find(name);
    numbers.push_back(found == values.end() ? std::nan("") : found->second);
  }
  const int levels = total_dimension(model.dimensions());
  Matrix sum = Matrix::Zero(levels, levels);
  for (const HamiltonianTerm& term : model.hamiltonian) {
    const std::vector<std::string> names = expr::names_in(term.coefficient);
    if (std::ranges::count(names, time_name) > 0)
      throw InvalidInput("kind", "a global reservoir needs a Hamiltonian that does not change");
    used.insert(names.begin(), names.end());
    const double value = compile_coefficient(term.coefficient, model.parameters)({numbers, 0.0});
    sum += value * dense(term.op, model.dimensions());
  }
  return sum;
}

/// The eigenstates of H and their energies in the laboratory.
HermitianEigensystem eigenstates(const Model& model, const Matrix& hamiltonian, double omega_L) {
  const Matrix number = on_all(model, excitations);
  const Matrix laboratory = hamiltonian + omega_L * number;
  const double change = (hamiltonian * number - number * hamiltonian).norm();
  if (change > no_exchange * std::max(1.0, laboratory.norm()))
    throw InvalidInput("kind",
                       "a global reservoir needs a Hamiltonian that keeps the number of "
                       "excitations: no pump");
  return hermitian_eigensystem(laboratory);
}

/// A(w) for every w > 0, rising.
std::vector<std::pair<double, Matrix>> lowering_parts(const Matrix& a,
                                                      const HermitianEigensystem& basis) {
  const Matrix in_basis = basis.vectors.adjoint() * a * basis.vectors;
  const double scale = basis.values.cwiseAbs().maxCoeff();
  std::vector<std::tuple<double, Eigen::Index, Eigen::Index>> steps;
  for (Eigen::Index to = 0; to < a.rows(); ++to) {
    for (Eigen::Index from = 0; from < a.rows(); ++from) {
      const double w = basis.values(from) - basis.values(to);
      if (std::abs(in_basis(to, from)) <= no_exchange) continue;
      if (std::abs(w) <= same_frequency * scale)
        throw InvalidInput("omega_L",
                           "a global reservoir exchanges energy, and here it would "
                           "couple two states of one energy; check omega_L");
      if (w > 0.0) steps.emplace_back(w, to, from);
    }
  }
  std::ranges::sort(steps);
  std::vector<std::pair<double, Matrix>> parts;
  for (const auto& [w, to, from] : steps) {
    if (parts.empty() || w - parts.back().first > same_frequency * scale)
      parts.emplace_back(w, Matrix::Zero(a.rows(), a.cols()));
    parts.back().second +=
        in_basis(to, from) * basis.vectors.col(to) * basis.vectors.col(from).adjoint();
  }
  return parts;
}

/// Emission and absorption by one coupling operator.
void add_jumps(Model& model, const Matrix& a, const HermitianEigensystem& basis,
               const Reservoir& reservoir, const std::string& weight) {
  const char sign = reservoir.statistics == Statistics::boson ? '+' : '-';
  for (const auto& [w, lowering] : lowering_parts(a, basis)) {
    const std::string n = occupation_text(reservoir, shortest_digits(w));
    const std::string rate = fmt::format("{}Gamma * {}", reservoir.prefix, weight);
    const auto jump = [&](const std::string& occupation, const Matrix& matrix) {
      model.jumps.push_back({expr::parse(fmt::format("{} * {}", rate, occupation)),
                             product({{all_subsystems, matrix}}), false, name_of(reservoir)});
    };
    jump(fmt::format("(1 {} {})", sign, n), lowering);
    jump(n, lowering.adjoint());
  }
}

}  // namespace

void add_global_reservoir(Model& model, const Reservoir& reservoir, double omega_L,
                          const std::map<std::string, double>& values,
                          std::set<std::string>& used) {
  const std::vector<int> places = places_of(model, reservoir);
  const int levels = total_dimension(model.dimensions());
  if (levels > most_levels_global)
    throw InvalidInput("kind", fmt::format("a global reservoir may have {} levels at most, the "
                                           "model has {}",
                                           most_levels_global, levels));
  const HermitianEigensystem basis =
      eigenstates(model, hamiltonian_at(model, values, used), omega_L);
  for (const char* name : {"Gamma", "T", "collectivity"})
    model.parameters.push_back(reservoir.prefix + name);
  if (reservoir.statistics == Statistics::fermion)
    model.parameters.push_back(reservoir.prefix + "mu");
  Matrix together = Matrix::Zero(levels, levels);
  for (const int place : places) {
    const Matrix a = embed(coupling(model.subsystems[static_cast<std::size_t>(place)]), place,
                           model.dimensions());
    together += a;
    add_jumps(model, a, basis, reservoir, fmt::format("(1 - {}collectivity)", reservoir.prefix));
  }
  add_jumps(model, together, basis, reservoir, fmt::format("{}collectivity", reservoir.prefix));
}

}  // namespace qbattery
