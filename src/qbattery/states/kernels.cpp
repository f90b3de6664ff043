#include "qbattery/states/kernels.hpp"

#include "qbattery/support/instruction_set.hpp"

namespace qbattery::states {

const Kernels& kernels() {
#if defined(__x86_64__)
  static const Kernels& chosen = []() -> const Kernels& {
    switch (chosen_instruction_set()) {
      case InstructionSet::avx512:
        return avx512_kernels;
      case InstructionSet::avx2:
        return avx2_kernels;
      default:
        return baseline_kernels;
    }
  }();
  return chosen;
#else
  return baseline_kernels;
#endif
}

}  // namespace qbattery::states
