#include "qbattery/cli/cli.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "qbattery/cli/command.hpp"
#include "qbattery/cli/usage.hpp"
#include "qbattery/scenario/scenario.hpp"
#include "qbattery/support/build_info.hpp"
#include "qbattery/sweep/run_options.hpp"

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
    if (std::ferror(stdout) != 0) return cli::io_failed;  // flushed() says so
    complain(fmt::format("qbattery: unexpected: {}", error.what()));
    return cli::numerics_failed;
  }
}

// What was printed is a result too, and counts only once it has left the program.
int flushed(int code) {
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout) return code;
  complain("qbattery: standard output could not be written to its end");
  return cli::io_failed;
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
  const std::vector<std::pair<std::string, cli::Action>> commands = {
      {"run", cli::add_run(program)},     {"merge", cli::add_merge(program)},
      {"plot", cli::add_plot(program)},   {"reproduce", cli::add_reproduce(program)},
      {"check", cli::add_check(program)}, {"list", cli::add_list(program)},
  };
  if (argc > 1 && argv[1][0] != '-' && !cli::is_command(program, argv[1])) {
    complain(cli::unknown_command_message(program, argv[1]));
    return cli::wrong_input;
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version come this way too, and CLI11 prints them itself.
    if (error.get_exit_code() == 0) return flushed(program.exit(error));
    complain(cli::usage_message(program, error));
    return cli::wrong_input;
  }
  for (const auto& [name, action] : commands) {
    if (program.got_subcommand(name)) return flushed(guarded(action));
  }
  return cli::wrong_input;
}

}  // namespace qbattery
