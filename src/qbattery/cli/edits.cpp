#include "qbattery/cli/edits.hpp"

#include <fmt/format.h>

namespace qbattery::cli {

std::pair<std::string, std::string> split_assignment(const std::string& text,
                                                     const std::string& option,
                                                     const std::string& key) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at == 0) {
    throw InvalidInput(option, fmt::format("{} takes {}=VALUE, got \"{}\"", option, key, text));
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

std::vector<Edit> edits_of(const std::vector<std::string>& set,
                           const std::vector<std::string>& unset) {
  std::vector<Edit> edits;
  for (const std::string& key : unset) edits.push_back({key, std::nullopt});
  for (const std::string& text : set) {
    auto [key, value] = split_assignment(text, "--set", "KEY");
    edits.push_back({std::move(key), std::move(value)});
  }
  return edits;
}

}  // namespace qbattery::cli
