#include "qbattery/papers/reproduce.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "qbattery/cli/arguments.hpp"
#include "qbattery/cli/command.hpp"
#include "qbattery/cli/stop.hpp"

namespace qbattery::cli {

namespace {

struct Options {
  std::string paper;
  std::string folder;
  std::optional<int> figure;
  bool data_only = false;
};

int reproduce_paper(const Options& options) {
  const std::string folder = options.folder.empty() ? options.paper : options.folder;
  const auto work = [&](const std::atomic<bool>* stop) {
    reproduce(options.paper, folder,
              {.figure = options.figure,
               .draw = !options.data_only,
               .report = [](const std::string& line) { fmt::print("{}\n", line); },
               .stop = stop});
  };
  interruptible(work, fmt::format("interrupted: {} has what was whole by then", folder));
  return done;
}

}  // namespace

Action add_reproduce(CLI::App& program) {
  auto options = std::make_shared<Options>();
  Arguments(program, "reproduce",
            "redoes a published paper: data, figures and the table of its claims")
      .required("PAPER", options->paper, "its name, see `qbattery list papers`")
      .option("-o,--output", options->folder,
              "the folder for it, made where it is missing (default: PAPER)")
      .count("--figure", options->figure, "only the figure of this number, without the claims")
      .flag("--data-only", options->data_only, "no pictures");
  return [options] { return reproduce_paper(*options); };
}

}  // namespace qbattery::cli
