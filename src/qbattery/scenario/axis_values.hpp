#pragma once

#include <string>
#include <utility>
#include <vector>

#include "qbattery/scenario/table.hpp"

namespace qbattery::detail {

/// The values of one axis as the file gives them.
struct AxisValues {
  std::vector<Setting> values;
  /// What must be checked, and where it stands: every item of a list, both ends of a range (which
  /// rises or falls from end to end, so that its ends are its worst).
  std::vector<std::pair<Setting, Place>> reached;
};

/// Reads `values`, or `from`, `to`, `points` and `scale`. `keys` take the values: all numbers or
/// all words. `grid_points` is the size of the grid so far, and is multiplied by that of this axis.
AxisValues read_axis_values(const Table& sweep, const std::vector<std::string>& keys,
                            double& grid_points);

}  // namespace qbattery::detail
