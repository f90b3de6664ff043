#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "qbattery/cli/arguments.hpp"
#include "qbattery/cli/command.hpp"
#include "qbattery/cli/edits.hpp"
#include "qbattery/cli/keeping.hpp"
#include "qbattery/cli/progress_bar.hpp"
#include "qbattery/cli/stop.hpp"
#include "qbattery/cli/summary.hpp"
#include "qbattery/results/files.hpp"
#include "qbattery/sweep/sweep.hpp"

namespace qbattery::cli {

namespace {

struct Options {
  std::string file;
  std::vector<std::string> outputs;
  std::vector<std::string> set;
  std::vector<std::string> unset;
  std::string shard;
  std::optional<int> threads;
  bool resume = false;
  bool quiet = false;
};

bool is_standard_output(const std::string& output) { return output == "-" || output == "-.json"; }

/// The outputs that are files, each once.
std::vector<std::string> files_among(const std::vector<std::string>& outputs) {
  std::vector<std::string> files;
  for (const std::string& output : outputs) {
    if (is_standard_output(output)) continue;
    if (std::ranges::count(files, output) > 0)
      throw InvalidInput("output", fmt::format("-o {} is given twice, once is enough", output));
    require_result_path(output);
    files.push_back(output);
  }
  return files;
}

Shard shard_of(const std::string& text) {
  if (text.empty()) return {};
  Shard shard{0, 0};
  const char* const end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, shard.number);
  if (number.ec == std::errc{} && number.ptr != end && *number.ptr == '/') {
    const auto count = std::from_chars(number.ptr + 1, end, shard.count);
    const bool is_whole = count.ec == std::errc{} && count.ptr == end;
    if (is_whole && shard.number >= 1 && shard.number <= shard.count && shard.count <= most_shards)
      return shard;
  }
  throw InvalidInput("shard",
                     fmt::format("--shard must be K/N with K from 1 to N and N at most {}, "
                                 "such as 3/64, got {}",
                                 most_shards, text));
}

Destination destination_of(const Options& options) {
  Destination destination{files_among(options.outputs), options.resume, shard_of(options.shard)};
  if (!options.shard.empty() && (destination.targets.size() != 1 || options.outputs.size() != 1))
    throw InvalidInput("shard",
                       "--shard needs one file to keep its points beside, such as -o map.nc");
  if (options.resume && destination.targets.empty())
    throw InvalidInput("resume",
                       "--resume goes on from what is kept beside a file, such as -o map.nc");
  return destination;
}

void write(const Sweep& sweep, const std::string& output) {
  if (output == "-") {
    write_csv(sweep.labels(), sweep.values(), std::cout);
  } else if (output == "-.json") {
    write_json(sweep.labels(), sweep.values(), std::cout);
  } else {
    write_kept(sweep.labels(), sweep.values(), output, "make room and go on with --resume");
  }
}

void compute(Sweep& sweep, const Options& options) {
  if (sweep.points_before() > 0 && !options.quiet)
    tell(fmt::format("going on: {}\n", sweep.kept()));
  ProgressBar bar(options.quiet);
  sweep.compute({.threads = options.threads.value_or(0),
                 .report = [&bar](const Progress& progress) { bar.show(progress); },
                 .stop = stop_on_signals(),
                 .keep_parts = !options.shard.empty()});
}

int end_shard(const Sweep& sweep, const Options& options) {
  if (!options.quiet)
    tell(fmt::format("shard {} is done: {}; once all shards are, join them: qbattery merge {}\n",
                     options.shard, sweep.kept(), options.outputs.front()));
  return exit_code_of(
      sweep.failures() == 0
          ? ""
          : fmt::format("{} points failed; `status` will say why\n", sweep.failures()));
}

int run_scenario(const Options& options) {
  const Scenario scenario = load_scenario(options.file, edits_of(options.set, options.unset));
  const Destination destination = destination_of(options);
  Sweep sweep(scenario, destination, [](const std::string& text) { tell(text + "\n"); });
  if (sweep.finished_before()) return exit_code_of(*sweep.finished_before());
  compute(sweep, options);
  if (!options.shard.empty()) return end_shard(sweep, options);
  for (const std::string& output : options.outputs) write(sweep, output);
  if (options.outputs.empty()) fmt::print("{}", summary(sweep.labels(), sweep.values()));
  tell(warnings_text(sweep.labels(), sweep.values()));
  const std::string failures = failures_text(sweep.labels(), sweep.values());
  sweep.remove_parts(failures);
  return exit_code_of(failures);
}

}  // namespace

Action add_run(CLI::App& program) {
  auto options = std::make_shared<Options>();
  Arguments(program, "run", "runs a scenario")
      .required("FILE", options->file, "the scenario, a TOML file")
      .repeated("-o,--output", options->outputs,
                "where the result goes: .nc, .csv or .json; - is CSV and -.json JSON on standard "
                "output; may be given several times (default: a short table)")
      .repeated("--set", options->set, "KEY=VALUE in place of what the file says; VALUE as in TOML")
      .repeated("--unset", options->unset, "KEY to take out")
      .count("--threads", options->threads, "how many to use (default: all cores)")
      .flag("--resume", options->resume,
            "go on from the points that an interrupted run kept beside its result")
      .option("--shard", options->shard,
              "K/N: computes the K-th of N shares, to be joined by `qbattery merge`")
      .flag("--quiet", options->quiet, "no progress bar, and no word about points that are kept");
  return [options] { return run_scenario(*options); };
}

}  // namespace qbattery::cli
