#include "qbattery/cli/edits.hpp"

#include <fmt/format.h>

namespace qbattery::cli {

std::pair<std::string, std::string> split_assignment(const std::string& text,
                                                     const std::string& option) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at == 0) {
    throw InvalidInput(option, fmt::format("{0} takes KEY=VALUE, got \"{1}\"", option, text));
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

std::vector<Edit> edits_of(const std::vector<std::string>& set,
                           const std::vector<std::string>& unset) {
  std::vector<Edit> edits;
  for (const std::string& key : unset) edits.push_back({key, std::nullopt});
  for (const std::string& text : set) {
    auto [key, value] = split_assignment(text, "--set");
    edits.push_back({std::move(key), std::move(value)});
  }
  return edits;
}

}  // namespace qbattery::cli
