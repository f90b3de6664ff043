#pragma once

#include <functional>
#include <span>
#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// dv/dt = (A_0 + sum_k c_k(t) A_k) v of complex numbers v, with matrices that are applied and
/// never written out.
struct LinearEquation {
  Eigen::Index size = 0;
  /// How many c_k there are.
  std::size_t coefficients = 0;
  /// Writes c_1(t), c_2(t), ...; throws where one has no meaning.
  std::function<void(double t, std::span<double> c)> coefficients_at = {};
  /// to = A_k from, k from 0.
  std::function<void(std::size_t k, const Ket& from, Ket& to)> apply = {};
};

}  // namespace qbattery
