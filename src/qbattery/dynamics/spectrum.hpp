#pragma once

#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// The largest singular value of L.
double largest_singular_value(const RealMatrix& generator);

/// The dimension of {v : L v = 0}: how many singular values are below null_tolerance times the
/// largest.
int null_space_dimension(const RealMatrix& generator);

/// All eigenvalues of L, in no order. Throws NumericalError where the iteration does not converge.
std::vector<Complex> eigenvalues(const RealMatrix& generator);

}  // namespace qbattery
