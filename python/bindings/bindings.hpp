#pragma once

#include <nanobind/nanobind.h>

// The module qbattery._core: what the Python package asks of the library. One file a theme; each
// adds its functions to the module.

namespace qbattery::python {

void bind_errors(nanobind::module_& core);
void bind_program(nanobind::module_& core);
void bind_scenarios(nanobind::module_& core);
void bind_solutions(nanobind::module_& core);
void bind_papers(nanobind::module_& core);
void bind_states(nanobind::module_& core);

}  // namespace qbattery::python
