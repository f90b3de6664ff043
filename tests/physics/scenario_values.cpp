#include "tests/physics/scenario_values.hpp"

#include <gtest/gtest.h>

#include "qbattery/sweep/run.hpp"

namespace qbattery {

std::vector<double> values(const std::string& text, const std::string& variable,
                           const std::vector<Edit>& edits) {
  return all_values(text, {variable}, edits).front();
}

std::vector<std::vector<double>> all_values(const std::string& text,
                                            const std::vector<std::string>& variables,
                                            const std::vector<Edit>& edits) {
  const Dataset found = run(parse_scenario(text, "s.toml", edits), {.threads = 1});
  std::vector<std::vector<double>> all(variables.size());
  for (std::size_t k = 0; k < variables.size(); ++k) {
    for (const auto& each : found.variables)
      if (each.name == variables[k]) all[k] = each.values;
    EXPECT_FALSE(all[k].empty()) << "no variable " << variables[k];
  }
  return all;
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
