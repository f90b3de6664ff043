#include "qbattery/scenario/edits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qbattery/scenario/keys.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

using Path = std::vector<std::string>;

Path components(const std::string& path) {
  Path parts;
  std::size_t begin = 0;
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
    parts.push_back(path.substr(begin, dot - begin));
    begin = dot + 1;
  }
  parts.push_back(path.substr(begin));
  return parts;
}

// "reservoir", or "reservoir.cold" and "reservoir.hot" where they have names.
std::vector<std::string> reservoir_paths(const Node& document) {
  std::vector<std::string> paths;
  const Node* reservoirs = document.find("reservoir");
  if (reservoirs != nullptr) {
    for (const auto& [name, place, value] : reservoirs->entries) {
      if (value.is(Node::Kind::table)) paths.push_back("reservoir." + name);
    }
  }
  if (paths.empty()) paths.emplace_back("reservoir");
  return paths;
}

/// Every full path that an edit may name: all keys there are, and the variables of this document.
std::vector<std::string> known_paths(const Node& document) {
  std::vector<std::string> paths = top_level_keys();
  const bool is_spelt_out = document.find("subsystem") != nullptr;
  for (const std::string table : {"parameters", "initial", "time", "reduce", "steady_state"}) {
    if (is_spelt_out && (table == "parameters" || table == "initial")) continue;
    for (const std::string& key : keys_of(table)) paths.push_back(fmt::format("{}.{}", table, key));
  }
  for (const std::string& reservoir : reservoir_paths(document)) {
    if (is_spelt_out && document.find("reservoir") == nullptr) break;
    if (reservoir != "reservoir") paths.push_back(reservoir);
    for (const std::string& key : keys_of("reservoir"))
      paths.push_back(fmt::format("{}.{}", reservoir, key));
  }
  for (const char* table : {"parameters", "initial", "quantities", "reduce"}) {
    const Node* variables = document.find(table);
    if (variables == nullptr) continue;
    for (const Entry& entry : variables->entries) {
      const std::string path = fmt::format("{}.{}", table, entry.key);
      if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
    }
  }
  return paths;
}

/// A path that need not be in the document yet: a new variable, or a key of a new reservoir.
bool may_be_new(const Path& path) {
  if (path.size() == 2) {
    return (path[0] == "quantities" || path[0] == "reduce") && is_identifier(path[1]);
  }
  const std::vector<std::string>& keys = keys_of("reservoir");
  return path.size() == 3 && path[0] == "reservoir" && is_identifier(path[1]) &&
         std::find(keys.begin(), keys.end(), path[2]) != keys.end();
}

std::string unknown_key(const std::string& key, const std::vector<std::string>& paths) {
  std::vector<std::string> candidates = paths;
  for (const std::string& path : paths) {
    if (last_component(path) == last_component(key)) {
      return fmt::format("there is no key {}, did you mean {}?", quoted(key), quoted(path));
    }
    candidates.push_back(last_component(path));
  }
  const std::string meant = suggestion(key, candidates);
  return fmt::format(
      "there is no key {}{}", quoted(key),
      meant.empty() ? fmt::format("; there are: {}", fmt::join(paths, ", ")) : meant);
}

/// The full path that a key of the command line stands for; empty where that is reported instead.
Path resolve(const Node& document, const std::string& key, const Place& place, Report& report) {
  const std::vector<std::string> paths = known_paths(document);
  if (std::find(paths.begin(), paths.end(), key) != paths.end() || may_be_new(components(key))) {
    return components(key);
  }
  std::vector<std::string> matches;
  for (const std::string& path : paths) {
    if (last_component(path) == key) matches.push_back(path);
  }
  if (matches.size() == 1) return components(matches.front());
  report.add(place, matches.empty() ? unknown_key(key, paths)
                                    : fmt::format("the key {} is ambiguous: it may be {}",
                                                  quoted(key), fmt::join(matches, " or ")));
  return {};
}

void put_place(Node& node, const Place& place) {
  node.place = place;
  node.text_column = 0;
  for (Node& item : node.items) put_place(item, place);
  for (Entry& entry : node.entries) {
    entry.place = place;
    put_place(entry.value, place);
  }
}

void remove_other_forms(Node& table, const Path& path) {
  const std::string& key = path.back();
  const auto holds_key = [&](const std::vector<std::string>& form) {
    return std::find(form.begin(), form.end(), key) != form.end();
  };
  const Forms& forms = forms_of(path.front());
  if (std::none_of(forms.begin(), forms.end(), holds_key)) return;
  for (const std::vector<std::string>& form : forms) {
    if (holds_key(form)) continue;
    for (const std::string& other : form) table.erase(other);
  }
}

/// The table that holds the last component. It is made where `place` is given and it is not there;
/// null where it is not to be had.
Node* parent_of(Node& document, const Path& path, const Place* place) {
  Node* table = &document;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if (table->find(path[i]) == nullptr) {
      if (place == nullptr) return nullptr;
      Entry entry{path[i], *place, {}};
      entry.value.place = *place;
      table->entries.push_back(std::move(entry));
    }
    table = table->find(path[i]);
    if (!table->is(Node::Kind::table)) return nullptr;
  }
  return table;
}

void set(Node& document, const Path& path, Node value, const Place& place) {
  Node* table = parent_of(document, path, &place);
  if (table == nullptr) return;  // the check says that it must be a table
  put_place(value, place);
  if (path.size() > 1) remove_other_forms(*table, path);
  if (Node* old = table->find(path.back())) {
    *old = std::move(value);
  } else {
    table->entries.push_back({path.back(), place, std::move(value)});
  }
}

void apply(Node& document, const Edit& edit, Report& report) {
  const Place place{0, 0, fmt::format("--{} {}", edit.value ? "set" : "unset", edit.key)};
  const Path path = resolve(document, edit.key, place, report);
  if (path.empty()) return;
  if (edit.value && !is_utf8(*edit.value)) {
    report.add(place, "the value is no UTF-8 text");
  } else if (edit.value) {
    set(document, path, read_value(*edit.value), place);
  } else if (Node* table = parent_of(document, path, nullptr)) {
    table->erase(path.back());
  }
}

}  // namespace

Node read_value(const std::string& text) {
  Report ignored("");
  Node document = read_document("value = " + text, ignored);
  const bool one_value = document.entries.size() == 1 && document.entries.front().key == "value";
  if (ignored.empty() && one_value && text.find_first_not_of(" \t") != std::string::npos) {
    return std::move(document.entries.front().value);
  }
  Node word;
  word.kind = Node::Kind::word;
  word.text = text;
  return word;
}

void apply_edits(Node& document, const std::vector<Edit>& edits, Report& report) {
  for (const Edit& edit : edits) apply(document, edit, report);
}

}  // namespace qbattery::detail
