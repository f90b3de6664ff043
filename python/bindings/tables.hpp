#pragma once

#include <nanobind/nanobind.h>

#include <string>

#include "qbattery/scenario/document.hpp"

namespace qbattery::python {

/// Tables of a scenario from dictionaries, lists, arrays, numbers and words; complex numbers become
/// words such as "0.1-0.2i". Throws a TypeError that names the key of anything else.
detail::Node node_of(nanobind::handle value, const std::string& path = {});

/// Dictionaries, lists, numbers and words from the tables of a scenario.
nanobind::object object_of(const detail::Node& node);

/// A value as `--set` takes it. Words stay words, whatever they look like.
std::string toml_value(nanobind::handle value, const std::string& key);

}  // namespace qbattery::python
