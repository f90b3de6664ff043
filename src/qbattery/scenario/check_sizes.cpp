// How many subsystems there are and how large: numbers or expressions of parameters.

#include <fmt/format.h>

#include <cmath>

#include "qbattery/scenario/check.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

std::string wanted_size(SubsystemKind kind) {
  if (kind == SubsystemKind::mode)
    return fmt::format("a whole number from 2 to {}", most_levels_each);
  return fmt::format("half a whole number from 0.5 to {}", 0.5 * (most_levels_each - 1));
}

}  // namespace

std::string size_key(SubsystemKind kind) {
  switch (kind) {
    case SubsystemKind::mode:
      return "levels";
    case SubsystemKind::spin:
      return "j";
    case SubsystemKind::levels:
      return "energies";
    case SubsystemKind::two_level:
      return "";
  }
  return "";
}

void read_size(const Table& table, const std::string& kind, SubsystemText& text) {
  static const std::map<std::string, SubsystemKind> kinds = {
      {"two-level", SubsystemKind::two_level},
      {"mode", SubsystemKind::mode},
      {"spin", SubsystemKind::spin},
      {"levels", SubsystemKind::levels}};
  static const std::map<std::string, std::string> advice = {
      {"levels", "the number of Fock states"},
      {"j", "such as \"3/2\""},
      {"energies", "a list, such as [0, 1, 2.5]"}};
  text.kind = kinds.at(kind);
  const std::string needed = size_key(text.kind);
  for (const auto& [key, what] : advice) {
    if (key == needed && !table.has(key)) table.missing(key, what);
    if (key != needed && table.has(key))
      table.complain(key, fmt::format("has no meaning for kind = {}", quoted(kind)));
  }
  if (text.kind == SubsystemKind::levels) {
    if (table.has("energy"))
      table.complain("energy", "goes with excitations; given levels have energies");
    for (const PlacedNumber& each : table.numbers("energies").value_or(std::vector<PlacedNumber>{}))
      text.energies.push_back(each.value);
  } else if (!needed.empty()) {
    text.size = expression_or_number(table, needed, wanted_size(text.kind));
  }
}

std::string expression_or_number(const Table& table, const std::string& key,
                                 const std::string& wanted) {
  const Node* node = table.find(key);
  if (node == nullptr) return {};
  if (node->is(Node::Kind::number) && std::isfinite(node->number))
    return shortest_digits(node->number);
  if (node->is(Node::Kind::word) && !node->text.empty()) return node->text;
  table.wrong_type(key, *node, wanted + " or an expression in quotes");
  return {};
}

}  // namespace qbattery::detail
