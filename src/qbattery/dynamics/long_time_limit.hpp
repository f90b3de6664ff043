#pragma once

#include "qbattery/dynamics/steady_state.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// The part of v that L leaves where it is: its projection onto the null space of L along the
/// range. It is the limit t -> infinity of exp(L t) v where that exists, and its average over time
/// always. `dimension` is that of the null space.
RealVector stationary_part(const RealMatrix& generator, const RealVector& v, int dimension);

/// Throws NumericalError where exp(L t) v oscillates for ever by more than 1e-10, unless
/// `options.time_average`.
void check_limit_exists(const RealMatrix& generator, const RealVector& v,
                        const SteadyStateOptions& options);

}  // namespace qbattery
