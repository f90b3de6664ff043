#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "qbattery/parts/tile.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

/// Where a tile lies in a part file.
struct PartEntry {
  std::size_t tile = 0;
  std::size_t numbers_at = 0;     ///< place of its first number in the file, in bytes
  std::size_t failures_size = 0;  ///< bytes of its failures, behind the numbers
};

/// Writes finished tiles as one file that is whole or absent:
///   "qbattery part 1\n", digest of the identity, "\n"
///   length of the identity, identity as JSON, number of tiles
///   per tile: index, count of numbers, numbers, size of the failures in bytes, failures
///   XXH3 (64 bits) of all before
/// Lengths and numbers are 8 bytes each, as this machine has them. Throws IoError.
std::vector<PartEntry> write_part(const std::string& path, const std::string& digest,
                                  const std::string& identity,
                                  const std::vector<const Tile*>& tiles);

/// What a part file says of itself.
struct PartContents {
  std::string digest;
  std::string identity;
  std::vector<PartEntry> entries;
};

/// A part file that is not what was written.
class DamagedPart : public IoError {
 public:
  using IoError::IoError;
};

/// Reads all of it and compares the checksum. Throws DamagedPart that says what is wrong, IoError
/// where it cannot be read.
PartContents read_part(const std::string& path);

}  // namespace qbattery
