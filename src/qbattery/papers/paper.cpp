#include "qbattery/papers/paper.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/support/build_info.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace fs = std::filesystem;

const std::vector<Paper>& paper_catalogue() {
  static const std::vector<Paper> catalogue = {
      {"song2026", "Quantum steering probes energy transfer in quantum batteries",
       "M.-L. Song, Z. Cao, X.-K. Song, L. Ye and D. Wang (2026)",
       [](int threads) { return song2026::claims(0.001, threads); }},
  };
  return catalogue;
}

const Paper& find_paper(const std::string& name) {
  std::vector<std::string> names;
  for (const Paper& paper : paper_catalogue()) {
    if (paper.name == name) return paper;
    names.push_back(paper.name);
  }
  throw InvalidInput("PAPER", fmt::format("there is no paper \"{}\"{}; there are: {}", name,
                                          suggestion(name, names), fmt::join(names, ", ")));
}

namespace {

std::vector<fs::path> data_folders() {
  std::vector<fs::path> folders;
  if (const char* given = std::getenv("QBATTERY_DATA")) folders.emplace_back(given);
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  if (!ignored) folders.push_back(program.parent_path() / build_info::installed_data_dir);
  folders.emplace_back(build_info::source_data_dir);
  return folders;
}

}  // namespace

std::string paper_file(const std::string& paper, const std::string& file) {
  std::vector<std::string> tried;
  for (const fs::path& folder : data_folders()) {
    const fs::path path = folder / "papers" / paper / file;
    std::error_code ignored;
    if (fs::exists(path, ignored)) return path.lexically_normal().string();
    tried.push_back((folder / "papers").lexically_normal().string());
  }
  throw IoError(
      fmt::format("{}/{} is in none of {}; set QBATTERY_DATA to the folder that holds papers/",
                  paper, file, fmt::join(tried, ", ")));
}

}  // namespace qbattery
