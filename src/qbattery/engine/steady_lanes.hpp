#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "qbattery/dynamics/least_dimension.hpp"
#include "qbattery/engine/known.hpp"
#include "qbattery/engine/workspace.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/model/model.hpp"
#include "qbattery/support/on_demand.hpp"

namespace qbattery {

/// Parameters of points that follow each other: one row a parameter, one column a point.
using ParameterRows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Steady states of many points at once, a point a lane: programs that are written once a model.
/// Each solves with pivots in another order, chosen once for rates that are as large as the
/// Hamiltonian, far larger, or far smaller; a point goes from one to the next until one vouches for
/// it, or until rounding decides which state is stationary. What comes out depends on the point
/// alone, not on those beside it. The first program is written at once, others when a point needs
/// them.
class SteadyLanes {
 public:
  /// None where the model has no first program (trace_steady_state) or one of the figures of merit
  /// is not defined for lanes. Model and generator must live on.
  static std::unique_ptr<SteadyLanes> make(const Model& model, const AffineGenerator& generator,
                                           const std::vector<expr::Expression>& quantities,
                                           const Known& known);

  /// Points that got no numbers.
  struct Left {
    std::vector<std::size_t> doubtful;  ///< that no program vouches for
    /// Those with several stationary states, and how many dimensions these have at least.
    std::vector<std::pair<std::size_t, int>> several;
  };
  /// Computes all points; quantity i of each goes to outputs[i][point].
  Left run(const ParameterRows& parameters, const std::vector<double*>& outputs,
           Workspace& workspace) const;

  /// The quantities of one point from its deviation, found otherwise (SteadyState::deviation).
  void of_deviation(const ParameterRows& parameters, std::size_t point, const RealVector& deviation,
                    const std::vector<double*>& outputs, Workspace& workspace) const;

 private:
  class Writer;
  using Points = std::vector<std::size_t>;
  /// Fills the lanes of a program with points and runs it, row after row of lanes; `take` gets the
  /// points of each and the machine.
  template <class Take>
  void run_rows(const lanes::Program& program, const ParameterRows& parameters,
                const Points& points, Workspace& workspace, Take take) const;
  Points run(const lanes::Program& program, const ParameterRows& parameters, const Points& points,
             const std::vector<double*>& outputs, Workspace& workspace) const;
  void take_out_several(const ParameterRows& parameters, Left& left, Workspace& workspace) const;

  std::vector<Eigen::Index> inputs_;  ///< the parameters that the first inputs take
  std::deque<OnDemand<std::optional<lanes::Program>>> programs_;
  std::optional<OnDemand<lanes::Program>>
      of_deviation_;  ///< of parameters and deviation, without its trace
  std::optional<LeastDimension> least_dimension_;
  std::optional<OnDemand<std::optional<lanes::Program>>> large_parts_;  ///< see LeastDimension
};

}  // namespace qbattery
