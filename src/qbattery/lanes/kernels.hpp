#pragma once

#include <cstddef>
#include <cstdint>

#include "qbattery/lanes/program.hpp"

namespace qbattery::lanes {

/// The inner loops, once for each instruction set. They differ from each other by rounding alone.
/// Denormal numbers count as 0 in them.
struct Kernels {
  /// Runs instructions on registers of `width` numbers each, aligned to 64 bytes.
  void (*run)(const Instruction* instructions, std::size_t count, const std::uint32_t* factors,
              const Function* functions, double* registers);

  /// out = start + matrix in, for `columns` columns, a multiple of 8; all row by row. Rows of
  /// `start`, `in` and `out` stand `stride` apart, aligned to 64 bytes; those of `matrix`, rows x
  /// inner, `matrix_stride`. `start` may be null, for 0; `out` may be `start` but not `in`.
  void (*add_product)(const double* matrix, std::size_t matrix_stride, std::size_t rows,
                      std::size_t inner, const double* start, const double* in, double* out,
                      std::size_t columns, std::size_t stride);

  /// out = matrix in, for `columns` columns; in and out row by row, as far apart as their strides
  /// say. Row r of the matrix has the entries from starts[r] to starts[r + 1], each with its place
  /// in the row.
  void (*sparse_product)(const int* starts, const int* places, const double* entries,
                         std::size_t rows, const double* in, std::size_t in_stride, double* out,
                         std::size_t out_stride, std::size_t columns);
};

/// Those of the instruction set chosen for this process, chosen_instruction_set().
const Kernels& kernels();

extern const Kernels baseline_kernels;
#if defined(__x86_64__)
extern const Kernels avx2_kernels;
extern const Kernels avx512_kernels;
#endif

}  // namespace qbattery::lanes
