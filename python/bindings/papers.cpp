#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "computing.hpp"
#include "qbattery/engine/reduction.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/papers/paper.hpp"
#include "qbattery/papers/reproduce.hpp"
#include "qbattery/quantities/quantity.hpp"
#include "qbattery/scenario/ready_models.hpp"

namespace nb = nanobind;

namespace qbattery::python {

namespace {

nb::list models() {
  nb::list all;
  for (const ReadyModel& each : ready_models())
    all.append(nb::make_tuple(each.name, each.title, each.parameters, each.source));
  return all;
}

nb::list quantities() {
  nb::list all;
  for (const QuantityDefinition& each : quantity_catalogue())
    all.append(
        nb::make_tuple(each.signature(), each.summary, each.for_evolution, each.for_steady_state));
  return all;
}

nb::list papers() {
  nb::list all;
  for (const Paper& each : paper_catalogue())
    all.append(nb::make_tuple(each.name, each.title, each.citation));
  return all;
}

std::vector<std::string> redo(const std::string& paper, const std::string& folder,
                              const std::optional<int>& figure, bool draw) {
  const auto lines = std::make_shared<std::vector<std::string>>();
  compute([=](Watch& watch) {
    reproduce(paper, folder,
              {.figure = figure,
               .draw = draw,
               .report = [lines](const std::string& line) { lines->push_back(line); },
               .stop = &watch.stop});
  });
  return *lines;
}

}  // namespace

void bind_papers(nb::module_& core) {
  core.def("models", &models, "Name, title, parameters and source of every ready model.");
  core.def("quantities", &quantities,
           "Signature, summary, for evolutions, for steady states, of every figure of merit.");
  core.def("papers", &papers, "Name, title and citation of every paper.");
  core.def("reproduce", &redo, nb::arg("paper"), nb::arg("folder"), nb::arg("figure").none(),
           nb::arg("draw"), "Redoes a paper into a folder; returns a line for what was done.");
}

}  // namespace qbattery::python
