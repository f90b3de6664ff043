#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <string>
#include <vector>

#include "bindings.hpp"
#include "computing.hpp"
#include "qbattery/cli/cli.hpp"
#include "qbattery/support/build_info.hpp"
#include "qbattery/support/data_files.hpp"

namespace nb = nanobind;

namespace qbattery::python {

namespace {

int command_line(const std::vector<std::string>& arguments) {
  std::vector<const char*> texts;
  for (const std::string& argument : arguments) texts.push_back(argument.c_str());
  const nb::gil_scoped_release released;
  return run_command_line(static_cast<int>(texts.size()), texts.data());
}

}  // namespace

void bind_program(nb::module_& core) {
  core.attr("__version__") = std::string(build_info::version);
  core.def("set_data_folder", &set_data_folder, nb::arg("folder"),
           "Names the folder that holds papers/ and models/.");
  core.def("wait_for_leavers", &wait_for_leavers,
           "Waits for interrupted work that ends in the background.");
  core.def("command_line", &command_line, nb::arg("arguments"),
           "Runs the command line, the program's name first; returns its exit code.");
}

}  // namespace qbattery::python
