#include "qbattery/scenario/ready_models.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "qbattery/scenario/keys.hpp"
#include "qbattery/scenario/report.hpp"
#include "qbattery/support/data_files.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

using detail::Entry;
using detail::Node;

/// What stands in a file of the program has no place in that of the person.
void forget_places(Node& node) {
  node.place = {};
  node.text_column = 0;
  for (Node& item : node.items) forget_places(item);
  for (Entry& entry : node.entries) {
    entry.place = {};
    forget_places(entry.value);
  }
}

Node read_model(const std::string& name) {
  const std::string path = data_file("models/" + name + ".toml");
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  detail::Report report(path);
  Node document = detail::read_document(text, report);
  if (!report.empty()) throw IoError(path + " is not understood");
  forget_places(document);
  return document;
}

std::string word_of(const Node& document, const char* key) {
  const Node* node = document.find(key);
  return node != nullptr && node->is(Node::Kind::word) ? node->text : "";
}

std::string parameters_line(const Node& document) {
  const Node* table = document.find("parameters");
  if (table == nullptr) return "none";
  std::vector<std::string> parts;
  for (const Entry& entry : table->entries)
    parts.push_back(fmt::format("{} = {}", entry.key, shortest_digits(entry.value.number)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

void append_items(Node& document, const Entry& from) {
  Node* own = document.find(from.key);
  if (own == nullptr) {
    document.entries.push_back(from);
  } else if (own->is(Node::Kind::list)) {
    own->items.insert(own->items.begin(), from.value.items.begin(), from.value.items.end());
  }
}

void append_missing(Node& document, const Entry& from) {
  Node* own = document.find(from.key);
  if (own == nullptr) {
    document.entries.push_back(from);
  } else if (own->is(Node::Kind::table)) {
    std::vector<Entry> entries = from.value.entries;
    for (Entry& entry : own->entries) {
      const auto same = std::ranges::find(entries, entry.key, &Entry::key);
      if (same == entries.end()) {
        entries.push_back(std::move(entry));
      } else {
        *same = std::move(entry);
      }
    }
    own->entries = std::move(entries);
  }
}

void report_unknown_parameters(const Node& document, const Node& model, detail::Report& report) {
  const Node* own = document.find("parameters");
  const Node* known = model.find("parameters");
  if (own == nullptr) return;
  std::vector<std::string> names;
  if (known != nullptr)
    for (const Entry& entry : known->entries) names.push_back(entry.key);
  for (const Entry& entry : own->entries) {
    if (std::ranges::count(names, entry.key) > 0) continue;
    report.add(entry.place,
               fmt::format("unknown key \"parameters.{}\"{}", entry.key, hint(entry.key, names)));
  }
}

bool gives_whole_state(const Node& document) {
  const Node* initial = document.find("initial");
  return initial != nullptr &&
         (initial->find("amplitudes") != nullptr || initial->find("density_matrix") != nullptr);
}

/// Tables of which a scenario may give some keys and leave the rest to the model.
bool is_taken_by_key(const std::string& key, const Node& document) {
  if (key == "initial") return !gives_whole_state(document);
  return key == "parameters" || key == "energy" || key == "collisions";
}

void merge(Node& document, const Node& model) {
  for (const Entry& entry : model.entries) {
    const std::string& key = entry.key;
    if (key == "subsystem" || key == "operator" || key == "hamiltonian" || key == "jump") {
      append_items(document, entry);
    } else if (is_taken_by_key(key, document)) {
      append_missing(document, entry);
    } else if (key == "reservoir" || key == "target" || key == "stage" || key == "quantities" ||
               key == "truncation_tolerance") {
      if (document.find(key) == nullptr) document.entries.push_back(entry);
    }
  }
}

}  // namespace

std::vector<std::string> ready_model_names() {
  std::vector<std::string> names;
  for (const std::string& file : data_names("models"))
    if (file.ends_with(".toml")) names.push_back(file.substr(0, file.size() - 5));
  return names;
}

std::vector<ReadyModel> ready_models() {
  std::vector<ReadyModel> models;
  for (const std::string& name : ready_model_names()) {
    const Node document = read_model(name);
    models.push_back(
        {name, word_of(document, "title"), word_of(document, "source"), parameters_line(document)});
  }
  return models;
}

namespace detail {

bool expand_ready_model(Node& document, Report& report) {
  const std::string name = word_of(document, "model");
  if (document.find("subsystem") != nullptr || find_data_file("models/" + name + ".toml").empty() ||
      std::ranges::count(ready_model_names(), name) == 0)
    return false;
  const Node model = read_model(name);
  report_unknown_parameters(document, model, report);
  document.erase("model");
  merge(document, model);
  return true;
}

}  // namespace detail

}  // namespace qbattery
