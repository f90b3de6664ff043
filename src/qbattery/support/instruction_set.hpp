#pragma once

#include <string>

namespace qbattery {

/// What a kernel may be compiled for. On processors other than x86-64 there is the baseline alone.
enum class InstructionSet { baseline, avx2, avx512 };

/// The widest that this machine has; the environment variable QBATTERY_ISA ("baseline", "avx2",
/// "avx512") lowers it. Throws InvalidInput where it names none of them, or one that this machine
/// does not have.
InstructionSet chosen_instruction_set();

/// What this machine computes with, as far as last digits depend on it: the architecture, what the
/// mathematical library chooses its functions by, and what kernels use, e.g. "x86-64+fma, avx512".
std::string instruction_set();

}  // namespace qbattery
