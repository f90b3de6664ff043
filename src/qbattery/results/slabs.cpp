#include "qbattery/results/slabs.hpp"

#include <algorithm>

namespace qbattery::detail {
namespace {

std::vector<std::size_t> index_of(const std::vector<std::size_t>& lengths, std::size_t place) {
  std::vector<std::size_t> index(lengths.size());
  for (std::size_t d = lengths.size(); d-- > 0; place /= lengths[d]) index[d] = place % lengths[d];
  return index;
}

/// The largest slab that begins at `first`.
Slab largest_slab(const std::vector<std::size_t>& lengths, std::size_t first, std::size_t count) {
  Slab slab{first, index_of(lengths, first), std::vector<std::size_t>(lengths.size(), 1)};
  std::size_t inner = 1;
  for (std::size_t d = lengths.size(); d-- > 0;) {
    slab.counts[d] = std::min(lengths[d] - slab.start[d], count / inner);
    inner *= lengths[d];
    // Further out only whole rows of this dimension make one piece.
    if (slab.counts[d] < lengths[d]) break;
  }
  return slab;
}

std::size_t size_of(const Slab& slab) {
  std::size_t size = 1;
  for (const std::size_t each : slab.counts) size *= each;
  return size;
}

}  // namespace

std::vector<Slab> slabs(const std::vector<std::size_t>& lengths, std::size_t first,
                        std::size_t count) {
  std::vector<Slab> result;
  while (count > 0) {
    result.push_back(largest_slab(lengths, first, count));
    first += size_of(result.back());
    count -= size_of(result.back());
  }
  return result;
}

}  // namespace qbattery::detail
