#include "qbattery/cli/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>

namespace qbattery::cli {

namespace {

constexpr std::size_t width = 24;

std::string time_text(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string progress_line(const Progress& progress, double seconds) {
  const double share = progress.total == 0 ? 1.0
                                           : static_cast<double>(progress.done) /
                                                 static_cast<double>(progress.total);
  const auto filled = static_cast<std::size_t>(share * width);
  const auto done_now = static_cast<double>(progress.done - progress.before);
  const double rate = seconds > 0.0 ? done_now / seconds : 0.0;
  std::string line =
      fmt::format("[{}{}] {}/{} points, {:.3g}/s", std::string(filled, '#'),
                  std::string(width - filled, '.'), progress.done, progress.total, rate);
  if (rate > 0.0) {
    line += fmt::format(", {} left",
                        time_text(static_cast<double>(progress.total - progress.done) / rate));
  }
  if (progress.failed > 0) line += fmt::format(", {} failed", progress.failed);
  return line;
}

ProgressBar::ProgressBar(bool quiet) : active_(!quiet && isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

void ProgressBar::show(const Progress& progress) {
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  if (!active_ || seconds < 0.5) return;
  fmt::print(stderr, "\r\033[K{}", progress_line(progress, seconds));
  std::fflush(stderr);
  shown_ = true;
}

}  // namespace qbattery::cli
