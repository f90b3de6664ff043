#include "qbattery/scenario/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What to do with a key of the file as a whole that stands in a table.
std::string advice_for_top_level(const std::string& key) {
  const std::vector<std::string> lines = {"format", "title", "model", "task"};
  if (contains(lines, key)) return fmt::format("; {} stands before the first table", key);
  return fmt::format("; {0} is a table of its own, headed {1}", key,
                     key == "sweep" ? "[[sweep]]" : fmt::format("[{}]", key));
}

// Where a key that is no key of this table belongs: its full path in another table.
std::string home_of(const std::string& key) {
  for (const std::string& table : top_level_keys()) {
    if (table != "sweep" && contains(keys_of(table), key)) return fmt::format("{}.{}", table, key);
  }
  return {};
}

}  // namespace

void Table::allow(const std::vector<std::string>& keys) {
  for (const Entry& entry : node_->entries) {
    if (contains(keys, entry.key)) continue;
    if (!path_.empty() && contains(top_level_keys(), entry.key)) {
      report_->add(entry.place, fmt::format("unknown key {}{}", quoted(path_of(entry.key)),
                                            advice_for_top_level(entry.key)));
      continue;
    }
    std::string home = home_of(entry.key);
    if (home == path_of(entry.key)) home.clear();  // it is one elsewhere, of another model
    std::string advice = fmt::format("; there are: {}", fmt::join(keys, ", "));
    if (!home.empty()) {
      advice =
          fmt::format(", did you mean \"{}\"? Here there are: {}", home, fmt::join(keys, ", "));
    } else if (const std::string near = nearest(entry.key, keys); !near.empty()) {
      advice = fmt::format(", did you mean \"{}\"?", path_of(near));
      meant_.push_back(near);
    }
    report_->add(entry.place, fmt::format("unknown key {}{}", quoted(path_of(entry.key)), advice));
  }
}

void Table::check_forms(const std::string& rule) const {
  const Entry* first = nullptr;
  const std::vector<std::string>* first_form = nullptr;
  for (const Entry& entry : node_->entries) {
    for (const std::vector<std::string>& form : forms_of(rule)) {
      if (!contains(form, entry.key)) continue;
      if (first == nullptr) {
        first = &entry;
        first_form = &form;
      } else if (first_form != &form) {
        report_->add(entry.place, fmt::format("{} and {} cannot both be given, remove one",
                                              path_of(first->key), path_of(entry.key)));
      }
    }
  }
}

std::optional<PlacedNumber> Table::number(const std::string& key) const {
  const Node* value = find(key);
  if (value == nullptr) return {};
  if (!value->is(Node::Kind::number)) {
    wrong_type(key, *value, "a number");
    return {};
  }
  if (!std::isfinite(value->number)) {
    wrong_type(key, *value, "a finite number");
    return {};
  }
  return PlacedNumber{value->number, value->place};
}

std::optional<int> Table::whole_number(const std::string& key, int least, int most) const {
  const auto read = number(key);
  if (!read) return {};
  if (read->value != std::floor(read->value)) {
    wrong_type(key, *find(key), "a whole number");
    return {};
  }
  if (read->value < least || read->value > most) {
    wrong_type(
        key, *find(key),
        read->value < least ? fmt::format("at least {}", least) : fmt::format("at most {}", most));
    return {};
  }
  return static_cast<int>(read->value);
}

std::optional<std::string> Table::word(const std::string& key) const {
  const Node* value = find(key);
  if (value == nullptr) return {};
  if (value->is(Node::Kind::word)) return value->text;
  wrong_type(key, *value, "text in quotes");
  return {};
}

std::optional<std::string> Table::word(const std::string& key,
                                       const std::vector<std::string>& choices) const {
  const Node* value = find(key);
  if (value == nullptr) return {};
  if (value->is(Node::Kind::word) && contains(choices, value->text)) return value->text;
  std::vector<std::string> named;
  named.reserve(choices.size());
  for (const std::string& choice : choices) named.push_back(quoted(choice));
  complain(key, fmt::format("must be {}, got {}{}", fmt::join(named, " or "), description(*value),
                            suggestion(value->text, choices)));
  return {};
}

bool Table::boolean(const std::string& key) const {
  const Node* value = find(key);
  if (value == nullptr) return false;
  if (!value->is(Node::Kind::boolean)) wrong_type(key, *value, "true or false");
  return value->boolean;
}

const std::vector<Node>* Table::list(const std::string& key, const std::string& of_what) const {
  const Node* value = find(key);
  if (value == nullptr) return nullptr;
  if (value->is(Node::Kind::list) && !value->items.empty()) return &value->items;
  wrong_type(key, *value, fmt::format("a list of {}", of_what));
  return nullptr;
}

std::optional<std::vector<PlacedNumber>> Table::numbers(const std::string& key) const {
  const std::vector<Node>* items = list(key, "numbers");
  if (items == nullptr) return {};
  std::vector<PlacedNumber> result;
  for (const Node& item : *items) {
    if (item.is(Node::Kind::number) && std::isfinite(item.number)) {
      result.push_back({item.number, item.place});
    } else {
      wrong_type(key, item, "a list of finite numbers");
    }
  }
  if (result.size() != items->size()) return {};
  return result;
}

void Table::missing(const std::string& key, const std::string& advice) const {
  if (contains(meant_, key)) return;
  report_->add(node_->place, fmt::format("{} is missing: {}", path_of(key), advice));
}

void Table::complain(const std::string& key, const std::string& message) const {
  const Node* value = find(key);
  report_->add(value != nullptr ? value->place : node_->place,
               fmt::format("{} {}", path_of(key), message));
}

void Table::wrong_type(const std::string& key, const Node& value, const std::string& wanted) const {
  report_->add(value.place,
               fmt::format("{} must be {}, got {}", path_of(key), wanted, description(value)));
}

std::optional<Table> find_table(const Node& document, const std::string& name, Report& report) {
  const Node* node = document.find(name);
  if (node == nullptr) return {};
  if (node->is(Node::Kind::table)) return Table(*node, name, report);
  Table(document, {}, report).wrong_type(name, *node, fmt::format("a table, headed [{}]", name));
  return {};
}

}  // namespace qbattery::detail
