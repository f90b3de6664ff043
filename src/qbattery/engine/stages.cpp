#include "qbattery/engine/stages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

Stages::Stages(const std::vector<Stage>& stages, const std::vector<std::string>& parameters) {
  for (const Stage& stage : stages) {
    Part part{stage.name, compile_coefficient(stage.duration, parameters), {}};
    for (const auto& [name, value] : stage.values) {
      const auto found = std::ranges::find(parameters, name);
      if (found == parameters.end())
        throw InvalidInput(name, fmt::format("a stage sets {}, which the model does not have; it "
                                             "has: {}",
                                             name, fmt::join(parameters, ", ")));
      part.values.emplace_back(static_cast<std::size_t>(found - parameters.begin()),
                               compile_coefficient(value, parameters));
    }
    parts_.push_back(std::move(part));
  }
}

std::vector<StageValues> Stages::at(std::span<const double> parameters) const {
  std::vector<StageValues> all;
  double from = 0.0;
  for (const Part& part : parts_) {
    StageValues here{from, {parameters.begin(), parameters.end()}};
    for (const auto& [place, value] : part.values)
      here.parameters[place] = value({parameters, 0.0});
    const double duration = part.duration({parameters, 0.0});
    if (!(duration >= 0.0))
      throw InvalidInput("duration", fmt::format("the stage {} must last at least 0, got {}",
                                                 part.name, shortest_digits(duration)));
    if (duration == 0.0) continue;
    all.push_back(std::move(here));
    from += duration;
    if (!std::isfinite(from)) return all;
  }
  all.push_back({from, {parameters.begin(), parameters.end()}});
  return all;
}

}  // namespace qbattery
