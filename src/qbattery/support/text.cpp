#include "qbattery/support/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace qbattery {

std::string shortest_digits(double value) {
  if (std::isnan(value)) return "nan";
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

std::string digits_apart(double value, double other) {
  constexpr int most = std::numeric_limits<double>::max_digits10;
  int count = 3;
  while (count < most &&
         fmt::format("{:.{}g}", value, count) == fmt::format("{:.{}g}", other, count))
    ++count;
  return fmt::format("{:.{}g}", value, count);
}

namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool same(char a, char b) { return lower(a) == lower(b); }

// The restricted Damerau-Levenshtein distance: inserted, left out, replaced and exchanged letters.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> older(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
      row[j] = std::min({replaced, row[j - 1] + 1, last[j] + 1});
      if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1])) {
        row[j] = std::min(row[j], older[j - 2] + 1);
      }
    }
    std::swap(older, last);
    std::swap(last, row);
  }
  return last.back();
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
  std::string best;
  std::size_t fewest = word.size() + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edits(word, candidate);
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
    if (distance <= allowed && distance < longer && distance < fewest) {
      best = candidate;
      fewest = distance;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
  const std::string found = nearest(word, candidates);
  return found.empty() ? "" : fmt::format(", did you mean \"{}\"?", found);
}

std::string hint(std::string_view word, std::span<const std::string> candidates) {
  const std::string nearest_one = suggestion(word, candidates);
  if (!nearest_one.empty() || candidates.empty()) return nearest_one;
  return fmt::format("; there are: {}", fmt::join(candidates, ", "));
}

}  // namespace qbattery
