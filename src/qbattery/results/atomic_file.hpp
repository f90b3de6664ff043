#pragma once

#include <string>
#include <string_view>

namespace qbattery {

/// A file that is whole or not there. It is written beside the target under a name of its own;
/// commit() moves it over the target, and whatever happens before leaves an older file at the
/// target as it was and nothing beside it.
/// A link at the target is followed: what it points to is replaced, not the link.
class AtomicFile {
 public:
  /// Makes an empty file beside `path`. Throws IoError that names the path and what would be right.
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;

  /// Where the file lies until it is committed, for those who write by name.
  const std::string& temporary() const { return temporary_; }

  /// Appends. Throws IoError.
  void write(std::string_view bytes);

  /// Waits until everything is on the disk, written here or by name. Throws IoError.
  void sync();

  /// Syncs it and puts it in its place. Throws IoError.
  void commit();

 private:
  std::string path_;       ///< as the caller named it, for messages
  std::string target_;     ///< where it goes, links resolved
  std::string temporary_;  ///< empty once committed or moved from
  int file_ = -1;          ///< open until then
};

/// Whether a file in a folder bears a name as unfinished files do: a process that is killed leaves
/// one.
bool is_temporary_name(const std::string& name);

/// Removes what killed processes of this machine left unfinished beside `path`, to be called by who
/// alone writes there.
void remove_leftovers_beside(const std::string& path);

/// Writes a file in one step that is seen whole or not at all. Throws IoError.
void replace_file(const std::string& path, std::string_view bytes);

/// Throws the IoError that writing to `path` would end in, as far as it can be known beforehand:
/// no such folder, a folder that may not be written, a folder or a device in the way. Long
/// computations ask before they start.
void require_writable(const std::string& path);

/// The whole of a file. Throws IoError where it is missing, a folder, or cannot be read.
std::string read_file(const std::string& path);

}  // namespace qbattery
