#include "qbattery/scenario/differences.hpp"

#include <fmt/format.h>

#include "qbattery/scenario/document.hpp"

namespace qbattery {

namespace {

using detail::Entry;
using detail::Node;

std::string value_text(const Node* node) {
  return node == nullptr ? "absent" : detail::description(*node);
}

bool equal_values(const Node& a, const Node& b) {
  return a.kind == b.kind && a.boolean == b.boolean && a.number == b.number && a.text == b.text;
}

class Comparison {
 public:
  void compare(const std::string& path, const Node* now, const Node* before) {
    if (now == nullptr || before == nullptr || !equal_values(*now, *before)) {
      found_.push_back(fmt::format("{} is {}, was {}", path.empty() ? "the scenario" : path,
                                   value_text(now), value_text(before)));
    } else if (now->is(Node::Kind::list)) {
      compare_items(path, now->items, before->items);
    } else if (now->is(Node::Kind::table)) {
      compare_entries(path, *now, *before);
    }
  }

  std::vector<std::string> found() && { return std::move(found_); }

 private:
  void compare_items(const std::string& path, const std::vector<Node>& now,
                     const std::vector<Node>& before) {
    if (now.size() != before.size()) {
      found_.push_back(fmt::format("{} has {} entries, had {}", path, now.size(), before.size()));
      return;
    }
    for (std::size_t i = 0; i < now.size(); ++i)
      compare(fmt::format("{}[{}]", path, i + 1), &now[i], &before[i]);
  }

  void compare_entries(const std::string& path, const Node& now, const Node& before) {
    const auto path_of = [&path](const std::string& key) {
      return path.empty() ? key : path + "." + key;
    };
    const std::size_t found_so_far = found_.size();
    for (const Entry& entry : now.entries)
      compare(path_of(entry.key), &entry.value, before.find(entry.key));
    for (const Entry& entry : before.entries)
      if (now.find(entry.key) == nullptr) compare(path_of(entry.key), nullptr, &entry.value);
    const bool ordered = path == "quantities" || path == "reduce";
    if (ordered && found_.size() == found_so_far && !same_order(now, before))
      found_.push_back(fmt::format("{} is in another order", path));
  }

  static bool same_order(const Node& now, const Node& before) {
    for (std::size_t i = 0; i < now.entries.size(); ++i)
      if (now.entries[i].key != before.entries[i].key) return false;
    return true;
  }

  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> differences(const std::string& now, const std::string& before) {
  detail::Report report("scenario");
  const Node new_document = detail::read_document(now, report);
  const Node old_document = detail::read_document(before, report);
  report.throw_if_any();
  Comparison comparison;
  comparison.compare({}, &new_document, &old_document);
  return std::move(comparison).found();
}

}  // namespace qbattery
