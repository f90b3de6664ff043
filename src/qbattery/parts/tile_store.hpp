#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "qbattery/parts/parts_folder.hpp"
#include "qbattery/parts/tile.hpp"
#include "qbattery/results/values.hpp"

namespace qbattery {

/// The finished tiles of a grid, in memory and in part files, as the values of one result.
class TileStore : public Values {
 public:
  explicit TileStore(const Tiling& tiling);
  ~TileStore() override;
  TileStore(const TileStore&) = delete;
  TileStore& operator=(const TileStore&) = delete;

  bool has(std::size_t tile) const { return places_[tile].part != absent; }
  std::size_t tiles() const { return tiles_; }    ///< how many are here
  std::size_t points() const { return points_; }  ///< how many points those have
  std::size_t points_in_parts() const { return points_ - points_in_memory_; }
  std::size_t failures() const { return failures_; }

  void add(Tile&& tile);
  /// The tiles of a part file that lies there already.
  void add(const Part& part);

  std::size_t bytes_in_memory() const { return bytes_in_memory_; }
  /// Moves the tiles in memory to a new part; nothing where there are none.
  void write_part(PartsFolder& folder, const Identity& identity);

  /// Every reason of a failure once, in the order of the points, after "ok". To be called once all
  /// tiles are here and before flags are read.
  std::vector<std::string> collect_meanings();

  void read(std::size_t variable, std::size_t first, std::span<double> out) const override;
  void read_flags(std::size_t first, std::span<int> out) const override;

 private:
  static constexpr std::int32_t absent = -2;
  static constexpr std::int32_t in_memory = -1;

  struct Place {
    std::int32_t part = absent;  ///< which of `parts_`
    std::uint32_t failures_size = 0;
    std::uint64_t numbers_at = 0;
  };

  void place(const std::vector<PartEntry>& entries, const std::string& path);
  void read_bytes(const Place& place, std::uint64_t from, void* out, std::size_t size) const;
  Failures failures_of(std::size_t tile) const;
  const std::vector<int>& flags_of(std::size_t tile) const;
  int file_of(std::int32_t part) const;

  const Tiling& tiling_;
  std::vector<Place> places_;
  std::vector<std::string> parts_;
  std::unordered_map<std::size_t, Tile> tiles_in_memory_;
  std::size_t bytes_in_memory_ = 0;
  std::size_t points_in_memory_ = 0;
  std::size_t tiles_ = 0;
  std::size_t points_ = 0;
  std::size_t failures_ = 0;
  std::map<std::string, int> flag_of_reason_;
  mutable std::map<std::int32_t, int> files_;  ///< parts that are open
  mutable std::size_t flags_tile_ = SIZE_MAX;  ///< whose flags are in `flags_`
  mutable std::vector<int> flags_;
};

}  // namespace qbattery
