#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "qbattery/dynamics/steady_state.hpp"
#include "qbattery/engine/curve.hpp"
#include "qbattery/engine/known.hpp"
#include "qbattery/engine/reduction.hpp"
#include "qbattery/engine/request.hpp"
#include "qbattery/engine/stages.hpp"
#include "qbattery/engine/steady_lanes.hpp"
#include "qbattery/engine/workspace.hpp"
#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/generator/master_equation.hpp"
#include "qbattery/model/model.hpp"
#include "qbattery/quantities/quantity.hpp"

namespace qbattery {

/// What came out at one parameter point.
struct Outcome {
  std::vector<double> reductions = {};  ///< the numbers of all reductions, in their order
  std::vector<std::vector<double>> curves =
      {};                    ///< per quantity, one number per time (one in all for a steady state)
  std::string failure = {};  ///< why the numbers are NaN; empty where all is well
  std::string warning = {};  ///< what is doubtful about them, with warning_prefix
};

/// Where the numbers of points that follow each other go.
struct Columns {
  /// Per variable, reductions before curves, where the numbers of the first point begin; those of
  /// the next follow them.
  std::vector<double*> variables;
  /// Takes the reason why a point, counted from the first, has NaN everywhere, or a warning.
  std::function<void(std::size_t point, const std::string& reason)> fail;
};

/// Made once a model and request: the lowered generator, compiled expressions. Then run for each
/// set of parameters, by any number of threads at once.
class Plan {
 public:
  /// Throws InvalidInput (expr::ParseError) where the request has no meaning for the model, or asks
  /// for reductions of a steady state. What is `known` to be the same at all points must then be
  /// so.
  Plan(const Model& model, const Request& request, const Known& known = {});
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  /// A point whose numerics fail has NaN everywhere and says why. `parameters` are in the order of
  /// the model's, the state is D x D or a ket, D x 1. Throws InvalidInput where they are not, or
  /// where a parameter has no meaning.
  Outcome run(std::span<const double> parameters, const Matrix& initial_state) const;

  /// Runs many points, steady states `lanes::width` at a time where they can be. Errors as above;
  /// what is written then is worth nothing.
  void run(const ParameterRows& parameters, const Matrix& initial_state, const Columns& columns,
           Workspace& workspace) const;
  /// Moves columns on to the numbers of the point that many further.
  void advance(Columns& columns, std::size_t points) const;
  /// How many points are worth a call.
  std::size_t points_at_once() const { return steady_lanes_ ? 32 * lanes::width : 1; }

  /// The evolution itself, to ask further; it must not outlive the plan. Throws NumericalError.
  Curve curve(std::span<const double> parameters, const Matrix& initial_state) const;
  /// The steady state itself. Throws NumericalError.
  SteadyState steady_state(std::span<const double> parameters, const Matrix& initial_state) const;

  /// Of models whose generator is written out: small steady states and exact evolutions.
  const AffineGenerator& generator() const { return *generator_; }
  const Request& request() const { return request_; }

 private:
  struct Output {
    std::string text;
    Quantity quantity;
  };
  Outcome run(std::span<const double> parameters, const Matrix& initial_state,
              Workspace* workspace) const;
  Outcome evolve(std::span<const double> parameters, const Matrix& initial_state,
                 Workspace* workspace) const;
  Curve curve(std::span<const double> parameters, const Matrix& initial_state,
              Workspace* workspace) const;
  std::vector<expr::Expression> sampled(const std::vector<expr::Expression>& quantities) const;
  bool all_in_lanes() const;
  void run_curve(std::span<const double> parameters, const Matrix& initial_state, std::size_t point,
                 const Columns& columns, Workspace& workspace) const;
  void run_steady(const ParameterRows& parameters, const Matrix& initial_state,
                  const Columns& columns, Workspace& workspace) const;
  static void fail_several(const std::vector<std::pair<std::size_t, int>>& points,
                           const Columns& columns);
  Outcome find_steady(std::span<const double> parameters, const Matrix& initial_state) const;
  Outcome failed(const std::string& reason) const;
  void watch_modes(Task task);
  void want(const std::vector<expr::Expression>& quantities);
  std::string warning_of(const std::function<double(const TextAndQuantity&)>& largest) const;
  std::vector<std::size_t> widths() const;
  void put(const Outcome& outcome, std::size_t point, const Columns& columns) const;
  void require_state(const Matrix& initial_state) const;
  bool is_exact() const;
  void prepare(const std::vector<expr::Expression>& quantities, const Known& known);
  Curve flowing_curve(std::span<const double> parameters, const Matrix& initial_state) const;

  Model model_;
  std::unique_ptr<AffineGenerator> generator_;  ///< null where it is not written out
  std::unique_ptr<MasterEquation> equation_;    ///< null where it is
  Request request_;
  Stages stages_;
  expr::Compiled<Instant> collision_duration_;  ///< null without collisions
  std::vector<Output> outputs_;
  std::vector<TextAndQuantity> wanted_;   ///< samples of evolutions that go in steps
  std::vector<LinearForm> forms_;         ///< those, where density matrices have them as means
  std::vector<TextAndQuantity> watched_;  ///< what the last level of each mode holds
  std::vector<Reduction> reductions_;
  std::shared_ptr<const SampleTimes> times_;   ///< of evolutions
  std::unique_ptr<CurveLanes> curve_lanes_;    ///< the same
  bool curves_in_lanes_ = false;               ///< whether that is all there is to compute
  std::unique_ptr<SteadyLanes> steady_lanes_;  ///< null where steady states go one by one
};

}  // namespace qbattery
