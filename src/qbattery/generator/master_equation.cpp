#include "qbattery/generator/master_equation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "qbattery/expr/expression.hpp"
#include "qbattery/generator/packed_density.hpp"
#include "qbattery/generator/sparse_density.hpp"
#include "qbattery/generator/sparse_ket.hpp"
#include "qbattery/model/coefficient.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

const Complex i(0.0, 1.0);

/// Least and largest eigenvalue of a Hermitian matrix, by Gershgorin's circles: outwards, and near
/// for sums of few neighbours.
std::pair<double, double> eigenvalue_bounds(const SparseMatrix& hermitian) {
  double least = 0.0, largest = 0.0;
  for (Eigen::Index r = 0; r < hermitian.outerSize(); ++r) {
    double middle = 0.0, radius = 0.0;
    for (SparseMatrix::InnerIterator it(hermitian, r); it; ++it)
      (it.col() == r ? middle : radius) += it.col() == r ? it.value().real() : std::abs(it.value());
    least = r == 0 ? middle - radius : std::min(least, middle - radius);
    largest = r == 0 ? middle + radius : std::max(largest, middle + radius);
  }
  return {least, largest};
}

std::optional<Spread> spread_where_any(const Spread& spread) {
  const double size = spread.decay + spread.turning;
  return std::isfinite(size) && size > 0.0 ? std::optional(spread) : std::nullopt;
}

// K = -i H of a ket has the eigenvalues -i E. Kets of one E turn as well, and leave a little room
// around it.
std::optional<Spread> spread_of_kets(const SparseMatrix& drift) {
  const auto [lowest, highest] = eigenvalue_bounds(i * drift);
  const double middle = -(highest + lowest) / 2;
  const double width = std::max(highest - lowest, 2e-3 * std::abs(middle));
  return spread_where_any({0.0, width / 2, middle});
}

// K = -i H - N/2 of a density matrix: differences of two E, and what jumps put back reaches from 0
// to another N beyond the decays of K.
std::optional<Spread> spread_of_densities(const SparseMatrix& drift) {
  const SparseMatrix adjoint = drift.adjoint();
  const auto [lowest, highest] = eigenvalue_bounds(0.5 * i * (drift - adjoint));
  const auto [slowest, fastest] = eigenvalue_bounds(-1.0 * (drift + adjoint));
  const double decay = std::max(std::abs(slowest), std::abs(fastest));
  return spread_where_any({2 * decay, highest - lowest, 0.0});
}

template <class Map>
std::shared_ptr<const std::vector<Map>> shared_by(std::vector<Map> maps) {
  return std::make_shared<const std::vector<Map>>(std::move(maps));
}

template <class Map>
auto applied_by(const std::shared_ptr<const std::vector<Map>>& maps) {
  return [maps](std::size_t k, const Complex* from, Complex* to, const Combination& with) {
    return (*maps)[k].apply(from, to, with);
  };
}

}  // namespace

/// One term of the Hamiltonian, or one jump.
struct MasterEquation::Part {
  expr::Expression expression;
  expr::Compiled<Instant> coefficient;
  bool changes = false;  ///< in time
  std::vector<expr::Compiled<Instant>> corners = {};
  bool is_jump = false;
  bool is_signed = false;
  SparseMatrix drift;      ///< of K: -i H, or -j' j/2
  SparseMatrix jump = {};  ///< j; empty for a Hamiltonian
};

MasterEquation::MasterEquation(const Model& model)
    : dimension_(total_dimension(model.dimensions())), parameters_(model.parameters) {
  check_model(model);
  const auto changes = [](const expr::Expression& expression) {
    return std::ranges::count(expr::names_in(expression), time_name) > 0;
  };
  for (const HamiltonianTerm& term : model.hamiltonian)
    parts_.push_back({.expression = term.coefficient,
                      .coefficient = compile_coefficient(term.coefficient, parameters_),
                      .changes = changes(term.coefficient),
                      .drift = -i * sparse(term.op, model.dimensions())});
  for (const Jump& jump : model.jumps) {
    const SparseMatrix j = sparse(jump.op, model.dimensions());
    const SparseMatrix adjoint = j.adjoint();
    parts_.push_back({.expression = jump.rate,
                      .coefficient = compile_coefficient(jump.rate, parameters_),
                      .changes = changes(jump.rate),
                      .is_jump = true,
                      .is_signed = jump.is_signed,
                      .drift = -0.5 * (adjoint * j).pruned(),
                      .jump = j});
  }
  for (Part& part : parts_)
    for (const expr::Expression& corner : corners_of(part.expression))
      part.corners.push_back(compile_coefficient(corner, parameters_));
}

MasterEquation::~MasterEquation() = default;

int MasterEquation::dimension() const { return dimension_; }

bool MasterEquation::is_closed() const {
  return std::ranges::none_of(parts_, [](const Part& part) { return part.is_jump; });
}

double MasterEquation::coefficient(const Part& part, std::span<const double> parameters,
                                   double t) const {
  const double value = part.coefficient({parameters, t});
  const std::string when = part.changes ? fmt::format(" at t = {}", t) : "";
  const std::string text = std::isfinite(value) && value >= 0.0 ? "" : to_string(part.expression);
  if (!std::isfinite(value))
    throw NumericalError(
        fmt::format("{} is {}{}, no finite number", text, shortest_digits(value), when));
  if (value >= 0.0 || !part.is_jump || part.is_signed) return value;
  const std::string message =
      fmt::format("the rate {} must be at least 0, got {}{}; signed = true admits negative rates",
                  text, shortest_digits(value), when);
  if (part.changes) throw NumericalError(message);
  throw InvalidInput(text, message);
}

SparseGenerator MasterEquation::constant_part(std::span<const double> parameters) const {
  if (parameters.size() != parameters_.size())
    throw InvalidInput("parameters", fmt::format("the model has {} parameters ({}), got {} numbers",
                                                 parameters_.size(), fmt::join(parameters_, ", "),
                                                 parameters.size()));
  SparseGenerator sum{SparseMatrix(dimension_, dimension_)};
  for (const Part& part : parts_) {
    if (part.changes) continue;
    const double value = coefficient(part, parameters, 0.0);
    if (value == 0.0) continue;
    sum.drift += value * part.drift;
    if (part.is_jump) sum.jumps.emplace_back(value, part.jump);
  }
  return sum;
}

LinearEquation MasterEquation::equation(std::span<const double> parameters,
                                        const Levels* levels) const {
  std::vector<SparseGenerator> applied{constant_part(parameters)};
  std::vector<const Part*> changing;
  for (const Part& part : parts_) {
    if (!part.changes) continue;
    changing.push_back(&part);
    applied.push_back({part.drift});
    if (part.is_jump) applied.back().jumps.emplace_back(1.0, part.jump);
  }
  if (levels != nullptr)
    for (SparseGenerator& each : applied) each.drift = levels->of(each.drift);
  LinearEquation equation;
  const SparseMatrix& constant = applied.front().drift;
  equation.spread = levels != nullptr ? spread_of_kets(constant) : spread_of_densities(constant);
  equation.size = levels != nullptr ? levels->size() : packed_size(dimension_);
  equation.coefficients = changing.size();
  const std::vector<double> values(parameters.begin(), parameters.end());
  equation.coefficients_at = [this, changing, values](double t, std::span<double> c) {
    for (std::size_t k = 0; k < changing.size(); ++k) c[k] = coefficient(*changing[k], values, t);
  };
  std::vector<expr::Compiled<Instant>> corners;
  for (const Part* part : changing)
    corners.insert(corners.end(), part->corners.begin(), part->corners.end());
  equation.corners = corners.size();
  equation.corner_at = [corners = std::move(corners), values](std::size_t which, double t) {
    return corners[which]({values, t});
  };
  if (levels != nullptr) {
    std::vector<SparseKetMap> maps;
    for (const SparseGenerator& each : applied) maps.emplace_back(each.drift);
    const bool is_turned_real = maps.front().is_turned_real();
    const auto shared = shared_by(std::move(maps));
    equation.apply = applied_by(shared);
    if (is_turned_real)
      equation.apply_real = [shared](const double* from, double* to, const RealCombination& with) {
        return shared->front().apply_real(from, to, with);
      };
  } else {
    std::vector<SparseDensityMap> maps;
    for (const SparseGenerator& each : applied) maps.emplace_back(each.drift, each.jumps);
    equation.apply = applied_by(shared_by(std::move(maps)));
  }
  return equation;
}

LinearEquation MasterEquation::of_density(std::span<const double> parameters) const {
  return equation(parameters, nullptr);
}

LinearEquation MasterEquation::of_ket(std::span<const double> parameters) const {
  std::vector<Eigen::Index> all(static_cast<std::size_t>(dimension_));
  std::iota(all.begin(), all.end(), Eigen::Index{0});
  return of_ket(parameters, {dimension_, std::move(all)});
}

LinearEquation MasterEquation::of_ket(std::span<const double> parameters,
                                      const Levels& levels) const {
  if (!is_closed())
    throw InvalidInput("initial_state", "a model with jumps evolves density matrices, not kets");
  return equation(parameters, &levels);
}

Levels MasterEquation::levels_reached_from(const Matrix& ket) const {
  std::vector<const SparseMatrix*> matrices;
  for (const Part& part : parts_) matrices.push_back(&part.drift);
  return qbattery::levels_reached_from(ket, matrices);
}

Ket MasterEquation::change(const LinearEquation& equation, double t, const Ket& v) {
  std::vector<double> c(equation.coefficients);
  equation.coefficients_at(t, c);
  Ket sum(v.size());
  equation.apply(0, v.data(), sum.data(), {});
  Ket image(v.size());
  for (std::size_t k = 0; k < c.size(); ++k) {
    equation.apply(k + 1, v.data(), image.data(), {});
    sum += c[k] * image;
  }
  return sum;
}

Matrix MasterEquation::derivative(const LinearEquation& equation, double t, const Matrix& rho) {
  return unpacked_density(change(equation, t, packed_density(rho)));
}

}  // namespace qbattery
