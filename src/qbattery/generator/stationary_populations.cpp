#include "qbattery/generator/stationary_populations.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace qbattery {

namespace {

std::vector<int> by_rising_energy(const RealVector& energies) {
  std::vector<int> order(static_cast<std::size_t>(energies.size()));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return energies(a) < energies(b); });
  return order;
}

}  // namespace

RealVector stationary_populations(const RealMatrix& rates, const RealVector& energies) {
  const std::vector<int> order = by_rising_energy(energies);
  const auto count = static_cast<int>(order.size());
  RealMatrix p(count, count);  // p(from, to) between levels in rising order of energy
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < count; ++j) {
      p(i, j) = rates(order[static_cast<std::size_t>(j)], order[static_cast<std::size_t>(i)]);
    }
  }
  RealVector weight = RealVector::Zero(count);
  weight(0) = 1.0;
  bool irreducible = true;
  for (int k = count - 1; k > 0 && irreducible; --k) {
    const double leaving = p.row(k).head(k).sum();
    irreducible = leaving > 0.0;
    p.col(k).head(k) /= leaving;
    p.topLeftCorner(k, k) += p.col(k).head(k) * p.row(k).head(k);
  }
  for (int k = 1; k < count && irreducible; ++k) {
    weight(k) = weight.head(k).dot(p.col(k).head(k));
  }
  weight /= weight.sum();
  RealVector populations(count);
  for (int k = 0; k < count; ++k) populations(order[static_cast<std::size_t>(k)]) = weight(k);
  return populations;
}

}  // namespace qbattery
