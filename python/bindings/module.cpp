#include "bindings.hpp"

NB_MODULE(_core, core) {
  core.doc() = "The qbattery library, as the package's Python files use it.";
  qbattery::python::bind_errors(core);
  qbattery::python::bind_program(core);
  qbattery::python::bind_scenarios(core);
  qbattery::python::bind_solutions(core);
  qbattery::python::bind_papers(core);
  qbattery::python::bind_states(core);
}
