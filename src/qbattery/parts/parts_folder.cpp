#include "qbattery/parts/parts_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".part";

std::string shard_name(const Shard& shard) {
  return fmt::format("{}-of-{}", shard.number, shard.count);
}

/// The number at the end of "3-of-7"; 0 where there is none.
std::size_t shards_of(const std::string& name) {
  const std::size_t at = name.find("-of-");
  std::size_t count = 0;
  if (at == std::string::npos) return 0;
  std::from_chars(name.data() + at + 4, name.data() + name.size(), count);
  return count;
}

/// The number of "000012.part"; 0 for other names.
std::size_t part_number(const std::string& name) {
  std::size_t number = 0;
  const char* const end = name.data() + name.size();
  const auto [rest, error] = std::from_chars(name.data(), end, number);
  return error == std::errc{} && std::string_view(rest, end) == ending ? number : 0;
}

void make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw IoError(fmt::format("{}: cannot make it ({})", path, error.message()));
}

std::vector<std::string> entries_of(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& each : fs::directory_iterator(folder, error))
    names.push_back(each.path().filename().string());
  std::ranges::sort(names);
  return names;
}

std::string folder_of(const std::string& target, const Shard& shard) {
  return parts_root(target) + "/" + shard_name(shard);
}

std::string in_words(std::size_t shards) {
  return shards == 1 ? "a run in one piece" : fmt::format("shards of {}", shards);
}

}  // namespace

std::string parts_root(const std::string& target) { return target + ".parts"; }

std::string lock_path(const std::string& target, const Shard& shard) {
  return folder_of(target, shard) + "/lock";
}

std::vector<std::string> part_paths(const std::string& target, const Shard& shard) {
  const std::string folder = folder_of(target, shard);
  std::vector<std::string> paths;
  for (const std::string& name : entries_of(folder))
    if (part_number(name) > 0) paths.push_back(folder + "/" + name);
  return paths;
}

std::size_t count_of_shards(const std::string& target) {
  std::size_t count = 0;
  for (const std::string& name : entries_of(parts_root(target))) {
    const std::size_t here = shards_of(name);
    if (here == 0 || entries_of(parts_root(target) + "/" + name).empty()) continue;
    if (count != 0 && here != count)
      throw InvalidInput("shard", fmt::format("{} holds {} and {}; remove one of them",
                                              parts_root(target), in_words(count), in_words(here)));
    count = here;
  }
  return count;
}

std::optional<Finished> finished(const std::string& target) {
  const std::string path = parts_root(target) + "/done";
  if (!fs::exists(path)) return {};
  const std::string text = read_file(path);
  const std::size_t end = text.find('\n');
  return Finished{text.substr(0, end), end == std::string::npos ? "" : text.substr(end + 1)};
}

void remove_parts(const std::string& target, const Finished& finished) {
  const std::string root = parts_root(target);
  replace_file(root + "/done", finished.digest + '\n' + finished.failures);
  std::error_code ignored;
  for (const std::string& name : entries_of(root))
    for (const std::string& path : entries_of(root + "/" + name))
      if (part_number(path) > 0) fs::remove(root + "/" + name + "/" + path, ignored);
  for (const std::string& name : entries_of(root))
    if (shards_of(name) > 0 || is_temporary_name(name)) fs::remove(root + "/" + name, ignored);
  fs::remove(root + "/done", ignored);
  fs::remove(root, ignored);
}

void throw_different(const std::string& target, const Identity& now, const std::string& other) {
  throw InvalidInput(
      "resume", fmt::format("{} holds parts of another run: {}; go on with what it was, or remove "
                            "that folder",
                            parts_root(target), difference(now, identity_from_json(other))));
}

PartsFolder::PartsFolder(const std::string& target, const Shard& shard)
    : target_(target), shard_(shard), folder_(folder_of(target, shard)) {
  make_folder(parts_root(target));
  const std::size_t shards = count_of_shards(target);
  if (shards != 0 && shards != shard.count)
    throw InvalidInput("shard",
                       fmt::format("{} holds {}, this would be {}; go on with those, or "
                                   "remove that folder",
                                   parts_root(target), in_words(shards), in_words(shard.count)));
  make_folder(folder_);
  lock_ = std::make_unique<Lock>(
      lock_path(target, shard),
      shard.is_all() ? target : fmt::format("shard {} of {}", to_string(shard), target));
  remove_leftovers();
  for (const std::string& path : part_paths(target, shard))
    last_number_ = std::max(last_number_, part_number(fs::path(path).filename()));
}

PartsFolder::~PartsFolder() {
  lock_.reset();
  std::error_code not_empty;
  fs::remove(folder_, not_empty);
  fs::remove(parts_root(target_), not_empty);
}

void PartsFolder::remove_leftovers() const {
  std::error_code ignored;
  for (const std::string& name : entries_of(folder_))
    if (is_temporary_name(name)) fs::remove(folder_ + "/" + name, ignored);
}

std::vector<Part> PartsFolder::read(const Identity& identity, const Notice& notice) const {
  std::vector<Part> parts;
  for (const std::string& path : part_paths(target_, shard_)) {
    try {
      PartContents contents = read_part(path);
      if (contents.digest != digest(identity))
        throw_different(target_, identity, contents.identity);
      parts.push_back({path, std::move(contents.entries)});
    } catch (const DamagedPart& damage) {
      notice(
          fmt::format("{} is damaged: {}. What it held is computed again.", path, damage.what()));
      std::error_code ignored;  // it is no part of this run any more
      fs::remove(path, ignored);
    }
  }
  return parts;
}

Part PartsFolder::write(const Identity& identity, const std::vector<const Tile*>& tiles) {
  const std::string path = fmt::format("{}/{:06}{}", folder_, last_number_ + 1, ending);
  Part part{path, write_part(path, digest(identity), to_json(identity), tiles)};
  ++last_number_;
  return part;
}

}  // namespace qbattery
