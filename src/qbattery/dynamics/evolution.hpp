#pragma once

#include <memory>
#include <vector>

#include "qbattery/dynamics/exponential.hpp"
#include "qbattery/dynamics/sample_times.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// The solution of dv/dt = L v for a constant real matrix L, exact up to rounding: v(t) = exp(L t)
/// v(0). Samples stand as the lanes of the kernels want them: `lanes::width` at a time.
class Evolution {
 public:
  /// `initial` is v(0). Throws InvalidInput where it does not fit, NumericalError where the error
  /// estimate exceeds `tolerance` or a number is not finite.
  Evolution(const RealMatrix& generator, const RealVector& initial,
            std::shared_ptr<const SampleTimes> times, double tolerance = 1e-9);
  Evolution(const RealMatrix& generator, const RealVector& initial, std::vector<double> times,
            double tolerance = 1e-9);
  /// The same where only the components at `places` change or are not 0.
  Evolution(const RealMatrix& generator, const RealVector& initial, std::vector<std::size_t> places,
            std::shared_ptr<const SampleTimes> times, double tolerance = 1e-9);

  const std::vector<double>& times() const { return times_->values(); }
  /// v(times[i]), all components.
  RealVector sample(std::size_t i) const { return whole(compact_sample(i)); }
  /// v(t) at any t >= 0.
  RealVector at(double t) const { return whole(compact_at(t)); }

  /// The components that may not be 0; what follows is about these alone, in this order.
  const std::vector<std::size_t>& places() const { return places_; }
  /// L.
  const lanes::Block& generator() const { return generator_; }
  std::size_t blocks() const { return (times().size() + lanes::width - 1) / lanes::width; }
  /// Samples number b width and on: a row of `lanes::width` numbers for each component. Those
  /// beyond the last time are finite.
  const double* block(std::size_t b) const {
    return samples_.data() + b * places_.size() * lanes::width;
  }
  /// The states at some times, ascending, as columns of `states`.
  void states(const std::vector<double>& times, lanes::Block& states) const;

  /// Largest difference between stepping through the samples and a way in few large steps, at the
  /// last time and every 1024 samples: two ways through different powers of the same matrix; and
  /// what rounding of L alone moves these states by.
  double error_estimate() const { return error_estimate_; }
  /// A time in which no component changes by much: 1 over the largest absolute row sum of L.
  double time_scale() const { return norm_ > 0.0 ? 1.0 / norm_ : 1.0; }

 private:
  void step_equally();
  void expand(std::size_t b, const RealVector& start, StepPowers& powers);
  void step_one_by_one();
  void put(std::size_t i, const RealVector& v);
  void compare(std::size_t i, const RealVector& other);
  double moved_by_rounding(std::size_t i, const RealVector& v) const;
  void check_support(const RealVector& initial) const;
  void vouch(double tolerance) const;
  RealVector compact_sample(std::size_t i) const;
  RealVector compact_at(double t) const;
  RealVector whole(const RealVector& compact) const;
  double* column(std::size_t i);
  const double* column(std::size_t i) const;

  std::shared_ptr<const SampleTimes> times_;
  std::vector<std::size_t> places_;
  Eigen::Index size_;
  lanes::Block generator_;
  double norm_;
  RealVector initial_;
  lanes::AlignedNumbers samples_;
  double error_estimate_ = 0.0;
};

}  // namespace qbattery
