#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "qbattery/scenario/scenario.hpp"

namespace qbattery::detail {

// The keys of a scenario, format 1, as data: the check, --set and sweeps all read them here.

/// Keys of the file as a whole: values and tables.
const std::vector<std::string>& top_level_keys();

/// Keys of a table by its name: parameters, reservoir (each of them), initial, time, sweep (each
/// of them), steady_state; of reduce those that are no variables. Empty for quantities.
const std::vector<std::string>& keys_of(std::string_view table);

/// Ways to say the same thing, of which a table follows one: {{"n"}, {"T", "omega", "mu"}}.
using Forms = std::vector<std::vector<std::string>>;

/// The choices of a table by its name; empty where there are none.
const Forms& forms_of(std::string_view table);

/// What the value of a setting may be, that is, of a key that a sweep can reach.
struct SettingRule {
  std::string key;  ///< the last component
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  /// Says what is wrong with a word, or nothing; null for keys that take numbers.
  std::string (*complaint_about_word)(const std::string& word) = nullptr;

  bool takes_words() const { return complaint_about_word != nullptr; }
};

/// Of a full path or, for messages, its last component alone. Null where that is no setting.
const SettingRule* setting_rule(std::string_view path);

/// What is wrong with a value of a setting's own kind, such as "must be at least 0, got -1"; empty
/// where it is fine.
std::string complaint_about(const SettingRule& rule, const Setting& value);

/// Letters, digits and "_", not beginning with a digit: what variables and axes are called.
bool is_identifier(std::string_view text);

/// "b" of "a.b".
std::string last_component(std::string_view path);

}  // namespace qbattery::detail
