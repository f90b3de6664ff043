#pragma once

#include <nanobind/nanobind.h>

#include <string>

#include "qbattery/scenario/document.hpp"

namespace qbattery::python {

/// Tables of a scenario from dictionaries, lists, arrays, numbers and words; complex numbers become
/// words such as "0.1-0.2i". Throws a TypeError that names the key of anything else, and a
/// ValueError where more than 256 lie within each other, as where a list holds itself.
detail::Node node_of(nanobind::handle value, const std::string& path = {});

/// Dictionaries, lists, numbers and words from the tables of a scenario.
nanobind::object object_of(const detail::Node& node);

/// The characters of a str. Throws a ValueError that names it where they are no Unicode text.
std::string text_of(nanobind::handle text, const std::string& name);

/// A value as `--set` takes it. Words stay words, whatever they look like.
std::string toml_value(nanobind::handle value, const std::string& key);

}  // namespace qbattery::python
