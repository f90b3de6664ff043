#include "qbattery/papers/paper.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include "qbattery/papers/claims_file.hpp"
#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/support/data_files.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

Paper read_paper(const std::string& name, const std::string& path) {
  try {
    const toml::table table = toml::parse_file(path);
    return {name, table["title"].value_or(name), table["citation"].value_or(std::string())};
  } catch (const toml::parse_error& error) {
    throw IoError(fmt::format("{}:{}: {}", path, error.source().begin.line, error.description()));
  }
}

}  // namespace

std::vector<Claim> Paper::claims(int threads) const {
  // Those of the program's own paper take more than values of scenarios.
  if (name == "song2026") return song2026::claims(0.001, threads);
  return measure_claims(name, threads);
}

std::vector<Paper> paper_catalogue() {
  std::vector<Paper> catalogue;
  for (const std::string& name : data_names("papers")) {
    const std::string path = find_data_file(fmt::format("papers/{}/paper.toml", name));
    if (!path.empty()) catalogue.push_back(read_paper(name, path));
  }
  return catalogue;
}

Paper find_paper(const std::string& name) {
  std::vector<std::string> names;
  for (const Paper& paper : paper_catalogue()) {
    if (paper.name == name) return paper;
    names.push_back(paper.name);
  }
  throw InvalidInput("PAPER", fmt::format("there is no paper \"{}\"{}; there are: {}", name,
                                          suggestion(name, names), fmt::join(names, ", ")));
}

std::string paper_file(const std::string& paper, const std::string& file) {
  return data_file(fmt::format("papers/{}/{}", paper, file));
}

}  // namespace qbattery
