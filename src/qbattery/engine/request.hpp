#pragma once

#include <optional>
#include <string>
#include <vector>

#include "qbattery/dynamics/steady_state.hpp"
#include "qbattery/engine/collisions.hpp"
#include "qbattery/engine/stages.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/model/model.hpp"
#include "qbattery/quantities/quantity.hpp"

namespace qbattery {

/// No expression may have more parts than this once its names are replaced by what they stand for:
/// each name may double those before it, and every part is compiled.
inline constexpr std::size_t most_parts = 2000;

/// An output variable and its expression.
struct NamedExpression {
  std::string name;
  expr::Expression expression;
};

/// What is wanted of every parameter point of a model.
struct Request {
  Task task = Task::evolve;
  std::vector<double> times = {};                ///< for evolutions
  std::vector<NamedExpression> quantities = {};  ///< may use names defined earlier in the list
  std::vector<NamedExpression> reductions =
      {};                   ///< the same, and names of quantities; evolutions only
  bool keep_curves = true;  ///< curves too, where there are reductions
  SteadyStateOptions steady = {};
  /// Of evolutions that are not computed exactly: what the state may be wrong by at the last time,
  /// in the norm sqrt(sum |rho_ij|^2), of a ket sqrt(sum |psi_i|^2).
  double tolerance = 1e-10;
  /// What the last Fock state of a mode may hold at any sample before the point carries a warning.
  double truncation_tolerance = 1e-6;
  std::vector<Stage> stages = {};  ///< of evolutions: parameters that change on the way
  /// Evolutions from collision to collision, without stages; times are then numbers of collisions.
  std::optional<Collisions> collisions = {};
};

/// Evolutions of no more levels than this, with constant coefficients, are exact exponentials;
/// others go in steps (dynamics/flow).
inline constexpr int most_levels_exact = 16;
/// Steady states of no more levels than this.
inline constexpr int most_levels_steady = 512;
/// The most levels of a density matrix, and of a ket.
inline constexpr int most_levels_mixed = 2048;
inline constexpr int most_levels_pure = 1 << 22;

/// Throws InvalidInput where a model is too large for a task, or its steady state is asked for
/// while coefficients change in time.
void check_task(const Model& model, Task task);

/// Throws InvalidInput where an expression of a request has more than `most_parts`.
void check_sizes(const Request& request);

/// The expressions by name, each with the names defined earlier replaced by what they stand for.
/// Throws InvalidInput where one has then more than `most_parts`.
std::vector<expr::Expression> spelt_out(const std::vector<NamedExpression>& expressions);

}  // namespace qbattery
