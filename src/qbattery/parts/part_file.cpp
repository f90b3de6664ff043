#include "qbattery/parts/part_file.hpp"

#include <fmt/format.h>

#include <cstring>
#include <string_view>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/support/checksum.hpp"

namespace qbattery {

namespace {

constexpr std::string_view magic = "qbattery part 1\n";
constexpr std::size_t digest_size = 32;

/// A file and the checksum of what has gone into it.
class CheckedFile {
 public:
  explicit CheckedFile(const std::string& path) : file_(path) {}

  void write(std::string_view bytes) {
    file_.write(bytes);
    checksum_.add(bytes);
    size_ += bytes.size();
  }
  void write(std::uint64_t number) {
    write(std::string_view(reinterpret_cast<const char*>(&number), sizeof number));
  }
  std::size_t size() const { return size_; }

  void commit() {
    write(checksum_.value());
    file_.commit();
  }

 private:
  AtomicFile file_;
  Checksum checksum_;
  std::size_t size_ = 0;
};

/// Takes bytes from the front of a file's, never more than there are.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::string_view take(std::size_t size) {
    if (size > bytes_.size() - at_) throw DamagedPart("it ends too early");
    const std::string_view taken = bytes_.substr(at_, size);
    at_ += size;
    return taken;
  }
  std::uint64_t number() {
    std::uint64_t number = 0;
    std::memcpy(&number, take(sizeof number).data(), sizeof number);
    return number;
  }
  std::size_t at() const { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

void require_checksum(std::string_view bytes) {
  if (!bytes.starts_with(magic)) throw DamagedPart("it does not begin as a part does");
  if (bytes.size() < magic.size() + sizeof(std::uint64_t)) throw DamagedPart("it ends too early");
  const std::size_t size = bytes.size() - sizeof(std::uint64_t);
  if (Reader(bytes.substr(size)).number() != checksum_of(bytes.substr(0, size)))
    throw DamagedPart("its checksum is wrong");
}

}  // namespace

std::vector<PartEntry> write_part(const std::string& path, const std::string& digest,
                                  const std::string& identity,
                                  const std::vector<const Tile*>& tiles) {
  CheckedFile file(path);
  file.write(magic);
  file.write(digest);
  file.write("\n");
  file.write(identity.size());
  file.write(identity);
  file.write(tiles.size());
  std::vector<PartEntry> entries;
  for (const Tile* const tile : tiles) {
    const std::string failures = to_bytes(tile->failures);
    file.write(tile->index);
    file.write(tile->numbers.size());
    entries.push_back({tile->index, file.size(), failures.size()});
    file.write(std::string_view(reinterpret_cast<const char*>(tile->numbers.data()),
                                tile->numbers.size() * sizeof(double)));
    file.write(failures.size());
    file.write(failures);
  }
  file.commit();
  return entries;
}

PartContents read_part(const std::string& path) {
  const std::string bytes = read_file(path);
  require_checksum(bytes);
  Reader reader(bytes);
  reader.take(magic.size());
  PartContents contents;
  contents.digest = reader.take(digest_size);
  reader.take(1);
  contents.identity = reader.take(reader.number());
  for (std::uint64_t left = reader.number(); left > 0; --left) {
    const std::size_t tile = reader.number();
    const std::size_t numbers = reader.number();
    const std::size_t numbers_at = reader.at();
    if (numbers > bytes.size()) throw DamagedPart("it ends too early");
    reader.take(numbers * sizeof(double));
    const std::size_t failures = reader.number();
    reader.take(failures);
    contents.entries.push_back({tile, numbers_at, failures});
  }
  return contents;
}

}  // namespace qbattery
