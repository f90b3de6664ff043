#include "qbattery/cli/keeping.hpp"

#include <fmt/format.h>

#include "qbattery/cli/command.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery::cli {

void tell(const std::string& text) { fmt::print(stderr, "{}", text); }

void write_kept(const Dataset& labels, const Values& values, const std::string& path,
                const std::string& advice) {
  try {
    write_dataset(labels, values, path);
  } catch (const IoError& error) {
    throw IoError(fmt::format("{}; all points are kept: {}", error.what(), advice));
  }
}

int exit_code_of(const std::string& failures) {
  tell(failures);
  return failures.empty() ? done : points_failed;
}

}  // namespace qbattery::cli
