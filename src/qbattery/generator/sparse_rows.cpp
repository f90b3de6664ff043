#include "qbattery/generator/sparse_rows.hpp"

#include <map>

namespace qbattery {

namespace {

template <class Part>
SparseRows rows_of(const SparseMatrix& matrix, Part part) {
  SparseRows rows;
  for (Eigen::Index r = 0; r < matrix.outerSize(); ++r) {
    for (SparseMatrix::InnerIterator it(matrix, r); it; ++it) {
      const double entry = part(it.value());
      if (entry == 0.0) continue;
      rows.places.push_back(static_cast<int>(it.col()));
      rows.entries.push_back(entry);
    }
    rows.starts.push_back(static_cast<int>(rows.places.size()));
  }
  return rows;
}

}  // namespace

std::vector<Band> bands_of(const SparseRows& rows, std::size_t length) {
  constexpr std::size_t most_zeros = 4;
  const std::size_t size = rows.starts.size() - 1;
  std::map<Eigen::Index, std::vector<double>> found;
  for (std::size_t r = 0; r < size; ++r) {
    rows.each(static_cast<Eigen::Index>(r), [&](Eigen::Index place, double entry) {
      std::vector<double>& entries = found[place - static_cast<Eigen::Index>(r)];
      entries.resize(length, 0.0);
      entries[r] = entry;
    });
    if (found.size() * size > most_zeros * rows.entries.size()) return {};
  }
  std::vector<Band> bands;
  for (auto& [offset, entries] : found) bands.push_back({offset, std::move(entries)});
  return bands;
}

SparseRows unit_rows(Eigen::Index size) {
  SparseRows rows;
  for (Eigen::Index r = 0; r < size; ++r) {
    rows.places.push_back(static_cast<int>(r));
    rows.entries.push_back(1.0);
    rows.starts.push_back(static_cast<int>(r) + 1);
  }
  return rows;
}

SparseRows real_part(const SparseMatrix& matrix) {
  return rows_of(matrix, [](const Complex& z) { return z.real(); });
}

SparseRows imaginary_part(const SparseMatrix& matrix) {
  return rows_of(matrix, [](const Complex& z) { return z.imag(); });
}

}  // namespace qbattery
