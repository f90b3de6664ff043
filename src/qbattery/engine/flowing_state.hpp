#pragma once

#include <functional>
#include <span>
#include <vector>

#include "qbattery/engine/collisions.hpp"
#include "qbattery/engine/running_integral.hpp"
#include "qbattery/engine/stages.hpp"
#include "qbattery/generator/master_equation.hpp"

namespace qbattery {

/// An evolution that goes in steps (dynamics/flow), of a density matrix or a ket, or from one
/// collision to the next.
struct FlowingState {
  std::function<Matrix(double t)> state;
  /// The same of many times, ascending; null where that is no less work.
  std::function<void(std::span<const double> times,
                     const std::function<void(const Matrix& state)>& use)>
      visit = {};
  /// The means of all observables that are wanted, in their order, at many times, ascending; null
  /// where some of what is wanted is no observable, or where that is no less work.
  std::function<void(std::span<const double> times,
                     const std::function<void(std::span<const double> means)>& use)>
      visit_means = {};
  double tolerance = 0.0;            ///< what its states may be off by
  double time_scale = 1.0;           ///< a time in which the state does not change by much
  std::vector<Break> breaks = {{}};  ///< stages, pulses, and where these jump
  std::vector<double> corners = {};  ///< those among them at which something bends or jumps
  std::function<Matrix(double t, const Matrix& state)> derivative =
      {};                                                            ///< null between collisions
  std::function<std::span<const double>(double t)> parameters = {};  ///< that hold at a time
  bool is_discrete = false;  ///< times are numbers of collisions
};

/// What a flow is made of at every point; it must outlive the flow.
struct FlowPlan {
  const MasterEquation& equation;
  const Stages& stages;
  const std::vector<double>& times;
  double tolerance;
  const std::vector<LinearForm>& forms;  ///< of density matrices; empty where states are needed
};

/// By dynamics/flow, of a density matrix, or of a ket on the levels that it reaches.
FlowingState flowing_state(const FlowPlan& plan, std::span<const double> parameters,
                           const Matrix& start);

/// From collision to collision, of a density matrix. `duration` is that of one, at given
/// parameters.
FlowingState colliding_state(const MasterEquation& equation, const Collisions& collisions,
                             const expr::Compiled<Instant>& duration,
                             const std::vector<double>& times, double tolerance,
                             std::span<const double> parameters, const Matrix& start);

}  // namespace qbattery
