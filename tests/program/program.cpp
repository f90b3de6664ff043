#include "tests/program/program.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace qbattery::testing_program {

namespace fs = std::filesystem;

const std::string scenario = R"(format = 1
model = "charger-battery"
task = "evolve"
parameters = { F = 3.0, g = 1.0 }
reservoir = { Gamma = 0.001, n = 0.0 }
time = { to = 6.5, points = 11 }
)";

std::string with(const std::string& old_text, const std::string& new_text) {
  std::string text = scenario;
  const std::size_t at = text.find(old_text);
  if (at == std::string::npos) throw std::invalid_argument("the scenario has no " + old_text);
  return text.replace(at, old_text.size(), new_text);
}

namespace {

constexpr int nobody = 65534;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// In the child: opens what only the tester may reach, then becomes the other user.
[[noreturn]] void become_program(const fs::path& folder, const fs::path& out, const fs::path& err,
                                 std::vector<char*>& arguments, User user) {
  const int program = open(QBATTERY_PROGRAM, O_RDONLY | O_CLOEXEC);
  const int out_file = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int err_file = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  // Whoever started the tests may have them ignore signals, and a child inherits that.
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);
  dup2(out_file, STDOUT_FILENO);
  dup2(err_file, STDERR_FILENO);
  if (chdir(folder.c_str()) != 0) _exit(126);
  if (user == User::ordinary && geteuid() == 0 &&
      (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0)) {
    _exit(126);
  }
  fexecve(program, arguments.data(), environ);
  _exit(127);
}

struct Child {
  pid_t pid;
  fs::path out, err;
};

Child start(const fs::path& folder, const std::vector<std::string>& arguments, User user,
            const fs::path& output = {}) {
  static int count = 0;
  const std::string name =
      "qbattery-output-" + std::to_string(getpid()) + "-" + std::to_string(count++);
  Child child{0, fs::temp_directory_path() / (name + ".out"),
              fs::temp_directory_path() / (name + ".err")};
  std::vector<std::string> words = {"qbattery"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  child.pid = fork();
  if (child.pid < 0) throw std::runtime_error("no child can be started");
  if (child.pid == 0) {
    become_program(folder, output.empty() ? child.out : output, child.err, pointers, user);
  }
  return child;
}

Ended wait_for(const Child& child) {
  int status = 0;
  waitpid(child.pid, &status, 0);
  Ended ended{WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(child.out), content(child.err)};
  if (WIFSIGNALED(status)) ended.err += std::string("ended by ") + strsignal(WTERMSIG(status));
  fs::remove(child.out);
  fs::remove(child.err);
  return ended;
}

// Whether the process has put a handler in place: its mask of caught signals says so.
bool catches(pid_t pid, int signal) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("SigCgt:", 0) != 0) continue;
    return ((std::stoull(line.substr(7), nullptr, 16) >> (signal - 1)) & 1U) != 0;
  }
  return false;
}

// Whether it is still there; one that has ended stays a zombie until it is waited for.
bool runs(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string number, name, state;
  stat >> number >> name >> state;
  return !state.empty() && state != "Z";
}

}  // namespace

Ended run_program(const fs::path& folder, const std::vector<std::string>& arguments, User user) {
  return wait_for(start(folder, arguments, user));
}

Ended run_into(const fs::path& output, const fs::path& folder,
               const std::vector<std::string>& arguments) {
  return wait_for(start(folder, arguments, User::same, output));
}

Ended run_and_signal(const fs::path& folder, const std::vector<std::string>& arguments, int signal,
                     const std::function<bool()>& ready) {
  const Child child = start(folder, arguments, User::same);
  while (runs(child.pid) && !(catches(child.pid, signal) && ready())) usleep(10'000);
  kill(child.pid, signal);
  return wait_for(child);
}

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "qbattery-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder can be made");
  path_ = name;
  fs::permissions(path_, fs::perms::all);
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Folder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
}

std::string Folder::read(const std::string& name) const { return content(path_ / name); }

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace qbattery::testing_program
