#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <string>
#include <vector>

#include "bindings.hpp"
#include "computing.hpp"
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

nb::object text_of(const std::exception& error) { return nb::str(in_python(error.what()).c_str()); }

void raise_scenario_error(const ScenarioError& error) {
  std::vector<std::string> complaints;
  for (const Complaint& each : error.complaints()) complaints.push_back(in_python(to_string(each)));
  raise("ScenarioError", nb::cast(complaints));
}

void translate(const std::exception_ptr& thrown, void*) {
  try {
    std::rethrow_exception(thrown);
  } catch (const ScenarioError& error) {
    raise_scenario_error(error);
  } catch (const InvalidInput& error) {
    PyErr_SetString(PyExc_ValueError, in_python(error.what()).c_str());
  } catch (const NumericalError& error) {
    raise("NumericalError", text_of(error));
  } catch (const IoError& error) {
    PyErr_SetString(PyExc_OSError, in_python(error.what()).c_str());
  } catch (const Interrupted& error) {
    PyErr_SetString(PyExc_KeyboardInterrupt, in_python(error.what()).c_str());
  } catch (const Error& error) {
    PyErr_SetString(PyExc_RuntimeError, in_python(error.what()).c_str());
  }
}

}  // namespace

void bind_errors(nb::module_&) { nb::register_exception_translator(translate); }

}  // namespace qbattery::python
