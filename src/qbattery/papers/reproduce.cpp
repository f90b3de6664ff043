#include "qbattery/papers/reproduce.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "qbattery/dynamics/features.hpp"
#include "qbattery/figures/figure.hpp"
#include "qbattery/figures/from_dataset.hpp"
#include "qbattery/papers/page.hpp"
#include "qbattery/papers/paper.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/results/atomic_file.hpp"
#include "qbattery/results/files.hpp"
#include "qbattery/sweep/grid.hpp"
#include "qbattery/sweep/run.hpp"

namespace qbattery {

namespace fs = std::filesystem;

namespace {

void make_folder(const std::string& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error)) {
    throw IoError(fmt::format("{} is a file; name a folder, or remove it", folder));
  }
  fs::create_directories(folder, error);
  if (error)
    throw IoError(fmt::format("the folder {} cannot be made: {}", folder, error.message()));
}

std::vector<PagePlan> wanted_pages(const std::string& paper, const std::optional<int>& number) {
  std::vector<PagePlan> pages = read_page_plans(paper);
  if (!number) return pages;
  std::vector<int> numbers;
  for (const PagePlan& page : pages) numbers.push_back(page.number);
  std::erase_if(pages, [&](const PagePlan& page) { return page.number != *number; });
  if (pages.empty()) {
    throw InvalidInput("figure", fmt::format("{} has no figure {} to redo; there are: {}", paper,
                                             *number, fmt::join(numbers, ", ")));
  }
  return pages;
}

void add_maxima(Dataset& dataset, const std::string& variable,
                const std::vector<Extremum>& maxima) {
  std::vector<double> times;
  std::vector<double> heights;
  for (const Extremum& maximum : maxima) {
    if (maximum.value <= steering_rounding) continue;
    times.push_back(maximum.time);
    heights.push_back(maximum.value);
  }
  if (times.empty()) return;
  const std::string axis = "maximum_of_" + variable;
  dataset.coordinates.push_back({axis, axis, std::move(times), "1/rate",
                                 fmt::format("time of a local maximum of {} above 0", variable)});
  dataset.variables.push_back({variable + "_at_maximum",
                               {axis},
                               std::move(heights),
                               "1",
                               fmt::format("{} at its local maxima", variable)});
}

void go_on(const ReproduceOptions& options) {
  if (options.stop != nullptr && *options.stop) throw Interrupted();
}

std::vector<std::string> scenarios_of(const PagePlan& page) {
  std::vector<std::string> names;
  for (const PanelPlan& panel : page.panels) names.push_back(panel.scenario);
  if (!page.scenario.empty()) names.push_back(page.scenario);
  return names;
}

std::vector<PanelData> run_page(const std::string& paper, const PagePlan& page,
                                const fs::path& folder, const ReproduceOptions& options) {
  std::vector<PanelData> data;
  for (const std::string& name : scenarios_of(page)) {
    go_on(options);
    PanelData of_panel{load_scenario(paper_file(paper, name + ".toml")), {}};
    of_panel.dataset = run_panel(of_panel.scenario);
    write_dataset(of_panel.dataset, (folder / (name + ".nc")).string());
    write_dataset(of_panel.dataset, (folder / (name + ".csv")).string());
    data.push_back(std::move(of_panel));
  }
  return data;
}

void draw(const PagePlan& page, const std::vector<PanelData>& data, const fs::path& folder,
          const ReproduceOptions& options) {
  const Figure figure = page.scenario.empty()
                            ? compose(page, data)
                            : figure_of(data.front().dataset, {.variables = page.variables});
  for (const char* ending : {"pdf", "png"}) {
    go_on(options);
    render(figure, (folder / fmt::format("fig{}.{}", page.number, ending)).string());
  }
}

void write_claims(const Paper& paper, const fs::path& folder, const ReproduceOptions& options) {
  go_on(options);
  const std::vector<Claim> claims = paper.claims(0);
  go_on(options);
  replace_file((folder / "claims.md").string(), claims_as_markdown(paper.title, claims));
  replace_file((folder / "claims.json").string(), claims_as_json(paper.title, claims));
}

}  // namespace

Dataset run_panel(const Scenario& scenario) {
  Dataset dataset = run(scenario);
  if (scenario.task != Task::evolve || !scenario.sweep.empty()) return dataset;
  const Problem problem = make_problem(scenario, scenario.settings);
  const Plan plan(problem.model, request_of(scenario, problem));
  const Curve curve = plan.curve(problem.parameters, problem.initial_state);
  const std::vector<expr::Expression> expressions = spelt_out(scenario.quantities);
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    if (!expressions[i].is_call("steering")) continue;
    const Quantity quantity = compile_quantity(expressions[i], problem.model, Task::evolve);
    add_maxima(dataset, scenario.quantities[i].name,
               local_maxima(curve.function(to_string(expressions[i]), quantity), Ends::excluded));
  }
  return dataset;
}

void reproduce(const std::string& paper_name, const std::string& folder,
               const ReproduceOptions& options) {
  const Paper paper = find_paper(paper_name);
  const std::vector<PagePlan> pages = wanted_pages(paper.name, options.figure);
  make_folder(folder);
  const auto report = [&](const std::string& line) {
    if (options.report) options.report(line);
  };
  for (const PagePlan& page : pages) {
    const std::vector<PanelData> data = run_page(paper.name, page, folder, options);
    if (options.draw) draw(page, data, folder, options);
    report(fmt::format(
        "figure {}: {}{}", page.number,
        page.scenario.empty() ? fmt::format("{} panels", page.panels.size()) : page.scenario,
        options.draw ? ", drawn" : ""));
  }
  if (!options.figure) {
    write_claims(paper, folder, options);
    report("claims: measured");
  }
  report(fmt::format("look in {}", folder));
}

}  // namespace qbattery
