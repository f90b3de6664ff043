#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "qbattery/results/dataset.hpp"
#include "qbattery/scenario/scenario.hpp"

namespace qbattery {

struct ReproduceOptions {
  std::optional<int> figure = {};                       ///< only this one, without the claims
  bool draw = true;                                     ///< pictures too
  std::function<void(const std::string&)> report = {};  ///< a line for each thing that is done
  const std::atomic<bool>* stop = nullptr;  ///< it ends before its next file once this is true
};

/// Redoes a paper into `folder`, which is made where it is missing: the data of every panel as
/// NetCDF and CSV, every figure as PDF and PNG, and the table of claims as claims.md and
/// claims.json. Throws InvalidInput for an unknown paper or figure, IoError where something cannot
/// be written, Interrupted where `stop` ended it; files that are there then are whole.
void reproduce(const std::string& paper, const std::string& folder,
               const ReproduceOptions& options = {});

/// The result of a panel's scenario. Where it has curves of steering functions, their interior
/// local maxima above 0 stand in it too, refined on the exact evolution: times as the coordinate
/// `maximum_of_S_AB`, heights as `S_AB_at_maximum`.
Dataset run_panel(const Scenario& scenario);

}  // namespace qbattery
