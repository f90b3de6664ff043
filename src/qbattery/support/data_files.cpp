#include "qbattery/support/data_files.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "qbattery/support/build_info.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace fs = std::filesystem;

namespace {

std::string& own_folder() {
  static std::string folder;
  return folder;
}

std::vector<fs::path> data_folders() {
  std::vector<fs::path> folders;
  if (const char* given = std::getenv("QBATTERY_DATA")) folders.emplace_back(given);
  if (!own_folder().empty()) folders.emplace_back(own_folder());
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  if (!ignored) folders.push_back(program.parent_path() / build_info::installed_data_dir);
  folders.emplace_back(build_info::source_data_dir);
  return folders;
}

}  // namespace

void set_data_folder(const std::string& folder) { own_folder() = folder; }

std::string find_data_file(const std::string& path) {
  for (const fs::path& folder : data_folders()) {
    std::error_code ignored;
    if (fs::exists(folder / path, ignored)) return (folder / path).lexically_normal().string();
  }
  return {};
}

std::string data_file(const std::string& path) {
  const std::string found = find_data_file(path);
  if (!found.empty()) return found;
  std::vector<std::string> tried;
  for (const fs::path& folder : data_folders()) tried.push_back(folder.lexically_normal().string());
  throw IoError(fmt::format("{} is in none of {}; set QBATTERY_DATA to the folder that holds it",
                            path, fmt::join(tried, ", ")));
}

std::vector<std::string> data_names(const std::string& folder) {
  std::set<std::string> names;
  for (const fs::path& each : data_folders()) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(each / folder, ignored))
      names.insert(entry.path().filename().string());
  }
  return {names.begin(), names.end()};
}

}  // namespace qbattery
