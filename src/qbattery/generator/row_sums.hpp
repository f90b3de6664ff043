#pragma once

#include <vector>

#include "qbattery/lanes/kernels.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// A linear map as sums of rows of numbers: what a kernel reads, written once and applied often.
class RowSums {
 public:
  /// To the row that is being written: scale times the row that begins at `at`.
  void add(double scale, Eigen::Index at) { plain_.push_back({scale, at, nullptr}); }
  /// The same times a factor for each place, which stay where they are and go on as 0 up to the
  /// next multiple of 8.
  void add(double scale, Eigen::Index at, const std::vector<double>& factors) {
    (scale == 1.0 ? factored_ : scaled_).push_back({scale, at, factors.data()});
  }
  /// Ends it and begins the next.
  void close_row();

  /// See Kernels::sum_rows.
  double apply(const lanes::Combined& what, Eigen::Index columns, double* out) const;

 private:
  std::vector<lanes::Addend> addends_, plain_, factored_, scaled_;
  std::vector<std::size_t> starts_ = {0};
};

/// Room of this thread for a map's rows: as many numbers, at an address that vectors can be read
/// from, with `margin` zeros on each side, which addends read beside what they are for.
double* room_for_rows(std::size_t size, std::size_t margin);

}  // namespace qbattery
