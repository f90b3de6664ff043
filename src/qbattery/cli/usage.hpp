#pragma once

#include <CLI/App.hpp>
#include <string>

namespace qbattery::cli {

/// What is wrong with the arguments and what would be right, for people: two lines, the second
/// names the help that says more. `error` is what parsing them threw.
std::string usage_message(const CLI::App& program, const CLI::ParseError& error);

bool is_command(const CLI::App& program, const std::string& word);

/// The same for a first argument that names no command.
std::string unknown_command_message(const CLI::App& program, const std::string& word);

}  // namespace qbattery::cli
