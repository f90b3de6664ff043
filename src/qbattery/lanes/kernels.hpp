#pragma once

#include <cstddef>
#include <cstdint>

#include "qbattery/lanes/program.hpp"

namespace qbattery::lanes {

/// Rows of a real sparse matrix: row r has the entries from starts[r] to starts[r + 1], each with
/// its place in the row.
struct SparseRowsAt {
  const int* starts;
  const int* places;
  const double* entries;
};

/// What combine() adds up, row by row; rows of `from` and `last` stand as far apart as those of the
/// sum.
struct Addends {
  double scale, shift, before;
  const double* image;
  std::size_t image_stride;
  const double* from;
  const double* last;
};

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

  /// For real P and Q: straight_out = P straight + Q mirrored and mirrored_out = P mirrored -
  /// Q straight, for `columns` columns; all row by row, as far apart as their strides say.
  void (*sparse_pair_product)(const SparseRowsAt& real, const SparseRowsAt& imaginary,
                              std::size_t rows, const double* straight, const double* mirrored,
                              std::size_t stride, double* straight_out, double* mirrored_out,
                              std::size_t out_stride, std::size_t columns);

  /// out += (matrix in) diag(factors), in the same way.
  void (*add_sparse_product)(const SparseRowsAt& matrix, std::size_t rows, const double* in,
                             std::size_t stride, const double* factors, double* out,
                             std::size_t out_stride, std::size_t columns);

  /// out = scale image + shift from - before last. Returns the sum of squares.
  double (*combine)(const Addends& what, std::size_t rows, std::size_t columns, std::size_t stride,
                    double* out);
};

/// Those of the instruction set chosen for this process, chosen_instruction_set().
const Kernels& kernels();

extern const Kernels baseline_kernels;
#if defined(__x86_64__)
extern const Kernels avx2_kernels;
extern const Kernels avx512_kernels;
#endif

}  // namespace qbattery::lanes
