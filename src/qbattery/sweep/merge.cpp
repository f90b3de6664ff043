#include "qbattery/sweep/merge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/sweep/labels.hpp"

namespace qbattery {

namespace {

void require_parts(const std::string& target, std::size_t shards) {
  if (shards > 0) return;
  throw IoError(
      fmt::format("{0}.parts: there is nothing to join; qbattery run SCENARIO --shard K/N "
                  "-o {0} makes the shards",
                  target));
}

}  // namespace

Merge::Merge(const std::string& target, const Notice& notice) : target_(target) {
  if (!std::filesystem::is_directory(parts_root(target))) require_parts(target, 0);
  lock_ = std::make_unique<Lock>(parts_root(target) + "/merge.lock", target);
  remove_leftovers_beside(target);
  if (const auto before = qbattery::finished(target)) {
    digest_ = before->digest;
    remove_parts(before->failures);
    return;
  }
  const std::size_t shards = count_of_shards(target);
  require_parts(target, shards);
  std::vector<std::string> at_work(shards);
  for (Shard shard{1, shards}; shard.number <= shards; ++shard.number) {
    at_work[shard.number - 1] = holder_of(lock_path(target, shard));
    read_shard(shard, notice);
  }
  require_all_tiles(shards, at_work);
  labels_.status.meanings = store_->collect_meanings();
}

Merge::~Merge() {
  lock_.reset();
  std::error_code not_empty;
  std::filesystem::remove(parts_root(target_), not_empty);
}

void Merge::remove_parts(const std::string& failures) {
  qbattery::remove_parts(target_, {digest_, failures});
  finished_ = failures;
}

void Merge::read_shard(const Shard& shard, const Notice& notice) {
  for (const std::string& path : part_paths(target_, shard)) {
    try {
      PartContents contents = read_part(path);
      if (!store_) begin(contents);
      if (contents.digest != digest_) throw_different(target_, identity_, contents.identity);
      store_->add({path, std::move(contents.entries)});
    } catch (const DamagedPart& damage) {
      notice(fmt::format("{} is damaged: {}", path, damage.what()));
    }
  }
}

void Merge::begin(const PartContents& first) {
  digest_ = first.digest;
  identity_ = identity_from_json(first.identity);
  const Scenario scenario = parse_scenario(identity_.scenario, parts_root(target_));
  labels_ = labels_of(scenario);
  tiling_.emplace(labels_.size(labels_.status.dimensions), numbers_per_point(labels_),
                  scenario.task);
  store_.emplace(*tiling_);
}

void Merge::require_all_tiles(std::size_t shards, const std::vector<std::string>& at_work) const {
  std::vector<std::string> missing;
  for (Shard shard{1, shards}; shard.number <= shards; ++shard.number) {
    std::size_t tiles = 0;
    std::size_t here = 0;
    for (std::size_t i = shard.number - 1; store_ && i < tiling_->tiles(); i += shards) {
      ++tiles;
      here += store_->has(i) ? 1 : 0;
    }
    const std::string& holder = at_work[shard.number - 1];
    if (store_ && here == tiles && holder.empty()) continue;
    const std::string state = !holder.empty() ? "computed by " + holder
                              : here == 0     ? "not there"
                                              : fmt::format("{} of {} tiles", here, tiles);
    missing.push_back(fmt::format("  shard {}/{}: {}", shard.number, shards, state));
  }
  if (missing.empty()) return;
  throw MissingShards(
      fmt::format("{}: {} of {} shards are missing, nothing was written:\n{}\n"
                  "Run them, with --resume where one was begun, then merge again.",
                  target_, missing.size(), shards, fmt::join(missing, "\n")));
}

}  // namespace qbattery
