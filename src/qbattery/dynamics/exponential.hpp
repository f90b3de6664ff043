#pragma once

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// exp(A) - 1 of a square matrix, to rounding of its own entries: where A is small, subtracting 1
/// from the exponential would leave only the digits that 1 has room for.
RealMatrix exponential_minus_one(const RealMatrix& a);

/// (exp(A t) - 1) v, with products of matrix and vector alone where |A t| is small.
RealVector exponential_change(const RealMatrix& a, double t, const RealVector& v);

}  // namespace qbattery
