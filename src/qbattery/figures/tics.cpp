#include "qbattery/figures/tics.hpp"

#include <fmt/format.h>

#include <cmath>

namespace qbattery {
namespace {

constexpr int linear_tics = 5;

/// 1, 10, 100, ... within a range; also 2 and 5 times them where those alone would be too few.
Tics logarithmic_tics(double least, double greatest) {
  Tics tics;
  const int first = static_cast<int>(std::floor(std::log10(least)));
  const int last = static_cast<int>(std::ceil(std::log10(greatest)));
  const int step = 1 + (last - first) / 8;
  const bool few = last - first <= 2;
  for (int power = first; power <= last; power += step) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double value = factor * std::pow(10.0, power);
      const bool inside = value > least * (1 - 1e-9) && value < greatest * (1 + 1e-9);
      if (!inside || (factor > 1.0 && !few)) continue;
      tics.emplace_back(value,
                        few ? number_text(value) : fmt::format("10^{{{}}}", number_text(power)));
    }
  }
  return tics;
}

}  // namespace

std::vector<double> round_numbers(double least, double greatest, int count) {
  const double span = greatest - least;
  // A span of rounding errors has no round numbers.
  if (!(span > 1e-9 * std::max(std::abs(least), std::abs(greatest)))) return {};
  const double wanted = 0.75 * span / count;
  const double power = std::pow(10.0, std::floor(std::log10(wanted)));
  double step = 10 * power;
  for (const double factor : {5.0, 2.5, 2.0, 1.0})
    if (factor * power >= wanted) step = factor * power;
  std::vector<double> numbers;
  const auto first = static_cast<long long>(std::ceil(least / step - 1e-9));
  const auto last = static_cast<long long>(std::floor(greatest / step + 1e-9));
  for (long long k = first; k <= last; ++k) numbers.push_back(static_cast<double>(k) * step);
  return numbers;
}

std::string number_text(double value) {
  const std::string text = fmt::format("{:.6g}", value);
  return text.front() == '-' ? "−" + text.substr(1) : text;
}

Tics tics_of(const FigureAxis& axis, double least, double greatest) {
  if (!axis.tics.empty()) return axis.tics;
  if (axis.logarithmic) return logarithmic_tics(least, greatest);
  Tics tics;
  for (const double value : round_numbers(least, greatest, linear_tics))
    tics.emplace_back(value, number_text(value));
  return tics;
}

}  // namespace qbattery
