#pragma once

#include <cstddef>
#include <vector>

namespace qbattery::detail {

/// A rectangular part of an array that is one piece in the order of storage.
struct Slab {
  std::size_t first = 0;            ///< place of its first element
  std::vector<std::size_t> start;   ///< index of that element along each dimension
  std::vector<std::size_t> counts;  ///< how many along each dimension
};

/// Cuts `count` places from `first` on into as few slabs as that takes, at most two a dimension and
/// one more: NetCDF writes (hyper)slabs. An array without dimensions is one slab.
std::vector<Slab> slabs(const std::vector<std::size_t>& lengths, std::size_t first,
                        std::size_t count);

}  // namespace qbattery::detail
