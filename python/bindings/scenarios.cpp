#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "computing.hpp"
#include "datasets.hpp"
#include "qbattery/results/files.hpp"
#include "qbattery/scenario/check.hpp"
#include "qbattery/sweep/sweep.hpp"
#include "tables.hpp"

namespace nb = nanobind;

namespace qbattery::python {

namespace {

std::vector<Edit> edits_of(const nb::dict& set, const std::vector<std::string>& unset) {
  std::vector<Edit> edits;
  for (const std::string& key : unset) edits.push_back({key, std::nullopt});
  for (const auto& [key, value] : set) {
    const auto name = text_of(nb::str(key), "a key of set");
    edits.push_back({name, toml_value(value, name)});
  }
  return edits;
}

Scenario scenario_of_file(const std::string& path, const nb::dict& set,
                          const std::vector<std::string>& unset) {
  const std::vector<Edit> edits = edits_of(set, unset);
  const nb::gil_scoped_release released;
  return load_scenario(path, edits);
}

Scenario scenario_of_tables(const nb::dict& tables, const std::string& name, const nb::dict& set,
                            const std::vector<std::string>& unset) {
  detail::Node document = node_of(tables);
  const std::vector<Edit> edits = edits_of(set, unset);
  const nb::gil_scoped_release released;
  return detail::scenario_of(std::move(document), name, edits);
}

nb::object tables_of_text(const std::string& text, const std::string& name) {
  detail::Report report(name);
  const detail::Node document = detail::read_document(text, report);
  report.throw_if_any();
  return object_of(document);
}

nb::object edited(const nb::dict& tables, const nb::dict& set,
                  const std::vector<std::string>& unset) {
  detail::Node document = node_of(tables);
  detail::Report report("model");
  detail::change_document(document, edits_of(set, unset), report);
  report.throw_if_any();
  return object_of(document);
}

/// NetCDF is not thread-safe, and Python's threads do not wait for each other here.
std::mutex& results_mutex() {
  static std::mutex mutex;
  return mutex;
}

void write_results(const Sweep& sweep, const std::vector<std::string>& targets) {
  const std::lock_guard lock(results_mutex());
  for (const std::string& target : targets) {
    try {
      write_dataset(sweep.labels(), sweep.values(), target);
    } catch (const IoError& error) {
      throw IoError(std::string(error.what()) +
                    "; all points are kept: make room and go on with --resume");
    }
  }
}

/// Once the results are written and what they are made from is read.
void end(Sweep& sweep) {
  const std::size_t failures = sweep.failures();
  sweep.remove_parts(failures == 0 ? "" : std::to_string(failures) + " points failed\n");
}

struct RunRequest {
  Scenario scenario;
  int threads = 0;
  std::vector<std::string> targets;
  bool resume = false;
};

struct RunResult {
  Dataset dataset;
  std::vector<std::string> notices;
};

void run_to_targets(const RunRequest& request, RunResult& result, Watch& watch) {
  for (const std::string& target : request.targets) require_result_path(target);
  Sweep sweep(request.scenario, {.targets = request.targets, .resume = request.resume},
              [&result](const std::string& text) { result.notices.push_back(text); });
  if (sweep.finished_before()) {
    const std::lock_guard lock(results_mutex());
    result.dataset = read_dataset(request.targets.front());
    return;
  }
  sweep.compute({.threads = request.threads,
                 .report = [&watch](const Progress& progress) { watch.report(progress); },
                 .stop = &watch.stop});
  write_results(sweep, request.targets);
  result.dataset = sweep.dataset();
  end(sweep);
}

/// What xarray takes, how many points failed, and what went on.
nb::tuple run(const Scenario& scenario, int threads, const std::vector<std::string>& targets,
              bool resume, const nb::object& progress) {
  const auto result = std::make_shared<RunResult>();
  compute([request = RunRequest{scenario, threads, targets, resume},
           result](Watch& watch) { run_to_targets(request, *result, watch); },
          progress);
  const std::size_t failures = result->dataset.failures();
  return nb::make_tuple(object_of(std::move(result->dataset)), failures, result->notices);
}

/// Names of the subsystems and how many levels they have.
std::vector<std::pair<std::string, int>> subsystems_of(const Scenario& scenario) {
  KnownValues known = known_values(scenario.settings);
  std::vector<std::pair<std::string, int>> all;
  for (const Subsystem& each : make_model(scenario, scenario.settings, known).subsystems)
    all.emplace_back(each.name, each.dimension());
  return all;
}

}  // namespace

void bind_scenarios(nb::module_& core) {
  nb::class_<Scenario>(core, "Scenario", "A checked scenario.")
      .def_static("of_file", &scenario_of_file, nb::arg("path"), nb::arg("set"), nb::arg("unset"),
                  "Reads, edits and checks a file.")
      .def_static("of_tables", &scenario_of_tables, nb::arg("tables"), nb::arg("name"),
                  nb::arg("set"), nb::arg("unset"), "Checks tables; `name` stands in messages.")
      .def_ro("source", &Scenario::source, "Its text.")
      .def_prop_ro(
          "points",
          [](const Scenario& scenario) {
            std::size_t points = 1;
            for (const Axis& axis : scenario.sweep) points *= axis.values.size();
            return points;
          },
          "How many points its grid has.")
      .def("describe", &describe, nb::call_guard<nb::gil_scoped_release>(),
           "What it would do and how much work that is.")
      .def("subsystems", &subsystems_of, "Their names and numbers of levels.")
      .def("run", &run, nb::arg("threads"), nb::arg("targets"), nb::arg("resume"),
           nb::arg("progress").none(),
           "Coordinates, variables and attributes; how many points failed; what went on.");
  core.def("tables_of_text", &tables_of_text, nb::arg("text"), nb::arg("name"),
           "The tables of a scenario's text, unchecked.");
  core.def(
      "text_of_tables", [](const nb::dict& tables) { return detail::to_toml(node_of(tables)); },
      nb::arg("tables"), "The same as text.");
  core.def("edited", &edited, nb::arg("tables"), nb::arg("set"), nb::arg("unset"),
           "Tables with some keys set and others removed, as --set and --unset do.");
}

}  // namespace qbattery::python
