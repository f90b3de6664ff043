#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "qbattery/results/dataset.hpp"

namespace qbattery {

/// The numbers of a result, wherever they lie: what is written may be larger than memory. The
/// names, dimensions and meanings that belong to them are in a data set, its labels; the values and
/// flags in that data set play no part. Places count in the order of storage, the last dimension
/// fastest.
class Values {
 public:
  virtual ~Values() = default;
  /// The numbers of `labels.variables[variable]` from place `first` on, as many as `out` takes.
  virtual void read(std::size_t variable, std::size_t first, std::span<double> out) const = 0;
  /// The flags of the points from `first` on.
  virtual void read_flags(std::size_t first, std::span<int> out) const = 0;
};

/// Those that a data set holds itself.
class DatasetValues : public Values {
 public:
  explicit DatasetValues(const Dataset& dataset) : dataset_(dataset) {}
  void read(std::size_t variable, std::size_t first, std::span<double> out) const override;
  void read_flags(std::size_t first, std::span<int> out) const override;

 private:
  const Dataset& dataset_;
};

/// Takes the text of a file, piece by piece.
using Sink = std::function<void(std::string_view)>;

/// Text on its way to a sink, in pieces that are worth a call.
class BufferedText {
 public:
  explicit BufferedText(const Sink& sink) : sink_(sink) {}
  BufferedText& operator+=(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() > piece) flush();
    return *this;
  }
  /// To be called at the end.
  void flush() {
    sink_(buffer_);
    buffer_.clear();
  }

 private:
  static constexpr std::size_t piece = 1U << 16U;

  const Sink& sink_;
  std::string buffer_;
};

/// As many values as writers ask for at once.
inline constexpr std::size_t values_at_once = 1U << 14U;

/// Calls `use(first, count)` for pieces of `total` places, in order.
template <class Use>
void in_pieces(std::size_t total, Use use) {
  for (std::size_t first = 0; first < total; first += values_at_once)
    use(first, std::min(values_at_once, total - first));
}

}  // namespace qbattery
