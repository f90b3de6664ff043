#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "qbattery/engine/plan.hpp"
#include "qbattery/parts/tile.hpp"
#include "qbattery/scenario/scenario.hpp"

namespace qbattery {

/// What a scenario wants of the points of one structure.
Request request_of(const Scenario& scenario, const Problem& problem);

/// The points of a scenario's sweep, in row-major order: the last axis varies fastest. Points that
/// differ in numbers alone share one plan; words (`statistics`, `initial.state`) and parameters
/// that the structure depends on choose among plans.
class Grid {
 public:
  explicit Grid(const Scenario& scenario);

  std::size_t size() const { return size_; }
  std::vector<std::size_t> shape() const;
  /// Runs points that follow each other; by any number of threads at once, each with a workspace
  /// of its own. Throws an Error that names the point where something unexpected happens.
  void run(const PointRange& points, const Columns& columns, Workspace& workspace) const;
  /// The whole of a tile.
  Tile run(const Tiling& tiling, std::size_t tile, Workspace& workspace) const;
  /// How many points are worth a call.
  std::size_t points_at_once() const { return structures_.begin()->second.plan->points_at_once(); }
  /// "F = 3, Gamma = 0.1": the values of a point's axes.
  std::string describe(std::size_t point) const;

 private:
  /// What all points with the same words share.
  struct Structure {
    std::unique_ptr<Plan> plan;
    Problem problem;
    std::vector<std::vector<std::size_t>> places;  ///< per axis, the parameters that it sets
  };

  void run_alike(const PointRange& points, const Columns& columns, Workspace& workspace) const;
  std::size_t points_until_words_change(std::size_t point) const;
  ParameterRows parameters_of(const PointRange& points, const Structure& structure) const;
  std::vector<std::size_t> places_on_axes(std::size_t point) const;
  std::string words_of(const std::vector<std::size_t>& places) const;
  /// Whether points along an axis have plans of their own.
  bool changes_structure(const Axis& axis) const;
  Structure make_structure(const std::vector<std::size_t>& places) const;

  const Scenario& scenario_;
  std::size_t size_ = 1;
  std::map<std::string, Structure> structures_;  ///< by the words of their points
};

}  // namespace qbattery
