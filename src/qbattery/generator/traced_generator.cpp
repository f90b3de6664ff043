// A generator for lanes: the same sums as AffineGenerator::assemble() and reference_state(), of
// numbers that are not known yet.

#include <cmath>
#include <limits>
#include <optional>

#include "qbattery/expr/traced.hpp"
#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/generator/stationary_populations.hpp"

namespace qbattery {

namespace {

using lanes::Traced;
using Rows = std::vector<std::vector<Traced>>;

Rows zeros(Eigen::Index size) {
  return Rows(static_cast<std::size_t>(size),
              std::vector<Traced>(static_cast<std::size_t>(size), 0.0));
}

Traced trace_coefficient(const expr::Expression& expression, const std::vector<std::string>& names,
                         const std::vector<Traced>& parameters) {
  return expr::trace(expression, [&](const expr::Expression& leaf) -> std::optional<Traced> {
    if (leaf.kind != expr::Kind::name) return {};
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == leaf.text) return parameters[i];
    return {};
  });
}

}  // namespace

double typical_number(std::size_t place) {
  constexpr double golden_ratio = 0.6180339887498949;
  return 1.0 + std::fmod(golden_ratio * static_cast<double>(place + 1), 1.0);
}

TracedGenerator AffineGenerator::trace(const std::vector<Traced>& parameters) const {
  TracedGenerator traced{.coefficients = {},
                         .matrix = zeros(basis_.size()),
                         .populations = {},
                         .smallest_rate = std::numeric_limits<double>::infinity(),
                         .scale = 0.0,
                         .typical_hamiltonian = RealMatrix::Zero(basis_.size(), basis_.size()),
                         .typical_jumps = RealMatrix::Zero(basis_.size(), basis_.size())};
  for (std::size_t place = 0; place < parts_.size(); ++place) {
    const Part& part = parts_[place];
    const Traced coefficient = trace_coefficient(part.expression, parameters_, parameters);
    traced.coefficients.push_back(coefficient);
    if (part.is_rate && !part.is_signed)
      traced.smallest_rate = min(traced.smallest_rate, coefficient);
    if (coefficient.is_zero()) continue;
    double largest = 0.0;
    RealMatrix& typical = part.is_rate ? traced.typical_jumps : traced.typical_hamiltonian;
    for (int column = 0; column < part.matrix.outerSize(); ++column) {
      for (Eigen::SparseMatrix<double>::InnerIterator it(part.matrix, column); it; ++it) {
        const auto row = static_cast<std::size_t>(it.row());
        traced.matrix[row][static_cast<std::size_t>(column)] += coefficient * it.value();
        typical(it.row(), column) += it.value() * typical_number(place);
        largest = std::max(largest, std::abs(it.value()));
      }
    }
    traced.scale += abs(coefficient) * largest;
  }
  for (std::size_t place = 0; place < subsystems_.size(); ++place) {
    const Subsystem& subsystem = subsystems_[place];
    Rows rates = zeros(subsystem.dimension());
    for (const LocalRates& local : local_rates_) {
      if (static_cast<std::size_t>(local.subsystem) != place) continue;
      const Traced rate = trace_coefficient(local.expression, parameters_, parameters);
      for (std::size_t to = 0; to < rates.size(); ++to)
        for (std::size_t from = 0; from < rates.size(); ++from)
          rates[to][from] +=
              rate * local.rates(static_cast<Eigen::Index>(to), static_cast<Eigen::Index>(from));
    }
    traced.populations.push_back(
        stationary_populations(rates, subsystem.hamiltonian.diagonal().real()));
  }
  return traced;
}

}  // namespace qbattery
