#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "qbattery/parts/parts_folder.hpp"
#include "qbattery/parts/tile_store.hpp"
#include "qbattery/results/temporary_folder.hpp"
#include "qbattery/sweep/grid.hpp"
#include "qbattery/sweep/run_options.hpp"

namespace qbattery {

/// Where the results of a sweep go, and what of it is to be computed.
struct Destination {
  /// Files that will be written. Beside the first, finished points are kept until then; all are
  /// held against other runs. None: finished points are kept in memory and temporary files.
  std::vector<std::string> targets = {};
  bool resume = false;  ///< go on from the points that an earlier run kept
  Shard shard = {};
};

/// A scenario computed over its grid, or a share of it, in memory that does not grow with the
/// number of points. What is finished survives whatever happens to the process, and another process
/// can go on from there; the numbers are the same to the last bit.
class Sweep {
 public:
  /// Takes the locks of the targets and reads what earlier runs kept. Throws InvalidInput where
  /// that belongs to another run or `resume` is not set, IoError where another process is at it.
  explicit Sweep(const Scenario& scenario, const Destination& destination = {},
                 const Notice& notice = {});

  /// What a process said that wrote the results and was killed before it had removed the parts:
  /// nothing is left to do.
  const std::optional<std::string>& finished_before() const { return finished_before_; }
  std::size_t points_before() const { return points_before_; }

  /// Computes what is missing. Throws Interrupted where `options.stop` ended it, IoError where
  /// parts cannot be written, Error that names the point where something unexpected happened in it;
  /// what is finished is kept each time. NumericalError where the only point of a grid failed.
  void compute(const RunOptions& options);

  const Dataset& labels() const { return labels_; }
  const Values& values() const { return store_; }
  std::size_t failures() const { return store_.failures(); }
  /// All of it in memory.
  Dataset dataset() const;

  /// Removes the parts, once the results are written; `failures` is what finished_before() says
  /// where that is not all done.
  void remove_parts(const std::string& failures);

  /// "1200 of 4000 points are kept in map.nc.parts".
  std::string kept() const;

 private:
  using Clock = std::chrono::steady_clock;

  void open(const std::string& target, bool resume);
  std::vector<std::size_t> missing_tiles() const;
  std::size_t points_of_share() const;
  void collect(class Workers& workers, const RunOptions& options);
  /// Whether what is finished outlives the process.
  bool keeps() const { return !folders_.empty() && !temporary_; }
  void keep_in_time();
  void keep();
  /// Room on the disk for points that are not kept yet, and for the result.
  double megabytes_to_come() const;

  const Scenario& scenario_;
  Shard shard_;
  Identity identity_;
  Notice notice_;
  Dataset labels_;
  Tiling tiling_;
  TileStore store_;
  std::optional<TemporaryFolder> temporary_;
  std::vector<std::unique_ptr<PartsFolder>> folders_;  ///< the first one has the parts
  std::optional<std::string> finished_before_;
  std::size_t points_before_ = 0;
  Clock::time_point began_ = Clock::now();
  Clock::time_point last_kept_ = Clock::now();
};

}  // namespace qbattery
