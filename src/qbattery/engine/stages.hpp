#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "qbattery/model/coefficient.hpp"

namespace qbattery {

/// A stretch of an evolution in which some parameters have values of their own: charging, storing,
/// discharging. All are expressions of the parameters outside of stages.
struct Stage {
  std::string name = {};
  expr::Expression duration = {};  ///< at least 0; infinite for what lasts to the end
  std::vector<std::pair<std::string, expr::Expression>> values = {};  ///< by parameter
};

/// From when on the parameters have which values.
struct StageValues {
  double from = 0.0;
  std::vector<double> parameters;
};

/// Stages that follow each other from t = 0; behind the last the parameters are themselves again.
class Stages {
 public:
  Stages() = default;
  /// Throws InvalidInput where a stage names what is no parameter, expr::ParseError where an
  /// expression does.
  Stages(const std::vector<Stage>& stages, const std::vector<std::string>& parameters);

  /// What holds when, at given parameters: at least one entry, times rising from 0. Throws
  /// InvalidInput where a duration is negative or a number is none.
  std::vector<StageValues> at(std::span<const double> parameters) const;

 private:
  struct Part {
    std::string name;
    expr::Compiled<Instant> duration;
    std::vector<std::pair<std::size_t, expr::Compiled<Instant>>> values;
  };
  std::vector<Part> parts_;
};

}  // namespace qbattery
