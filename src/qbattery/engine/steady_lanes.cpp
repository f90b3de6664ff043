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
using Points = std::vector<std::size_t>;

// Larger models take programs too long to write.
constexpr int most_components = 256;

// The first is for most points and does what these need; the others may take their time.
constexpr TracedSolver solvers[] = {
    {.rates = 100.0, .refinements = 1},
    {.rates = 1e4, .refinements = 3},
    {.rates = 1e-4, .refinements = 3},
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
  return result;
}

Points SteadyLanes::run(const ParameterRows& parameters, const std::vector<double*>& outputs,
                        Workspace& workspace) const {
  Points points(static_cast<std::size_t>(parameters.cols()));
  std::iota(points.begin(), points.end(), std::size_t{0});
  for (const auto& program : programs_) {
    if (points.empty()) break;
    if (program.get()) points = run(*program.get(), parameters, points, outputs, workspace);
  }
  return points;
}

Points SteadyLanes::run(const lanes::Program& program, const ParameterRows& parameters,
                        const Points& points, const std::vector<double*>& outputs,
                        Workspace& workspace) const {
  lanes::Machine& machine = workspace.machine(program);
  Points doubtful;
  for (std::size_t first = 0; first < points.size(); first += width) {
    const std::size_t count = std::min(width, points.size() - first);
    const std::span<const std::size_t> here(points.data() + first, count);
    for (std::size_t i = 0; i < inputs_.size(); ++i)
      gather(parameters.row(inputs_[i]).data(), here, machine.input(i));
    machine.run();
    for (std::size_t i = 0; i < outputs.size(); ++i) scatter(machine.output(i), here, outputs[i]);
    const double* const trusted = machine.output(outputs.size());
    for (std::size_t lane = 0; lane < count; ++lane)
      if (!(trusted[lane] > 0.0)) doubtful.push_back(here[lane]);
  }
  return doubtful;
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
