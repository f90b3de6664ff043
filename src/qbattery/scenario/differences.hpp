#pragma once

#include <string>
#include <vector>

namespace qbattery {

/// In what two texts of scenarios differ, a short text for each key: "sweep[1].points is 400, was
/// 300". Comments, layout and the order of tables are no difference; the order of variables and
/// axes is.
std::vector<std::string> differences(const std::string& now, const std::string& before);

}  // namespace qbattery
