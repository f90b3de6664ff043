#pragma once

#include "qbattery/dynamics/elimination.hpp"
#include "qbattery/generator/affine_generator.hpp"

namespace qbattery {

/// A steady state written down for lanes, as its deviation from the reference state.
struct TracedSteadyState {
  TracedVector deviation;  ///< components in the generator's basis
  /// 1 where the numbers can be trusted: the state is the only stationary one and a step of
  /// refinement changed no component by much. Elsewhere steady_state() must answer.
  lanes::Traced trusted;
};

/// How it is solved.
struct TracedSolver {
  double rates = 1.0;   ///< how large rates are beside the Hamiltonian where pivots are chosen
  int refinements = 1;  ///< with a compensated residual
  /// In a unit in which L is about 1, for where squares of its entries overflow in others.
  bool normalized = false;
  std::size_t most_products = 200000;  ///< that the elimination may take
};

/// Solves L x = -L v0 for the deviation x from the reference state v0 by a planned elimination of
/// the components that v0 reaches, refined with a compensated residual. `reference` are the
/// components of v0. None where typical numbers make L singular or the elimination takes too long.
std::optional<TracedSteadyState> trace_steady_state(const TracedGenerator& generator,
                                                    const TracedVector& reference,
                                                    const TracedSolver& solver = {});

}  // namespace qbattery
