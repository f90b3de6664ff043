#pragma once

#include <string>
#include <vector>

#include "qbattery/scenario/scenario.hpp"

namespace qbattery::cli {

/// `--set KEY=VALUE` and `--unset KEY` as edits, the unset ones first. Throws InvalidInput where a
/// KEY=VALUE has no "=".
std::vector<Edit> edits_of(const std::vector<std::string>& set,
                           const std::vector<std::string>& unset);

/// "name=value" taken apart at the first "=". Throws InvalidInput that names the option
/// and what its left side is called.
std::pair<std::string, std::string> split_assignment(const std::string& text,
                                                     const std::string& option,
                                                     const std::string& key);

}  // namespace qbattery::cli
