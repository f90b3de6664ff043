#include "qbattery/engine/curve_lanes.hpp"

#include <algorithm>
#include <numeric>

#include "qbattery/dynamics/reach.hpp"
#include "qbattery/quantities/quantity.hpp"

namespace qbattery {

namespace {

using lanes::Traced;
using lanes::width;

constexpr int most_components = 256;

/// A state of which only some components are not 0.
std::vector<Traced> traced_state(std::size_t size, const std::vector<std::size_t>& support,
                                 const std::vector<Traced>& components) {
  std::vector<Traced> state(size, 0.0);
  state[0] = 1.0;  // the trace
  std::size_t next = 0;
  for (const std::size_t place : support)
    if (place != 0) state[place] = components[next++];
  return state;
}

std::vector<std::size_t> support_of(const AffineGenerator& generator, const TracedMatrix& matrix,
                                    const Known& known) {
  std::vector<std::size_t> all(static_cast<std::size_t>(generator.basis().size()));
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (!known.initial_state) return all;
  const RealVector initial = generator.basis().components(*known.initial_state);
  std::vector<std::size_t> start;
  for (const std::size_t i : all)
    if (i == 0 || initial[static_cast<Eigen::Index>(i)] != 0.0) start.push_back(i);
  std::vector<std::size_t> support = reach(matrix, start);
  support.insert(support.end(), start.begin(), start.end());
  std::sort(support.begin(), support.end());
  support.erase(std::unique(support.begin(), support.end()), support.end());
  return support;
}

}  // namespace

/// Writes programs over the same inputs: parameters, time, components, and how fast these change.
class CurveLanes::Writer {
 public:
  Writer(const Model& model, const AffineGenerator& generator, const Known& known,
         CurveLanes& lanes)
      : model_(model) {
    for (std::size_t i = 0; i < model.parameters.size(); ++i) {
      const bool is_known = i < known.parameters.size() && known.parameters[i];
      parameters_.push_back(is_known ? Traced(*known.parameters[i]) : tape_.input());
      if (!is_known) lanes.inputs_.push_back(i);
    }
    matrix_ = generator.trace(parameters_).matrix;
    lanes.support_ = support_of(generator, matrix_, known);
    time_ = tape_.input();
    const auto without_trace = [&] {
      std::vector<Traced> inputs;
      for (const std::size_t place : lanes.support_)
        if (place != 0) inputs.push_back(tape_.input());
      return inputs;
    };
    const std::vector<Traced> components = without_trace();
    const std::vector<Traced> rates = without_trace();
    rates_.emplace_back(time_, 1.0);
    for (std::size_t i = 0; i < rates.size(); ++i) rates_.emplace_back(components[i], rates[i]);
    state_ = traced_state(matrix_.size(), lanes.support_, components);
    if (known.initial_state) set_initial(generator.basis().components(*known.initial_state));
  }

  std::optional<Traced> value(const expr::Expression& expression) const {
    const TracedMoment state(model_.dimensions(), {}, state_, matrix_);
    return trace_quantity(expression, model_, TracedMoment(state, time_, initial_));
  }
  lanes::Program program(const std::vector<Traced>& outputs) { return tape_.program(outputs); }
  std::optional<lanes::Program> program_with_slope(const Traced& value) {
    const std::optional<Traced> slope = tape_.slope(value, rates_);
    if (!slope) return {};
    return tape_.program({value, *slope});
  }

 private:
  void set_initial(const RealVector& components) {
    initial_.emplace();
    for (const double component : components) initial_->emplace_back(component);
  }

  const Model& model_;
  lanes::Tape tape_;
  std::vector<Traced> parameters_;
  TracedMatrix matrix_;
  Traced time_;
  std::vector<Traced> state_;
  std::optional<std::vector<Traced>> initial_;
  std::vector<std::pair<Traced, Traced>> rates_;
};

CurveLanes::CurveLanes(const Model& model, const AffineGenerator& generator,
                       const std::vector<expr::Expression>& quantities, const Known& known) {
  if (generator.basis().size() > most_components) {
    support_.resize(static_cast<std::size_t>(generator.basis().size()));
    std::iota(support_.begin(), support_.end(), std::size_t{0});
    return;
  }
  Writer writer(model, generator, known, *this);
  std::vector<Traced> values;
  for (const expr::Expression& quantity : quantities) {
    const std::optional<Traced> value = writer.value(quantity);
    if (!value) continue;
    texts_.push_back(to_string(quantity));
    values.push_back(*value);
  }
  program_ = writer.program(values);
  for (const Traced& value : values) with_slopes_.push_back(writer.program_with_slope(value));
}

std::optional<std::size_t> CurveLanes::find(const std::string& text) const {
  const auto found = std::find(texts_.begin(), texts_.end(), text);
  if (found == texts_.end()) return {};
  return static_cast<std::size_t>(found - texts_.begin());
}

void CurveLanes::fill(std::span<const double> parameters, const double* times,
                      const double* components, lanes::Machine& machine) const {
  for (std::size_t i = 0; i < inputs_.size(); ++i)
    if (machine.uses_input(i)) std::fill_n(machine.input(i), width, parameters[inputs_[i]]);
  std::size_t next = inputs_.size();
  if (machine.uses_input(next)) std::copy_n(times, width, machine.input(next));
  ++next;
  for (std::size_t k = 0; k < support_.size(); ++k) {
    if (support_[k] == 0) continue;
    if (machine.uses_input(next)) std::copy_n(components + k * width, width, machine.input(next));
    ++next;
  }
}

void CurveLanes::sample(const Evolution& evolution, std::span<const double> parameters,
                        Workspace& workspace, std::span<double* const> outputs) const {
  if (texts_.empty()) return;
  lanes::Machine& machine = workspace.machine(program_);
  const std::vector<double>& times = evolution.times();
  std::vector<double> padded_times(times.end() - static_cast<std::ptrdiff_t>(times.size() % width),
                                   times.end());
  padded_times.resize(width, times.back());
  for (std::size_t b = 0; b < evolution.blocks(); ++b) {
    const std::size_t first = b * width;
    const std::size_t count = std::min(width, times.size() - first);
    fill(parameters, count == width ? times.data() + first : padded_times.data(),
         evolution.block(b), machine);
    machine.run();
    for (std::size_t i = 0; i < outputs.size(); ++i)
      if (outputs[i] != nullptr) std::copy_n(machine.output(i), count, outputs[i] + first);
  }
}

ValuesAndSlopes CurveLanes::values(std::size_t i, const Evolution& evolution,
                                   std::span<const double> parameters,
                                   const std::vector<double>& times, Workspace& workspace) const {
  const lanes::Program& program = *with_slopes_[i];
  lanes::Machine& machine = workspace.machine(program);
  lanes::Block states(support_.size(), width);
  evolution.states(times, states);
  lanes::Block rates(support_.size(), width);
  add_product(evolution.generator(), nullptr, states, rates);
  fill(parameters, times.data(), states.data(), machine);
  std::size_t next = program.inputs - (support_.size() - 1);
  for (std::size_t k = 0; k < support_.size(); ++k)
    if (support_[k] != 0) std::copy_n(rates.data() + k * width, width, machine.input(next++));
  machine.run();
  return {{machine.output(0), machine.output(0) + width},
          {machine.output(1), machine.output(1) + width}};
}

}  // namespace qbattery
