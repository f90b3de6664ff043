#pragma once

#include <string>
#include <vector>

#include "qbattery/results/files.hpp"

namespace qbattery::cli {

/// Prints what went on, on standard error; nothing where it is empty.
void tell(const std::string& text);

/// Writes a result beside which its finished points are kept. Where that fails, the IoError says so
/// and what to do then, `advice`.
void write_kept(const Dataset& labels, const Values& values, const std::string& path,
                const std::string& advice);

/// Tells of the points that failed, if any, and returns the exit code for them.
int exit_code_of(const std::string& failures);

}  // namespace qbattery::cli
