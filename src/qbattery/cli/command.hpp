#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace qbattery::cli {

/// Exit codes of the contract.
enum ExitCode {
  done = 0,
  points_failed = 1,
  wrong_input = 2,
  numerics_failed = 3,
  io_failed = 4,
  interrupted = 130
};

/// What a command does once its arguments are read; returns the exit code.
using Action = std::function<int()>;

/// Each adds a command to the program and returns what it does when it was chosen.
Action add_run(CLI::App& program);
Action add_merge(CLI::App& program);
Action add_plot(CLI::App& program);
Action add_reproduce(CLI::App& program);
Action add_check(CLI::App& program);
Action add_list(CLI::App& program);

}  // namespace qbattery::cli
