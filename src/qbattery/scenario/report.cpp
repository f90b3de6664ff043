#include "qbattery/scenario/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace qbattery {

std::string to_string(const Complaint& complaint) {
  if (complaint.line == 0) return fmt::format("{}: {}", complaint.file, complaint.message);
  return fmt::format("{}:{}:{}: {}", complaint.file, complaint.line, complaint.column,
                     complaint.message);
}

namespace {

std::string lines_of(const std::vector<Complaint>& complaints) {
  std::string lines;
  for (const Complaint& complaint : complaints) {
    if (!lines.empty()) lines += '\n';
    lines += to_string(complaint);
  }
  return lines;
}

}  // namespace

ScenarioError::ScenarioError(std::vector<Complaint> complaints)
    : InvalidInput("scenario", lines_of(complaints)), complaints_(std::move(complaints)) {}

namespace detail {

void Report::add(const Place& place, std::string message) {
  const bool in_file = place.edit.empty();
  complaints_.push_back({in_file ? file_ : place.edit, in_file ? place.line : 0,
                         in_file ? place.column : 0, std::move(message)});
}

void Report::throw_if_any() const {
  if (complaints_.empty()) return;
  std::vector<Complaint> sorted = complaints_;
  const auto order = [this](const Complaint& c) {
    return std::tuple(c.file != file_, c.line, c.column);
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Complaint& a, const Complaint& b) { return order(a) < order(b); });
  throw ScenarioError(std::move(sorted));
}

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string result = "\"";
  for (const char c : text) {
    // A cut never falls inside a character: bytes 10xxxxxx continue one.
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (result.size() > longest && !continues) return result + "...\"";
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (c == '\n') {
      result += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + '"';
}

}  // namespace detail
}  // namespace qbattery
