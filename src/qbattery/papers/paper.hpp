#pragma once

#include <string>
#include <vector>

#include "qbattery/papers/claim.hpp"

namespace qbattery {

/// A published paper that the program redoes: a folder papers/NAME with paper.toml (title,
/// citation), figures.toml, scenarios, and claims.toml where they are measured from scenarios.
struct Paper {
  std::string name;  ///< of its folder in papers/ and on the command line
  std::string title;
  std::string citation;

  /// Its claims measured, using so many threads (0: as many as there are cores). Throws IoError
  /// where a file is missing or not understood.
  std::vector<Claim> claims(int threads) const;
};

/// Every folder in papers/, in alphabetical order.
std::vector<Paper> paper_catalogue();

/// Throws InvalidInput that names the papers there are.
Paper find_paper(const std::string& name);

/// The path of a file of a paper. Throws IoError.
std::string paper_file(const std::string& paper, const std::string& file);

}  // namespace qbattery
