#include "qbattery/results/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

/// Where a chain of links ends, be there a file or not; the path itself where it is no link.
std::string follow_links(const std::string& path) {
  fs::path place = path;
  std::error_code error;
  for (int links = 0; fs::is_symlink(place, error) && links < 40; ++links)
    place = place.parent_path() / fs::read_symlink(place, error);
  return place.string();
}

void require_folder(const std::string& path, const std::string& target) {
  const std::string folder = folder_of(target);
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (!fs::exists(status))
    throw IoError(fmt::format("{}: the folder {} does not exist; create it first", path, folder));
  if (!fs::is_directory(status)) throw IoError(fmt::format("{}: {} is not a folder", path, folder));
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    throw IoError(
        fmt::format("{}: cannot write in the folder {} ({}); name one that you may write to", path,
                    folder, std::strerror(errno)));
}

void require_place_for_file(const std::string& path, const std::string& target) {
  std::error_code error;
  const fs::file_status status = fs::status(target, error);
  if (!fs::exists(status)) return;
  if (fs::is_directory(status))
    throw IoError(fmt::format("{} is a folder; name a file in it", path));
  if (!fs::is_regular_file(status))
    throw IoError(fmt::format("{} is not an ordinary file; name another", path));
  if (::access(target.c_str(), W_OK) != 0)
    throw IoError(fmt::format("{} is write-protected; name another file or unprotect it", path));
}

/// Checks the target, and says where its links lead.
std::string checked_target(const std::string& path) {
  if (path.empty()) throw IoError("the name of the file to write is empty");
  if (path.back() == '/') throw IoError(fmt::format("{} is a folder; name a file in it", path));
  const std::string target = follow_links(path);
  require_folder(path, target);
  require_place_for_file(path, target);
  return target;
}

[[noreturn]] void throw_because(const std::string& path, const char* reason) {
  throw IoError(fmt::format("{}: cannot write it ({})", path, reason));
}

constexpr std::string_view unfinished = ".unfinished";

/// A new file in the folder of the target, under a name that nobody else uses.
int open_beside(const std::string& target, std::string& temporary) {
  static std::atomic<unsigned> counter = 0;
  for (int attempt = 0; attempt < 100; ++attempt) {
    temporary =
        fmt::format("{}/.{}.{}-{}{}", folder_of(target), fs::path(target).filename().string(),
                    ::getpid(), counter++, unfinished);
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file >= 0 || errno != EEXIST) return file;
  }
  return -1;
}

/// The process in the name of an unfinished file, ".map.nc.123-0.unfinished"; 0 where there is
/// none.
pid_t process_of(const std::string& name) {
  const std::size_t dash = name.rfind('-');
  const std::size_t dot = name.rfind('.', dash);
  pid_t process = 0;
  if (dash == std::string::npos || dot == std::string::npos) return 0;
  std::from_chars(name.data() + dot + 1, name.data() + dash, process);
  return process;
}

bool is_alive(pid_t process) { return ::kill(process, 0) == 0 || errno == EPERM; }

/// Null where all is written, otherwise why it is not.
const char* write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return std::strerror(errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return nullptr;
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(path), target_(checked_target(path)) {
  std::string temporary;
  file_ = open_beside(target_, temporary);
  if (file_ < 0) throw_because(path_, std::strerror(errno));
  temporary_ = temporary;
}

AtomicFile::~AtomicFile() {
  if (file_ >= 0) ::close(file_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      file_(std::exchange(other.file_, -1)) {}

void AtomicFile::write(std::string_view bytes) {
  if (const char* reason = write_all(file_, bytes)) throw_because(path_, reason);
}

void AtomicFile::sync() {
  if (::fsync(file_) != 0) throw_because(path_, std::strerror(errno));
}

void AtomicFile::commit() {
  sync();
  // A close can fail too where the file lies on another machine.
  if (::close(std::exchange(file_, -1)) != 0) throw_because(path_, std::strerror(errno));
  if (::rename(temporary_.c_str(), target_.c_str()) != 0)
    throw_because(path_, std::strerror(errno));
  temporary_.clear();
  // The new name itself survives a power cut only once its folder is on the disk. Not every file
  // system can do that, and the file is whole in any case.
  const int folder = ::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

bool is_temporary_name(const std::string& name) {
  return name.starts_with('.') && name.ends_with(unfinished);
}

void remove_leftovers_beside(const std::string& path) {
  const fs::path target = follow_links(path);
  std::error_code ignored;
  for (const fs::directory_entry& each :
       fs::directory_iterator(folder_of(target.string()), ignored)) {
    const std::string name = each.path().filename().string();
    // A table of "out.csv" may be "out.time.csv".
    const bool ours = is_temporary_name(name) &&
                      name.starts_with("." + target.stem().string() + ".") &&
                      name.find(target.extension().string() + ".") != std::string::npos;
    if (ours && !is_alive(process_of(name))) fs::remove(each.path(), ignored);
  }
}

void replace_file(const std::string& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

void require_writable(const std::string& path) { checked_target(path); }

std::string read_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) throw IoError(fmt::format("{}: there is no such file", path));
  if (fs::is_directory(status)) throw IoError(fmt::format("{} is a folder, not a file", path));
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file && file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (!file.is_open() || file.bad() || text.bad())
    throw IoError(fmt::format("{}: cannot read it ({})", path, std::strerror(errno)));
  return std::move(text).str();
}

}  // namespace qbattery
