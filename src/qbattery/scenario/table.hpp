#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "qbattery/scenario/document.hpp"
#include "qbattery/scenario/keys.hpp"
#include "qbattery/scenario/report.hpp"

namespace qbattery::detail {

/// A number and where it stands.
struct PlacedNumber {
  double value = 0.0;
  Place place;
};

/// One table of a document under its path. Reads its keys by type and reports what does not fit;
/// what could not be read is then an empty optional, so that one fault is reported once.
class Table {
 public:
  /// `path` is "" for the file as a whole, "reservoir.hot" for [reservoir.hot].
  Table(const Node& node, std::string path, Report& report)
      : node_(&node), path_(std::move(path)), report_(&report) {}

  const Node& node() const { return *node_; }
  const std::string& path() const { return path_; }
  std::string path_of(const std::string& key) const {
    return path_.empty() ? key : path_ + "." + key;
  }
  const Node* find(const std::string& key) const { return node_->find(key); }
  bool has(const std::string& key) const { return find(key) != nullptr; }

  /// Reports every key that is not one of `keys`, with the nearest right one.
  void allow(const std::vector<std::string>& keys);
  /// Reports keys of different forms side by side. `rule` is the name that forms_of() knows.
  void check_forms(const std::string& rule) const;

  std::optional<PlacedNumber> number(const std::string& key) const;
  /// A whole number from `least` to `most`.
  std::optional<int> whole_number(const std::string& key, int least, int most) const;
  std::optional<std::string> word(const std::string& key) const;
  std::optional<std::string> word(const std::string& key,
                                  const std::vector<std::string>& choices) const;
  /// False where the key is absent.
  bool boolean(const std::string& key) const;
  /// The items of a list; null where the key is absent or holds no list or an empty one.
  const std::vector<Node>* list(const std::string& key, const std::string& of_what) const;
  /// A list of finite numbers, not empty.
  std::optional<std::vector<PlacedNumber>> numbers(const std::string& key) const;

  /// Reports that the key is missing, at the head of the table, unless an unknown one seems to be
  /// meant for it. `advice` says what would be right.
  void missing(const std::string& key, const std::string& advice) const;
  /// Reports at the key: "PATH MESSAGE".
  void complain(const std::string& key, const std::string& message) const;
  /// Reports that a value is not what is wanted: "PATH must be WANTED, got ...".
  void wrong_type(const std::string& key, const Node& value, const std::string& wanted) const;

  Report& report() const { return *report_; }

 private:
  const Node* node_;
  std::string path_;
  Report* report_;
  std::vector<std::string> meant_;  ///< the right keys nearest to unknown ones
};

/// The table of this name at the top of the document; empty where it is absent or no table (which
/// is reported).
std::optional<Table> find_table(const Node& document, const std::string& name, Report& report);

}  // namespace qbattery::detail
