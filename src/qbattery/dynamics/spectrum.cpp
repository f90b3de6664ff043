#include "qbattery/dynamics/spectrum.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <limits>

#include "qbattery/dynamics/steady_state.hpp"
#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

double largest_singular_value(const RealMatrix& generator) { return singular_values(generator)(0); }

int null_space_dimension(const RealMatrix& generator) {
  const RealVector values = singular_values(generator);
  return static_cast<int>((values.array() <= null_tolerance * values(0)).count());
}

std::vector<Complex> eigenvalues(const RealMatrix& generator) {
  const Eigen::EigenSolver<RealMatrix> solver(generator, false);
  if (solver.info() != Eigen::Success) {
    throw NumericalError("the eigenvalues of the generator did not converge");
  }
  const auto& values = solver.eigenvalues();
  return {values.begin(), values.end()};
}

double spectral_gap(const RealMatrix& generator, int stationary_dimension) {
  std::vector<Complex> values = eigenvalues(generator);
  std::sort(values.begin(), values.end(),
            [](const Complex& a, const Complex& b) { return std::abs(a) < std::abs(b); });
  values.erase(values.begin(), values.begin() + stationary_dimension);
  double gap = std::numeric_limits<double>::infinity();
  for (const Complex& value : values) gap = std::min(gap, -value.real());
  return gap;
}

}  // namespace qbattery
