#define QBATTERY_KERNELS baseline_kernels
#include "qbattery/lanes/kernels.inl.hpp"
