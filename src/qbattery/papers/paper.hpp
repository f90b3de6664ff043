#pragma once

#include <string>
#include <vector>

#include "qbattery/papers/claim.hpp"

namespace qbattery {

/// A published paper that the program redoes.
struct Paper {
  std::string name;  ///< of its folder in papers/ and on the command line
  std::string title;
  std::string citation;
  /// Its claims measured, using so many threads (0: as many as there are cores).
  std::vector<Claim> (*claims)(int threads);
};

const std::vector<Paper>& paper_catalogue();

/// Throws InvalidInput that names the papers there are.
const Paper& find_paper(const std::string& name);

/// The path of a file of a paper. The folder papers/ is sought in the environment variable
/// QBATTERY_DATA, beside the installed program, then in the source tree. Throws IoError.
std::string paper_file(const std::string& paper, const std::string& file);

}  // namespace qbattery
