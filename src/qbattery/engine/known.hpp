#pragma once

#include <optional>
#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// What is the same at all points of a scenario: a plan leaves out what it makes zero.
struct Known {
  /// In the order of the model's, none for those that differ; all differ where there are none here.
  std::vector<std::optional<double>> parameters = {};
  std::optional<Matrix> initial_state = {};
};

}  // namespace qbattery
