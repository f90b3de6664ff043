#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace qbattery {

/// Says that this process works on something, to every process that asks for the same file: on this
/// machine and on others that share the folder. A lock whose process has died blocks nobody: on
/// this machine at once, from another after a minute without its heartbeat.
class Lock {
 public:
  /// Makes the file, or takes over a dead one. Throws IoError that names host and process of the
  /// holder; `what` is what they hold, "map.nc".
  Lock(std::string path, const std::string& what);
  /// Removes the file.
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  void beat();

  std::string path_;
  int file_ = -1;
  std::mutex mutex_;
  std::condition_variable ending_;
  bool ends_ = false;
  std::thread heart_;
};

/// Who holds the lock at a place, "process 123 on host alpha"; empty where nobody does.
std::string holder_of(const std::string& path);

}  // namespace qbattery
