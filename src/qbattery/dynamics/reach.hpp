#pragma once

#include <cstddef>
#include <vector>

#include "qbattery/dynamics/elimination.hpp"

namespace qbattery {

/// The components, ascending, that L, applied once or more, carries those at `start` to. Entries
/// that are constant 0 carry nothing.
std::vector<std::size_t> reach(const TracedMatrix& matrix, const std::vector<std::size_t>& start);

}  // namespace qbattery
