#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace qbattery::lanes {

/// How many points a program computes at once, one a lane. A register is a row of as many numbers.
inline constexpr std::size_t width = 64;

enum class Op : std::uint8_t {
  sum,                     ///< c + sum_i a_i b_i - sum_j a_j b_j, c optional
  compensated_sum,         ///< the same without c, as if in twice the precision
  difference_of_products,  ///< a_1 b_1 - a_2 b_2, right to the last digits where it cancels
  add,                     ///< a + b
  subtract,                ///< a - b
  multiply,                ///< a b
  divide,                  ///< a / b
  square_root,             ///< sqrt(a)
  absolute,                ///< |a|
  minimum,                 ///< min(a, b), NaN where one is
  maximum,                 ///< max(a, b), NaN where one is
  less,                    ///< 1 where a < b, else 0
  less_equal,              ///< 1 where a <= b, else 0
  choose,                  ///< b where a is not 0, else c
  call,                    ///< function(a, b, c), lane by lane
};

inline constexpr std::uint32_t no_register = UINT32_MAX;

/// One step of a program. The pairs of the two sums stand in the program's list of factors, those
/// that are added first.
struct Instruction {
  Op op = Op::add;
  std::uint16_t added = 0;       ///< of a sum: how many products are added,
  std::uint16_t subtracted = 0;  ///< and how many subtracted after them
  std::uint32_t out = 0;         ///< the register it writes
  std::uint32_t a = no_register;
  std::uint32_t b = no_register;
  std::uint32_t c = no_register;
  std::uint32_t place = 0;  ///< of its factors, or of the function it calls
};

using Function = double (*)(const double* arguments);

/// Straight-line code over registers: what is computed for each point, the same for all, without
/// branches. Written by a Tape.
struct Program {
  std::vector<Instruction> instructions;
  std::vector<std::uint32_t> factors;  ///< of the products in sums, two registers each
  std::vector<Function> functions;
  std::vector<double> constants;  ///< in the first registers
  std::size_t inputs = 0;         ///< in the registers after those
  std::vector<bool> uses_input;   ///< whether it matters what is in them
  std::vector<std::uint32_t> outputs;
  std::size_t registers = 0;  ///< how many there are

  std::uint32_t input(std::size_t i) const {
    return static_cast<std::uint32_t>(constants.size() + i);
  }
};

}  // namespace qbattery::lanes
