#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "qbattery/engine/plan.hpp"

namespace qbattery {

/// Points of a grid that follow each other.
struct PointRange {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// The grid cut into tiles, the pieces in which it is computed, kept and taken up again. They
/// depend on the scenario alone: every run of it has the same ones.
class Tiling {
 public:
  /// `widths` says how many numbers each variable has at one point.
  Tiling(std::size_t points, std::vector<std::size_t> widths, Task task);

  std::size_t points() const { return points_; }
  std::size_t points_per_tile() const { return points_per_tile_; }
  std::size_t tiles() const { return (points_ + points_per_tile_ - 1) / points_per_tile_; }
  PointRange range(std::size_t tile) const;

  const std::vector<std::size_t>& widths() const { return widths_; }
  /// How many numbers the variables before this one have at one point; all of them, for their
  /// count.
  std::size_t numbers_before(std::size_t variable) const { return numbers_before_[variable]; }
  std::size_t numbers_per_point() const { return numbers_before_.back(); }

 private:
  std::size_t points_;
  std::size_t points_per_tile_;
  std::vector<std::size_t> widths_;
  std::vector<std::size_t> numbers_before_;
};

/// Which points of a tile failed, and why; or carry a warning (is_warning) instead.
struct Failures {
  std::vector<std::string> reasons;  ///< each once, in the order of the points
  /// Per point 0, or 1 more than the place of its reason. Empty where none failed.
  std::vector<std::uint32_t> flags;

  std::size_t count() const;  ///< without those that carry a warning
};

/// The results of one tile.
struct Tile {
  std::size_t index = 0;
  std::vector<double> numbers;  ///< variable by variable, in each point by point
  Failures failures = {};
};

/// A tile without results yet.
Tile empty_tile(const Tiling& tiling, std::size_t index);

/// Where the numbers of the tile's points go, from the `first`-th one on. Valid while the tile is.
Columns columns_of(Tile& tile, const Tiling& tiling, std::size_t first);

/// Failures as bytes, none for none.
std::string to_bytes(const Failures& failures);
Failures failures_from(std::string_view bytes);

}  // namespace qbattery
