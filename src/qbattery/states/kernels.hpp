#pragma once

#include <array>
#include <cstddef>

namespace qbattery::states {

/// Square matrices one after the other, row by row, real and imaginary parts in turn. `stride` is 0
/// where one matrix serves all, else the numbers of one.
struct MatricesAt {
  const double* numbers = nullptr;
  std::size_t stride = 0;
};

/// Figures of merit of many states of 2 or 4 levels, a state a lane; once for each instruction set.
/// Each returns the place of the first state that is not Hermitian and of trace 1 to the tolerance
/// (NaN included), whose result means nothing, or `count` where there is none.
struct Kernels {
  using OfPair = std::size_t (*)(MatricesAt rho, std::size_t count, double* results);
  OfPair steering;
  OfPair concurrence;
  OfPair negativity;
  std::size_t (*ergotropy)(MatricesAt rho, MatricesAt hamiltonian, std::size_t count,
                           double* results);
  /// Of two levels and a Hamiltonian length sigma_direction.
  std::size_t (*ergotropy_along)(MatricesAt rho, const std::array<double, 3>& direction,
                                 double length, std::size_t count, double* results);
};

/// Those of the instruction set chosen for this process, chosen_instruction_set().
const Kernels& kernels();

extern const Kernels baseline_kernels;
#if defined(__x86_64__)
extern const Kernels avx2_kernels;
extern const Kernels avx512_kernels;
#endif

}  // namespace qbattery::states
