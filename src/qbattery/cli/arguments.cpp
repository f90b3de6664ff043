#include "qbattery/cli/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>

namespace qbattery::cli {

namespace {

std::string at_least_one(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number >= 1 ? "" : fmt::format("must be a whole number from 1, got {}", text);
}

std::string is_number(const std::string& text) {
  double number = 0.0;
  const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? "" : fmt::format("must be numbers with commas between them, got \"{}\"", text);
}

}  // namespace

Arguments::Arguments(CLI::App& program, const std::string& command, const std::string& help)
    : command_(*program.add_subcommand(command, help)) {}

Arguments& Arguments::required(const std::string& name, std::string& value,
                               const std::string& help) {
  command_.add_option(name, value, help)->required();
  return *this;
}

Arguments& Arguments::option(const std::string& name, std::string& value, const std::string& help,
                             const Check& check) {
  CLI::Option* const option = command_.add_option(name, value, help);
  if (check) option->check(check);
  return *this;
}

Arguments& Arguments::count(const std::string& name, std::optional<int>& value,
                            const std::string& help) {
  command_.add_option(name, value, help)->check(at_least_one);
  return *this;
}

Arguments& Arguments::repeated(const std::string& name, std::vector<std::string>& values,
                               const std::string& help) {
  command_.add_option(name, values, help)->allow_extra_args(false);
  return *this;
}

Arguments& Arguments::numbers(const std::string& name, std::vector<double>& values,
                              const std::string& help) {
  command_.add_option(name, values, help)
      ->delimiter(',')
      ->check(is_number)
      ->allow_extra_args(false);
  return *this;
}

Arguments& Arguments::flag(const std::string& name, bool& value, const std::string& help) {
  command_.add_flag(name, value, help);
  return *this;
}

}  // namespace qbattery::cli
