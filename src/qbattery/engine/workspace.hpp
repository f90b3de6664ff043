#pragma once

#include <map>
#include <memory>

#include "qbattery/lanes/machine.hpp"

namespace qbattery {

/// What one thread computes in, kept from one call to the next. It must not outlive the plans whose
/// programs it has run.
class Workspace {
 public:
  lanes::Machine& machine(const lanes::Program& program) {
    std::unique_ptr<lanes::Machine>& machine = machines_[&program];
    if (!machine) machine = std::make_unique<lanes::Machine>(program);
    return *machine;
  }

 private:
  std::map<const lanes::Program*, std::unique_ptr<lanes::Machine>> machines_;
};

}  // namespace qbattery
