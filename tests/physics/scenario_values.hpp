#pragma once

#include <string>
#include <vector>

#include "qbattery/scenario/scenario.hpp"

namespace qbattery {

/// A variable of the result of a scenario's text, named s.toml, run on one thread.
std::vector<double> values(const std::string& text, const std::string& variable,
                           const std::vector<Edit>& edits = {});

/// The same of several variables, from one run.
std::vector<std::vector<double>> all_values(const std::string& text,
                                            const std::vector<std::string>& variables,
                                            const std::vector<Edit>& edits = {});

/// What is wrong with a text, a line for each complaint; empty where nothing is.
std::string complaint(const std::string& text, const std::vector<Edit>& edits = {});

}  // namespace qbattery
