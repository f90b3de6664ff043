#include "qbattery/quantities/flows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

constexpr double same_operator = 1e-12;  // relative to the norm
constexpr double no_population = 1e-14;  // eigenvalues below are rounding
const Complex i(0.0, 1.0);

double expectation(const SparseMatrix& observable, const Matrix& state) {
  if (state.cols() == 1) return state.col(0).dot(observable * state.col(0)).real();
  double sum = 0.0;
  for (Eigen::Index row = 0; row < observable.outerSize(); ++row)
    for (SparseMatrix::InnerIterator entry(observable, row); entry; ++entry)
      sum += (entry.value() * state(entry.col(), row)).real();
  return sum;
}

Operator energy_of(int place, const Matrix& hamiltonian) { return product({{place, hamiltonian}}); }

bool is_in_group(const Model& model, int place) {
  return std::ranges::any_of(model.group_energies, [place](const GroupEnergy& group) {
    return std::ranges::count(group.members, place) > 0;
  });
}

bool are_equal(const SparseMatrix& a, const SparseMatrix& b) {
  return (a - b).norm() <= same_operator * std::max(a.norm(), b.norm());
}

}  // namespace

double Current::operator()(const Instant& instant, const Matrix& state) const {
  double sum = 0.0;
  for (const auto& [coefficient, observable] : parts_)
    sum += coefficient(instant) * expectation(observable, state);
  return sum;
}

SparseMatrix free_hamiltonian(const Model& model) {
  Operator all;
  for (const GroupEnergy& group : model.group_energies)
    all.insert(all.end(), group.hamiltonian.begin(), group.hamiltonian.end());
  for (int k = 0; k < static_cast<int>(model.subsystems.size()); ++k) {
    if (is_in_group(model, k)) continue;
    const Operator own = energy_of(k, model.subsystems[static_cast<std::size_t>(k)].hamiltonian);
    all.push_back(own.front());
  }
  return sparse(all, model.dimensions());
}

Current heat_current(const Model& model, const std::string& reservoir) {
  const SparseMatrix h = free_hamiltonian(model);
  Current current;
  for (const Jump& jump : model.jumps) {
    if (jump.reservoir != reservoir) continue;
    const SparseMatrix j = sparse(jump.op, model.dimensions());
    const SparseMatrix adjoint = j.adjoint();
    const SparseMatrix count = adjoint * j;
    const SparseMatrix moved = adjoint * h * j;
    const SparseMatrix kept = 0.5 * (count * h + h * count);
    current.add(compile_coefficient(jump.rate, model.parameters), (moved - kept).pruned());
  }
  return current;
}

Current pump_power(const Model& model) {
  const SparseMatrix h = free_hamiltonian(model);
  Current current;
  for (const HamiltonianTerm& term : model.hamiltonian) {
    const SparseMatrix drive = sparse(term.op, model.dimensions());
    const SparseMatrix change = drive * h - h * drive;
    if (change.norm() <= same_operator * drive.norm() * h.norm()) continue;
    current.add(compile_coefficient(term.coefficient, model.parameters), (i * change).pruned());
  }
  return current;
}

EntropyFlow::EntropyFlow(const Model& model) {
  std::vector<SparseMatrix> operators;
  for (const Jump& jump : model.jumps) operators.push_back(sparse(jump.op, model.dimensions()));
  std::vector<bool> is_paired(operators.size(), false);
  for (std::size_t a = 0; a < operators.size(); ++a) {
    if (is_paired[a]) continue;
    const SparseMatrix reverse = operators[a].adjoint();
    is_paired[a] = true;
    if (are_equal(operators[a], reverse)) continue;
    std::size_t b = a + 1;
    while (b < operators.size() &&
           (is_paired[b] || model.jumps[b].reservoir != model.jumps[a].reservoir ||
            !are_equal(operators[b], reverse)))
      ++b;
    if (b == operators.size())
      throw InvalidInput("entropy_production",
                         fmt::format("the jump with rate {} has no reverse, so that it belongs to "
                                     "no temperature; give its adjoint too, with rate 0 at T = 0",
                                     to_string(model.jumps[a].rate)));
    is_paired[b] = true;
    pairs_.push_back({compile_coefficient(model.jumps[a].rate, model.parameters),
                      compile_coefficient(model.jumps[b].rate, model.parameters),
                      reverse * operators[a], operators[a] * reverse});
  }
}

double EntropyFlow::operator()(const Instant& instant, const Matrix& state) const {
  double sum = 0.0;
  for (const Pair& pair : pairs_) {
    const double down = pair.down_rate(instant);
    const double up = pair.up_rate(instant);
    const double forth = down == 0.0 ? 0.0 : down * expectation(pair.down, state);
    const double back = up == 0.0 ? 0.0 : up * expectation(pair.up, state);
    if (forth != back) sum += (forth - back) * std::log2(down / up);
  }
  return sum;
}

double entropy_rate(const Matrix& rho, const Matrix& change) {
  const auto [populations, vectors] = hermitian_eigensystem(rho);
  double sum = 0.0;
  for (Eigen::Index k = 0; k < populations.size(); ++k) {
    const double rate = vectors.col(k).dot(change * vectors.col(k)).real();
    if (populations(k) > no_population) {
      sum -= rate * std::log2(populations(k));
    } else if (rate > no_population * change.norm()) {
      return std::numeric_limits<double>::infinity();
    }
  }
  return sum;
}

}  // namespace qbattery
