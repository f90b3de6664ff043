#pragma once

#include <string>
#include <vector>

namespace qbattery {

// Files that come with the program: papers/NAME/..., models/NAME.toml. They are sought in the
// folder that the environment variable QBATTERY_DATA names, in that of set_data_folder(), beside
// the installed program, then in the source tree; a file of an earlier one stands for that of a
// later one.

/// Where the files lie that came with whatever has the library in it: a package of another
/// language, say. To be called before the others, once.
void set_data_folder(const std::string& folder);

/// Where a file of that path is; empty where there is none.
std::string find_data_file(const std::string& path);

/// The same. Throws IoError that names the folders in which it was sought.
std::string data_file(const std::string& path);

/// Names of what is in a folder such as "models", of all places, in alphabetical order.
std::vector<std::string> data_names(const std::string& folder);

}  // namespace qbattery
