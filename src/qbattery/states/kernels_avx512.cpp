#if defined(__x86_64__)
#define QBATTERY_KERNELS avx512_kernels
#include "qbattery/states/kernels.inl.hpp"
#endif
