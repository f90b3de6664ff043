#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "qbattery/scenario/scenario.hpp"

namespace qbattery {

/// One of `count` shares of a grid: its tiles number `number` - 1, `number` - 1 + `count`, ...
struct Shard {
  std::size_t number = 1;  ///< from 1
  std::size_t count = 1;

  bool is_all() const { return count == 1; }
  bool has(std::size_t tile) const { return tile % count == number - 1; }
};

inline constexpr std::size_t most_shards = 100000;

/// "3 of 7".
std::string to_string(const Shard& shard);

/// What has to be the same for two pieces of work to belong to one result, to the last bit.
struct Identity {
  std::string scenario;  ///< its text as run
  std::string program;   ///< name and version
  std::string instruction_set;
  std::size_t shards = 1;
};

/// That of a run of this program on this machine.
Identity identity_of(const Scenario& scenario, const Shard& shard);

/// 32 hexadecimal digits of everything in it.
std::string digest(const Identity& identity);

std::string to_json(const Identity& identity);
/// Throws IoError where it is none.
Identity identity_from_json(std::string_view text);

/// In what they differ, for people: "sweep[0].points is 400, was 300; ...". Empty where they do
/// not.
std::string difference(const Identity& now, const Identity& before);

}  // namespace qbattery
