#pragma once

#include <string>

#include "qbattery/results/values.hpp"

namespace qbattery::cli {

/// A short table of what came out: the value of each variable that has one, the range of the
/// others.
std::string summary(const Dataset& labels, const Values& values);

/// How many points failed, where the first ones are and why; empty where none did.
std::string failures_text(const Dataset& labels, const Values& values);

/// The same of those that carry a warning, and of a single run that does.
std::string warnings_text(const Dataset& labels, const Values& values);

}  // namespace qbattery::cli
