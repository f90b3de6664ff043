#include "qbattery/dynamics/evolution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

using lanes::Block;
using lanes::width;
using Places = std::vector<std::size_t>;

constexpr double small_norm = 0.5;  // |L t| of a single series
constexpr std::size_t log_width = 6;
static_assert(width == std::size_t{1} << log_width);
// Blocks after which the samples begin anew from a state reached in large steps. Rounding of this
// many steps is that of a few numbers.
constexpr std::size_t blocks_a_group = 16;

Places all(Eigen::Index size) {
  Places places(static_cast<std::size_t>(size));
  std::iota(places.begin(), places.end(), std::size_t{0});
  return places;
}

RealVector at_places(const RealVector& v, const Places& places) {
  RealVector part(static_cast<Eigen::Index>(places.size()));
  for (std::size_t i = 0; i < places.size(); ++i)
    part[static_cast<Eigen::Index>(i)] = v[static_cast<Eigen::Index>(places[i])];
  return part;
}

/// A vector to which small changes are added, with the digits that do not fit kept for the next
/// sum (Kahan).
class CompensatedVector {
 public:
  explicit CompensatedVector(RealVector v) : v_(std::move(v)), lost_(RealVector::Zero(v_.size())) {}
  const RealVector& value() const { return v_; }
  void add(const RealVector& change) {
    const RealVector wanted = change - lost_;
    const RealVector sum = v_ + wanted;
    lost_ = (sum - v_) - wanted;
    v_ = sum;
  }

 private:
  RealVector v_;
  RealVector lost_;
};

void check_sizes(const RealMatrix& generator, const RealVector& initial) {
  if (generator.rows() == initial.size() && generator.cols() == initial.size()) return;
  throw InvalidInput("generator", "generator and initial state must have the same size");
}

}  // namespace

Evolution::Evolution(const RealMatrix& generator, const RealVector& initial,
                     std::shared_ptr<const SampleTimes> times, double tolerance)
    : Evolution(generator, initial, all(initial.size()), std::move(times), tolerance) {}

Evolution::Evolution(const RealMatrix& generator, const RealVector& initial,
                     std::vector<double> times, double tolerance)
    : Evolution(generator, initial, std::make_shared<SampleTimes>(std::move(times)), tolerance) {}

Evolution::Evolution(const RealMatrix& generator, const RealVector& initial, Places places,
                     std::shared_ptr<const SampleTimes> times, double tolerance)
    : times_(std::move(times)),
      places_(std::move(places)),
      size_(initial.size()),
      generator_((check_sizes(generator, initial), block_of(generator, places_))),
      norm_(norm(generator_)),
      initial_(at_places(initial, places_)),
      samples_(blocks() * places_.size() * width, lanes::AlignedNumbers::Unset{}) {
  check_support(initial);
  // Beyond this, rounding of L alone makes the phase at the end unknown.
  if (!(norm_ * times_->last() < 1.0 / std::numeric_limits<double>::epsilon())) {
    error_estimate_ = std::numeric_limits<double>::infinity();
  } else if (times_->step() > 0.0) {
    step_equally();
  } else {
    step_one_by_one();
  }
  vouch(tolerance);
}

void Evolution::check_support(const RealVector& initial) const {
  RealVector outside = initial;
  for (const std::size_t place : places_) outside[static_cast<Eigen::Index>(place)] = 0.0;
  if (outside.isZero(0.0)) return;
  throw InvalidInput("initial_state", "the initial state has components that must be 0");
}

void Evolution::vouch(double tolerance) const {
  if (!std::isfinite(error_estimate_)) {
    throw NumericalError(
        fmt::format("the evolution to t = {} has no digit left: its rates or times are too large",
                    times().back()));
  }
  if (error_estimate_ > tolerance) {
    throw NumericalError(fmt::format(
        "the evolution to t = {} is uncertain by {}, more than {} allowed; give a "
        "shorter time",
        times().back(), digits_apart(error_estimate_, tolerance), shortest_digits(tolerance)));
  }
}

double* Evolution::column(std::size_t i) {
  return samples_.data() + i / width * places_.size() * width + i % width;
}

const double* Evolution::column(std::size_t i) const { return block(i / width) + i % width; }

void Evolution::put(std::size_t i, const RealVector& v) {
  double* const to = column(i);
  for (Eigen::Index k = 0; k < v.size(); ++k) to[static_cast<std::size_t>(k) * width] = v[k];
}

RealVector Evolution::compact_sample(std::size_t i) const {
  const double* const from = column(i);
  RealVector v(initial_.size());
  for (Eigen::Index k = 0; k < v.size(); ++k) v[k] = from[static_cast<std::size_t>(k) * width];
  return v;
}

// Neither way knows L t better than to an ulp, which moves the state by t |L v| ulp.
double Evolution::moved_by_rounding(std::size_t i, const RealVector& v) const {
  double fastest = 0.0;
  for (Eigen::Index row = 0; row < v.size(); ++row) {
    double change = 0.0;
    for (Eigen::Index k = 0; k < v.size(); ++k)
      change += generator_(static_cast<std::size_t>(row), static_cast<std::size_t>(k)) * v[k];
    fastest = std::max(fastest, std::abs(change));
  }
  return std::numeric_limits<double>::epsilon() * times()[i] * fastest;
}

void Evolution::compare(std::size_t i, const RealVector& other) {
  const RealVector v = compact_sample(i);
  const double difference = std::max((v - other).cwiseAbs().maxCoeff(), moved_by_rounding(i, v));
  // Written so that NaN stays.
  if (!(difference <= error_estimate_)) error_estimate_ = difference;
}

// Block b from its first state: each power of the step doubles how many states there are.
void Evolution::expand(std::size_t b, const RealVector& start, StepPowers& powers) {
  const std::size_t first = b * width;
  put(first, start);
  for (std::size_t k = 0; k < log_width; ++k) {
    const std::size_t known = std::size_t{1} << k;
    if (known % 8 == 0) {
      double* const from = column(first);
      lanes::kernels().add_product(powers[k].data(), powers[k].stride(), places_.size(),
                                   places_.size(), from, from, from + known, known, width);
      continue;
    }
    for (std::size_t j = 0; j < known; ++j) {
      const RealVector v = compact_sample(first + j);
      put(first + j + known, v + powers[k] * v);
    }
  }
}

void Evolution::step_equally() {
  StepPowers powers(generator_, times_->step());
  CompensatedVector start(initial_);
  if (times_->first() > 0.0) start.add(exponential_change(generator_, times_->first(), initial_));
  const RealVector first = start.value();
  // From one group to the next in one step of its own, not in doubled ones.
  std::optional<Block> leap;
  if (blocks() > blocks_a_group) {
    constexpr auto steps = static_cast<double>(blocks_a_group * width);
    leap = exponential_minus_one(generator_, steps * times_->step());
  }
  for (std::size_t b = 0; b < blocks(); ++b) {
    if (b % blocks_a_group == 0) {
      if (b > 0) start.add(*leap * start.value());
      expand(b, start.value(), powers);
    } else {
      const Block& step = powers[log_width];
      lanes::kernels().add_product(step.data(), step.stride(), places_.size(), places_.size(),
                                   block(b - 1), block(b - 1), column(b * width), width, width);
    }
    if (b % blocks_a_group == blocks_a_group - 1)
      compare(b * width,
              start.value() + powers.change(start.value(), (blocks_a_group - 1) * width));
  }
  const std::size_t last = times().size() - 1;
  compare(last, first + powers.change(first, last));
}

void Evolution::step_one_by_one() {
  std::fill_n(samples_.data(), samples_.size(), 0.0);  // also beyond the last time
  CompensatedVector v(initial_);
  double now = 0.0;
  double prepared = 0.0;
  Block change(places_.size(), places_.size());  // exp(L prepared) - 1
  for (std::size_t i = 0; i < times().size(); ++i) {
    const double step = times()[i] - now;
    // Equally spaced times differ by rounding alone; such steps count as one.
    if (std::abs(step - prepared) > 1e-14 * times()[i]) {
      change = exponential_minus_one(generator_, step);
      prepared = step;
    }
    if (step > 0.0) v.add(change * v.value());
    put(i, v.value());
    now = times()[i];
  }
  compare(times().size() - 1, initial_ + exponential_minus_one(generator_, now) * initial_);
}

RealVector Evolution::compact_at(double t) const {
  if (!std::isfinite(t) || t < 0.0) throw InvalidInput("t", "a time must be finite and at least 0");
  const auto after = std::upper_bound(times().begin(), times().end(), t);
  if (after == times().begin()) return initial_ + exponential_change(generator_, t, initial_);
  const auto i = static_cast<std::size_t>(after - times().begin() - 1);
  const RealVector v = compact_sample(i);
  if (t == times()[i]) return v;
  return v + exponential_change(generator_, t - times()[i], v);
}

RealVector Evolution::whole(const RealVector& compact) const {
  RealVector v = RealVector::Zero(size_);
  for (std::size_t i = 0; i < places_.size(); ++i)
    v[static_cast<Eigen::Index>(places_[i])] = compact[static_cast<Eigen::Index>(i)];
  return v;
}

// Where L moves little in between, all states are one product: (v, L v, L^2 v/2, ...) with the
// powers of the times.
void Evolution::states(const std::vector<double>& times, Block& states) const {
  const double span = norm_ * (times.back() - times.front());
  RealVector v = compact_at(times.front());
  const auto put_column = [&](std::size_t j) {
    for (Eigen::Index k = 0; k < v.size(); ++k) states(static_cast<std::size_t>(k), j) = v[k];
  };
  if (!(span <= small_norm)) {
    put_column(0);
    for (std::size_t j = 1; j < times.size(); ++j) {
      v += exponential_change(generator_, times[j] - times[j - 1], v);
      put_column(j);
    }
    return;
  }
  // The state itself, and as many terms as its change has.
  const auto terms = static_cast<std::size_t>(series_terms(span)) + 1;
  Block derivatives(places_.size(), terms);
  Block powers(terms, states.columns());
  for (std::size_t k = 0; k < terms; ++k) {
    for (std::size_t i = 0; i < places_.size(); ++i)
      derivatives(i, k) = v[static_cast<Eigen::Index>(i)];
    v = generator_ * RealVector(v / static_cast<double>(k + 1));
    for (std::size_t j = 0; j < times.size(); ++j)
      powers(k, j) = k == 0 ? 1.0 : powers(k - 1, j) * (times[j] - times.front());
  }
  add_product(derivatives, nullptr, powers, states);
}

}  // namespace qbattery
