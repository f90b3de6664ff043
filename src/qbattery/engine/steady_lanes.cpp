#include "qbattery/engine/steady_lanes.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "qbattery/dynamics/traced_steady_state.hpp"
#include "qbattery/quantities/quantity.hpp"

namespace qbattery {

namespace {

using lanes::Traced;
using lanes::width;
// Larger models take programs too long to write.
constexpr int most_components = 256;

// The first is for most points and does what these need; the others may take their time.
constexpr TracedSolver solvers[] = {
    {.rates = 100.0, .refinements = 1},
    {.rates = 1e4, .refinements = 3, .normalized = true},
    {.rates = 1e-4, .refinements = 3, .normalized = true},
};

using SomePoints = std::span<const std::size_t>;

/// Whether the points, ascending, follow each other.
bool are_neighbours(SomePoints points) {
  return points.back() - points.front() == points.size() - 1;
}

void gather(const double* row, SomePoints points, double* input) {
  if (are_neighbours(points)) {
    std::copy_n(row + points.front(), points.size(), input);
  } else {
    for (std::size_t lane = 0; lane < points.size(); ++lane) input[lane] = row[points[lane]];
  }
  // The last point again where there are no more: no lane must stay without numbers.
  std::fill(input + points.size(), input + width, row[points.back()]);
}

void scatter(const double* output, SomePoints points, double* to) {
  if (are_neighbours(points)) {
    std::copy_n(output, points.size(), to + points.front());
  } else {
    for (std::size_t lane = 0; lane < points.size(); ++lane) to[points[lane]] = output[lane];
  }
}

}  // namespace

/// Writes programs for one model. Each has a tape of its own, with the parameters as first inputs.
class SteadyLanes::Writer {
 public:
  Writer(const Model& model, const AffineGenerator& generator, const Known& known) : model_(model) {
    for (std::size_t i = 0; i < model.parameters.size(); ++i) {
      const bool is_known = i < known.parameters.size() && known.parameters[i];
      parameters_.push_back(is_known ? Traced(*known.parameters[i]) : tape_.input());
      if (!is_known) inputs_.push_back(static_cast<Eigen::Index>(i));
    }
    traced_ = generator.trace(parameters_);
  }

  const std::vector<Eigen::Index>& inputs() const { return inputs_; }

  std::optional<lanes::Program> solving(const TracedSolver& solver,
                                        const std::vector<expr::Expression>& quantities) {
    const auto steady = trace_steady_state(
        traced_, components_of_product(model_.dimensions(), traced_.populations), solver);
    if (!steady) return {};
    return program(quantities, steady->deviation, {steady->trusted});
  }

  std::optional<lanes::Program> of_deviation(const std::vector<expr::Expression>& quantities) {
    TracedVector deviation = {0.0};
    while (deviation.size() < traced_.matrix.size()) deviation.push_back(tape_.input());
    return program(quantities, deviation, {});
  }

  std::optional<lanes::Program> large_parts(const LeastDimension& least_dimension) {
    const auto set = least_dimension.large_parts(traced_);
    if (!set) return {};
    return tape_.program({*set});
  }

 private:
  std::optional<lanes::Program> program(const std::vector<expr::Expression>& quantities,
                                        const TracedVector& deviation, TracedVector more) {
    const TracedMoment moment(model_.dimensions(), traced_.populations, deviation, traced_.matrix);
    TracedVector outputs;
    for (const expr::Expression& quantity : quantities) {
      const std::optional<Traced> output = trace_quantity(quantity, model_, moment);
      if (!output) return {};
      outputs.push_back(*output);
    }
    outputs.insert(outputs.end(), more.begin(), more.end());
    return tape_.program(outputs);
  }

  const Model& model_;
  lanes::Tape tape_;
  std::vector<Traced> parameters_;
  std::vector<Eigen::Index> inputs_;
  TracedGenerator traced_;
};

std::unique_ptr<SteadyLanes> SteadyLanes::make(const Model& model, const AffineGenerator& generator,
                                               const std::vector<expr::Expression>& quantities,
                                               const Known& known) {
  if (generator.basis().size() > most_components) return nullptr;
  const auto writer = [&model, &generator, known] { return Writer(model, generator, known); };
  auto result = std::make_unique<SteadyLanes>();
  result->inputs_ = writer().inputs();
  for (const TracedSolver& solver : solvers) {
    result->programs_.emplace_back(
        [writer, quantities, solver] { return writer().solving(solver, quantities); });
  }
  if (!result->programs_.front().get()) return nullptr;
  result->of_deviation_.emplace(
      [writer, quantities] { return *writer().of_deviation(quantities); });
  result->least_dimension_.emplace(generator);
  result->large_parts_.emplace(
      [writer, &least = *result->least_dimension_] { return writer().large_parts(least); });
  return result;
}

SteadyLanes::Left SteadyLanes::run(const ParameterRows& parameters,
                                   const std::vector<double*>& outputs,
                                   Workspace& workspace) const {
  Left left;
  left.doubtful.resize(static_cast<std::size_t>(parameters.cols()));
  std::iota(left.doubtful.begin(), left.doubtful.end(), std::size_t{0});
  for (std::size_t i = 0; i < programs_.size() && !left.doubtful.empty(); ++i) {
    const std::optional<lanes::Program>& program = programs_[i].get();
    if (program) left.doubtful = run(*program, parameters, left.doubtful, outputs, workspace);
    if (i == 0) take_out_several(parameters, left, workspace);
  }
  return left;
}

template <class Take>
void SteadyLanes::run_rows(const lanes::Program& program, const ParameterRows& parameters,
                           const Points& points, Workspace& workspace, Take take) const {
  lanes::Machine& machine = workspace.machine(program);
  for (std::size_t first = 0; first < points.size(); first += width) {
    const SomePoints here(points.data() + first, std::min(width, points.size() - first));
    for (std::size_t i = 0; i < inputs_.size(); ++i)
      gather(parameters.row(inputs_[i]).data(), here, machine.input(i));
    machine.run();
    take(here, machine);
  }
}

SteadyLanes::Points SteadyLanes::run(const lanes::Program& program, const ParameterRows& parameters,
                                     const Points& points, const std::vector<double*>& outputs,
                                     Workspace& workspace) const {
  Points doubtful;
  run_rows(program, parameters, points, workspace, [&](SomePoints here, const auto& machine) {
    for (std::size_t i = 0; i < outputs.size(); ++i) scatter(machine.output(i), here, outputs[i]);
    const double* const trusted = machine.output(outputs.size());
    for (std::size_t lane = 0; lane < here.size(); ++lane)
      if (!(trusted[lane] > 0.0)) doubtful.push_back(here[lane]);
  });
  return doubtful;
}

// A single set of parameters gets the exact number of dimensions instead.
void SteadyLanes::take_out_several(const ParameterRows& parameters, Left& left,
                                   Workspace& workspace) const {
  if (inputs_.empty() || left.doubtful.empty() || !large_parts_->get()) return;
  Points others;
  double known = -1.0;  // most points have the same large parts as the one before
  int dimension = 1;
  run_rows(*large_parts_->get(), parameters, left.doubtful, workspace,
           [&](SomePoints here, const auto& machine) {
             const double* const large_parts = machine.output(0);
             for (std::size_t lane = 0; lane < here.size(); ++lane) {
               if (large_parts[lane] != known)
                 dimension = least_dimension_->of(known = large_parts[lane]);
               if (dimension > 1) {
                 left.several.emplace_back(here[lane], dimension);
               } else {
                 others.push_back(here[lane]);
               }
             }
           });
  left.doubtful = std::move(others);
}

void SteadyLanes::of_deviation(const ParameterRows& parameters, std::size_t point,
                               const RealVector& deviation, const std::vector<double*>& outputs,
                               Workspace& workspace) const {
  lanes::Machine& machine = workspace.machine(of_deviation_->get());
  for (std::size_t i = 0; i < inputs_.size(); ++i)
    std::fill_n(machine.input(i), width, parameters(inputs_[i], static_cast<Eigen::Index>(point)));
  for (Eigen::Index k = 1; k < deviation.size(); ++k)
    std::fill_n(machine.input(inputs_.size() + static_cast<std::size_t>(k) - 1), width,
                deviation[k]);
  machine.run();
  for (std::size_t i = 0; i < outputs.size(); ++i) outputs[i][point] = machine.output(i)[0];
}

}  // namespace qbattery
