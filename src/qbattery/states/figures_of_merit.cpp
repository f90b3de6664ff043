#include "qbattery/states/figures_of_merit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantities/two_level.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/states/in_blocks.hpp"
#include "qbattery/states/kernels.hpp"

namespace qbattery {

namespace {

using states::MatricesAt;

// So many take about a millisecond: the thread may be asked to stop in between.
constexpr std::size_t block_of_kernel = 4096;
constexpr std::size_t block = 16;

void require_levels(const Matrices& matrices, int levels, const std::string& what) {
  if (matrices.levels == levels) return;
  throw InvalidInput(what, fmt::format("{} must be {} x {}, got {} x {}", what, levels, levels,
                                       matrices.levels, matrices.levels));
}

void require_parties(const Matrices& rho, Parties parties) {
  if (parties.a >= 1 && parties.b >= 1) {
    return require_levels(rho, parties.a * parties.b,
                          fmt::format("rho of {} and {} levels", parties.a, parties.b));
  }
  throw InvalidInput(
      "dims", fmt::format("dims must be at least 1 each, got {} and {}", parties.a, parties.b));
}

/// One for all, or one for each result.
void require_count(const Matrices& matrices, const char* argument, Results results) {
  if (matrices.count == 1 || matrices.count == results.size()) return;
  throw InvalidInput(argument, fmt::format("{} must hold one matrix for all or one for each of the "
                                           "{} results, got {}",
                                           argument, results.size(), matrices.count));
}

/// H of daemonic ergotropy is that of a party: its size is the figure of merit's business.
void require_hamiltonians(const Matrices& rho, const Matrices& hamiltonians, Results results) {
  require_count(rho, "rho", results);
  require_count(hamiltonians, "H", results);
  if (hamiltonians.count == 1) require_hermitian(hamiltonians, "H", 0, 1);
}

MatricesAt from(const Matrices& matrices, std::size_t begin) {
  const auto* const numbers = reinterpret_cast<const double*>(matrices.numbers);
  if (matrices.count == 1) return {numbers, 0};
  const std::size_t of_one =
      2 * static_cast<std::size_t>(matrices.levels) * static_cast<std::size_t>(matrices.levels);
  return {numbers + of_one * begin, of_one};
}

Matrix hermitian_part(const Matrix& matrix) { return 0.5 * (matrix + matrix.adjoint()); }

Matrix state_of(const Matrices& rho, std::size_t i, const char* argument) {
  const Matrix state = rho[i];
  if (const auto complaint = complaint_about_state(state))
    throw UnfitMatrix(argument, i, rho.count, *complaint);
  return hermitian_part(state);
}

/// A kernel's verdict is that of complaint_about_state but for rounding at the very tolerance.
void require_none_unfit(const Matrices& rho, std::size_t begin, std::size_t end,
                        std::size_t unfit) {
  for (std::size_t i = begin + unfit; i < end; ++i) state_of(rho, i, "rho");
}

/// `kernel` gets the states, their place and number, and where results go.
template <class Kernel>
void run(const Matrices& rho, Results results, int threads, Kernel kernel) {
  require_count(rho, "rho", results);
  in_blocks(results.size(), block_of_kernel, threads, [&](std::size_t begin, std::size_t end) {
    const std::size_t unfit = kernel(from(rho, begin), begin, end - begin, results.data() + begin);
    require_none_unfit(rho, begin, end, unfit);
  });
}

void run(states::Kernels::OfPair kernel, const Matrices& rho, Results results, int threads) {
  run(rho, results, threads,
      [kernel](MatricesAt states, std::size_t, std::size_t count, double* out) {
        return kernel(states, count, out);
      });
}

/// Numbers of a 2 x 2 matrix: entries row by row, real and imaginary parts in turn.
using TwoByTwo = std::span<const double, 8>;

TwoByTwo two_by_two(const Matrices& matrices, std::size_t i) {
  const std::size_t at = matrices.count == 1 ? 0 : i;
  return TwoByTwo(reinterpret_cast<const double*>(matrices.numbers + 4 * at), 8);
}

/// The Hermitian part.
TwoLevelState<double> two_levels_of(const Matrices& rho, std::size_t i) {
  const TwoByTwo x = two_by_two(rho, i);
  const double off = std::hypot(std::hypot(x[1], x[7]), std::hypot(x[2] - x[4], x[3] + x[5]));
  if (!(off <= 0.5 * state_tolerance && std::abs(x[0] + x[6] - 1.0) <= state_tolerance))
    return two_level_state(state_of(rho, i, "rho"));
  return {x[0], x[6], 0.5 * (x[2] + x[4]), 0.5 * (x[3] - x[5])};
}

std::array<double, 3> axis_of(const Matrices& hamiltonians, std::size_t i) {
  const TwoByTwo x = two_by_two(hamiltonians, i);
  return {0.5 * (x[2] + x[4]), 0.5 * (x[5] - x[3]), 0.5 * (x[0] - x[6])};
}

void ergotropy_of_two_levels(const Matrices& rho, const Matrices& hamiltonians, Results results,
                             int threads) {
  if (hamiltonians.count == 1) {
    auto direction = axis_of(hamiltonians, 0);
    const double length = std::hypot(direction[0], direction[1], direction[2]);
    if (length > 0.0)
      for (double& component : direction) component /= length;
    return run(rho, results, threads,
               [&](MatricesAt states, std::size_t, std::size_t count, double* out) {
                 return states::kernels().ergotropy_along(states, direction, length, count, out);
               });
  }
  in_blocks(results.size(), block_of_kernel, threads, [&](std::size_t begin, std::size_t end) {
    require_hermitian(hamiltonians, "H", begin, end);
    for (std::size_t i = begin; i < end; ++i)
      results[i] = ergotropy(two_levels_of(rho, i), axis_of(hamiltonians, i));
  });
}

void ergotropy_of_four_levels(const Matrices& rho, const Matrices& hamiltonians, Results results,
                              int threads) {
  run(rho, results, threads,
      [&](MatricesAt states, std::size_t begin, std::size_t count, double* out) {
        if (hamiltonians.count > 1) require_hermitian(hamiltonians, "H", begin, begin + count);
        return states::kernels().ergotropy(states, from(hamiltonians, begin), count, out);
      });
}

}  // namespace

void steering(const Matrices& rho, Parties parties, Results results, int threads) {
  require_parties(rho, parties);
  if (parties.a == 2 && parties.b == 2)
    return run(states::kernels().steering, rho, results, threads);
  const Steering prepared(parties.a, parties.b);
  each_state(rho, prepared, results, threads);
}

void concurrence(const Matrices& rho, Results results, int threads) {
  require_levels(rho, 4, "the state of two two-level systems");
  run(states::kernels().concurrence, rho, results, threads);
}

void negativity(const Matrices& rho, Parties parties, Results results, int threads) {
  require_parties(rho, parties);
  if (parties.a == 2 && parties.b == 2)
    return run(states::kernels().negativity, rho, results, threads);
  each_state(
      rho, [parties](const Matrix& state) { return negativity(state, parties); }, results, threads);
}

void ergotropy(const Matrices& rho, const Matrices& hamiltonians, Results results, int threads) {
  require_levels(hamiltonians, rho.levels, "H, as rho,");
  require_hamiltonians(rho, hamiltonians, results);
  if (rho.levels == 2) return ergotropy_of_two_levels(rho, hamiltonians, results, threads);
  if (rho.levels == 4) return ergotropy_of_four_levels(rho, hamiltonians, results, threads);
  each_state(
      rho, hamiltonians,
      [](const Matrix& state, const Matrix& hamiltonian) { return ergotropy(state, hamiltonian); },
      results, threads);
}

void each_state(const Matrices& rho, const std::function<double(const Matrix&)>& figure,
                Results results, int threads) {
  require_count(rho, "rho", results);
  in_blocks(results.size(), block, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) results[i] = figure(state_of(rho, i, "rho"));
  });
}

void each_state(const Matrices& rho, const Matrices& hamiltonians,
                const std::function<double(const Matrix&, const Matrix&)>& figure, Results results,
                int threads) {
  require_hamiltonians(rho, hamiltonians, results);
  in_blocks(results.size(), block, threads, [&](std::size_t begin, std::size_t end) {
    if (hamiltonians.count > 1) require_hermitian(hamiltonians, "H", begin, end);
    for (std::size_t i = begin; i < end; ++i)
      results[i] = figure(state_of(rho, i, "rho"), hermitian_part(hamiltonians[i]));
  });
}

void each_two_states(const Matrices& rho, const Matrices& sigma,
                     const std::function<double(const Matrix&, const Matrix&)>& figure,
                     Results results, int threads) {
  require_levels(sigma, rho.levels, "sigma, as rho,");
  require_count(rho, "rho", results);
  require_count(sigma, "sigma", results);
  in_blocks(results.size(), block, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      results[i] = figure(state_of(rho, i, "rho"), state_of(sigma, i, "sigma"));
  });
}

}  // namespace qbattery
