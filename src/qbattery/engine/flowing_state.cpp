#include "qbattery/engine/flowing_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "qbattery/dynamics/flow.hpp"
#include "qbattery/generator/packed_density.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

/// States as the numbers of their equation.
struct Numbers {
  Numbers(const MasterEquation& equation, const Matrix& start)
      : is_ket(start.cols() != start.rows()),
        levels(is_ket ? equation.levels_reached_from(start) : Levels(0, {})) {}

  Ket of(const Matrix& state) const { return is_ket ? levels.of(state) : packed_density(state); }
  Matrix state(const Ket& numbers) const {
    return is_ket ? levels.whole(numbers) : unpacked_density(numbers);
  }

  bool is_ket;
  Levels levels;
};

/// Which stage holds at a time.
class Course {
 public:
  Course(std::vector<StageValues> stages, double last) : stages_(std::move(stages)) {
    std::erase_if(stages_, [last](const StageValues& stage) { return stage.from >= last; });
  }

  std::size_t at(double t) const {
    std::size_t k = stages_.size() - 1;
    while (k > 0 && stages_[k].from > t) --k;
    return k;
  }
  std::span<const double> parameters_at(double t) const { return stages_[at(t)].parameters; }
  std::vector<FlowStage> equations(const MasterEquation& equation, const Numbers& numbers,
                                   double last) const {
    std::vector<FlowStage> parts;
    for (std::size_t k = 0; k < stages_.size(); ++k) {
      const std::vector<double>& values = stages_[k].parameters;
      parts.push_back(
          {numbers.is_ket ? equation.of_ket(values, numbers.levels) : equation.of_density(values),
           k + 1 < stages_.size() ? stages_[k + 1].from : last});
    }
    return parts;
  }

 private:
  std::vector<StageValues> stages_;
};

/// What an evolution keeps, to within what its states may be wrong by: the norm of a ket, the trace
/// of a density matrix. Numbers that are no state any more do not pass for one.
class Conserved {
 public:
  Conserved(const Numbers& numbers, int dimension, const Ket& start, double tolerance)
      : is_ket_(numbers.is_ket),
        trace_(is_ket_ ? LinearForm{} : packed_observable(sparse_identity(dimension))),
        allowed_((is_ket_ ? 1.0 : std::sqrt(dimension)) * tolerance + rounding),
        at_start_(of(start)) {}

  const LinearForm& trace() const { return trace_; }
  const Ket& checked(const Ket& now, double t) const {
    require(of(now), t);
    return now;
  }
  void require(double now, double t) const {
    if (std::abs(now - at_start_) <= allowed_) return;
    throw NumericalError(fmt::format(
        "the {} of the state is {} at t = {}, and was {}: steps of this evolution went wrong",
        is_ket_ ? "norm" : "trace", shortest_digits(now), t, shortest_digits(at_start_)));
  }

 private:
  static constexpr double rounding = 1e-12;  // of sums over some thousand levels
  double of(const Ket& numbers) const { return is_ket_ ? numbers.norm() : trace_(numbers.data()); }

  bool is_ket_;
  LinearForm trace_;
  double allowed_, at_start_;
};

std::vector<LinearForm> with(std::vector<LinearForm> forms, const LinearForm& last) {
  if (!forms.empty()) forms.push_back(last);
  return forms;
}

std::vector<Break> breaks_of(const Flow& flow) {
  std::vector<Break> breaks;
  for (const auto& [time, time_scale] : flow.pieces()) breaks.push_back({time, time_scale});
  return breaks;
}

double spacing_of(const std::vector<double>& times, double last) {
  if (times.size() < 2) return last;
  return (times.back() - times.front()) / static_cast<double>(times.size() - 1);
}

}  // namespace

FlowingState flowing_state(const FlowPlan& plan, std::span<const double> parameters,
                           const Matrix& start) {
  const std::vector<double>& times = plan.times;
  const double last = times.back() > 0.0 ? times.back() : 1.0;
  const auto numbers = std::make_shared<const Numbers>(plan.equation, start);
  const auto course = std::make_shared<const Course>(plan.stages.at(parameters), last);
  const std::vector<FlowStage> parts = course->equations(plan.equation, *numbers, last);
  const Ket first = numbers->of(start);
  const auto conserved =
      std::make_shared<const Conserved>(*numbers, plan.equation.dimension(), first, plan.tolerance);
  const auto flow =
      std::make_shared<const Flow>(parts, first,
                                   FlowOptions{.tolerance = plan.tolerance,
                                               .spacing = spacing_of(times, last),
                                               .forms = with(plan.forms, conserved->trace())});
  FlowingState flowing{
      .state = [flow, numbers,
                conserved](double t) { return numbers->state(conserved->checked(flow->at(t), t)); },
      .visit =
          [flow, numbers, conserved](std::span<const double> moments,
                                     const std::function<void(const Matrix&)>& use) {
            flow->visit(moments, [&](std::size_t i, const Ket& value) {
              use(numbers->state(conserved->checked(value, moments[i])));
            });
          },
      .tolerance = plan.tolerance,
      .time_scale = flow->time_scale(),
      .breaks = breaks_of(*flow),
      .corners = flow->corners(),
      .derivative =
          [parts, course, numbers](double t, const Matrix& state) {
            return numbers->state(
                MasterEquation::change(parts[course->at(t)].equation, t, numbers->of(state)));
          },
      .parameters = [course](double t) { return course->parameters_at(t); }};
  if (!plan.forms.empty())
    flowing.visit_means = [flow, conserved](
                              std::span<const double> moments,
                              const std::function<void(std::span<const double>)>& use) {
      auto time = moments.begin();
      flow->visit_forms(moments, [&](std::span<const double> means) {
        conserved->require(means.back(), *time++);
        use(means.first(means.size() - 1));
      });
    };
  return flowing;
}

FlowingState colliding_state(const MasterEquation& equation, const Collisions& collisions,
                             const expr::Compiled<Instant>& duration,
                             const std::vector<double>& times, double tolerance,
                             std::span<const double> parameters, const Matrix& start) {
  const double length = duration({parameters, 0.0});
  if (!(length >= 0.0) || !std::isfinite(length))
    throw InvalidInput("duration", fmt::format("a collision must last at least 0, got {}", length));
  const double count = std::max(1.0, times.back());
  const auto course = std::make_shared<CollisionCourse>(
      equation.of_density(parameters), collisions.joint.dimensions(), collisions.ancilla, length,
      start, tolerance / count);
  return {.state = [course](double n) { return course->after(static_cast<std::size_t>(n)); },
          .tolerance = tolerance,
          .parameters = [values = std::vector<double>(parameters.begin(), parameters.end())](
                            double) { return std::span<const double>(values); },
          .is_discrete = true};
}

}  // namespace qbattery
