// libFuzzer: any bytes through the whole check of a scenario end in a Scenario or in one of our
// errors.

#include "qbattery/scenario/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    qbattery::describe(qbattery::parse_scenario(text));
  } catch (const qbattery::Error&) {
    return 0;
  }
  return 0;
}
