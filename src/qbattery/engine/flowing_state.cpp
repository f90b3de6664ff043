#include "qbattery/engine/flowing_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "qbattery/dynamics/flow.hpp"
#include "qbattery/generator/packed_density.hpp"
#include "qbattery/support/error.hpp"

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
  const auto flow = std::make_shared<const Flow>(
      parts, numbers->of(start),
      FlowOptions{
          .tolerance = plan.tolerance, .spacing = spacing_of(times, last), .forms = plan.forms});
  FlowingState flowing{.state = [flow, numbers](double t) { return numbers->state(flow->at(t)); },
                       .visit =
                           [flow, numbers](std::span<const double> moments,
                                           const std::function<void(const Matrix&)>& use) {
                             flow->visit(moments, [&](std::size_t, const Ket& value) {
                               use(numbers->state(value));
                             });
                           },
                       .time_scale = flow->time_scale(),
                       .derivative =
                           [parts, course, numbers](double t, const Matrix& state) {
                             return numbers->state(MasterEquation::change(
                                 parts[course->at(t)].equation, t, numbers->of(state)));
                           },
                       .parameters = [course](double t) { return course->parameters_at(t); }};
  if (!plan.forms.empty())
    flowing.visit_means = [flow](std::span<const double> moments,
                                 const std::function<void(std::span<const double>)>& use) {
      flow->visit_forms(moments, use);
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
          .parameters = [values = std::vector<double>(parameters.begin(), parameters.end())](
                            double) { return std::span<const double>(values); },
          .is_discrete = true};
}

}  // namespace qbattery
