#pragma once

#include <string>
#include <vector>

#include "qbattery/scenario/document.hpp"

namespace qbattery {

/// A model in models/NAME.toml: a whole scenario in the language of scenarios, of which others take
/// what it is made of.
struct ReadyModel {
  std::string name;
  std::string title;
  std::string source;      ///< where it was published
  std::string parameters;  ///< "N = 4, lambda = 0.5"
};

std::vector<std::string> ready_model_names();

/// Every one there is, in alphabetical order. Throws IoError where a file is not understood.
std::vector<ReadyModel> ready_models();

namespace detail {

/// Where the document names a model in models/, puts that in: its subsystems, terms, jumps and
/// energies; its parameters and initial states, where the document has none of that name; its
/// reservoirs, target, stages, collisions and quantities, where the document has none. Reports
/// parameters that the model does not have. Returns whether there was one.
bool expand_ready_model(Node& document, Report& report);

}  // namespace detail

}  // namespace qbattery
