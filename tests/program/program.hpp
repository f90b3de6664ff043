#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// The program as somebody runs it: a child with arguments, its output and its exit code.
namespace qbattery::testing_program {

struct Ended {
  int code = -1;  ///< -1: ended by a signal, with the signal's words in `err`
  std::string out, err;
};

enum class User { same, ordinary };

/// Starts the program in `folder` and waits. An ordinary user is the one without a name (65534)
/// where the tests run as root, and whoever runs them otherwise.
Ended run_program(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                  User user = User::same);

/// The same as whoever runs the tests, with standard output going to a file or device; `out` is
/// then empty.
Ended run_into(const std::filesystem::path& output, const std::filesystem::path& folder,
               const std::vector<std::string>& arguments);

/// The same, and sends a signal as soon as the program has a handler for it and `ready` says so.
Ended run_and_signal(
    const std::filesystem::path& folder, const std::vector<std::string>& arguments, int signal,
    const std::function<bool()>& ready = [] { return true; });

/// A new empty folder that every user may use; goes with its object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  /// What is in it, sorted.
  std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

/// A scenario that is right: eleven moments of the pumped pair.
extern const std::string scenario;
/// The same with one piece of text replaced.
std::string with(const std::string& old_text, const std::string& new_text);

}  // namespace qbattery::testing_program
