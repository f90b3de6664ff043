#include <fmt/format.h>

#include <memory>
#include <string>

#include "qbattery/cli/arguments.hpp"
#include "qbattery/cli/command.hpp"
#include "qbattery/scenario/scenario.hpp"

namespace qbattery::cli {

Action add_check(CLI::App& program) {
  auto file = std::make_shared<std::string>();
  Arguments(
      program, "check",
      "says everything that is wrong with a scenario, or what it would do and how much work it is")
      .required("FILE", *file, "the scenario, a TOML file");
  return [file] {
    fmt::print("{}", describe(load_scenario(*file)));
    return done;
  };
}

}  // namespace qbattery::cli
