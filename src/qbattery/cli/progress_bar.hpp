#pragma once

#include <chrono>
#include <string>

#include "qbattery/sweep/run_options.hpp"

namespace qbattery::cli {

/// One line on standard error, rewritten as a run goes on: points done, rate, time left, failures.
/// Silent where standard error is no terminal, and for runs that end before anybody would look.
class ProgressBar {
 public:
  explicit ProgressBar(bool quiet);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const Progress& progress);

 private:
  bool active_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The text of the line after `seconds` of work.
std::string progress_line(const Progress& progress, double seconds);

}  // namespace qbattery::cli
