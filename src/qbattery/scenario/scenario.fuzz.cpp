// Any bytes whatever, through the whole check of a scenario: each ends in a scenario or in an
// Error.

#include "qbattery/scenario/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const qbattery::Scenario scenario = qbattery::parse_scenario(text);
    // What was found right can be described, built, and said again in other words.
    qbattery::describe(scenario);
    qbattery::make_problem(scenario, scenario.settings);
    const qbattery::Scenario edited =
        qbattery::parse_scenario(text, "edited", {{.key = "title", .value = "edited"}});
    qbattery::parse_scenario(edited.source);
  } catch (const qbattery::Error&) {
    // What is wrong with it was said.
  }
  return 0;
}
