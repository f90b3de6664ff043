#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "qbattery/dynamics/steady_state.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/generator/hermitian_basis.hpp"
#include "qbattery/model/model.hpp"
#include "qbattery/quantities/traced_moment.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery {

enum class Task {
  evolve,
  steady_state,
  collide  ///< an evolution in collisions, with no states between them
};

struct Moment;

/// What holds for all moments of one run: one set of parameters, one initial state.
struct Run {
  const HermitianBasis* basis = nullptr;  ///< null where L is too large or changes in time
  const RealMatrix* generator = nullptr;  ///< L in that basis: dv/dt = L v; null as above
  const Matrix& initial_state;            ///< D x D, or D x 1 where states are kets
  const SteadyState* steady = nullptr;    ///< null for an evolution
  /// d state/dt at a time, where there is no generator.
  std::function<Matrix(double t, const Matrix& state)> derivative = {};
  /// Those that hold at a time, in the order of the model's.
  std::function<std::span<const double>(double t)> parameters = {};
  /// The integral of a figure of merit from 0 to a time; `text` identifies it. Null for a steady
  /// state.
  std::function<double(const std::string& text, const expr::Compiled<Moment>& quantity, double t)>
      integral = {};
  /// The number remembered under a text, computed the first time; null where nothing is remembered.
  std::function<double(const std::string& text, const std::function<double()>& compute)> remember =
      {};

  /// The same, computed every time where nothing is remembered.
  double remembered(const std::string& text, const std::function<double()>& compute) const {
    return remember ? remember(text, compute) : compute();
  }
};

/// A state at a time, and the run it belongs to.
struct Moment {
  double time = 0.0;
  const Matrix& rho;  ///< D x D, or a ket (D x 1) that stands for |psi><psi|
  const Run& run;
};

/// d state/dt at a moment of a run.
Matrix state_derivative(const Run& run, double t, const Matrix& state);

/// A figure of merit as a function of a moment.
using Quantity = expr::Compiled<Moment>;

/// What a figure of merit is asked of.
struct QuantityArguments {
  /// For each subsystem or group that is named, the places of what it stands for. No place occurs
  /// twice.
  std::vector<std::vector<int>> parties = {};
  std::vector<double> numbers = {};
  std::string reservoir = {};

  /// All places, in the order of the parties.
  std::vector<int> places() const;
};

/// One entry of the catalogue of figures of merit.
struct QuantityDefinition {
  std::string name;
  /// What each argument is: "X", "Y": a subsystem, or a group as one whole; "X...": any number of
  /// them, none for all together; "reservoir": one by its name; "target": that word; others are
  /// numbers.
  std::vector<std::string> arguments;
  std::string units;
  std::string summary;  ///< equation with its number, and what its sign proves or not
  bool for_evolution = true;
  bool for_steady_state = true;
  /// Makes it for these arguments. Throws InvalidInput where it is not defined for them.
  Quantity (*make)(const Model& model, const QuantityArguments& arguments);
  /// Writes it down for lanes; nothing where it is not defined for them. Null where it never is.
  std::optional<lanes::Traced> (*trace)(const Model& model, const QuantityArguments& arguments,
                                        const TracedMoment& moment) = nullptr;
  bool for_collisions = true;  ///< where it is for evolutions
  /// The observable whose mean it is at every moment, whatever parameters and rates are; null where
  /// it is none.
  Operator (*observable)(const Model& model, const QuantityArguments& arguments) = nullptr;

  std::string signature() const;  ///< "steering(X, Y)"
  /// Whether argument number i, from 0, is a subsystem or a group.
  bool takes_subsystem(std::size_t i) const;
};

/// Every figure of merit that expressions may call, in the order of `qbattery list quantities`.
const std::vector<QuantityDefinition>& quantity_catalogue();

/// Null where no figure of merit has this name.
const QuantityDefinition* find_definition(std::string_view name);

/// Compiles an expression of quantities of `model`, such as `abs(energy(charger) -
/// energy(battery))`. Names of earlier variables must have been substituted. Throws
/// expr::ParseError with the column of what is unknown or means nothing for this task.
Quantity compile_quantity(const expr::Expression& expression, const Model& model, Task task);

/// The same for lanes: nothing where a part of the expression is not defined for them.
std::optional<lanes::Traced> trace_quantity(const expr::Expression& expression, const Model& model,
                                            const TracedMoment& moment);

/// The observable whose mean a linear expression of quantities is, as `energy(a) - 0.5 *
/// energy(b)`; nothing where it is none. For expressions that compile.
std::optional<Operator> observable_of(const expr::Expression& expression, const Model& model);

/// Units of an expression: those of a single quantity, or "1" where arithmetic is involved.
std::string units_of(const expr::Expression& expression);

}  // namespace qbattery
