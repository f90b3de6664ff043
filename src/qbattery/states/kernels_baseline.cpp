#define QBATTERY_KERNELS baseline_kernels
#include "qbattery/states/kernels.inl.hpp"
