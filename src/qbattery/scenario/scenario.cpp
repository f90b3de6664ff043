#include "qbattery/scenario/scenario.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "qbattery/scenario/check.hpp"
#include "qbattery/scenario/edits.hpp"
#include "qbattery/scenario/ready_models.hpp"

namespace qbattery {

namespace {

constexpr std::size_t largest_file = 16 << 20;

std::string read_text(const std::string& path) {
  if (path.empty()) throw IoError("the name of the scenario is empty; name a TOML file");
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw IoError(fmt::format("{} is a folder; a scenario is a file", path));
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen(path.c_str(), "rb"), [](std::FILE* f) { return std::fclose(f); });
  if (!file) {
    throw IoError(errno == ENOENT ? fmt::format("there is no file {}", path)
                                  : fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  }
  std::string text;
  std::array<char, 4096> piece = {};
  while (text.size() <= largest_file) {
    const std::size_t count = std::fread(piece.data(), 1, piece.size(), file.get());
    if (count == 0) break;
    text.append(piece.data(), count);
  }
  if (std::ferror(file.get()) != 0) {
    throw IoError(fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  }
  if (text.size() > largest_file) {
    throw IoError(fmt::format("{} is larger than 16 MiB, too large for a scenario", path));
  }
  return text;
}

Scenario check_document(const detail::Node& document, detail::Report& report) {
  detail::Check check{document, report};
  detail::check_head(check);
  if (check.is_model_broken) {  // nobody knows which: the rest would be told of another
    detail::check_time(check);
    return std::move(check.scenario);
  }
  detail::check_parameters(check);
  detail::check_model_text(check);
  detail::check_reservoirs(check);
  detail::check_initial_state(check);
  detail::check_target(check);
  detail::check_stages(check);
  detail::check_collisions(check);
  detail::check_time(check);
  detail::check_steady_state(check);
  detail::check_sweep(check);
  detail::check_reached_values(check);
  detail::check_quantities(check);
  detail::check_reductions(check);
  detail::check_structures(check);
  return std::move(check.scenario);
}

}  // namespace

Scenario load_scenario(const std::string& path, const std::vector<Edit>& edits) {
  return parse_scenario(read_text(path), path, edits);
}

Scenario parse_scenario(const std::string& text, const std::string& name,
                        const std::vector<Edit>& edits) {
  detail::Report report(name);
  detail::Node document = detail::read_document(text, report);
  report.throw_if_any();
  const bool is_changed = detail::change_document(document, edits, report);
  Scenario scenario = check_document(document, report);
  report.throw_if_any();
  scenario.source = is_changed ? detail::to_toml(document) : text;
  return scenario;
}

namespace detail {

bool change_document(Node& document, const std::vector<Edit>& edits, Report& report) {
  const bool is_expanded = expand_ready_model(document, report);
  apply_edits(document, edits, report);
  return is_expanded || !edits.empty();
}

Scenario scenario_of(Node document, const std::string& name, const std::vector<Edit>& edits) {
  Report report(name);
  change_document(document, edits, report);
  Scenario scenario = check_document(document, report);
  report.throw_if_any();
  scenario.source = to_toml(document);
  return scenario;
}

}  // namespace detail

}  // namespace qbattery
