#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "qbattery/parts/lock.hpp"
#include "qbattery/parts/parts_folder.hpp"
#include "qbattery/parts/tile_store.hpp"

namespace qbattery {

/// Shards that are not there, not whole, or still at work: a result cannot be joined yet.
class MissingShards : public Error {
 public:
  using Error::Error;
};

/// The shards of one result, joined: values that can be written, the same to the last bit as those
/// of a run in one piece.
class Merge {
 public:
  /// Reads the parts beside the result at `target`. Throws MissingShards that names them all,
  /// IoError where there are no parts or somebody else joins them, InvalidInput where they are not
  /// of one run. Damaged parts are told of and count as missing.
  Merge(const std::string& target, const Notice& notice);
  ~Merge();
  Merge(const Merge&) = delete;
  Merge& operator=(const Merge&) = delete;

  /// The text that remove_parts() was given, here or by a process that was killed before it had
  /// removed them all. Then the result is whole and there are no values here.
  const std::optional<std::string>& finished() const { return finished_; }

  const Dataset& labels() const { return labels_; }
  const Values& values() const { return *store_; }

  /// To be called once the result is written.
  void remove_parts(const std::string& failures);

 private:
  void read_shard(const Shard& shard, const Notice& notice);
  void begin(const PartContents& first);
  void require_all_tiles(std::size_t shards, const std::vector<std::string>& at_work) const;

  std::string target_;
  std::unique_ptr<Lock> lock_;
  std::optional<std::string> finished_;
  std::string digest_;
  Identity identity_;
  Dataset labels_;
  std::optional<Tiling> tiling_;
  std::optional<TileStore> store_;
};

}  // namespace qbattery
