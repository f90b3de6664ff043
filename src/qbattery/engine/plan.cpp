#include "qbattery/engine/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/dynamics/sparse_steady_state.hpp"
#include "qbattery/generator/packed_density.hpp"
#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

Plan::Plan(const Model& model, const Request& request, const Known& known)
    : model_(model), request_(request) {
  const Task task = request.collisions ? Task::collide : request.task;
  check_task(request.collisions ? request.collisions->joint : model, task);
  if (is_exact()) {
    generator_ = std::make_unique<AffineGenerator>(model);
  } else {
    equation_ =
        std::make_unique<MasterEquation>(request.collisions ? request.collisions->joint : model);
  }
  stages_ = Stages(request.stages, model.parameters);
  if (request.collisions)
    collision_duration_ = compile_coefficient(request.collisions->duration, model.parameters);
  if (request.task == Task::steady_state && !request.reductions.empty()) {
    throw InvalidInput(request.reductions.front().name,
                       fmt::format("\"{}\" is one number of a curve, and a steady state has none",
                                   request.reductions.front().name));
  }
  ReductionScope scope{.task = task};
  if (!request.times.empty()) scope.last_time = request.times.back();
  check_sizes(request);
  const std::vector<expr::Expression> quantities = spelt_out(request.quantities);
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    scope.quantities.emplace(request.quantities[i].name, quantities[i]);
    outputs_.push_back({to_string(quantities[i]), compile_quantity(quantities[i], model, task)});
  }
  for (const auto& [name, expression] : request.reductions) {
    reductions_.push_back(compile_reduction(expression, model, scope));
    scope.reductions.emplace(name, expression);
  }
  watch_modes(task);
  prepare(quantities, known);
}

void Plan::watch_modes(Task task) {
  for (const Subsystem& subsystem : model_.subsystems) {
    if (subsystem.kind != SubsystemKind::mode) continue;
    const expr::Expression held = expr::parse(fmt::format("last_level({})", subsystem.name));
    watched_.push_back({to_string(held), compile_quantity(held, model_, task)});
  }
}

// In decades, lest every point of a sweep have a sentence of its own.
std::string Plan::warning_of(const std::function<double(const TextAndQuantity&)>& largest) const {
  for (const TextAndQuantity& each : watched_) {
    const double held = largest(each);
    if (!(held > request_.truncation_tolerance)) continue;
    return fmt::format(
        "{}{} is {:.0e} or more, above truncation_tolerance = {}: give that mode "
        "more levels",
        warning_prefix, each.text, std::pow(10.0, std::floor(std::log10(held))),
        request_.truncation_tolerance);
  }
  return {};
}

namespace {

bool has_signed_rates(const Model& model) {
  return std::ranges::any_of(model.jumps, &Jump::is_signed);
}

/// Whether evolutions may come to it: it is a state, and nothing grows away from it, as far as a
/// dense generator tells.
bool is_reached(const SteadyState& steady, const Run& run) {
  constexpr double rounding = 1e-9;
  if (hermitian_eigenvalues(steady.rho).minCoeff() < -rounding) return false;
  return run.generator == nullptr || !(spectral_gap(*run.generator, steady.stationary_dimension) <
                                       -rounding * run.generator->norm());
}

}  // namespace

void Plan::prepare(const std::vector<expr::Expression>& quantities, const Known& known) {
  if (request_.task == Task::evolve) times_ = std::make_shared<const SampleTimes>(request_.times);
  if (equation_ && request_.task == Task::evolve) {
    want(sampled(quantities));
  } else if (request_.task == Task::evolve) {
    curve_lanes_ = std::make_unique<CurveLanes>(model_, *generator_, sampled(quantities), known);
    curves_in_lanes_ = reductions_.empty() && watched_.empty() && all_in_lanes();
  } else if (is_exact() && !request_.steady.long_time_limit && watched_.empty() &&
             !has_signed_rates(model_)) {
    steady_lanes_ = SteadyLanes::make(model_, *generator_, quantities, known);
  }
}

void Plan::want(const std::vector<expr::Expression>& quantities) {
  const Task task = request_.collisions ? Task::collide : Task::evolve;
  std::vector<std::optional<Operator>> means;
  for (const expr::Expression& each : quantities) {
    wanted_.push_back({to_string(each), compile_quantity(each, model_, task)});
    means.push_back(observable_of(each, model_));
  }
  for (const TextAndQuantity& each : watched_) {
    if (std::ranges::count(wanted_, each.text, &TextAndQuantity::text) > 0) continue;
    wanted_.push_back(each);
    means.push_back(observable_of(expr::parse(each.text), model_));
  }
  const bool are_means = std::ranges::all_of(means, [](const auto& op) { return op.has_value(); });
  if (request_.collisions || equation_->is_closed() || !are_means) return;
  for (const std::optional<Operator>& op : means)
    forms_.push_back(packed_observable(sparse(*op, model_.dimensions())));
}

bool Plan::is_exact() const {
  const int levels = total_dimension(model_.dimensions());
  if (request_.task == Task::steady_state) return levels <= most_levels_dense;
  return levels <= most_levels_exact && !depends_on_time(model_) && request_.stages.empty() &&
         !request_.collisions;
}

// Two outputs of one expression are copied from one to the other: they go the long way.
bool Plan::all_in_lanes() const {
  return curve_lanes_->size() == outputs_.size() &&
         std::ranges::all_of(outputs_, [this](const Output& output) {
           return curve_lanes_->find(output.text).has_value();
         });
}

// Every expression whose samples are needed, once.
std::vector<expr::Expression> Plan::sampled(const std::vector<expr::Expression>& quantities) const {
  std::map<std::string, expr::Expression> all;
  for (const Reduction& reduction : reductions_)
    for (const expr::Expression& quantity : reduction.quantities)
      all.emplace(to_string(quantity), quantity);
  if (reductions_.empty() || request_.keep_curves)
    for (const expr::Expression& quantity : quantities) all.emplace(to_string(quantity), quantity);
  std::vector<expr::Expression> expressions;
  for (const auto& [text, expression] : all) expressions.push_back(expression);
  return expressions;
}

void Plan::require_state(const Matrix& initial_state) const {
  const int dimension = total_dimension(model_.dimensions());
  const bool is_ket = initial_state.cols() == 1;
  if (initial_state.rows() == dimension && (is_ket || initial_state.cols() == dimension)) return;
  throw InvalidInput("initial_state",
                     fmt::format("the initial state must be {0} x {0}, got {1} x {2}", dimension,
                                 initial_state.rows(), initial_state.cols()));
}

Outcome Plan::run(std::span<const double> parameters, const Matrix& initial_state) const {
  return run(parameters, initial_state, nullptr);
}

Outcome Plan::run(std::span<const double> parameters, const Matrix& initial_state,
                  Workspace* workspace) const {
  try {
    return request_.task == Task::evolve ? evolve(parameters, initial_state, workspace)
                                         : find_steady(parameters, initial_state);
  } catch (const NumericalError& error) {
    return failed(error.what());
  }
}

Curve Plan::curve(std::span<const double> parameters, const Matrix& initial_state) const {
  return curve(parameters, initial_state, nullptr);
}

Curve Plan::curve(std::span<const double> parameters, const Matrix& initial_state,
                  Workspace* workspace) const {
  require_state(initial_state);
  if (equation_) return flowing_curve(parameters, initial_state);
  return {generator_->basis(),
          generator_->assemble(parameters),
          density_of(initial_state),
          times_,
          *curve_lanes_,
          parameters,
          workspace};
}

Curve Plan::flowing_curve(std::span<const double> parameters, const Matrix& initial_state) const {
  Matrix start = initial_state;
  if (equation_->is_closed() && !request_.collisions) {
    if (const auto ket = ket_of(initial_state)) start = *ket;
  } else {
    start = density_of(initial_state);
  }
  return {request_.collisions
              ? colliding_state(*equation_, *request_.collisions, collision_duration_,
                                request_.times, request_.tolerance, parameters, start)
              : flowing_state({*equation_, stages_, request_.times, request_.tolerance, forms_},
                              parameters, start),
          start, request_.times, wanted_};
}

SteadyState Plan::steady_state(std::span<const double> parameters,
                               const Matrix& initial_state) const {
  require_state(initial_state);
  if (equation_)
    return sparse_steady_state(equation_->constant_part(parameters), density_of(initial_state),
                               request_.steady);
  return qbattery::steady_state(generator_->assemble(parameters), generator_->basis(),
                                generator_->reference_state(parameters), density_of(initial_state),
                                request_.steady);
}

Outcome Plan::evolve(std::span<const double> parameters, const Matrix& initial_state,
                     Workspace* workspace) const {
  const Curve curve = this->curve(parameters, initial_state, workspace);
  Outcome outcome;
  for (const Reduction& reduction : reductions_) reduction.append(curve, outcome.reductions);
  outcome.warning = warning_of([&curve](const TextAndQuantity& each) {
    return std::ranges::max(curve.samples(each.text, each.quantity));
  });
  if (!reductions_.empty() && !request_.keep_curves) return outcome;
  for (const Output& output : outputs_) {
    outcome.curves.push_back(curve.samples(output.text, output.quantity));
  }
  return outcome;
}

Outcome Plan::find_steady(std::span<const double> parameters, const Matrix& initial_state) const {
  const SteadyState steady = steady_state(parameters, initial_state);
  RealMatrix generator;
  Run run{.initial_state = initial_state, .steady = &steady};
  if (generator_) {
    generator = generator_->assemble(parameters);
    run.basis = &generator_->basis();
    run.generator = &generator;
  } else {
    run.derivative = [equation = equation_->of_density(parameters)](double t, const Matrix& rho) {
      return MasterEquation::derivative(equation, t, rho);
    };
  }
  run.parameters = [parameters](double) { return parameters; };
  Outcome outcome;
  for (const Output& output : outputs_) {
    outcome.curves.push_back({output.quantity({0.0, steady.rho, run})});
  }
  outcome.warning = warning_of([&](const TextAndQuantity& each) {
    return each.quantity({0.0, steady.rho, run});
  });
  if (outcome.warning.empty() && has_signed_rates(model_) && !is_reached(steady, run))
    outcome.warning = fmt::format(
        "{}L rho = 0 has this solution, but with its negative rates nothing comes to it; gap() "
        "and smallest_eigenvalue() tell more",
        warning_prefix);
  return outcome;
}

Outcome Plan::failed(const std::string& reason) const {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const bool with_curves = reductions_.empty() || request_.keep_curves;
  const std::size_t samples = request_.task == Task::evolve ? request_.times.size() : 1;
  std::size_t numbers = 0;
  for (const Reduction& reduction : reductions_) numbers += reduction.numbers;
  return {.reductions = std::vector<double>(numbers, nan),
          .curves = std::vector<std::vector<double>>(with_curves ? outputs_.size() : 0,
                                                     std::vector<double>(samples, nan)),
          .failure = reason};
}

}  // namespace qbattery
