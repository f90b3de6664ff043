// The only file that knows toml++.

#include "qbattery/scenario/document.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "qbattery/support/text.hpp"

namespace qbattery::detail {

const Entry* Node::find_entry(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

const Node* Node::find(std::string_view key) const {
  const Entry* entry = find_entry(key);
  return entry != nullptr ? &entry->value : nullptr;
}

Node* Node::find(std::string_view key) {
  return const_cast<Node*>(static_cast<const Node*>(this)->find(key));
}

void Node::erase(std::string_view key) {
  std::erase_if(entries, [&](const Entry& entry) { return entry.key == key; });
}

Place Node::within(int column) const {
  if (text_column == 0) return place;
  return {place.line, text_column + column - 1, {}};
}

std::string description(const Node& node) {
  switch (node.kind) {
    case Node::Kind::boolean:
      return node.boolean ? "true" : "false";
    case Node::Kind::number:
      return shortest_digits(node.number);
    case Node::Kind::word:
      return quoted(node.text);
    case Node::Kind::moment:
      return "a date or time of day";
    case Node::Kind::list:
      return node.items.empty() ? "an empty list" : "a list";
    case Node::Kind::table:
      return "a table";
  }
  return {};
}

namespace {

Place place_of(const toml::source_region& source) {
  return {static_cast<int>(source.begin.line), static_cast<int>(source.begin.column), {}};
}

/// Turns the parser's tree into ours. The text tells how its strings are written.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') line_begins_.push_back(i + 1);
    }
  }

  Node node(const toml::node& source) const {
    Node result;
    result.place = place_of(source.source());
    if (const auto* value = source.as_boolean()) {
      result.kind = Node::Kind::boolean;
      result.boolean = value->get();
    } else if (source.is_number()) {
      result.kind = Node::Kind::number;
      result.number = source.value<double>().value_or(0.0);
      if (const auto* whole = source.as_integer())
        result.number = static_cast<double>(whole->get());
    } else if (const auto* word = source.as_string()) {
      result.kind = Node::Kind::word;
      result.text = word->get();
      result.text_column = text_column(result);
    } else if (const auto* list = source.as_array()) {
      result.kind = Node::Kind::list;
      for (const toml::node& item : *list) result.items.push_back(node(item));
    } else if (const auto* table = source.as_table()) {
      result.entries = entries(*table);
    } else {
      result.kind = Node::Kind::moment;
    }
    return result;
  }

 private:
  // The parser sorts keys by the alphabet; their places give the order of the file back.
  std::vector<Entry> entries(const toml::table& table) const {
    std::vector<Entry> result;
    for (auto&& [key, value] : table) {
      result.push_back({std::string(key.str()), place_of(key.source()), node(value)});
    }
    std::stable_sort(result.begin(), result.end(), [](const Entry& a, const Entry& b) {
      return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    return result;
  }

  int text_column(const Node& word) const {
    constexpr int longest_line = 10'000;  // columns are counted from the line's beginning
    if (word.place.column > longest_line) return 0;
    std::size_t at = line_begins_[static_cast<std::size_t>(word.place.line - 1)];
    for (int column = 1; column < word.place.column && at < text_.size(); ++at) {
      const bool last_byte =
          at + 1 >= text_.size() || (static_cast<unsigned char>(text_[at + 1]) & 0xC0U) != 0x80U;
      if (last_byte) ++column;
    }
    const bool quoted_once = at < text_.size() &&
                             text_.substr(at + 1, word.text.size()) == word.text &&
                             text_.substr(at + 1 + word.text.size(), 1) == text_.substr(at, 1);
    return quoted_once && word.text.find('\n') == std::string::npos ? word.place.column + 1 : 0;
  }

  std::string_view text_;
  std::vector<std::size_t> line_begins_ = {0};
};

// What the parser says may quote the end of a line, and a complaint is one line.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    line += c == '\n' ? "\\n" : byte < 0x20U ? fmt::format("\\u{:04X}", byte) : std::string(1, c);
  }
  return line;
}

}  // namespace

Node read_document(const std::string& text, Report& report) {
  if (!check_text(text, report)) return {};
  try {
    Node root = Reader(text).node(toml::parse(text, std::string()));
    root.place = {};
    return root;
  } catch (const toml::parse_error& error) {
    report.add(place_of(error.source()), on_one_line(error.description()));
    return {};
  }
}

}  // namespace qbattery::detail
