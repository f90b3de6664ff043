#pragma once

#include "qbattery/dynamics/sparse_equations.hpp"
#include "qbattery/dynamics/steady_state.hpp"

namespace qbattery {

/// As steady_state, for more levels than a dense matrix of D^2 x D^2 is good for. Solves
///   L rho + e0 tr(rho) = e0
/// (its trace says that tr rho = 1). That there is no other stationary state is shown by the same
/// equations with another right side: were they singular, that would have no solution, or a huge
/// one. `initial` is used where there are others, and `residual` of what comes back is relative to
/// the largest singular value of L. Without a `method` it is chosen (SparseLaboratory).
///
/// Throws NumericalError as steady_state does, and where no method finds a solution. A long-time
/// limit among several stationary states is computed as the average over time alone.
SteadyState sparse_steady_state(const SparseGenerator& generator, const Matrix& initial,
                                const SteadyStateOptions& options = {},
                                std::optional<SparseMethod> method = {});

}  // namespace qbattery
