#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/scenario/document.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

std::string string_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (byte < 0x20U || byte == 0x7FU) {
      result += fmt::format("\\u{:04X}", byte);
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string key_text(std::string_view key) {
  const auto bare = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  const bool all_bare = !key.empty() && std::all_of(key.begin(), key.end(), bare);
  return all_bare ? std::string(key) : string_text(key);
}

// A long row of digits would be an integer to TOML, and too large for one.
std::string number_text(double number) {
  std::string digits = shortest_digits(number);
  const bool whole = digits.find_first_not_of("-0123456789") == std::string::npos;
  return whole && std::abs(number) > 1e15 ? digits + ".0" : digits;
}

bool is_list_of_tables(const Node& node) {
  return node.is(Node::Kind::list) && !node.items.empty() &&
         std::all_of(node.items.begin(), node.items.end(),
                     [](const Node& item) { return item.is(Node::Kind::table); });
}

bool has_header(const Node& node) { return node.is(Node::Kind::table) || is_list_of_tables(node); }

std::string value_text(const Node& node) {
  std::vector<std::string> parts;
  switch (node.kind) {
    case Node::Kind::boolean:
      return node.boolean ? "true" : "false";
    case Node::Kind::number:
      return number_text(node.number);
    case Node::Kind::list:
      for (const Node& item : node.items) parts.push_back(value_text(item));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    case Node::Kind::table:
      for (const auto& [key, place, value] : node.entries) {
        parts.push_back(fmt::format("{} = {}", key_text(key), value_text(value)));
      }
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
    default:
      return string_text(node.text);
  }
}

void write_table(const Node& table, const std::string& path, std::string& out) {
  for (const auto& [key, place, value] : table.entries) {
    if (!has_header(value)) out += fmt::format("{} = {}\n", key_text(key), value_text(value));
  }
  for (const auto& [key, place, value] : table.entries) {
    if (!has_header(value)) continue;
    const std::string name = path.empty() ? key_text(key) : path + "." + key_text(key);
    if (value.is(Node::Kind::table)) {
      out += fmt::format("\n[{}]\n", name);
      write_table(value, name, out);
      continue;
    }
    for (const Node& item : value.items) {
      out += fmt::format("\n[[{}]]\n", name);
      write_table(item, name, out);
    }
  }
}

}  // namespace

std::string to_toml(const Node& document) {
  std::string out;
  write_table(document, {}, out);
  return out;
}

}  // namespace qbattery::detail
