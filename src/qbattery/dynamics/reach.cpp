#include "qbattery/dynamics/reach.hpp"

namespace qbattery {

std::vector<std::size_t> reach(const TracedMatrix& matrix, const std::vector<std::size_t>& start) {
  std::vector<bool> reached(matrix.size(), false);
  std::vector<std::size_t> open = start;
  while (!open.empty()) {
    const std::size_t j = open.back();
    open.pop_back();
    for (std::size_t i = 0; i < matrix.size(); ++i) {
      if (reached[i] || matrix[i][j].is_zero()) continue;
      reached[i] = true;
      open.push_back(i);
    }
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < reached.size(); ++i)
    if (reached[i]) places.push_back(i);
  return places;
}

}  // namespace qbattery
