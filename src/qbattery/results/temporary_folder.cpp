#include "qbattery/results/temporary_folder.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "qbattery/support/error.hpp"

namespace qbattery {

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
  path_ = (parent / "qbattery-XXXXXX").string();
  if (error || ::mkdtemp(path_.data()) == nullptr)
    throw IoError(
        fmt::format("cannot make a temporary folder {} ({}); set TMPDIR to one that exists", path_,
                    error ? error.message() : std::strerror(errno)));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace qbattery
