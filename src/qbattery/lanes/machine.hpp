#pragma once

#include <algorithm>

#include "qbattery/lanes/aligned.hpp"
#include "qbattery/lanes/kernels.hpp"
#include "qbattery/lanes/program.hpp"

namespace qbattery::lanes {

/// The registers of one thread that runs a program. It must not outlive the program.
class Machine {
 public:
  explicit Machine(const Program& program, const Kernels& kernels = lanes::kernels())
      : program_(program), kernels_(kernels), registers_(program.registers * width) {
    for (std::size_t i = 0; i < program.constants.size(); ++i)
      std::fill_n(registers_.data() + i * width, width, program.constants[i]);
  }

  /// The numbers of an input, one a lane. To be filled before every run: a program may use their
  /// place for others once it has read them.
  bool uses_input(std::size_t i) const { return program_.uses_input[i]; }
  double* input(std::size_t i) { return registers_.data() + program_.input(i) * width; }
  void run() {
    kernels_.run(program_.instructions.data(), program_.instructions.size(),
                 program_.factors.data(), program_.functions.data(), registers_.data());
  }
  const double* output(std::size_t i) const {
    return registers_.data() + program_.outputs[i] * width;
  }

 private:
  const Program& program_;
  const Kernels& kernels_;
  AlignedNumbers registers_;
};

}  // namespace qbattery::lanes
