#pragma once

#include <string>
#include <string_view>

namespace qbattery::detail {

/// A cell of a table: the shortest digits that read back to the same number, "nan", "inf".
std::string csv_cell(double value);

/// A word, in quotes where it could be taken for something else.
std::string csv_cell(const std::string& word);

/// Whether a cell without quotes is a number, and which.
bool is_csv_number(std::string_view text, double& value);

}  // namespace qbattery::detail
