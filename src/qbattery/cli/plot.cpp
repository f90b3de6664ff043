#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "qbattery/cli/arguments.hpp"
#include "qbattery/cli/command.hpp"
#include "qbattery/cli/edits.hpp"
#include "qbattery/cli/stop.hpp"
#include "qbattery/figures/from_dataset.hpp"
#include "qbattery/results/files.hpp"

namespace qbattery::cli {

namespace {

struct Options {
  std::string result;
  std::string figure;
  std::vector<std::string> at;
  std::vector<std::string> each;
  std::vector<std::string> variables;
  std::vector<double> contours;
};

int plot(const Options& options) {
  const std::string figure =
      options.figure.empty()
          ? std::filesystem::path(options.result).replace_extension(".png").string()
          : options.figure;
  require_figure_path(figure);
  PlotOptions plot{
      .each = options.each, .variables = options.variables, .contours = options.contours};
  for (const std::string& text : options.at)
    plot.at.push_back(split_assignment(text, "--at", "AXIS"));
  const Figure drawing = figure_of(read_dataset(options.result), plot);
  interruptible([&](const std::atomic<bool>*) { render(drawing, figure); },
                "interrupted: nothing was drawn");
  fmt::print("{}\n", figure);
  return done;
}

}  // namespace

Action add_plot(CLI::App& program) {
  auto options = std::make_shared<Options>();
  Arguments(program, "plot",
            "draws a result: curves against time, lines against one axis, or maps over two")
      .required("RESULT", options->result, "what `run -o` wrote")
      .option("-o,--output", options->figure,
              "the picture: .png, .svg or .pdf (default: the result's name with .png)")
      .repeated("--at", options->at,
                "AXIS=VALUE: a slice through a result of more axes, at the nearest value")
      .repeated("--each", options->each, "AXIS: panels of its own for each of its places")
      .repeated("--variable", options->variables, "NAME to draw (default: all that fit)")
      .numbers("--contours", options->contours,
               "LEVELS of the contours in maps, such as 0.01,0.1 (default: round numbers)");
  return [options] { return plot(*options); };
}

}  // namespace qbattery::cli
