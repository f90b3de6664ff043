#pragma once

#include "qbattery/results/dataset.hpp"
#include "qbattery/scenario/scenario.hpp"
#include "qbattery/sweep/run_options.hpp"

namespace qbattery {

/// Runs a scenario over its whole grid, in memory: one data set with a dimension per axis, then
/// `time` where curves are stored. Numbers do not depend on the number of threads. A point whose
/// numerics fail is NaN with its reason in `status`; without a sweep it is a NumericalError.
Dataset run(const Scenario& scenario, const RunOptions& options = {});

}  // namespace qbattery
