#include "qbattery/dynamics/evolution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unsupported/Eigen/MatrixFunctions>

#include "qbattery/dynamics/exponential.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

void check_times(const std::vector<double>& times) {
  if (times.empty()) throw InvalidInput("times", "an evolution needs at least one time");
  double last = 0.0;
  for (const double t : times) {
    if (!std::isfinite(t) || t < last) {
      throw InvalidInput("times", "times must be finite, at least 0 and ascending");
    }
    last = t;
  }
}

// v + change, with the digits that do not fit kept for the next sum (Kahan).
void add_with_compensation(const RealVector& change, RealVector& v, RealVector& lost) {
  const RealVector wanted = change - lost;
  const RealVector sum = v + wanted;
  lost = (sum - v) - wanted;
  v = sum;
}

}  // namespace

Evolution::Evolution(RealMatrix generator, const RealVector& initial, std::vector<double> times,
                     double tolerance)
    : generator_(std::move(generator)), initial_(initial), times_(std::move(times)) {
  check_times(times_);
  if (generator_.rows() != initial_.size() || generator_.cols() != initial_.size()) {
    throw InvalidInput("generator", "generator and initial state must have the same size");
  }
  step_through_samples();
  const RealMatrix whole = (generator_ * times_.back()).exp();
  const RealVector direct = whole * initial_;
  error_estimate_ = (samples_.rightCols(1) - direct).cwiseAbs().maxCoeff();
  if (!std::isfinite(error_estimate_) || !samples_.allFinite()) {
    throw NumericalError(fmt::format(
        "the evolution to t = {} is not finite: its rates or times are too large", times_.back()));
  }
  if (error_estimate_ > tolerance) {
    throw NumericalError(
        fmt::format("the evolution to t = {} is uncertain by {:.3g}, more than {:.3g} allowed",
                    times_.back(), error_estimate_, tolerance));
  }
}

void Evolution::step_through_samples() {
  samples_.resize(initial_.size(), static_cast<Eigen::Index>(times_.size()));
  RealVector v = initial_;
  RealVector lost = RealVector::Zero(v.size());  // what rounding took from v so far
  double now = 0.0;
  double prepared_step = 0.0;
  RealMatrix change = RealMatrix::Zero(generator_.rows(), generator_.cols());  // exp(L step) - 1
  for (std::size_t i = 0; i < times_.size(); ++i) {
    const double step = times_[i] - now;
    // Equally spaced times differ by rounding alone; such steps count as one.
    if (std::abs(step - prepared_step) > 1e-14 * times_[i]) {
      change = exponential_minus_one(generator_ * step);
      prepared_step = step;
    }
    if (step > 0.0) add_with_compensation(change * v, v, lost);
    samples_.col(static_cast<Eigen::Index>(i)) = v;
    now = times_[i];
  }
}

RealVector Evolution::at(double t) const {
  if (!std::isfinite(t) || t < 0.0) throw InvalidInput("t", "a time must be finite and at least 0");
  const auto after = std::upper_bound(times_.begin(), times_.end(), t);
  if (after == times_.begin()) return initial_ + exponential_change(generator_, t, initial_);
  const auto i = after - times_.begin() - 1;
  const double offset = t - times_[static_cast<std::size_t>(i)];
  if (offset == 0.0) return samples_.col(i);
  const RealVector v = samples_.col(i);
  return v + exponential_change(generator_, offset, v);
}

double Evolution::time_scale() const {
  const double largest = generator_.cwiseAbs().rowwise().sum().maxCoeff();
  return largest > 0.0 ? 1.0 / largest : 1.0;
}

}  // namespace qbattery
