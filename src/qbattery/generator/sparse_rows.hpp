#pragma once

#include <cstddef>
#include <vector>

#include "qbattery/model/model.hpp"

namespace qbattery {

/// A real sparse matrix, row by row.
struct SparseRows {
  std::vector<int> starts = {0};
  std::vector<int> places = {};
  std::vector<double> entries = {};

  bool empty() const { return entries.empty(); }
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
};

/// A square matrix in bands, as sums of products of local operators are: entries on few lines
/// beside the diagonal, where neighbours go to neighbours; `length` of them each, with zeros behind
/// the last row. Nothing where that is mostly zeros.
std::vector<Band> bands_of(const SparseRows& rows, std::size_t length);

/// The unit matrix.
SparseRows unit_rows(Eigen::Index size);
SparseRows real_part(const SparseMatrix& matrix);
SparseRows imaginary_part(const SparseMatrix& matrix);

}  // namespace qbattery
