// Two hundred random models beside QuTiP (tests/oracle/qutip_models.py), half of them changing in
// time, some of them steady states.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "qbattery/scenario/scenario.hpp"
#include "qbattery/sweep/run.hpp"

namespace qbattery {
namespace {

constexpr double bar = 1e-7;
constexpr double bar_of_roots = 1e-6;  // an eigenvalue of 1e-12 that should be 0 shows as 1e-6

TEST(qutip, has_the_same_numbers_for_random_models) {
  std::ifstream file(QBATTERY_TEST_DATA_DIR "/qutip_models.json");
  const auto models = nlohmann::json::parse(file)["models"];
  ASSERT_EQ(models.size(), 200U);
  for (std::size_t m = 0; m < models.size(); ++m) {
    const std::string text = models[m]["scenario"];
    const Dataset found = run(parse_scenario(text, fmt::format("model {}", m)), {.threads = 1});
    const auto values = models[m]["values"].get<std::vector<std::vector<double>>>();
    ASSERT_EQ(found.variables.size(), values.size()) << text;
    for (std::size_t q = 0; q < values.size(); ++q) {
      const double bound = models[m]["takes_roots"][q] ? bar_of_roots : bar;
      ASSERT_EQ(found.variables[q].values.size(), values[q].size());
      for (std::size_t k = 0; k < values[q].size(); ++k)
        EXPECT_NEAR(found.variables[q].values[k], values[q][k], bound)
            << "model " << m << ", q" << q << ", sample " << k << "\n"
            << text;
    }
  }
}

}  // namespace
}  // namespace qbattery
