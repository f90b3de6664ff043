#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "qbattery/figures/figure.hpp"
#include "qbattery/figures/script.hpp"
#include "qbattery/results/atomic_file.hpp"
#include "qbattery/results/temporary_folder.hpp"
#include "qbattery/support/error.hpp"

extern char** environ;  // NOLINT: what the system calls it

namespace qbattery {
namespace {

std::string ending_of(const std::string& path) {
  const std::string ending = std::filesystem::path(path).extension().string();
  if (ending == ".pdf" || ending == ".png" || ending == ".svg") return ending;
  throw InvalidInput(
      path, fmt::format("{}: the ending of a figure must be .pdf, .png or .svg, got {}", path,
                        ending.empty() ? "none" : ending));
}

/// What a child process finds as its folder and its standard streams.
class SpawnActions {
 public:
  explicit SpawnActions(const TemporaryFolder& folder) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_addchdir_np(&actions_, folder.path().c_str());
    ::posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions_, 2, "complaints", O_WRONLY | O_CREAT, 0600);
  }
  ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;

  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// Runs `gnuplot script` in a folder, without a shell and without the user's own settings.
void run_gnuplot(const TemporaryFolder& folder) {
  std::string program = "gnuplot", defaults = "--default-settings", script = "script";
  const std::array<char*, 4> arguments = {program.data(), defaults.data(), script.data(), nullptr};
  const SpawnActions actions(folder);
  pid_t child = 0;
  const int error =
      ::posix_spawnp(&child, "gnuplot", actions.get(), nullptr, arguments.data(), environ);
  if (error == ENOENT)
    throw IoError(
        "gnuplot, which draws the figures, was not found; install the package gnuplot-nox");
  if (error != 0) throw IoError(fmt::format("cannot start gnuplot: {}", std::strerror(error)));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  throw IoError(fmt::format("gnuplot failed: {}", read_file(folder.file("complaints"))));
}

}  // namespace

void require_figure_path(const std::string& path) {
  ending_of(path);
  require_writable(path);
}

void render(const Figure& figure, const std::string& path) {
  const std::string ending = ending_of(path);
  require_writable(path);
  const detail::Script script = detail::script_of(figure, ending);
  const TemporaryFolder folder;
  replace_file(folder.file("script"), script.text);
  for (const auto& [name, bytes] : script.files) replace_file(folder.file(name), bytes);
  run_gnuplot(folder);
  const std::string drawing = read_file(folder.file("figure" + ending));
  if (drawing.empty())
    throw IoError(fmt::format("gnuplot drew nothing: {}", read_file(folder.file("complaints"))));
  replace_file(path, drawing);
}

}  // namespace qbattery
