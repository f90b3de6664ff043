#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "qbattery/scenario/scenario.hpp"

namespace qbattery::detail {

/// Where something stands: in the file, or in an edit of the command line.
struct Place {
  int line = 0;      ///< from 1; 0: the file as a whole
  int column = 0;    ///< from 1, in characters
  std::string edit;  ///< `--set n`; empty for what stands in the file
};

/// Collects everything that is wrong with one scenario.
class Report {
 public:
  explicit Report(std::string file) : file_(std::move(file)) {}

  void add(const Place& place, std::string message);
  bool empty() const { return complaints_.empty(); }
  std::size_t size() const { return complaints_.size(); }
  /// Throws ScenarioError where there are complaints: in the order of the file, those of edits
  /// last.
  void throw_if_any() const;

 private:
  std::string file_;
  std::vector<Complaint> complaints_;
};

/// Text in quotes on one line and at most 60 characters long, whatever somebody wrote into a file.
std::string quoted(std::string_view text);

}  // namespace qbattery::detail
