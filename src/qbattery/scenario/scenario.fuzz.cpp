// libFuzzer: any bytes through the whole check of a scenario end in a Scenario or in one of our
// errors.

#include "qbattery/scenario/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

// What was found right can be described and built, and its own text with an edit is right again.
void use(const qbattery::Scenario& scenario, const std::string& text) {
  qbattery::describe(scenario);
  qbattery::make_problem(scenario, scenario.settings);
  const std::vector<qbattery::Edit> edits = {{.key = "title", .value = "edited"}};
  qbattery::parse_scenario(qbattery::parse_scenario(text, "edited", edits).source);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  qbattery::Scenario scenario;
  try {
    scenario = qbattery::parse_scenario(text);
  } catch (const qbattery::Error&) {
    return 0;  // what is wrong with it was said
  }
  use(scenario, text);  // an Error from here is a fault
  return 0;
}
