#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "qbattery/engine/request.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/model/model_text.hpp"
#include "qbattery/model/reservoir.hpp"
#include "qbattery/quantities/quantity.hpp"
#include "qbattery/quantum/types.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

/// One thing that is wrong with a scenario, where it stands and what would be right.
struct Complaint {
  std::string file;
  int line =
      0;  ///< from 1; 0 where no line is to blame: a missing key, or an edit (`file` is "--set n")
  int column = 0;
  std::string message;
};

/// "file:line:column: message".
std::string to_string(const Complaint& complaint);

/// Everything that is wrong with a scenario, all at once; what() has a line for each complaint.
class ScenarioError : public InvalidInput {
 public:
  explicit ScenarioError(std::vector<Complaint> complaints);
  const std::vector<Complaint>& complaints() const { return complaints_; }

 private:
  std::vector<Complaint> complaints_;
};

/// A value that a key can take: a number or a word.
using Setting = std::variant<double, std::string>;
/// Full path -> value.
using Settings = std::map<std::string, Setting>;

/// One axis of the grid.
struct Axis {
  std::string name;
  std::vector<std::string>
      keys;  ///< full paths that all take the same value; the first gives the coordinate
  std::vector<Setting> values;  ///< all numbers or all words
};

/// One reservoir of a scenario; its numbers and statistics are settings.
struct ReservoirText {
  std::string name;  ///< "" for the single `[reservoir]`
  ReservoirKind kind = ReservoirKind::local;
  std::vector<std::string> on;  ///< the subsystems it acts on

  /// "reservoir.hot." of the reservoir "hot", "reservoir." of the only one.
  std::string prefix() const { return name.empty() ? "reservoir." : "reservoir." + name + "."; }
};

/// What [target] says: the state of all subsystems, or those of some.
struct TargetText {
  std::optional<Matrix> whole = {};
  std::vector<std::pair<std::string, std::string>> states = {};  ///< of a subsystem or group
};

/// What [collisions] says.
struct CollisionText {
  SubsystemText ancilla;
  std::string state = "ground";            ///< of a fresh ancilla, in words
  std::optional<Matrix> whole_state = {};  ///< or as a matrix
  std::string hamiltonian;                 ///< an operator expression that may name `ancilla`
  std::string duration;                    ///< an expression of parameters
};

/// A checked scenario, format 1 (docs/scenario.md). What it holds is complete: defaults are filled
/// in, and every value that a sweep can reach has been checked.
struct Scenario {
  std::string title;
  std::string model = "charger-battery";  ///< empty where the file spells one out
  /// What it spells out then: [[subsystem]], [[hamiltonian]], [[jump]].
  std::optional<ModelText> spelt = {};
  /// Full paths of parameters that the structure of the model depends on, such as a number of
  /// cells.
  std::set<std::string> structural = {};
  Task task = Task::evolve;
  /// Full path -> value for every key that a sweep or --set can reach, e.g. "parameters.F" -> 3.0,
  /// "reservoir.statistics" -> "boson", "initial.state" -> "gg" ("initial.battery" -> "ground" in
  /// models that are spelt out). Only keys of the chosen forms
  /// occur
  /// ("parameters.Delta" or both of Delta_A and Delta_B; "reservoir.n" or "reservoir.T" and
  /// "reservoir.omega", and "reservoir.mu" where the statistics can be fermion).
  Settings settings;
  /// In the order of the file; none: a closed system, but for the jumps of a spelt model.
  std::vector<ReservoirText> reservoirs;
  /// Set where the file gives amplitudes or a density matrix; otherwise "initial.state" is in
  /// `settings`.
  std::optional<Matrix> initial_state;
  double truncation_tolerance = 1e-6;  ///< of what the last Fock state of a mode may hold
  std::vector<Stage> stages;           ///< values by the names that parameters have in the model
  /// Then the times are the numbers of collisions.
  std::optional<CollisionText> collisions = {};
  TargetText target;                        ///< of fidelity(target)
  std::vector<double> times;                ///< ascending; empty for steady states
  double tolerance = 1e-10;                 ///< of evolutions that go in steps
  std::vector<NamedExpression> quantities;  ///< in the order of the file
  std::vector<Axis> sweep;
  std::vector<NamedExpression> reduce;
  bool keep_curves = false;
  bool long_time_limit = false;
  bool time_average = false;
  std::string source;  ///< the text of the scenario as run, edits included
};

/// A change to make before the check, from `--set KEY=VALUE` or `--unset KEY`.
struct Edit {
  std::string key;                   ///< full path or unambiguous last component
  std::optional<std::string> value;  ///< read as TOML, as a string where it is none; empty: unset
};

/// Reads and checks a scenario. Setting one form of a choice unsets the other.
/// Throws ScenarioError with every complaint, IoError where the file cannot be read.
Scenario load_scenario(const std::string& path, const std::vector<Edit>& edits = {});

/// The same from text; `name` stands in messages.
Scenario parse_scenario(const std::string& text, const std::string& name = "scenario",
                        const std::vector<Edit>& edits = {});

/// What its quantities are asked of.
inline Task task_of(const Scenario& scenario) {
  return scenario.collisions ? Task::collide : scenario.task;
}

/// The numbers of [parameters], by their names.
KnownValues known_values(const Settings& settings);

/// "0.1" or "boson".
std::string to_text(const Setting& setting);

/// What a scenario says of one point of its grid: the model spelt out, numbers for its parameters
/// and the initial state.
struct Problem {
  Model model;
  std::vector<double> parameters;  ///< in the order of `model.parameters`
  Matrix initial_state;            ///< D x D, or a ket (D x 1) where D is large
  std::optional<Collisions> collisions = {};
};

/// The model alone, at the values of `known`. Names whose values it needed go to `known.used`.
/// Throws as below.
Model make_model(const Scenario& scenario, const Settings& settings, KnownValues& known);

/// `settings` are those of the scenario with the values of one grid point put in. Throws
/// expr::ParseError or InvalidInput where a model that is spelt out means nothing for these.
Problem make_problem(const Scenario& scenario, const Settings& settings);

/// What the scenario would do and how much work it is: lines of text, as `qbattery check` prints
/// them.
std::string describe(const Scenario& scenario);

}  // namespace qbattery
