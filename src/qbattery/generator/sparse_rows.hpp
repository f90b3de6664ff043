#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "qbattery/lanes/kernels.hpp"
#include "qbattery/model/model.hpp"

namespace qbattery {

/// A real sparse matrix, row by row, as kernels read it.
struct SparseRows {
  std::vector<int> starts = {0};
  std::vector<int> places = {};
  std::vector<double> entries = {};

  bool empty() const { return entries.empty(); }
  /// Those from row r on.
  lanes::SparseRowsAt from(Eigen::Index r) const {
    return {starts.data() + r, places.data(), entries.data()};
  }
  /// use(place, entry) of each entry of row r.
  template <class Use>
  void each(Eigen::Index r, Use use) const {
    const auto row = static_cast<std::size_t>(r);
    for (auto k = static_cast<std::size_t>(starts[row]);
         k < static_cast<std::size_t>(starts[row + 1]); ++k)
      use(static_cast<Eigen::Index>(places[k]), entries[k]);
  }
};

/// Entries (r, r + offset) of a matrix, those outside of it and those that are not there as 0.
struct Band {
  Eigen::Index offset;
  std::vector<double> entries;

  /// Which rows of [first, end) it has entries in, of a matrix of `size` columns.
  std::pair<Eigen::Index, Eigen::Index> within(Eigen::Index first, Eigen::Index end,
                                               Eigen::Index size) const {
    return {std::max(first, -offset), std::min(end, size - offset)};
  }
};

/// A square matrix in bands, as sums of products of local operators are: entries on few lines
/// beside the diagonal, where neighbours go to neighbours. Nothing where that is mostly zeros.
std::vector<Band> bands_of(const SparseRows& rows);

SparseRows real_part(const SparseMatrix& matrix);
SparseRows imaginary_part(const SparseMatrix& matrix);

}  // namespace qbattery
