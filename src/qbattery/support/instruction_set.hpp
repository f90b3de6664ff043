#pragma once

#include <string>

namespace qbattery {

/// What this machine computes with, as far as last digits depend on it: the architecture, and what
/// the mathematical library chooses its functions by, e.g. "x86-64+fma".
std::string instruction_set();

}  // namespace qbattery
