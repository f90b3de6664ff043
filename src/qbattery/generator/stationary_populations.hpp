#pragma once

#include <vector>

#include "qbattery/lanes/traced.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// Populations p with sum_from rates(to, from) p_from = p_to sum_to' rates(to', to): where a Markov
/// chain of jumps between levels comes to rest. `rates(to, from)` are at least 0 off the diagonal
/// (the diagonal is ignored). The state reduction of Grassmann, Taksar and Heyman: no subtractions,
/// so that small populations keep their relative accuracy. Levels are left in order of falling
/// energy; where some level cannot reach any lower one, the answer is the lowest level alone.
RealVector stationary_populations(const RealMatrix& rates, const RealVector& energies);

/// The same with rates[to][from] written down for lanes.
std::vector<lanes::Traced> stationary_populations(
    const std::vector<std::vector<lanes::Traced>>& rates, const RealVector& energies);

}  // namespace qbattery
