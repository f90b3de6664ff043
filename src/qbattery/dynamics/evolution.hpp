#pragma once

#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// The solution of dv/dt = L v for a constant real matrix L, exact up to rounding: v(t) = exp(L t)
/// v(0).
class Evolution {
 public:
  /// `initial` is v(0). `times` are ascending and at least 0. Throws InvalidInput where they are
  /// not, NumericalError where the error estimate exceeds `tolerance` or a number is not finite.
  Evolution(RealMatrix generator, const RealVector& initial, std::vector<double> times,
            double tolerance = 1e-9);

  const RealMatrix& generator() const { return generator_; }
  const std::vector<double>& times() const { return times_; }
  /// Column i is v(times[i]).
  const RealMatrix& samples() const { return samples_; }
  /// v(t) at any t >= 0.
  RealVector at(double t) const;
  /// Largest difference at the last time between stepping through all samples and a single
  /// exponential over the whole time: two ways through different powers of the same matrix.
  double error_estimate() const { return error_estimate_; }
  /// A time in which no component changes by much: 1 over the largest absolute row sum of L.
  double time_scale() const;

 private:
  void step_through_samples();

  RealMatrix generator_;
  RealVector initial_;
  std::vector<double> times_;
  RealMatrix samples_;
  double error_estimate_ = 0.0;
};

}  // namespace qbattery
