#include "qbattery/dynamics/long_time_limit.hpp"

#include <fmt/format.h>

#include <Eigen/LU>
#include <Eigen/SVD>
#include <cmath>

#include "qbattery/dynamics/spectrum.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/stopping.hpp"

namespace qbattery {

namespace {

constexpr double largest_oscillation = 1e-10;

// The spectral projection of v onto the eigenvalue of `shifted` (= L - lambda) at 0. With R and Y
// the right and left null spaces, P v = R (Y' R)^-1 Y' v. Eigenvalues on the imaginary axis of a
// generator of a bounded evolution are semisimple, so Y' R is regular.
Eigen::VectorXcd null_projection(const Matrix& shifted, const Eigen::VectorXcd& v, int dimension) {
  throw_if_stopped();
  const Eigen::BDCSVD<Matrix> svd(shifted, Eigen::ComputeFullU | Eigen::ComputeFullV);
  const Matrix right = svd.matrixV().rightCols(dimension);
  const Matrix left = svd.matrixU().rightCols(dimension);
  const Matrix overlap = left.adjoint() * right;
  return right * Eigen::FullPivLU<Matrix>(overlap).solve(left.adjoint() * v);
}

}  // namespace

RealVector stationary_part(const RealMatrix& generator, const RealVector& v, int dimension) {
  return null_projection(generator.cast<Complex>(), v.cast<Complex>(), dimension).real();
}

void check_limit_exists(const RealMatrix& generator, const RealVector& v,
                        const SteadyStateOptions& options) {
  if (options.time_average) return;
  const std::vector<Complex> values = eigenvalues(generator);
  // Eigenvalues of a non-normal matrix of norm s are known to about 1e-12 s; what decays more
  // slowly than that is taken to oscillate for ever.
  const double margin = 1e-12 * generator.norm();
  std::vector<double> seen;
  for (const Complex& value : values) {
    const double frequency = value.imag();
    if (value.real() < -margin || frequency <= margin) continue;
    const auto near = [&](double other) { return std::abs(other - frequency) <= 1e3 * margin; };
    if (std::any_of(seen.begin(), seen.end(), near)) continue;
    seen.push_back(frequency);
    const auto multiplicity = std::count_if(
        values.begin(), values.end(),
        [&](const Complex& other) { return other.real() >= -margin && near(other.imag()); });
    Matrix shifted = generator.cast<Complex>();
    shifted.diagonal().array() -= Complex(0, frequency);
    const double amplitude =
        null_projection(shifted, v.cast<Complex>(), static_cast<int>(multiplicity)).norm();
    if (amplitude > largest_oscillation) {
      throw NumericalError(fmt::format(
          "there is no long-time limit: a part {:.3g} of the initial state oscillates for ever "
          "with "
          "frequency {:.6g}; steady_state.time_average = true gives the average over time",
          amplitude, frequency));
    }
  }
}

}  // namespace qbattery
