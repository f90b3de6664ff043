#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "qbattery/generator/affine_generator.hpp"

namespace qbattery {

/// Tells without a decomposition at each point that a stationary space has several dimensions, as
/// steady_state() would find, where rates and couplings are very far apart.
///
/// L = sum_j s_j U_j with ||U_j||_F = 1, no U_j a multiple of another. Where the parts of a set J
/// are so large that all others together stay below null_tolerance times L's largest singular
/// value, L has at least as many singular values below that as sum_J s_j U_j has zeros (Weyl's
/// inequality), and these are at least as many as for a generic choice of s: rank can only fall
/// when numbers become special.
class LeastDimension {
 public:
  explicit LeastDimension(const AffineGenerator& generator);

  /// sum_J 2^j, from the coefficients of L's parts; -1 where nothing can be said: where they are
  /// too large or small to compare, or a rate is negative. None for models for which that is so
  /// everywhere.
  std::optional<lanes::Traced> large_parts(const TracedGenerator& traced) const;

  /// The dimension is not below this. For any number of threads at once.
  int of(double large_parts) const;

 private:
  /// A matrix of norm 1, and which parts of the generator are which multiple of it.
  struct Direction {
    Eigen::SparseMatrix<double> unit;
    std::vector<std::pair<std::size_t, double>> parts;
  };

  std::vector<Direction> directions_;
  double negligible_ = 0.0;  ///< beside the largest s_j; 0 where nothing surely is
  mutable std::mutex mutex_;
  mutable std::map<std::uint64_t, int> known_;
};

}  // namespace qbattery
