#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "qbattery/scenario/report.hpp"

namespace qbattery::detail {

struct Entry;

/// A value of a TOML document and where it stands. Unlike the parser's own tree it keeps the order
/// of the file, which is that of variables and axes, and it can be edited.
struct Node {
  enum class Kind {
    boolean,
    number,  ///< whole or not
    word,
    moment,  ///< a date or a time of day, which no key takes
    list,
    table
  };

  Kind kind = Kind::table;
  bool boolean = false;
  double number = 0.0;
  std::string text;            ///< of a word
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a table
  Place place;
  /// Column of the first character of a word that stands in the file as it is (one line, no
  /// escapes), so that columns inside it are known; 0 otherwise.
  int text_column = 0;

  bool is(Kind wanted) const { return kind == wanted; }
  /// The value of a table's key; null where there is none, or this is no table.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  const Entry* find_entry(std::string_view key) const;
  void erase(std::string_view key);
  /// Where the character at `column` (from 1) of a word stands.
  Place within(int column) const;
};

struct Entry {
  std::string key;
  Place place;
  Node value;
};

/// What a value is, as a message says it: `the number 3`, `the text "abc"`, `a list`.
std::string description(const Node& node);

/// Reads TOML. What is no TOML, no text or no UTF-8 is reported, and the result is an empty table.
Node read_document(const std::string& text, Report& report);

/// The same as TOML text, tables after values, in the order of their keys.
std::string to_toml(const Node& document);

/// Reports what the parser must not see: NUL, broken UTF-8, characters outside ASCII or very long
/// dotted names among keys. Returns whether the text is fit to be parsed.
bool check_text(std::string_view text, Report& report);

/// Whether text is well-formed UTF-8 without a byte 0.
bool is_utf8(std::string_view text);

}  // namespace qbattery::detail
