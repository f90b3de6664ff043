#include "qbattery/dynamics/flow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/support/error.hpp"
#include "qbattery/support/stopping.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

// How much larger than the state a term may be, each time costing as many ulp: up to a thousandth
// of the tolerance.
double largest_growth(double tolerance) {
  return std::clamp(1e-3 * tolerance / std::numeric_limits<double>::epsilon(), 30.0, 1e4);
}

constexpr std::size_t fewest_milestones = 8;
// That a step tries before it keeps all terms, of which some are always good.
constexpr int most_larger_ellipses = 3;
// Of a state of which two steps are kept where a search goes back.
constexpr std::size_t most_bytes_of_two = std::size_t{4} << 20U;
// Of the terms of a step that is kept beside the next one: where to go back to is not known yet.
constexpr std::size_t most_bytes_behind = std::size_t{4} << 20U;
// Values that are computed at once.
constexpr std::size_t most_values = 16;
constexpr std::size_t bytes_of_values = std::size_t{64} << 20U;

bool goes_by_faber(const LinearEquation& equation) {
  return equation.coefficients == 0 && equation.spread;
}

double longest_piece(const FlowStage& stage, double from, double spacing) {
  return std::min(8.0 * spacing, (stage.to - from) / 8.0);
}

// Corners are looked for at a thousand times or more.
std::vector<double> corners_of(const FlowStage& stage, double from, double longest) {
  const LinearEquation& equation = stage.equation;
  if (equation.coefficients == 0 || equation.corners == 0) return {};
  constexpr double fewest = 1e3, most = 1e5;
  const double samples = std::clamp(16.0 * (stage.to - from) / longest, fewest, most);
  return sign_changes(equation.corner_at, equation.corners, from, stage.to,
                      static_cast<std::size_t>(samples) + 1);
}

PiecewisePolynomial coefficients_of(const FlowStage& stage, double from, double spacing,
                                    const std::vector<double>& corners) {
  const LinearEquation& equation = stage.equation;
  if (equation.coefficients == 0)
    return {[](double, std::span<double>) {}, 0, from, stage.to,
            std::max(stage.to - from, spacing)};
  return {equation.coefficients_at,
          equation.coefficients,
          from,
          stage.to,
          longest_piece(stage, from, spacing),
          corners};
}

}  // namespace

/// The solution between two milestones.
struct Flow::Step {
  Milestone start;
  Series series;
  Ket end = {};  ///< the value at series.to, where it is known already

  bool holds(double t) const { return t >= series.from && t <= series.to; }
};

Flow::~Flow() = default;
Flow::Flow(Flow&&) noexcept = default;

Flow::Flow(std::vector<FlowStage> stages, Ket initial, const FlowOptions& options)
    : stages_(std::move(stages)),
      initial_(std::move(initial)),
      options_(options),
      now_(std::make_unique<Step>()),
      before_(std::make_unique<Step>()) {
  double from = 0.0;
  for (const FlowStage& stage : stages_) {
    if (stage.equation.size != initial_.size())
      throw InvalidInput("initial_state", "equation and initial state must have the same size");
    const std::vector<double> corners =
        corners_of(stage, from, longest_piece(stage, from, options.spacing));
    coefficients_.push_back(coefficients_of(stage, from, options.spacing, corners));
    if (from > 0.0) corners_.push_back(from);
    corners_.insert(corners_.end(), corners.begin(), corners.end());
    from = stage.to;
  }
  now_->start = {0.0, 0, first_trial(0, 0.0), initial_};
  by_forms_ = !options_.forms.empty();
  keep(now_->start);
  make(*now_);
  const Series& first = now_->series;
  time_scale_ = first.to > 0.0 ? first.to / 8.0 : 1.0;
  if (first.ellipse)
    time_scale_ = std::min(time_scale_, 4.0 / (first.ellipse->re + first.ellipse->im));
}

void Flow::make(Step& made) const {
  const Milestone& start = made.start;
  Series& series = made.series;
  made.end.resize(0);
  const FlowStage& stage = stages_[start.stage];
  const PiecewisePolynomial::Piece& piece = coefficients_[start.stage].at(start.time);
  SeriesStep step{.equation = stage.equation,
                  .piece = piece,
                  .state = start.state,
                  .from = start.time,
                  .end = std::min(piece.to, stage.to),
                  .trial = start.trial,
                  .loss = 0.5 * options_.tolerance / last(),
                  .growth = largest_growth(options_.tolerance),
                  .spacing = options_.spacing};
  const bool by_faber = goes_by_faber(stage.equation);
  series.forms = by_forms_ ? &options_.forms : nullptr;
  series.rolls = by_forms_ && by_faber;
  applications_ += by_faber ? faber_step(step, series) : taylor_step(step, series);
  for (int left = most_larger_ellipses; series.rolls && !(series.to > series.from); --left) {
    step.trial = series.next_trial;
    series.rolls = left > 0;
    applications_ += faber_step(step, series);
  }
  series.forms = nullptr;
  if (!(series.to > series.from) || !std::isfinite(series.error))
    throw NumericalError(fmt::format(
        "the evolution stands still at t = {}: its rates or times are too large", start.time));
}

Trial Flow::first_trial(std::size_t stage, double from) const {
  return {goes_by_faber(stages_[stage].equation) ? 1.0 : stages_[stage].to - from};
}

Flow::Milestone Flow::end_of(const Step& step) const {
  const Series& series = step.series;
  Milestone end{series.to, step.start.stage, series.next_trial, step.end};
  if (series.rolls) {
    end.state =
        Eigen::Map<const Ket>(reinterpret_cast<const Complex*>(series.end.data()), series.size);
  } else if (end.state.size() == 0) {
    series.evaluate(series.to, end.state);
  }
  if (end.time >= stages_[end.stage].to && end.stage + 1 < stages_.size()) {
    ++end.stage;
    end.trial = first_trial(end.stage, end.time);
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
  Milestone end = end_of(*now_);
  keep(end);
  if (now_->series.terms.bytes() <= most_bytes_behind) std::swap(now_, before_);
  now_->start = std::move(end);
  make(*now_);
}

// The step at hand stays where that is not too large: searches go to and fro.
void Flow::go_back_to(double t) const {
  const auto after =
      std::upper_bound(milestones_.begin(), milestones_.end(), t,
                       [](double time, const Milestone& m) { return time < m.time; });
  const auto bytes = static_cast<std::size_t>(initial_.size()) * sizeof(Complex);
  if (bytes <= most_bytes_of_two) std::swap(now_, before_);
  now_->start = after == milestones_.begin() ? *after : *(after - 1);
  make(*now_);
}

bool Flow::is_of_use(const Step& step) const {
  return by_forms_ ? !step.series.form_values.empty() : !step.series.rolls;
}

void Flow::go_to(double t) const {
  if (!(t >= 0.0 && t <= last()))
    throw InvalidInput("t", fmt::format("a time is from 0 to {}, got {}", last(), t));
  const bool is_in_now = now_->holds(t) && is_of_use(*now_);
  if (!is_in_now && before_->holds(t) && is_of_use(*before_)) std::swap(now_, before_);
  if (t < now_->series.from || !is_of_use(*now_)) go_back_to(t);
  count_error();
  while (t > now_->series.to) {
    advance();
    count_error();
  }
}

const Ket& Flow::at(double t) const {
  by_forms_ = false;
  go_to(t);
  now_->series.evaluate(t, value_);
  return value_;
}

// Terms are read once for all times of a step, its end among them where the next one follows.
void Flow::visit(std::span<const double> times,
                 const std::function<void(std::size_t i, const Ket& value)>& use) const {
  by_forms_ = false;
  const auto row = static_cast<std::size_t>(initial_.size()) * sizeof(Complex);
  const std::size_t most = std::clamp<std::size_t>(bytes_of_values / row, 1, most_values);
  for (std::size_t i = 0; i < times.size();) {
    go_to(times[i]);
    const Series& series = now_->series;
    std::size_t end = i + 1;
    while (end < times.size() && end - i < most && times[end] <= series.to) ++end;
    std::vector<double> wanted(times.begin() + static_cast<std::ptrdiff_t>(i),
                               times.begin() + static_cast<std::ptrdiff_t>(end));
    const bool goes_on = end < times.size() && times[end] > series.to;
    if (goes_on) wanted.push_back(series.to);
    const std::size_t stride = series.stride();
    if (values_.size() < wanted.size() * stride)
      values_ = lanes::AlignedNumbers(wanted.size() * stride, lanes::AlignedNumbers::Unset{});
    series.evaluate(wanted, values_.data());
    const auto value_of = [&](std::size_t k) {
      return Eigen::Map<const Ket>(reinterpret_cast<const Complex*>(values_.data() + k * stride),
                                   initial_.size());
    };
    if (goes_on) now_->end = value_of(wanted.size() - 1);
    for (std::size_t k = 0; i < end; ++i, ++k) {
      value_ = value_of(k);
      use(i, value_);
    }
  }
}

void Flow::visit_forms(std::span<const double> times,
                       const std::function<void(std::span<const double> values)>& use) const {
  by_forms_ = true;
  std::vector<double> values(options_.forms.size());
  for (const double t : times) {
    go_to(t);
    now_->series.evaluate_forms(t, values);
    use(values);
  }
}

std::vector<std::pair<double, double>> Flow::pieces() const {
  std::vector<std::pair<double, double>> all;
  for (std::size_t k = 0; k < stages_.size(); ++k) {
    const std::optional<Spread>& spread = stages_[k].equation.spread;
    const double scale = spread ? 4.0 / (spread->decay / 2 + spread->turning) : time_scale_;
    for (const PiecewisePolynomial::Piece& piece : coefficients_[k].pieces())
      all.emplace_back(piece.from, scale);
  }
  return all;
}

void Flow::count_error() const {
  if (now_->series.to <= furthest_) return;
  furthest_ = now_->series.to;
  error_ += now_->series.error;
  if (error_ <= options_.tolerance) return;
  throw NumericalError(fmt::format(
      "the evolution to t = {} is uncertain by {}, more than {} allowed; give a larger "
      "tolerance in [time], or a shorter time",
      furthest_, digits_apart(error_, options_.tolerance), shortest_digits(options_.tolerance)));
}

}  // namespace qbattery
