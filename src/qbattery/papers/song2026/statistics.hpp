#pragma once

#include <vector>

namespace qbattery::song2026 {

/// Pearson's coefficient: 1 where y is a rising linear function of x, -1 where a falling one. Both
/// have the same size, at least 2; NaN where one of them is constant.
double pearson(const std::vector<double>& x, const std::vector<double>& y);

/// Spearman's coefficient: Pearson's of the ranks, hence 1 wherever y rises with x, linear or not.
/// Equal values share the mean of their ranks.
double spearman(const std::vector<double>& x, const std::vector<double>& y);

/// Of the steps from sample to sample in which x rises (by more than 1e-12, above rounding), the
/// share in which y falls, or rises. 0 where x never rises.
double share_falling_while_rising(const std::vector<double>& x, const std::vector<double>& y);
double share_rising_while_rising(const std::vector<double>& x, const std::vector<double>& y);

/// Of all steps from sample `first` to sample `last`, the share in which y falls.
double share_falling(const std::vector<double>& y, std::size_t first, std::size_t last);

/// The largest |x_i - y_i|.
double largest_difference(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace qbattery::song2026
