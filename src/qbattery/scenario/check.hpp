#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "qbattery/scenario/scenario.hpp"
#include "qbattery/scenario/table.hpp"

namespace qbattery::detail {

/// A check in progress: what it has read so far, and where it stood.
struct Check {
  const Node& document;
  Report& report;
  Scenario scenario = {};
  std::optional<Task> task = {};             ///< empty where the file's is wrong
  Model model = {};                          ///< what names stand for, at the values that are given
  bool is_model_broken = false;              ///< has faults of its own, which say enough
  std::map<std::string, Place> places = {};  ///< of settings that are given
  /// Values that settings take in the grid, those of a sweep or else the one that is given: every
  /// item of a list, both ends of a range.
  std::map<std::string, std::vector<std::pair<Setting, Place>>> reached = {};
  std::vector<std::string> broken_quantities = {};  ///< variables with a fault of their own

  /// Reads a setting, where it is given and right, under its full path.
  void read_setting(const Table& table, const std::string& key);
  /// Gives a setting its default where the file does not.
  void set_default(const std::string& path, Setting value);
};

/// What parse_scenario() makes of a text, from a document that no text stands behind; its text is
/// then written. `name` stands in messages. Throws ScenarioError.
Scenario scenario_of(Node document, const std::string& name, const std::vector<Edit>& edits = {});
/// Puts a ready model in and makes the edits. Returns whether there was anything to do.
bool change_document(Node& document, const std::vector<Edit>& edits, Report& report);

// One function a part of the file, in the order in which they must run.
void check_head(Check& check);
void check_parameters(Check& check);
void check_model_text(Check& check);
void check_reservoirs(Check& check);
void check_initial_state(Check& check);
void check_target(Check& check);
void check_stages(Check& check);
void check_collisions(Check& check);
void check_time(Check& check);
void check_steady_state(Check& check);
void check_sweep(Check& check);
/// What depends on several settings at once, for all values that the sweep reaches.
void check_reached_values(Check& check);
/// Models that are spelt out, for all values that change their structure.
void check_structures(Check& check);
void check_quantities(Check& check);
void check_reductions(Check& check);

/// The full path of the setting that `text` means, itself or its last component. Reports where it
/// means none or several: "WHERE "text" has no value ...".
std::optional<std::string> resolve_setting(Check& check, const std::string& text,
                                           const Place& place, const std::string& where);

/// The state of a whole of so many levels that a table gives, as `amplitudes` or `density_matrix`;
/// `order` says in messages which level is first.
std::optional<Matrix> read_whole_state(const Table& table, int levels, const std::string& order);
bool has_whole_state(const Table& table);

/// A number, or a complex one as text; reports what is neither.
std::optional<Complex> read_complex(const Table& table, const std::string& key, const Node& node);
/// One table headed [[operator]]: its matrix from rows or entries, on what it is said to act.
/// Reports what is wrong and adds what is right to the model and its text.
void read_operator(Check& check, const Table& table);

/// A finite number or an expression in quotes; empty where the key is absent or holds neither,
/// which is reported with the numbers that are `wanted`.
std::string expression_or_number(const Table& table, const std::string& key,
                                 const std::string& wanted = "a finite number");
/// What a subsystem of a kind needs: levels, j or energies.
void read_size(const Table& table, const std::string& kind, SubsystemText& text);
/// The key of that; empty where the kind says it all.
std::string size_key(SubsystemKind kind);
/// Calls `build` and reports at the key, or inside its text, what it throws.
void attempt(Check& check, const Table& table, const std::string& key,
             const std::function<void()>& build);

/// Longest axis and longest list of times.
inline constexpr int most_points = 1'000'000;
/// Most points of a whole grid: more would take days.
inline constexpr double most_grid_points = 1e9;

enum class Scale { linear, log };

/// `points` values with the same difference (or ratio) from one to the next, both ends exact.
std::vector<double> spread(double from, double to, int points, Scale scale);

/// The complex number of texts like "0.1-0.2i", "0.8i", "-i", "3"; empty where there is none.
std::optional<Complex> complex_number(std::string_view text);

}  // namespace qbattery::detail
