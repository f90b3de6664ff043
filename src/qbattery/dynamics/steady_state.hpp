#pragma once

#include <string>

#include "qbattery/generator/hermitian_basis.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// A second singular value of the generator below this times the largest one means that the
/// stationary space has more than one dimension.
inline constexpr double null_tolerance = 1e-13;

/// More levels than this, and L is not written out as a dense matrix
/// (dynamics/sparse_steady_state).
inline constexpr int most_levels_dense = 32;

struct SteadyStateOptions {
  /// Where the stationary state is not unique: the limit t -> infinity from the initial state.
  bool long_time_limit = false;
  /// With it: the average over time, where parts of the initial state oscillate for ever.
  bool time_average = false;
};

/// A state with d rho/dt = 0 and what vouches for it.
struct SteadyState {
  Matrix rho;
  /// Components of rho less the reference, as they were solved for: where these are tiny, they have
  /// more digits than rho. Empty for a long-time limit.
  RealVector deviation = {};
  /// ||L v|| over the Frobenius norm of L, of sparse ones over the largest singular value; 0 where
  /// L = 0.
  double residual = 0.0;
  int stationary_dimension = 1;  ///< dimension of {v : L v = 0}
};

/// Solves L v = 0 with trace 1 for the deviation from `reference` (a product state), directly and
/// with refinement by a residual of extended precision. `generator` is L in `basis`; `initial` is
/// used for the long-time limit alone. Throws NumericalError where the stationary space has more
/// than one dimension and no limit was asked for (the message says how many), where the limit does
/// not exist since more than 1e-10 of the initial state oscillates, or where the result fails its
/// own check: a residual above 1e-12. Throws InvalidInput where a matrix does not fit the basis.
SteadyState steady_state(const RealMatrix& generator, const HermitianBasis& basis,
                         const Matrix& reference, const Matrix& initial,
                         const SteadyStateOptions& options = {});

/// Why there is no single steady state, with the number of dimensions as words or digits.
std::string several_dimensions(const std::string& how_many);

/// The smallest -Re of the generator's eigenvalues other than the `stationary_dimension` ones at 0:
/// the rate at which the slowest part of a deviation dies out, 0 where one oscillates for ever,
/// infinity where there are no others.
double spectral_gap(const RealMatrix& generator, int stationary_dimension);

}  // namespace qbattery
