// What is checked before the TOML parser runs. toml++ 3.3 reads past its tables on keys outside
// ASCII, and recurses once a level of a dotted name.

#include <fmt/format.h>

#include <algorithm>

#include "qbattery/scenario/document.hpp"

namespace qbattery::detail {

namespace {

// Deeper than any key of a scenario.
constexpr int most_dots = 16;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

Place place_at(std::string_view text, std::size_t offset) {
  Place place{1, 1, {}};
  for (const char c : text.substr(0, offset)) {
    if (c == '\n') {
      ++place.line;
      place.column = 1;
    } else if (!continues_character(c)) {
      ++place.column;
    }
  }
  return place;
}

// Bytes of the well-formed character at the beginning, 0 where there is none (Unicode, table 3-7).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  const unsigned second = byte(1);
  if (first < 0x80U) return 1;
  if (first >= 0xC2U && first < 0xE0U) return continues(1) ? 2 : 0;
  if ((first & 0xF0U) == 0xE0U) {
    const bool overlong = first == 0xE0U && second < 0xA0U;
    const bool surrogate = first == 0xEDU && second >= 0xA0U;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0U && first < 0xF5U) {
    const bool overlong = first == 0xF0U && second < 0x90U;
    const bool too_large = first == 0xF4U && second >= 0x90U;
    return continues(1) && continues(2) && continues(3) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

bool check_encoding(std::string_view text, Report& report) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\0') {
      report.add(place_at(text, i), "this is a binary file (it has a byte 0), not a scenario");
      return false;
    }
    const std::size_t length = character_length(text.substr(i));
    if (length == 0) {
      report.add(place_at(text, i), "this is no UTF-8 text; save the scenario as UTF-8");
      return false;
    }
    i += length;
  }
  return true;
}

/// Walks through TOML and stops at what is neither inside a string nor a comment.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool done() const { return at_ >= text_.size(); }
  std::size_t offset() const { return at_; }
  char current() const { return text_[at_]; }

  void skip_strings_and_comments() {
    while (!done() && (current() == '#' || current() == '"' || current() == '\'')) {
      if (current() == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        skip_string(current());
      }
    }
  }

  void advance() { ++at_; }

 private:
  void skip_string(char quote) {
    const bool several_lines = text_.substr(at_, 3) == std::string(3, quote);
    const std::string end(several_lines ? 3 : 1, quote);
    at_ += end.size();
    while (!done() && text_.substr(at_, end.size()) != end) {
      // An unfinished string is the parser's to complain of.
      if (!several_lines && current() == '\n') return;
      at_ += quote == '"' && current() == '\\' ? 2 : 1;
    }
    at_ += end.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool check_keys(std::string_view text, Report& report) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const std::size_t begin = text.substr(0, 3) == byte_order_mark ? 3 : 0;
  Scanner scanner(text.substr(begin));
  int dots = 0;
  for (scanner.skip_strings_and_comments(); !scanner.done(); scanner.skip_strings_and_comments()) {
    const char c = scanner.current();
    if (static_cast<unsigned char>(c) >= 0x80U) {
      report.add(place_at(text, begin + scanner.offset()),
                 "a character outside ASCII; keys are made of ASCII letters, digits, _ and -");
      return false;
    }
    dots =
        c == '.' ? dots + 1 : (std::string_view("\n=,{").find(c) != std::string::npos ? 0 : dots);
    if (dots > most_dots) {
      report.add(place_at(text, begin + scanner.offset()),
                 fmt::format("a key of more than {} parts", most_dots));
      return false;
    }
    scanner.advance();
  }
  return true;
}

}  // namespace

bool is_utf8(std::string_view text) {
  Report ignored("");
  return check_encoding(text, ignored);
}

bool check_text(std::string_view text, Report& report) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    report.add({}, "the scenario is empty; it begins with format = 1");
    return false;
  }
  return check_encoding(text, report) && check_keys(text, report);
}

}  // namespace qbattery::detail
