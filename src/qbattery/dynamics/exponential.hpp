#pragma once

#include <vector>

#include "qbattery/lanes/block.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// The rows and columns of a square matrix at these places, laid out for the kernels.
lanes::Block block_of(const RealMatrix& a, const std::vector<std::size_t>& places);

/// a v.
RealVector operator*(const lanes::Block& a, const RealVector& v);

/// How many terms of exp(A) - 1 = A + A^2/2! + ... matter where A has this norm, at most 1/2.
int series_terms(double norm);

/// The largest absolute row sum; NaN where an entry is.
double norm(const lanes::Block& a);

/// exp(A t) - 1 of a square matrix, to rounding of its own entries: where A t is small, subtracting
/// 1 from the exponential would leave only the digits that 1 has room for.
lanes::Block exponential_minus_one(const lanes::Block& a, double t);

/// (exp(A t) - 1) v, with products of matrix and vector alone where |A t| is small.
RealVector exponential_change(const lanes::Block& a, double t, const RealVector& v);

/// What moves a state on by 1, 2, 4, ... equal steps: P_k = exp(2^k step A) - 1, of which each
/// makes the next, P_(k+1) = 2 P_k + P_k^2.
class StepPowers {
 public:
  StepPowers(const lanes::Block& a, double step);

  /// P_k, made at its first use.
  const lanes::Block& operator[](std::size_t k);
  /// The change of v in any number of steps: one product for each digit 1 of the number.
  RealVector change(const RealVector& v, std::size_t steps);

 private:
  std::vector<lanes::Block> powers_;
};

}  // namespace qbattery
