#include "qbattery/scenario/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "qbattery/scenario/report.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

const std::vector<std::string>& top_level_keys() {
  static const std::vector<std::string> keys = {
      "format",     "title",     "source",   "model",       "task",       "truncation_tolerance",
      "parameters", "subsystem", "operator", "hamiltonian", "jump",       "energy",
      "reservoir",  "initial",   "target",   "stage",       "collisions", "time",
      "quantities", "sweep",     "reduce",   "steady_state"};
  return keys;
}

const std::vector<std::string>& keys_of(std::string_view table) {
  static const std::map<std::string, std::vector<std::string>, std::less<>> tables = {
      {"parameters", {"F", "g", "Delta", "Delta_A", "Delta_B"}},
      {"subsystem", {"name", "kind", "levels", "j", "energies", "energy", "count"}},
      {"operator", {"name", "on", "matrix", "entries"}},
      {"hamiltonian", {"term"}},
      {"jump", {"operator", "rate", "each", "signed", "reservoir"}},
      {"reservoir",
       {"kind", "statistics", "Gamma", "n", "T", "omega", "mu", "omega_L", "collectivity", "on"}},
      {"initial", {"state", "charger", "battery", "amplitudes", "density_matrix"}},
      {"time", {"from", "to", "points", "values", "tolerance"}},
      {"stage", {"name", "duration"}},
      {"collisions",
       {"ancilla", "levels", "j", "energies", "state", "amplitudes", "density_matrix",
        "hamiltonian", "duration", "count"}},
      {"sweep", {"name", "parameter", "from", "to", "points", "scale", "values"}},
      {"reduce", {"keep_curves"}},
      {"steady_state", {"long_time_limit", "time_average"}},
  };
  static const std::vector<std::string> none;
  const auto found = tables.find(table);
  return found == tables.end() ? none : found->second;
}

const Forms& forms_of(std::string_view table) {
  static const std::map<std::string, Forms, std::less<>> choices = {
      {"parameters", {{"Delta"}, {"Delta_A", "Delta_B"}}},
      {"reservoir", {{"n"}, {"T", "omega", "mu"}}},
      {"initial", {{"state"}, {"charger", "battery"}, {"amplitudes"}, {"density_matrix"}}},
      {"operator", {{"matrix"}, {"entries"}}},
      {"time", {{"from", "to", "points"}, {"values"}}},
      {"collisions", {{"state"}, {"amplitudes"}, {"density_matrix"}}},
      {"sweep", {{"from", "to", "points", "scale"}, {"values"}}},
  };
  static const Forms none;
  const auto found = choices.find(table);
  return found == choices.end() ? none : found->second;
}

namespace {

std::string complaint_about_statistics(const std::string& word) {
  if (word == "boson" || word == "fermion") return {};
  static const std::vector<std::string> words = {"boson", "fermion"};
  return fmt::format("must be \"boson\" or \"fermion\", got {}{}", quoted(word),
                     suggestion(word, words));
}

std::string complaint_about_state(const std::string& word) {
  constexpr std::size_t subsystems = 2;
  const bool letters = word.find_first_not_of("ge+-") == std::string::npos;
  if (letters && word.size() == subsystems) return {};
  return fmt::format("must be two letters of g, e, + and -, charger first, such as \"eg\", got {}",
                     quoted(word));
}

}  // namespace

const SettingRule* setting_rule(std::string_view path) {
  static const std::vector<SettingRule> rules = {
      {.key = "F"},
      {.key = "g"},
      {.key = "Delta"},
      {.key = "Delta_A"},
      {.key = "Delta_B"},
      {.key = "Gamma", .least = 0.0},
      {.key = "n", .least = 0.0},
      {.key = "T", .least = 0.0},
      {.key = "omega"},
      {.key = "mu"},
      {.key = "omega_L"},
      {.key = "collectivity", .least = 0.0, .most = 1.0},
      {.key = "statistics", .complaint_about_word = complaint_about_statistics},
      {.key = "state", .complaint_about_word = complaint_about_state},
  };
  static const SettingRule any_number{.key = ""};
  static const SettingRule any_word{
      .key = "", .complaint_about_word = [](const std::string&) { return std::string(); }};
  if (path.starts_with("parameters.")) return &any_number;
  if (path.starts_with("initial.") && path != "initial.state") return &any_word;
  const std::string key = last_component(path);
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const SettingRule& rule) { return rule.key == key; });
  return found == rules.end() ? nullptr : &*found;
}

std::string complaint_about(const SettingRule& rule, const Setting& value) {
  if (rule.takes_words()) return rule.complaint_about_word(std::get<std::string>(value));
  const double number = std::get<double>(value);
  const std::string got = shortest_digits(number);
  if (!std::isfinite(number)) return fmt::format("must be a finite number, got {}", got);
  if (number >= rule.least && number <= rule.most) return {};
  if (std::isfinite(rule.most)) {
    return fmt::format("must be between {} and {}, got {}", shortest_digits(rule.least),
                       shortest_digits(rule.most), got);
  }
  return fmt::format("must be at least {}, got {}", shortest_digits(rule.least), got);
}

bool is_identifier(std::string_view text) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

std::string last_component(std::string_view path) {
  return std::string(path.substr(path.rfind('.') + 1));
}

}  // namespace qbattery::detail
