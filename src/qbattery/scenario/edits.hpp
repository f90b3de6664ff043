#pragma once

#include <vector>

#include "qbattery/scenario/document.hpp"

namespace qbattery::detail {

/// Makes the changes in the document, one after the other. Setting one form of a choice removes the
/// others. Keys that are unknown or ambiguous are reported.
void apply_edits(Node& document, const std::vector<Edit>& edits, Report& report);

/// A value of the command line: read as TOML, as a string where it is none.
Node read_value(const std::string& text);

}  // namespace qbattery::detail
