#include "qbattery/parts/part_file.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/results/temporary_folder.hpp"

namespace qbattery {
namespace {

const std::string digest_text(32, 'd');

std::vector<PartEntry> write_two(const std::string& path) {
  const Tile plain{.index = 5, .numbers = {1.5, 2.5, 3.5}};
  const Tile failed{.index = 9, .numbers = {4.5}, .failures = {{"why"}, {1}}};
  return write_part(path, digest_text, "{\"who\": 1}", {&plain, &failed});
}

TEST(part_file, says_what_it_holds_and_where) {
  const TemporaryFolder folder;
  const std::string path = folder.file("000001.part");
  const std::vector<PartEntry> written = write_two(path);
  const PartContents contents = read_part(path);
  EXPECT_EQ(contents.digest, digest_text);
  EXPECT_EQ(contents.identity, "{\"who\": 1}");
  ASSERT_EQ(contents.entries.size(), 2U);
  const std::string bytes = read_file(path);
  for (std::size_t i = 0; i < 2; ++i) {
    const PartEntry& entry = contents.entries[i];
    EXPECT_EQ(entry.tile, i == 0 ? 5U : 9U);
    EXPECT_EQ(entry.numbers_at, written[i].numbers_at);
    EXPECT_EQ(entry.failures_size, written[i].failures_size);
    double first = 0.0;
    std::memcpy(&first, bytes.data() + entry.numbers_at, sizeof first);
    EXPECT_EQ(first, i == 0 ? 1.5 : 4.5);
  }
  EXPECT_EQ(contents.entries[0].failures_size, 0U);
}

// Cut at every place, and with every byte changed: none of it passes for a part.
TEST(part_file, notices_any_damage) {
  const TemporaryFolder folder;
  const std::string path = folder.file("000001.part");
  write_two(path);
  const std::string whole = read_file(path);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    replace_file(path, whole.substr(0, size));
    EXPECT_THROW(read_part(path), DamagedPart) << size;
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    replace_file(path, changed);
    EXPECT_THROW(read_part(path), DamagedPart) << at;
  }
  replace_file(path, whole + "x");
  EXPECT_THROW(read_part(path), DamagedPart);
}

}  // namespace
}  // namespace qbattery
