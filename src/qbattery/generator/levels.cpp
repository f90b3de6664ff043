#include "qbattery/generator/levels.hpp"

namespace qbattery {

Levels::Levels(Eigen::Index all, std::vector<Eigen::Index> levels)
    : all_(all), levels_(std::move(levels)) {}

Ket Levels::of(const Matrix& ket) const {
  if (size() == all_) return ket;
  Ket part(size());
  for (Eigen::Index k = 0; k < size(); ++k) part[k] = ket(levels_[static_cast<std::size_t>(k)], 0);
  return part;
}

SparseMatrix Levels::of(const SparseMatrix& matrix) const {
  if (size() == all_) return matrix;
  std::vector<Eigen::Index> places(static_cast<std::size_t>(all_), -1);
  for (std::size_t k = 0; k < levels_.size(); ++k)
    places[static_cast<std::size_t>(levels_[k])] = static_cast<Eigen::Index>(k);
  SparseMatrix part(size(), size());
  for (Eigen::Index k = 0; k < size(); ++k) {
    part.startVec(k);
    for (SparseMatrix::InnerIterator it(matrix, levels_[static_cast<std::size_t>(k)]); it; ++it) {
      const Eigen::Index place = places[static_cast<std::size_t>(it.col())];
      if (place >= 0) part.insertBack(k, place) = it.value();
    }
  }
  part.finalize();
  return part;
}

Matrix Levels::whole(const Ket& ket) const {
  if (size() == all_) return ket;
  Matrix state = Matrix::Zero(all_, 1);
  for (Eigen::Index k = 0; k < size(); ++k) state(levels_[static_cast<std::size_t>(k)], 0) = ket[k];
  return state;
}

Levels levels_reached_from(const Matrix& ket, const std::vector<const SparseMatrix*>& matrices) {
  const Eigen::Index all = ket.rows();
  std::vector<bool> is_reached(static_cast<std::size_t>(all), false);
  std::vector<Eigen::Index> to_visit;
  const auto reach = [&](Eigen::Index level) {
    if (is_reached[static_cast<std::size_t>(level)]) return;
    is_reached[static_cast<std::size_t>(level)] = true;
    to_visit.push_back(level);
  };
  for (Eigen::Index level = 0; level < all; ++level)
    if (ket(level, 0) != 0.0) reach(level);
  while (!to_visit.empty()) {
    const Eigen::Index level = to_visit.back();
    to_visit.pop_back();
    for (const SparseMatrix* matrix : matrices)
      for (SparseMatrix::InnerIterator it(*matrix, level); it; ++it)
        if (it.value() != 0.0) reach(it.col());
  }
  std::vector<Eigen::Index> levels;
  for (Eigen::Index level = 0; level < all; ++level)
    if (is_reached[static_cast<std::size_t>(level)]) levels.push_back(level);
  return {all, std::move(levels)};
}

}  // namespace qbattery
