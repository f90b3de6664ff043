#include "qbattery/generator/stationary_populations.hpp"

#include <algorithm>
#include <numeric>

namespace qbattery {

namespace {

using lanes::choose;
using lanes::less;

std::vector<std::size_t> by_rising_energy(const RealVector& energies) {
  std::vector<std::size_t> order(static_cast<std::size_t>(energies.size()));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return energies(static_cast<Eigen::Index>(a)) < energies(static_cast<Eigen::Index>(b));
  });
  return order;
}

template <class Real>
std::vector<Real> populations(const std::vector<std::vector<Real>>& rates,
                              const RealVector& energies) {
  const std::vector<std::size_t> order = by_rising_energy(energies);
  const std::size_t count = order.size();
  // p[from][to] between levels in rising order of energy.
  std::vector<std::vector<Real>> p(count, std::vector<Real>(count));
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < count; ++j) p[i][j] = rates[order[j]][order[i]];
  Real irreducible = 1.0;
  for (std::size_t k = count; k-- > 1;) {
    Real leaving = 0.0;
    for (std::size_t j = 0; j < k; ++j) leaving += p[k][j];
    irreducible = irreducible * less(Real(0.0), leaving);
    leaving = choose(less(Real(0.0), leaving), leaving, Real(1.0));
    for (std::size_t i = 0; i < k; ++i) {
      p[i][k] = p[i][k] / leaving;
      for (std::size_t j = 0; j < k; ++j) p[i][j] += p[i][k] * p[k][j];
    }
  }
  std::vector<Real> weight(count, 0.0);
  weight[0] = 1.0;
  Real sum = 1.0;
  for (std::size_t k = 1; k < count; ++k) {
    for (std::size_t i = 0; i < k; ++i) weight[k] += weight[i] * p[i][k];
    weight[k] = choose(irreducible, weight[k], Real(0.0));
    sum += weight[k];
  }
  std::vector<Real> result(count);
  for (std::size_t k = 0; k < count; ++k) result[order[k]] = weight[k] / sum;
  return result;
}

}  // namespace

RealVector stationary_populations(const RealMatrix& rates, const RealVector& energies) {
  std::vector<std::vector<double>> rows;
  for (Eigen::Index to = 0; to < rates.rows(); ++to) {
    const RealVector row = rates.row(to);
    rows.emplace_back(row.begin(), row.end());
  }
  const std::vector<double> result = populations(rows, energies);
  return Eigen::Map<const RealVector>(result.data(), energies.size());
}

std::vector<lanes::Traced> stationary_populations(
    const std::vector<std::vector<lanes::Traced>>& rates, const RealVector& energies) {
  return populations(rates, energies);
}

}  // namespace qbattery
