#include "qbattery/dynamics/flow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/support/error.hpp"
#include "qbattery/support/stopping.hpp"

namespace qbattery {

namespace {

// More terms make longer steps, until rounding of the largest term shows in their sum. Changing
// coefficients need sums over earlier terms as well.
constexpr int most_terms_constant = 60;
constexpr int most_terms_changing = 24;
constexpr double too_large = 1e100;  // terms beyond are not needed to find the right step

// How much larger than the state a term may be, each time costing as many ulp: up to a thousandth
// of the tolerance.
double largest_growth(double tolerance) {
  return std::clamp(1e-3 * tolerance / std::numeric_limits<double>::epsilon(), 30.0, 1e4);
}

constexpr std::size_t fewest_milestones = 8;
constexpr double epsilon = std::numeric_limits<double>::epsilon();

}  // namespace

/// v(from + x scale) = sum_n terms[n] x^n up to x = (to - from)/scale.
struct Flow::Series {
  double from = 0.0;
  double to = 0.0;
  double scale = 0.0;
  double next_trial = 0.0;
  double error = 0.0;
  std::vector<Ket> terms = {};
  std::vector<double> norms = {};  ///< of the terms that are in use

  void evaluate(double t, Ket& value) const {
    const double x = (t - from) / scale;
    value = terms[norms.size() - 1];
    for (std::size_t n = norms.size() - 1; n-- > 0;) value = x * value + terms[n];
  }
};

Flow::Flow(std::vector<FlowStage> stages, Ket initial, const FlowOptions& options)
    : stages_(std::move(stages)), initial_(std::move(initial)), options_(options) {
  double from = 0.0;
  for (const FlowStage& stage : stages_) {
    if (stage.equation.size != initial_.size())
      throw InvalidInput("initial_state", "equation and initial state must have the same size");
    const std::size_t count = stage.equation.coefficients;
    if (count == 0) {
      coefficients_.emplace_back([](double, std::span<double>) {}, 0, from, stage.to,
                                 std::max(stage.to - from, options.spacing));
    } else {
      const double longest = std::min(8.0 * options.spacing, (stage.to - from) / 8.0);
      coefficients_.emplace_back(stage.equation.coefficients_at, count, from, stage.to, longest);
    }
    from = stage.to;
  }
  start_ = {0.0, 0, stages_.front().to, initial_};
  keep(start_);
  series_ = std::make_unique<Series>();
  step_from(start_, *series_);
  time_scale_ = series_->to > 0.0 ? series_->to / 8.0 : 1.0;
}

Flow::~Flow() = default;
Flow::Flow(Flow&&) noexcept = default;

namespace {

/// c_k(t) in powers of x = (s - t)/h.
std::vector<RealVector> coefficients_about(const PiecewisePolynomial::Piece& piece, double t,
                                           double h) {
  std::vector<RealVector> c;
  for (std::size_t k = 0; k < piece.coefficients.size(); ++k)
    c.push_back(PiecewisePolynomial::about(piece, k, t, h));
  return c;
}

Eigen::Index highest_power(const std::vector<RealVector>& c) {
  Eigen::Index highest = 0;
  for (const RealVector& each : c) highest = std::max(highest, each.size() - 1);
  return highest;
}

/// The sum over k and j of c_kj A_k u_(n-j), whose terms are kept as long as they are needed.
class ChangingParts {
 public:
  ChangingParts(const LinearEquation& equation, const std::vector<RealVector>& c)
      : equation_(equation),
        c_(c),
        length_(static_cast<std::size_t>(highest_power(c)) + 1),
        images_(c.size(), std::vector<Ket>(length_)) {}

  void add(std::size_t n, const Ket& term, Ket& sum) {
    for (std::size_t k = 0; k < c_.size(); ++k) {
      std::vector<Ket>& ring = images_[k];
      Ket& newest = ring[n % length_];
      newest.resize(term.size());
      equation_.apply(k + 1, term, newest);
      const auto reach = std::min(n, static_cast<std::size_t>(c_[k].size()) - 1);
      for (std::size_t j = 0; j <= reach; ++j)
        sum += c_[k][static_cast<Eigen::Index>(j)] * ring[(n - j) % length_];
    }
  }

 private:
  const LinearEquation& equation_;
  const std::vector<RealVector>& c_;
  std::size_t length_;
  std::vector<std::vector<Ket>> images_;
};

/// How much of a step its terms are good for: the last two are below the share, in proportion, and
/// none is so large that its rounding shows.
double usable_fraction(const std::vector<double>& norms, double share, double growth) {
  double fraction = 1.0;
  const auto limit = [&fraction](double wanted, double norm, std::size_t root) {
    if (norm > wanted)
      fraction = std::min(fraction, std::pow(wanted / norm, 1.0 / static_cast<double>(root)));
  };
  const std::size_t last = norms.size() - 1;
  limit(0.5 * share, norms[last], std::max<std::size_t>(last, 2) - 1);
  limit(0.5 * share, norms[last - 1], std::max<std::size_t>(last, 3) - 2);
  for (std::size_t n = 1; n <= last; ++n) limit(growth * norms[0], norms[n], n);
  return fraction;
}

}  // namespace

// u_(n+1) = h/(n+1) [A_0 u_n + sum_k sum_j c_kj A_k u_(n-j)], with c_k(t) = sum_j c_kj x^j.
void Flow::make_terms(const Milestone& start, double share, Series& series) const {
  const LinearEquation& equation = stages_[start.stage].equation;
  const std::vector<RealVector> c =
      coefficients_about(coefficients_[start.stage].at(start.time), start.time, series.scale);
  const auto highest = static_cast<std::size_t>(highest_power(c));
  const std::size_t most = highest == 0 ? most_terms_constant : most_terms_changing;
  ChangingParts changing(equation, c);
  if (series.terms.size() <= most) series.terms.resize(most + 1);
  series.terms[0] = start.state;
  series.norms = {start.state.norm()};
  for (std::size_t n = 0; n < most; ++n) {
    Ket& next = series.terms[n + 1];
    next.resize(initial_.size());
    equation.apply(0, series.terms[n], next);
    changing.add(n, series.terms[n], next);
    next *= series.scale / static_cast<double>(n + 1);
    applications_ += 1 + c.size();
    series.norms.push_back(next.norm());
    // As usable_fraction() wants them, lest a step be shortened where one more term would do.
    const bool is_small =
        std::max(series.norms[n + 1], series.norms[n]) <= 0.5 * share && n > highest + 1;
    if (is_small || !(series.norms[n + 1] < too_large)) break;
  }
}

void Flow::step_from(const Milestone& start, Series& series) const {
  const double end =
      std::min(coefficients_[start.stage].at(start.time).to, stages_[start.stage].to);
  const double target = start.time + start.trial >= end ? end : start.time + start.trial;
  series.from = start.time;
  series.scale = target - start.time;
  const double share = 0.5 * options_.tolerance * series.scale / last();
  make_terms(start, share, series);
  const std::vector<double>& norms = series.norms;
  const double fraction = usable_fraction(norms, share, largest_growth(options_.tolerance));
  series.to = fraction < 1.0 ? start.time + fraction * series.scale : target;
  double largest = 0.0;
  for (std::size_t n = 0; n < norms.size(); ++n)
    largest = std::max(largest, norms[n] * std::pow(fraction, static_cast<double>(n)));
  series.error = share * fraction + epsilon * largest;
  // Next time as many terms as there may be.
  const double stretch =
      std::min(2.0, 0.9 * most_terms_constant / static_cast<double>(norms.size()));
  series.next_trial =
      fraction < 1.0 ? fraction * series.scale : std::max(start.trial, stretch * series.scale);
  if (!(series.to > series.from) || !std::isfinite(series.error))
    throw NumericalError(fmt::format(
        "the evolution stands still at t = {}: its rates or times are too large", start.time));
}

Flow::Milestone Flow::end_of(const Series& series, const Milestone& start) const {
  Milestone end{series.to, start.stage, series.next_trial, {}};
  series.evaluate(series.to, end.state);
  if (end.time >= stages_[end.stage].to && end.stage + 1 < stages_.size()) {
    ++end.stage;
    end.trial = stages_[end.stage].to - end.time;
  }
  return end;
}

void Flow::keep(const Milestone& milestone) const {
  if (milestone.time < furthest_) return;
  if (steps_++ % keep_every_ != 0) return;
  milestones_.push_back(milestone);
  const auto bytes = static_cast<std::size_t>(initial_.size()) * sizeof(Complex);
  if (milestones_.size() <= std::max(fewest_milestones, options_.bytes / bytes)) return;
  keep_every_ *= 2;
  std::vector<Milestone> fewer;
  for (std::size_t i = 0; i < milestones_.size(); i += 2)
    fewer.push_back(std::move(milestones_[i]));
  milestones_ = std::move(fewer);
}

void Flow::advance() const {
  throw_if_stopped();
  start_ = end_of(*series_, start_);
  keep(start_);
  step_from(start_, *series_);
}

void Flow::go_back_to(double t) const {
  const auto after =
      std::upper_bound(milestones_.begin(), milestones_.end(), t,
                       [](double time, const Milestone& m) { return time < m.time; });
  start_ = after == milestones_.begin() ? *after : *(after - 1);
  step_from(start_, *series_);
}

const Ket& Flow::at(double t) const {
  if (!(t >= 0.0 && t <= last()))
    throw InvalidInput("t", fmt::format("a time is from 0 to {}, got {}", last(), t));
  if (t < series_->from) go_back_to(t);
  count_error();
  while (t > series_->to) {
    advance();
    count_error();
  }
  series_->evaluate(t, value_);
  return value_;
}

void Flow::count_error() const {
  if (series_->to <= furthest_) return;
  furthest_ = series_->to;
  error_ += series_->error;
  if (error_ <= options_.tolerance) return;
  throw NumericalError(
      fmt::format("the evolution to t = {} is uncertain by {:.3g}, more than {:.3g} allowed",
                  furthest_, error_, options_.tolerance));
}

}  // namespace qbattery
