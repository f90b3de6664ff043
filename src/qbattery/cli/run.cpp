#include "qbattery/sweep/run.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "qbattery/cli/command.hpp"
#include "qbattery/cli/edits.hpp"
#include "qbattery/cli/progress_bar.hpp"
#include "qbattery/cli/stop.hpp"
#include "qbattery/cli/summary.hpp"
#include "qbattery/cli/usage.hpp"
#include "qbattery/results/files.hpp"

namespace qbattery::cli {

namespace {

struct Options {
  std::string file;
  std::vector<std::string> outputs;
  std::vector<std::string> set;
  std::vector<std::string> unset;
  int threads = 0;
  bool quiet = false;
};

bool is_standard_output(const std::string& output) { return output == "-" || output == "-.json"; }

void write(const Dataset& dataset, const std::string& output) {
  if (output == "-") {
    write_csv(dataset, std::cout);
  } else if (output == "-.json") {
    write_json(dataset, std::cout);
  } else {
    write_dataset(dataset, output);
  }
}

int run_scenario(const Options& options) {
  const Scenario scenario = load_scenario(options.file, edits_of(options.set, options.unset));
  for (const std::string& output : options.outputs) {
    if (!is_standard_output(output)) require_result_path(output);
  }
  Dataset dataset;
  {
    ProgressBar bar(options.quiet);
    dataset = run(scenario, {.threads = options.threads,
                             .report = [&bar](const Progress& progress) { bar.show(progress); },
                             .stop = stop_on_signals()});
  }
  for (const std::string& output : options.outputs) write(dataset, output);
  if (options.outputs.empty()) fmt::print("{}", summary(dataset));
  fmt::print(stderr, "{}", failures_text(dataset));
  return dataset.failures() == 0 ? done : points_failed;
}

}  // namespace

Action add_run(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("run", "runs a scenario");
  command->add_option("FILE", options->file, "the scenario, a TOML file")->required();
  command
      ->add_option(
          "-o,--output", options->outputs,
          "where the result goes: .nc, .csv or .json; - is CSV and -.json JSON on standard "
          "output; may be given several times (default: a short table)")
      ->allow_extra_args(false);
  command
      ->add_option("--set", options->set,
                   "KEY=VALUE in place of what the file says; VALUE as in TOML")
      ->allow_extra_args(false);
  command->add_option("--unset", options->unset, "KEY to take out")->allow_extra_args(false);
  command->add_option("--threads", options->threads, "how many to use (default: all cores)")
      ->check(at_least_one);
  command->add_flag("--quiet", options->quiet, "no progress bar");
  return [options] { return run_scenario(*options); };
}

}  // namespace qbattery::cli
