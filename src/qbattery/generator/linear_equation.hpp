#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// Where the eigenvalues of a matrix are, roughly: real parts from -decay to 0, imaginary parts up
/// to `turning` from `middle`. Some may be outside.
struct Spread {
  double decay = 0.0;
  double turning = 0.0;
  double middle = 0.0;
};

/// What the image of a matrix is combined with: to = scale A from + shift from - before last. Of
/// density matrices the shift is real.
struct Combination {
  double scale = 1.0;
  Complex shift = 0.0;
  double before = 0.0;
  const Complex* last = nullptr;  ///< read where `before` is not 0
};

/// The same of real numbers.
struct RealCombination {
  double scale = 1.0;
  double shift = 0.0;
  double before = 0.0;
  const double* last = nullptr;
};

/// A linear form of the real numbers that complex ones are made of, two each: the sum of
/// weights[k] x[places[k]].
struct LinearForm {
  std::vector<std::size_t> places;
  std::vector<double> weights;

  double operator()(const Complex* v) const {
    const auto* const x = reinterpret_cast<const double*>(v);
    double sum = 0.0;
    for (std::size_t k = 0; k < places.size(); ++k) sum += weights[k] * x[places[k]];
    return sum;
  }
};

/// dv/dt = (A_0 + sum_k c_k(t) A_k) v of complex numbers v, with matrices that are applied and
/// never written out.
struct LinearEquation {
  Eigen::Index size = 0;
  std::optional<Spread> spread = {};  ///< of A_0, where it is not 0
  /// How many c_k there are.
  std::size_t coefficients = 0;
  /// Writes c_1(t), c_2(t), ...; throws where one has no meaning.
  std::function<void(double t, std::span<double> c)> coefficients_at = {};
  /// How many numbers change their signs where a c_k jumps or has a kink, and each of them.
  std::size_t corners = 0;
  std::function<double(std::size_t i, double t)> corner_at = {};
  /// Writes A_k from, k from 0, combined with what else is wanted: `size` numbers each, none of
  /// them in two places. Returns sum |to_i|^2.
  std::function<double(std::size_t k, const Complex* from, Complex* to, const Combination& with)>
      apply = {};
  /// Where A_0 = i Q with a real Q, as -i H is for a real H: the same with Q, of as many real
  /// numbers. Null where that is not so, or no less work.
  std::function<double(const double* from, double* to, const RealCombination& with)> apply_real =
      {};
};

}  // namespace qbattery
