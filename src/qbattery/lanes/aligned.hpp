#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace qbattery::lanes {

/// Numbers at an address that vectors of every instruction set can be read from.
class AlignedNumbers {
 public:
  /// All 0.
  explicit AlignedNumbers(std::size_t size) : AlignedNumbers(size, Unset{}) {
    std::uninitialized_fill_n(numbers_.get(), size, 0.0);
  }
  /// To be written before they are read.
  struct Unset {};
  AlignedNumbers(std::size_t size, Unset)
      : numbers_(static_cast<double*>(
            ::operator new (size * sizeof(double), std::align_val_t{alignment}))),
        size_(size) {}

  double* data() { return numbers_.get(); }
  const double* data() const { return numbers_.get(); }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t alignment = 64;
  struct Free {
    void operator()(double* numbers) const {
      ::operator delete (numbers, std::align_val_t{alignment});
    }
  };
  std::unique_ptr<double, Free> numbers_;
  std::size_t size_;
};

}  // namespace qbattery::lanes
