#pragma once

#include <functional>
#include <span>

#include "qbattery/quantities/correlations.hpp"
#include "qbattery/states/matrices.hpp"

namespace qbattery {

// Figures of merit of many states at once. They are those of quantities/, to rounding; two-level
// pairs, and the ergotropy of 2 and 4 levels, go through kernels, a state a lane. Results depend
// neither on the number of threads (0: as many as there are cores) nor on where in the array a
// state stands. Each state must be finite, Hermitian and of trace 1 to state_tolerance, and its
// Hermitian part is taken; whether it is positive is not looked at. All throw UnfitMatrix for the
// first one that is not so, InvalidInput for shapes that do not fit, and Interrupted where the
// thread is to stop (support/stopping).

/// One number for each state.
using Results = std::span<double>;

/// S_{A->B} (quantities/steering.hpp).
void steering(const Matrices& rho, Parties parties, Results results, int threads = 0);

/// Wootters' concurrence of two two-level systems (quantities/correlations.hpp).
void concurrence(const Matrices& rho, Results results, int threads = 0);

/// The negativity of two parties (quantities/correlations.hpp).
void negativity(const Matrices& rho, Parties parties, Results results, int threads = 0);

/// The ergotropy (quantities/energy.hpp), with one Hamiltonian for all states or one for each.
void ergotropy(const Matrices& rho, const Matrices& hamiltonians, Results results, int threads = 0);

/// Any other figure of merit of a state.
void each_state(const Matrices& rho, const std::function<double(const Matrix& rho)>& figure,
                Results results, int threads = 0);

/// Any other one of a state and a Hamiltonian; one of these for all or one for each.
void each_state(const Matrices& rho, const Matrices& hamiltonians,
                const std::function<double(const Matrix& rho, const Matrix& hamiltonian)>& figure,
                Results results, int threads = 0);

/// Any other one of two states; either may be one for all.
void each_two_states(const Matrices& rho, const Matrices& sigma,
                     const std::function<double(const Matrix& rho, const Matrix& sigma)>& figure,
                     Results results, int threads = 0);

}  // namespace qbattery
