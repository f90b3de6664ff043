#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <string>
#include <vector>

#include "bindings.hpp"
#include "qbattery/scenario/scenario.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/sweep/run_options.hpp"

namespace nb = nanobind;

namespace qbattery::python {

namespace {

/// The classes of qbattery/errors.py. Looked up when one is raised: the module is imported before
/// them.
void raise(const char* name, const nb::object& argument) {
  const nb::object type = nb::module_::import_("qbattery.errors").attr(name);
  PyErr_SetObject(type.ptr(), argument.ptr());
}

nb::object text_of(const std::exception& error) { return nb::str(error.what()); }

void raise_scenario_error(const ScenarioError& error) {
  std::vector<std::string> complaints;
  for (const Complaint& each : error.complaints()) complaints.push_back(to_string(each));
  raise("ScenarioError", nb::cast(complaints));
}

void translate(const std::exception_ptr& thrown, void*) {
  try {
    std::rethrow_exception(thrown);
  } catch (const ScenarioError& error) {
    raise_scenario_error(error);
  } catch (const InvalidInput& error) {
    PyErr_SetString(PyExc_ValueError, error.what());
  } catch (const NumericalError& error) {
    raise("NumericalError", text_of(error));
  } catch (const IoError& error) {
    PyErr_SetString(PyExc_OSError, error.what());
  } catch (const Interrupted& error) {
    PyErr_SetString(PyExc_KeyboardInterrupt, error.what());
  } catch (const Error& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
}

}  // namespace

void bind_errors(nb::module_&) { nb::register_exception_translator(translate); }

}  // namespace qbattery::python
