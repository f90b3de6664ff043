#include "qbattery/sweep/run.hpp"

#include "qbattery/sweep/sweep.hpp"

namespace qbattery {

Dataset run(const Scenario& scenario, const RunOptions& options) {
  Sweep sweep(scenario);
  sweep.compute(options);
  return sweep.dataset();
}

}  // namespace qbattery
