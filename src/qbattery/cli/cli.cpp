#include "qbattery/cli/cli.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "qbattery/cli/command.hpp"
#include "qbattery/scenario/scenario.hpp"
#include "qbattery/support/build_info.hpp"
#include "qbattery/support/text.hpp"
#include "qbattery/sweep/run.hpp"

namespace qbattery {

namespace {

// A message that already says where it belongs needs no name of the program in front.
void complain(const std::string& message) { fmt::print(stderr, "{}\n", message); }

int guarded(const cli::Action& action) {
  try {
    return action();
  } catch (const Interrupted& error) {
    complain(error.what());
    return cli::interrupted;
  } catch (const ScenarioError& error) {
    complain(error.what());
    return cli::wrong_input;
  } catch (const InvalidInput& error) {
    complain(fmt::format("qbattery: {}", error.what()));
    return cli::wrong_input;
  } catch (const NumericalError& error) {
    complain(fmt::format("qbattery: {}", error.what()));
    return cli::numerics_failed;
  } catch (const IoError& error) {
    complain(fmt::format("qbattery: {}", error.what()));
    return cli::io_failed;
  } catch (const std::bad_alloc&) {
    complain(
        "qbattery: there is not enough memory for this result; fewer points or samples need less");
    return cli::io_failed;
  } catch (const std::exception& error) {
    complain(fmt::format("qbattery: unexpected: {}", error.what()));
    return cli::numerics_failed;
  }
}

using Commands = std::vector<std::pair<std::string, cli::Action>>;

bool is_command(const std::string& word, const Commands& commands) {
  return std::any_of(commands.begin(), commands.end(),
                     [&word](const auto& command) { return command.first == word; });
}

std::string unknown_command(const std::string& word, const Commands& commands) {
  std::vector<std::string> names;
  for (const auto& [name, action] : commands) names.push_back(name);
  return fmt::format("qbattery: there is no command \"{}\"{}; there are: {}", word,
                     suggestion(word, names), fmt::join(names, ", "));
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  CLI::App program("Quantum batteries: how an open quantum system charges, and what that is worth.",
                   "qbattery");
  program.set_version_flag("--version", fmt::format("qbattery {}", build_info::version));
  program.require_subcommand(1);
  program.footer(
      "Start with `qbattery list`, or `qbattery COMMAND --help`.\n"
      "Exit codes: 0 done, 1 some points failed, 2 wrong input, 3 the numerics failed,\n"
      "4 reading or writing failed, 130 interrupted.");
  const Commands commands = {
      {"run", cli::add_run(program)},
      {"plot", cli::add_plot(program)},
      {"reproduce", cli::add_reproduce(program)},
      {"check", cli::add_check(program)},
      {"list", cli::add_list(program)},
  };
  if (argc > 1 && argv[1][0] != '-' && !is_command(argv[1], commands)) {
    complain(unknown_command(argv[1], commands));
    return cli::wrong_input;
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 prints help and version itself, and has exit codes of its own.
    return program.exit(error) == 0 ? cli::done : cli::wrong_input;
  }
  for (const auto& [name, action] : commands) {
    if (program.got_subcommand(name)) return guarded(action);
  }
  return cli::wrong_input;
}

}  // namespace qbattery
