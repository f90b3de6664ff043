#include "qbattery/papers/claim.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "qbattery/support/error.hpp"

namespace qbattery {

std::string to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "holds";
    case Verdict::holds_in_part:
      return "holds in part";
    case Verdict::does_not_hold:
      return "does not hold as stated";
    case Verdict::finding:
      break;
  }
  return "new finding";
}

double Claim::value(const std::string& name) const {
  for (const Measurement& measurement : measured) {
    if (measurement.name == name) return measurement.value;
  }
  throw InvalidInput(name, fmt::format("claim {} has no measurement \"{}\"", number, name));
}

Verdict judge(bool fully, bool partly) {
  if (fully) return Verdict::holds;
  return partly ? Verdict::holds_in_part : Verdict::does_not_hold;
}

namespace {

std::string verdicts_of(const Claim& claim) {
  std::vector<std::string> texts;
  for (const ClaimPart& part : claim.parts) {
    texts.push_back(part.words.empty()
                        ? fmt::format("**{}**", to_string(part.verdict))
                        : fmt::format("{}: **{}**", part.words, to_string(part.verdict)));
  }
  return fmt::format("{}", fmt::join(texts, "<br>"));
}

// A bar would end the cell of a Markdown table.
std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
    text.replace(at, 1, "\\|");
  }
  return text;
}

std::string number_of(const Measurement& m) {
  if (std::isnan(m.expected)) return fmt::format("{}: {:.7g}", m.label, m.value);
  return fmt::format("{}: {:.12g} (published or derived: {:.12g})", m.label, m.value, m.expected);
}

}  // namespace

std::string claims_as_markdown(const std::string& title, const std::vector<Claim>& claims) {
  std::string text = fmt::format("# Claims of \"{}\", measured\n\n", title);
  text += "| # | claim | measured | verdict |\n|---|---|---|---|\n";
  for (const Claim& claim : claims) {
    std::vector<std::string> numbers;
    for (const Measurement& m : claim.measured) {
      numbers.push_back(number_of(m));
    }
    text +=
        fmt::format("| {} | {} | {} | {} |\n", claim.number, cell(claim.words),
                    cell(fmt::format("{}", fmt::join(numbers, "<br>"))), cell(verdicts_of(claim)));
  }
  return text;
}

std::string claims_as_json(const std::string& title, const std::vector<Claim>& claims) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Claim& claim : claims) {
    nlohmann::ordered_json row = {{"number", claim.number}, {"claim", claim.words}};
    row["measured"] = nlohmann::ordered_json::array();
    for (const Measurement& m : claim.measured) {
      nlohmann::ordered_json entry = {{"name", m.name}, {"label", m.label}, {"value", nullptr}};
      if (std::isfinite(m.value)) entry["value"] = m.value;
      if (std::isfinite(m.expected)) entry["expected"] = m.expected;
      row["measured"].push_back(std::move(entry));
    }
    row["verdicts"] = nlohmann::ordered_json::array();
    for (const ClaimPart& part : claim.parts) {
      row["verdicts"].push_back({{"part", part.words}, {"verdict", to_string(part.verdict)}});
    }
    rows.push_back(std::move(row));
  }
  return nlohmann::ordered_json{{"paper", title}, {"claims", rows}}.dump(2) + "\n";
}

}  // namespace qbattery
