#include "qbattery/support/instruction_set.hpp"

#include <sys/utsname.h>

namespace qbattery {

std::string instruction_set() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("fma") ? "x86-64+fma" : "x86-64";
#else
  utsname machine{};
  return ::uname(&machine) == 0 ? machine.machine : "unknown";
#endif
}

}  // namespace qbattery
