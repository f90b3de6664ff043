#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace qbattery {

/// XXH3 of 64 bits over bytes that come piece by piece: notices damage, not intent.
class Checksum {
 public:
  Checksum();
  ~Checksum();
  Checksum(const Checksum&) = delete;
  Checksum& operator=(const Checksum&) = delete;

  void add(std::string_view bytes);
  std::uint64_t value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::uint64_t checksum_of(std::string_view bytes);

/// 32 hexadecimal digits that tell texts apart: XXH3 of 128 bits.
std::string digest_of(std::string_view text);

}  // namespace qbattery
