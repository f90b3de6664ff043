#include "qbattery/papers/song2026/steering_criteria.hpp"

#include <cmath>

#include "qbattery/quantities/correlations.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery::song2026 {

bool is_certified(const Matrix& rho) {
  constexpr double rounding = 1e-12;
  if (cjwr(rho, 3) > 1.0 + rounding) return true;
  const double mu = 1.0 / std::sqrt(3.0);
  const Matrix noise = tensor(identity(2) / 2.0, partial_trace(rho, {2, 2}, {1}));
  return negativity(mu * rho + (1.0 - mu) * noise, {}) > rounding;
}

}  // namespace qbattery::song2026
