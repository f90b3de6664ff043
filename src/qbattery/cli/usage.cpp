#include "qbattery/cli/usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "qbattery/support/text.hpp"

namespace qbattery::cli {

namespace {

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::string commands_text(const CLI::App& program) {
  return fmt::format("there are: {}", fmt::join(command_names(program), ", "));
}

// "--output" of "-o,--output", "FILE" of an argument that has its place.
std::string name_of(const CLI::Option& option) {
  return option.get_lnames().empty() ? option.get_name() : "--" + option.get_lnames().front();
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_lnames().empty()) names.push_back(name_of(*option));
  }
  return names;
}

std::string about_unexpected(const CLI::App& command, const std::string& word) {
  if (word.starts_with('-')) {
    const std::vector<std::string> names = option_names(command);
    return fmt::format("there is no option \"{}\" here{}; there are: {}", word,
                       suggestion(word, names), fmt::join(names, ", "));
  }
  const bool assigns = word.find('=') != std::string::npos;
  return fmt::format("\"{}\" is one argument too many{}", word,
                     assigns && command.get_option_no_throw("--set") != nullptr
                         ? "; each KEY=VALUE has a --set"
                         : "");
}

std::string about_missing(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_required() && option->count() == 0) {
      return fmt::format("{} is missing: {}", name_of(*option), option->get_description());
    }
  }
  return {};
}

// CLI11 writes "--threads: ...", "-o: ..." in front of what it says of one option.
std::string about_option(const CLI::App& command, const CLI::ParseError& error) {
  const std::string words = error.what();
  const std::size_t colon = words.find(": ");
  if (colon == std::string::npos) return words;
  const std::string name = words.substr(0, colon);
  const CLI::Option* option = command.get_option_no_throw(name);
  if (option != nullptr && dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    if (option->count() > 1) return fmt::format("{} is given twice, once is enough", name);
    return fmt::format("{} is without its value: {}", name, option->get_description());
  }
  return fmt::format("{} {}", name, words.substr(colon + 2));
}

std::string about(const CLI::App& program, const CLI::App& command, const CLI::ParseError& error) {
  const std::vector<std::string> unexpected = command.remaining();
  if (!unexpected.empty()) return about_unexpected(command, unexpected.front());
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    const std::string missing = about_missing(command);
    return missing.empty() ? "a command is missing; " + commands_text(program) : missing;
  }
  return about_option(command, error);
}

}  // namespace

std::string usage_message(const CLI::App& program, const CLI::ParseError& error) {
  const std::vector<CLI::App*> chosen = program.get_subcommands();
  const bool of_program = chosen.empty() || !program.remaining().empty();
  const CLI::App& command = of_program ? program : *chosen.front();
  return fmt::format("qbattery: {}\nqbattery {}--help says more", about(program, command, error),
                     of_program ? "" : command.get_name() + " ");
}

bool is_command(const CLI::App& program, const std::string& word) {
  const std::vector<std::string> names = command_names(program);
  return std::find(names.begin(), names.end(), word) != names.end();
}

std::string unknown_command_message(const CLI::App& program, const std::string& word) {
  return fmt::format("qbattery: there is no command \"{}\"{}; {}\nqbattery --help says more", word,
                     suggestion(word, command_names(program)), commands_text(program));
}

}  // namespace qbattery::cli
