#include "qbattery/support/instruction_set.hpp"

#include <sys/utsname.h>

#include <array>
#include <cstdlib>
#include <string_view>

#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

constexpr std::array<std::string_view, 3> names = {"baseline", "avx2", "avx512"};

InstructionSet widest() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return InstructionSet::avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return InstructionSet::avx2;
#endif
  return InstructionSet::baseline;
}

InstructionSet named(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name && i <= static_cast<std::size_t>(widest()))
      return static_cast<InstructionSet>(i);
  }
  throw InvalidInput("QBATTERY_ISA",
                     "QBATTERY_ISA must be one of baseline, avx2, avx512 that this machine has (" +
                         std::string(names[static_cast<std::size_t>(widest())]) +
                         " is the widest), got \"" + std::string(name) + "\"");
}

std::string architecture() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("fma") ? "x86-64+fma" : "x86-64";
#else
  utsname machine{};
  return ::uname(&machine) == 0 ? machine.machine : "unknown";
#endif
}

}  // namespace

InstructionSet chosen_instruction_set() {
  const char* const wanted = std::getenv("QBATTERY_ISA");
  return wanted == nullptr || *wanted == '\0' ? widest() : named(wanted);
}

std::string instruction_set() {
  return architecture() + ", " +
         std::string(names[static_cast<std::size_t>(chosen_instruction_set())]);
}

}  // namespace qbattery
