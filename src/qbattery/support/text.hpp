#pragma once

#include <span>
#include <string>
#include <string_view>

namespace qbattery {

/// The shortest digits that read back to the same double; "nan", "inf", "-inf" otherwise.
std::string shortest_digits(double value);

/// Three digits of a number, or as many more as tell it apart from another one.
std::string digits_apart(double value, double other);

/// The candidate with the fewest edits from `word` (letters inserted, left out, replaced or
/// exchanged with their neighbour; upper and lower case alike), or empty where none is near enough
/// to be what somebody meant: edits of at most a third of the longer word, or one, but not all.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

/// `, did you mean "x"?` for the nearest candidate, or empty: the end of a message about `word`.
std::string suggestion(std::string_view word, std::span<const std::string> candidates);

/// `, did you mean "x"?`, or else `; there are: a, b`.
std::string hint(std::string_view word, std::span<const std::string> candidates);

}  // namespace qbattery
