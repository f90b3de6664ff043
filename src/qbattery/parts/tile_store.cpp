#include "qbattery/parts/tile_store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

constexpr std::size_t most_open_files = 200;
constexpr std::size_t most_meanings = 250;  // a status is to be read by people

}  // namespace

TileStore::TileStore(const Tiling& tiling) : tiling_(tiling), places_(tiling.tiles()) {}

TileStore::~TileStore() {
  for (const auto& [part, file] : files_) ::close(file);
}

void TileStore::add(Tile&& tile) {
  ++tiles_;
  points_ += tiling_.range(tile.index).count;
  failures_ += tile.failures.count();
  points_in_memory_ += tiling_.range(tile.index).count;
  bytes_in_memory_ +=
      tile.numbers.size() * sizeof(double) + tile.failures.flags.size() * sizeof(std::uint32_t);
  places_[tile.index].part = in_memory;
  tiles_in_memory_.insert_or_assign(tile.index, std::move(tile));
}

void TileStore::place(const std::vector<PartEntry>& entries, const std::string& path) {
  const auto part = static_cast<std::int32_t>(parts_.size());
  parts_.push_back(path);
  for (const PartEntry& entry : entries)
    places_[entry.tile] = {part, static_cast<std::uint32_t>(entry.failures_size), entry.numbers_at};
}

void TileStore::add(const Part& part) {
  std::vector<PartEntry> entries;
  for (const PartEntry& entry : part.entries)
    if (entry.tile < places_.size() && !has(entry.tile)) entries.push_back(entry);
  place(entries, part.path);
  for (const PartEntry& entry : entries) {
    ++tiles_;
    points_ += tiling_.range(entry.tile).count;
    failures_ += failures_of(entry.tile).count();
  }
}

void TileStore::write_part(PartsFolder& folder, const Identity& identity) {
  if (tiles_in_memory_.empty()) return;
  std::vector<const Tile*> tiles;
  for (const auto& [index, tile] : tiles_in_memory_) tiles.push_back(&tile);
  std::ranges::sort(tiles, {}, &Tile::index);
  const Part part = folder.write(identity, tiles);
  place(part.entries, part.path);
  tiles_in_memory_.clear();
  bytes_in_memory_ = 0;
  points_in_memory_ = 0;
}

int TileStore::file_of(std::int32_t part) const {
  const auto found = files_.find(part);
  if (found != files_.end()) return found->second;
  if (files_.size() >= most_open_files) {
    ::close(files_.begin()->second);
    files_.erase(files_.begin());
  }
  const std::string& path = parts_[static_cast<std::size_t>(part)];
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw IoError(fmt::format("{}: cannot read it ({})", path, std::strerror(errno)));
  return files_[part] = file;
}

void TileStore::read_bytes(const Place& place, std::uint64_t from, void* out,
                           std::size_t size) const {
  const int file = file_of(place.part);
  auto* bytes = static_cast<char*>(out);
  while (size > 0) {
    const ssize_t count = ::pread(file, bytes, size, static_cast<off_t>(from));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0)
      throw IoError(fmt::format("{}: cannot read it ({})",
                                parts_[static_cast<std::size_t>(place.part)],
                                count == 0 ? "it ends too early" : std::strerror(errno)));
    bytes += count;
    from += static_cast<std::uint64_t>(count);
    size -= static_cast<std::size_t>(count);
  }
}

void TileStore::read(std::size_t variable, std::size_t first, std::span<double> out) const {
  const std::size_t width = tiling_.widths()[variable];
  while (!out.empty()) {
    const std::size_t tile = first / width / tiling_.points_per_tile();
    const PointRange range = tiling_.range(tile);
    const std::size_t inside = first - range.first * width;
    const std::size_t count = std::min(out.size(), range.count * width - inside);
    const std::size_t from = range.count * tiling_.numbers_before(variable) + inside;
    const Place& place = places_[tile];
    if (place.part == in_memory) {
      const std::vector<double>& numbers = tiles_in_memory_.at(tile).numbers;
      std::copy_n(numbers.data() + from, count, out.data());
    } else {
      read_bytes(place, place.numbers_at + from * sizeof(double), out.data(),
                 count * sizeof(double));
    }
    out = out.subspan(count);
    first += count;
  }
}

Failures TileStore::failures_of(std::size_t tile) const {
  const Place& place = places_[tile];
  if (place.part == in_memory) return tiles_in_memory_.at(tile).failures;
  const std::size_t numbers = tiling_.range(tile).count * tiling_.numbers_per_point();
  std::string bytes(place.failures_size, '\0');
  // Behind the numbers stands the size that is known.
  const std::uint64_t from = place.numbers_at + numbers * sizeof(double) + sizeof(std::uint64_t);
  if (!bytes.empty()) read_bytes(place, from, bytes.data(), bytes.size());
  return failures_from(bytes);
}

std::vector<std::string> TileStore::collect_meanings() {
  std::vector<std::string> meanings = {"ok"};
  for (std::size_t tile = 0; tile < places_.size(); ++tile) {
    for (const std::string& reason : failures_of(tile).reasons) {
      if (meanings.size() > most_meanings || flag_of_reason_.contains(reason)) continue;
      const bool last = meanings.size() == most_meanings;
      if (!last) flag_of_reason_.emplace(reason, static_cast<int>(meanings.size()));
      meanings.push_back(last ? "another reason, too many to list" : reason);
    }
  }
  return meanings;
}

const std::vector<int>& TileStore::flags_of(std::size_t tile) const {
  if (flags_tile_ == tile) return flags_;
  const Failures failures = failures_of(tile);
  std::vector<int> flags(tiling_.range(tile).count, 0);
  for (std::size_t i = 0; i < failures.flags.size(); ++i) {
    if (failures.flags[i] == 0) continue;
    const auto found = flag_of_reason_.find(failures.reasons[failures.flags[i] - 1]);
    flags[i] = found != flag_of_reason_.end() ? found->second : static_cast<int>(most_meanings);
  }
  flags_ = std::move(flags);
  flags_tile_ = tile;
  return flags_;
}

void TileStore::read_flags(std::size_t first, std::span<int> out) const {
  while (!out.empty()) {
    const std::size_t tile = first / tiling_.points_per_tile();
    const PointRange range = tiling_.range(tile);
    const std::size_t inside = first - range.first;
    const std::size_t count = std::min(out.size(), range.count - inside);
    std::copy_n(flags_of(tile).data() + inside, count, out.data());
    out = out.subspan(count);
    first += count;
  }
}

}  // namespace qbattery
