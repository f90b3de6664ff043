#pragma once

#include <cstddef>
#include <cstdint>

#include "qbattery/lanes/program.hpp"

namespace qbattery::lanes {

/// One addend of a row of sums: scale factors[c] from[at + c] at every place c of the row.
struct Addend {
  double scale;
  std::ptrdiff_t at;
  const double* factors;
};

/// Rows of sums: row r has addends without factors from starts[3 r] on, such with factors and
/// without a scale from starts[3 r + 1], and such with both from starts[3 r + 2].
struct RowSumsAt {
  const std::size_t* starts;
  const Addend* addends;
};

/// What sum_rows() combines: scale sum + shift straight + turn turned - before last.
struct Combined {
  double scale, shift, turn, before;
  const double* from;  ///< what addends read
  const double* straight;
  const double* turned;  ///< null where `turn` is 0
  std::size_t stride;    ///< from row to row of the two
  const double* last;    ///< without gaps between rows
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

  /// Writes rows of as many columns, one behind the other. Returns the sum of squares. What addends
  /// read must be finite numbers up to the next multiple of 8 behind the last column.
  double (*sum_rows)(const RowSumsAt& sums, const Combined& what, std::size_t rows,
                     std::size_t columns, double* out);

  /// A square matrix without gaps between its rows, and its transpose: with rows `stride` apart,
  /// aligned to 64 bytes, and zeros behind them.
  void (*spread_out)(const double* from, std::size_t size, std::size_t stride, double* straight,
                     double* transposed);
};

/// Those of the instruction set chosen for this process, chosen_instruction_set().
const Kernels& kernels();

extern const Kernels baseline_kernels;
#if defined(__x86_64__)
extern const Kernels avx2_kernels;
extern const Kernels avx512_kernels;
#endif

}  // namespace qbattery::lanes
