#include "peak.hpp"

#include <chrono>
#include <cstdint>

#include "qbattery/support/instruction_set.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

#if defined(__x86_64__)
constexpr std::int64_t rounds = 8'000'000;
constexpr double chains = 12.0;  // more than latency times units

// Twelve multiply-adds that do not wait for each other, with registers of one kind: spelt out, so
// that nothing is left to the compiler.
#define EACH_OF_TWELVE(op, r)                                                               \
  op(r, 0) op(r, 1) op(r, 2) op(r, 3) op(r, 4) op(r, 5) op(r, 6) op(r, 7) op(r, 8) op(r, 9) \
      op(r, 10) op(r, 11)
#define MULTIPLY_ADD(r, k) "vfmadd132pd %%" #r "13, %%" #r "12, %%" #r #k "\n\t"
#define CLEAR(r, k) "vxorpd %%ymm" #k ", %%ymm" #k ", %%ymm" #k "\n\t"

double avx512_flops() {
  const auto start = Clock::now();
  for (std::int64_t i = 0; i < rounds; ++i) {
    asm volatile(EACH_OF_TWELVE(MULTIPLY_ADD, zmm)
                 :
                 :
                 : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",
                   "xmm10", "xmm11");
  }
  return 2.0 * 8.0 * chains * static_cast<double>(rounds) / seconds_since(start);
}

double avx2_flops() {
  const auto start = Clock::now();
  for (std::int64_t i = 0; i < rounds; ++i) {
    asm volatile(EACH_OF_TWELVE(MULTIPLY_ADD, ymm)
                 :
                 :
                 : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",
                   "xmm10", "xmm11");
  }
  return 2.0 * 4.0 * chains * static_cast<double>(rounds) / seconds_since(start);
}

// All operands 0: no number is ever denormal.
void clear_registers() {
  asm volatile(EACH_OF_TWELVE(CLEAR, x) CLEAR(x, 12) CLEAR(x, 13)
               :
               :
               : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",
                 "xmm10", "xmm11", "xmm12", "xmm13");
}

double clock_rate() {
  constexpr std::int64_t additions = 400'000'000;
  std::int64_t x = 0;
  const auto start = Clock::now();
  for (std::int64_t i = 0; i < additions / 8; ++i) {
    asm volatile(
        "add $1, %0\n\tadd $1, %0\n\tadd $1, %0\n\tadd $1, %0\n\t"
        "add $1, %0\n\tadd $1, %0\n\tadd $1, %0\n\tadd $1, %0"
        : "+r"(x));
  }
  return static_cast<double>(additions) / seconds_since(start);
}
#endif

}  // namespace

Peak measure_peak() {
#if defined(__x86_64__)
  using qbattery::InstructionSet;
  const InstructionSet set = qbattery::chosen_instruction_set();
  clear_registers();
  if (set == InstructionSet::avx512) return {avx512_flops(), clock_rate(), 8};
  if (set == InstructionSet::avx2) return {avx2_flops(), clock_rate(), 4};
#endif
  return {0.0, 0.0, 0};
}
