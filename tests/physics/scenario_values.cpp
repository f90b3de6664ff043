#include "tests/physics/scenario_values.hpp"

#include <gtest/gtest.h>

#include "qbattery/sweep/run.hpp"

namespace qbattery {

std::vector<double> values(const std::string& text, const std::string& variable,
                           const std::vector<Edit>& edits) {
  const Dataset found = run(parse_scenario(text, "s.toml", edits), {.threads = 1});
  for (const auto& each : found.variables)
    if (each.name == variable) return each.values;
  ADD_FAILURE() << "no variable " << variable;
  return {};
}

std::string complaint(const std::string& text, const std::vector<Edit>& edits) {
  try {
    parse_scenario(text, "s.toml", edits);
    return {};
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

}  // namespace qbattery
