#include <charconv>
#include <cmath>

#include "qbattery/scenario/check.hpp"

namespace qbattery::detail {

std::vector<double> spread(double from, double to, int points, Scale scale) {
  const bool log = scale == Scale::log;
  const double a = log ? std::log(from) : from;
  const double b = log ? std::log(to) : to;
  const double steps = points - 1;
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(points));
  for (int i = 0; i < points; ++i) {
    // Divided last: 3 of 10 steps from 0 to 1 is then 0.3, and no 0.30000000000000004.
    double value = (a * (steps - i) + b * i) / steps;
    if (!std::isfinite(value)) value = std::lerp(a, b, i / steps);
    values.push_back(log ? std::exp(value) : value);
  }
  values.back() = to;
  values.front() = from;
  return values;
}

namespace {

// A number with an optional sign at the beginning, which is taken off the text.
std::optional<double> take_number(std::string_view& text) {
  std::string_view rest = text;
  const bool negative = rest.substr(0, 1) == "-";
  if (negative || rest.substr(0, 1) == "+") rest.remove_prefix(1);
  double value = 1.0;
  if (rest != "i") {
    if (rest.empty() || std::string_view("0123456789.").find(rest.front()) == std::string::npos) {
      return {};
    }
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc() || !std::isfinite(value)) return {};
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  }
  text = rest;
  return negative ? -value : value;
}

}  // namespace

std::optional<Complex> complex_number(std::string_view text) {
  std::string compact;
  for (const char c : text) {
    if (c != ' ') compact += c;
  }
  std::string_view rest = compact;
  const std::optional<double> first = take_number(rest);
  if (!first) return {};
  if (rest.empty()) return Complex(*first, 0.0);
  if (rest == "i") return Complex(0.0, *first);
  if (rest.front() != '+' && rest.front() != '-') return {};
  const std::optional<double> second = take_number(rest);
  if (!second || rest != "i") return {};
  return Complex(*first, *second);
}

}  // namespace qbattery::detail
