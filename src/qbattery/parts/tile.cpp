#include "qbattery/parts/tile.hpp"

#include <algorithm>
#include <cstring>

#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

// A tile is lost where a run is killed in the middle of it, and costs a few microseconds of keeping
// books. An evolution takes about 100 times as long as a steady state.
constexpr std::size_t most_evolutions = 32;
constexpr std::size_t most_steady_states = 1024;
constexpr std::size_t most_numbers = std::size_t{1} << 16U;  // half a megabyte
constexpr std::size_t fewest_tiles = 256;                    // work for as many threads
constexpr std::size_t most_tiles = std::size_t{1} << 20U;    // the list of them is in memory

std::size_t fitting_points_per_tile(std::size_t points, std::size_t numbers, Task task) {
  const std::size_t most = task == Task::evolve ? most_evolutions : most_steady_states;
  std::size_t fitting = std::min({most, points / fewest_tiles, most_numbers / numbers});
  fitting = std::max<std::size_t>(fitting, 1);
  while (points / fitting > most_tiles) fitting *= 2;
  return fitting;
}

void append(std::string& bytes, std::uint32_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::uint32_t take_number(std::string_view& bytes) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  bytes.remove_prefix(sizeof number);
  return number;
}

}  // namespace

Tiling::Tiling(std::size_t points, std::vector<std::size_t> widths, Task task)
    : points_(points), points_per_tile_(0), widths_(std::move(widths)), numbers_before_{0} {
  for (const std::size_t width : widths_) numbers_before_.push_back(numbers_before_.back() + width);
  points_per_tile_ =
      fitting_points_per_tile(points, std::max<std::size_t>(1, numbers_per_point()), task);
}

PointRange Tiling::range(std::size_t tile) const {
  const std::size_t first = tile * points_per_tile_;
  return {first, std::min(points_per_tile_, points_ - first)};
}

std::size_t Failures::count() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      flags, [this](std::uint32_t flag) { return flag != 0 && !is_warning(reasons[flag - 1]); }));
}

Tile empty_tile(const Tiling& tiling, std::size_t index) {
  const std::size_t points = tiling.range(index).count;
  return {index, std::vector<double>(points * tiling.numbers_per_point()), {}};
}

namespace {

void put_failure(Failures& failures, std::size_t points, std::size_t point,
                 const std::string& reason) {
  failures.flags.resize(points, 0);
  const auto found = std::ranges::find(failures.reasons, reason);
  failures.flags[point] = static_cast<std::uint32_t>(found - failures.reasons.begin()) + 1;
  if (found == failures.reasons.end()) failures.reasons.push_back(reason);
}

}  // namespace

Columns columns_of(Tile& tile, const Tiling& tiling, std::size_t first) {
  const std::size_t points = tiling.range(tile.index).count;
  Columns columns;
  for (std::size_t variable = 0; variable < tiling.widths().size(); ++variable) {
    columns.variables.push_back(tile.numbers.data() + points * tiling.numbers_before(variable) +
                                first * tiling.widths()[variable]);
  }
  columns.fail = [&tile, points, first](std::size_t point, const std::string& reason) {
    put_failure(tile.failures, points, first + point, reason);
  };
  return columns;
}

std::string to_bytes(const Failures& failures) {
  std::string bytes;
  if (failures.flags.empty()) return bytes;
  append(bytes, static_cast<std::uint32_t>(failures.reasons.size()));
  for (const std::string& reason : failures.reasons) {
    append(bytes, static_cast<std::uint32_t>(reason.size()));
    bytes += reason;
  }
  for (const std::uint32_t flag : failures.flags) append(bytes, flag);
  return bytes;
}

Failures failures_from(std::string_view bytes) {
  Failures failures;
  if (bytes.empty()) return failures;
  failures.reasons.resize(take_number(bytes));
  for (std::string& reason : failures.reasons) {
    const std::uint32_t size = take_number(bytes);
    reason = bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
  while (!bytes.empty()) failures.flags.push_back(take_number(bytes));
  return failures;
}

}  // namespace qbattery
