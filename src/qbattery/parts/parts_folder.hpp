#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "qbattery/parts/identity.hpp"
#include "qbattery/parts/lock.hpp"
#include "qbattery/parts/part_file.hpp"

namespace qbattery {

/// Something to tell a person while work goes on.
using Notice = std::function<void(const std::string&)>;

/// A file of finished tiles.
struct Part {
  std::string path;
  std::vector<PartEntry> entries;
};

/// The folder of the parts of a result.
std::string parts_root(const std::string& target);
/// The lock of who computes a shard of it.
std::string lock_path(const std::string& target, const Shard& shard);

/// The part files of a shard, in the order of their numbers.
std::vector<std::string> part_paths(const std::string& target, const Shard& shard);
/// Of how many shards there are folders; 0 where there are none. Throws InvalidInput where they are
/// of different numbers.
std::size_t count_of_shards(const std::string& target);
/// What remains to be said of a result that is whole.
struct Finished {
  std::string digest;    ///< of the run's identity
  std::string failures;  ///< the points that failed, for people; empty where none did
};
/// What remove_parts() was given by a process that was killed before it had removed them all.
std::optional<Finished> finished(const std::string& target);
/// Notes that the result is whole, and removes the parts of all shards.
void remove_parts(const std::string& target, const Finished& finished);
/// Says in what a part belongs to another run.
[[noreturn]] void throw_different(const std::string& target, const Identity& now,
                                  const std::string& other);

/// The parts of one shard in a folder beside the result:
///   map.nc.parts/3-of-7/lock         who works on it
///   map.nc.parts/3-of-7/000001.part  finished tiles
///   map.nc.parts/done                the result is whole, what is left here can go
/// A run that is no shard is 1-of-1. While the object lives, it holds the lock.
class PartsFolder {
 public:
  /// Makes the folders and takes the lock of `shard` of the result at `target`. Removes what a
  /// killed process left half-written. Throws IoError where somebody else is at it, InvalidInput
  /// where the folder holds shards of another number.
  PartsFolder(const std::string& target, const Shard& shard);
  /// Removes folders that are empty.
  ~PartsFolder();
  PartsFolder(const PartsFolder&) = delete;
  PartsFolder& operator=(const PartsFolder&) = delete;

  const std::string& target() const { return target_; }
  bool has_parts() const { return !part_paths(target_, shard_).empty(); }

  /// The parts of earlier runs. A damaged one is removed, and said so. Throws InvalidInput that
  /// says in what one differs from `identity`.
  std::vector<Part> read(const Identity& identity, const Notice& notice) const;

  /// Writes one more. Throws IoError.
  Part write(const Identity& identity, const std::vector<const Tile*>& tiles);

 private:
  void remove_leftovers() const;

  std::string target_;
  Shard shard_;
  std::string folder_;
  std::unique_ptr<Lock> lock_;
  std::size_t last_number_ = 0;
};

}  // namespace qbattery
