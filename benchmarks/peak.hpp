#pragma once

/// What the processor can do at most, measured.
struct Peak {
  double flops;  ///< of fused multiply-adds, two operations each, a second
  double clock;  ///< cycles a second, by additions that wait for each other
  int lanes;     ///< numbers in a vector
};

/// With the widest vectors that the library would choose. Zeros where there is no fused
/// multiply-add.
Peak measure_peak();
