#include "qbattery/support/checksum.hpp"

#include <gtest/gtest.h>

namespace qbattery {
namespace {

TEST(checksum, is_that_of_the_whole_however_it_comes) {
  const std::string text(1000, 'q');
  Checksum pieces;
  for (const char c : text) pieces.add({&c, 1});
  EXPECT_EQ(pieces.value(), checksum_of(text));
}

// The values that the authors of XXH3 publish for no bytes at all.
TEST(checksum, is_xxh3) {
  EXPECT_EQ(checksum_of(""), 0x2D06800538D394C2U);
  EXPECT_EQ(digest_of(""), "99aa06d3014798d86001c324468d497f");
}

TEST(checksum, changes_with_every_bit) {
  const std::string text = "finished tiles";
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string changed = text;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    EXPECT_NE(checksum_of(changed), checksum_of(text));
    EXPECT_NE(digest_of(changed), digest_of(text));
  }
}

}  // namespace
}  // namespace qbattery
