#include "qbattery/quantum/states.hpp"

#include <fmt/format.h>

#include <cmath>

#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

Ket two_level_ket(char letter) {
  const double h = std::sqrt(0.5);
  switch (letter) {
    case 'e':
      return (Ket(2) << 1, 0).finished();
    case 'g':
      return (Ket(2) << 0, 1).finished();
    case '+':
      return (Ket(2) << h, h).finished();
    case '-':
      return (Ket(2) << h, -h).finished();
    default:
      throw InvalidInput("state",
                         fmt::format("each letter must be g, e, + or -, got \"{}\"", letter));
  }
}

Matrix product_state(std::string_view letters) {
  Matrix rho = identity(1);
  for (const char letter : letters) rho = tensor(rho, pure_state(two_level_ket(letter)));
  return rho;
}

Ket normalised(const Ket& amplitudes) {
  // Scaled first, so that the norm of tiny or huge amplitudes neither under- nor overflows.
  const double scale = amplitudes.size() == 0 ? 0.0 : amplitudes.cwiseAbs().maxCoeff();
  if (!(scale > 0.0) || !std::isfinite(scale) || !amplitudes.allFinite()) {
    throw InvalidInput("amplitudes", "amplitudes must be finite and not all zero");
  }
  return (amplitudes / scale).normalized();
}

Matrix pure_state(const Ket& amplitudes) {
  const Ket ket = normalised(amplitudes);
  return ket * ket.adjoint();
}

Matrix density_of(const Matrix& state) {
  return state.cols() == 1 && state.rows() > 1 ? Matrix(state * state.adjoint()) : state;
}

std::optional<Ket> ket_of(const Matrix& state) {
  if (state.cols() == 1) return state;
  Eigen::Index largest = 0;
  const double population = state.diagonal().real().maxCoeff(&largest);
  if (!(population > 0.0)) return {};
  const Ket ket = state.col(largest) / std::sqrt(population);
  constexpr double rounding = 1e-14;
  if ((state - ket * ket.adjoint()).norm() > rounding) return {};
  return ket;
}

Matrix checked_density_matrix(const Matrix& given) {
  if (given.rows() != given.cols() || given.rows() == 0) {
    throw InvalidInput("density_matrix", fmt::format("a density matrix must be square, got {} x {}",
                                                     given.rows(), given.cols()));
  }
  if (!given.allFinite()) throw InvalidInput("density_matrix", "a density matrix must be finite");
  const double asymmetry = (given - given.adjoint()).cwiseAbs().maxCoeff();
  if (asymmetry > state_tolerance) {
    throw InvalidInput(
        "density_matrix",
        fmt::format("a density matrix must be Hermitian, but an entry differs from its "
                    "mirror's conjugate by {:.3g}",
                    asymmetry));
  }
  const double trace = given.trace().real();
  if (std::abs(trace - 1.0) > state_tolerance) {
    throw InvalidInput("density_matrix",
                       fmt::format("a density matrix must have trace 1, got {:.10g}", trace));
  }
  const auto [values, vectors] = hermitian_eigensystem((given + given.adjoint()) / 2.0);
  const double smallest = values.minCoeff();
  if (smallest < -state_tolerance) {
    throw InvalidInput(
        "density_matrix",
        fmt::format("a density matrix must be positive, but it has the eigenvalue {:.3g}",
                    smallest));
  }
  if (smallest >= 0.0) {
    const Matrix hermitian = (given + given.adjoint()) / 2.0;
    return hermitian / hermitian.trace().real();
  }
  const RealVector clipped = values.cwiseMax(0.0);
  const Matrix rho = vectors * clipped.cast<Complex>().asDiagonal() * vectors.adjoint();
  return (rho + rho.adjoint()) / (2.0 * rho.trace().real());
}

double smallest_eigenvalue(const Matrix& hermitian) { return hermitian_eigenvalues(hermitian)(0); }

}  // namespace qbattery
