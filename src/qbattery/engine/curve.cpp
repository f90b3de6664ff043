#include "qbattery/engine/curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/support/stopping.hpp"

namespace qbattery {

Curve::Curve(const HermitianBasis& basis, RealMatrix generator, Matrix initial_state,
             std::vector<double> times)
    : basis_(&basis),
      generator_(std::move(generator)),
      initial_state_(std::move(initial_state)),
      evolution_(std::in_place, generator_, basis.components(initial_state_), std::move(times)) {}

Curve::Curve(const HermitianBasis& basis, RealMatrix generator, Matrix initial_state,
             std::shared_ptr<const SampleTimes> times, const CurveLanes& lanes,
             std::span<const double> parameters, Workspace* workspace)
    : basis_(&basis),
      generator_(std::move(generator)),
      initial_state_(std::move(initial_state)),
      evolution_(std::in_place, generator_, basis.components(initial_state_), lanes.support(),
                 std::move(times)),
      lanes_(&lanes),
      parameters_(parameters.begin(), parameters.end()),
      own_workspace_(workspace == nullptr ? std::make_unique<Workspace>() : nullptr),
      workspace_(workspace == nullptr ? own_workspace_.get() : workspace) {}

Curve::Curve(FlowingState state, Matrix initial_state, std::vector<double> times,
             const std::vector<TextAndQuantity>& wanted)
    : initial_state_(std::move(initial_state)),
      flowing_(std::move(state)),
      times_(std::move(times)),
      wanted_(&wanted) {}

Run Curve::run() const {
  Run run{basis_, flowing_ ? nullptr : &generator_, initial_state_};
  if (flowing_) run.derivative = flowing_->derivative;
  run.parameters = [this](double t) {
    return flowing_ ? flowing_->parameters(t) : std::span<const double>(parameters_);
  };
  run.integral = [this](const std::string& text, const Quantity& quantity, double t) {
    return integral(text, quantity, t);
  };
  run.remember = [this](const std::string& text, const std::function<double()>& compute) {
    return remember(text, compute);
  };
  return run;
}

double Curve::integral(const std::string& text, const Quantity& quantity, double t) const {
  const auto f = [&](double s) { return at(text, quantity, s); };
  RunningIntegral& integral = integrals_[text];
  return flowing_ ? integral.to(t, f, flowing_->breaks)
                  : integral.to(t, f, {{0.0, evolution_->time_scale()}});
}

Matrix Curve::state(double t) const {
  if (flowing_) return flowing_->state(t);
  return basis_->matrix(evolution_->at(t));
}

double Curve::time_scale() const {
  return flowing_ ? flowing_->time_scale : evolution_->time_scale();
}

double Curve::at(const std::string& text, const Quantity& quantity, double t) const {
  throw_if_stopped();
  const bool is_known =
      !flowing_ || (t <= times_.back() && (!flowing_->is_discrete || t == std::floor(t)));
  if (!is_known) return std::numeric_limits<double>::quiet_NaN();
  if (flowing_ && flowing_->visit_means && is_wanted(text)) return mean(text, t);
  const Matrix rho = state(t);
  const Run whole = run();
  return quantity({t, rho, whole});
}

void Curve::sample_lanes(std::span<double* const> outputs) const {
  lanes_->sample(*evolution_, parameters_, *workspace_, outputs);
}

void Curve::sample_lanes() const {
  std::vector<double*> outputs;
  for (std::size_t i = 0; i < lanes_->size(); ++i) {
    std::vector<double>& samples = samples_[lanes_->text(i)];
    samples.resize(times().size());
    outputs.push_back(samples.data());
  }
  sample_lanes(outputs);
}

const std::vector<double>& Curve::samples(const std::string& text, const Quantity& quantity) const {
  const auto found = samples_.find(text);
  if (found != samples_.end()) return found->second;
  if (lanes_ != nullptr && lanes_->find(text)) {
    sample_lanes();
    return samples_[text];
  }
  if (is_wanted(text)) {
    sample_wanted();
    return samples_[text];
  }
  std::vector<double>& samples = samples_[text];
  const Run whole = run();
  for (std::size_t i = 0; i < times().size(); ++i) {
    throw_if_stopped();
    const Matrix rho = flowing_ ? state(times()[i]) : basis_->matrix(evolution_->sample(i));
    samples.push_back(quantity({times()[i], rho, whole}));
  }
  return samples;
}

bool Curve::is_wanted(const std::string& text) const {
  return wanted_ != nullptr && std::ranges::count(*wanted_, text, &TextAndQuantity::text) > 0;
}

// Whole or not at all: what is half written would be taken for a curve.
void Curve::sample_wanted() const {
  std::vector<std::vector<double>> all(wanted_->size());
  const auto use_means = [&](std::span<const double> means) {
    throw_if_stopped();
    for (std::size_t k = 0; k < means.size(); ++k) all[k].push_back(means[k]);
  };
  const Run whole = run();
  auto time = times().begin();
  const auto use = [&](const Matrix& now) {
    throw_if_stopped();
    for (std::size_t k = 0; k < all.size(); ++k)
      all[k].push_back((*wanted_)[k].quantity({*time, now, whole}));
    ++time;
  };
  if (flowing_->visit_means) {
    flowing_->visit_means(times(), use_means);
  } else if (flowing_->visit) {
    flowing_->visit(times(), use);
  } else {
    for (const double t : times()) use(state(t));
  }
  for (std::size_t k = 0; k < all.size(); ++k) samples_[(*wanted_)[k].text] = std::move(all[k]);
}

double Curve::mean(const std::string& text, double t) const {
  const auto found = std::ranges::find(*wanted_, text, &TextAndQuantity::text);
  double mean = 0.0;
  flowing_->visit_means(std::span(&t, 1), [&](std::span<const double> means) {
    mean = means[static_cast<std::size_t>(found - wanted_->begin())];
  });
  return mean;
}

// Both sides of a jump, and one where the figure of merit only bends, unless there is a sample.
const Curve::Samples& Curve::with_corners(const std::string& text, const SampledFunction& f) const {
  const auto found = with_corners_.find(text);
  if (found != with_corners_.end()) return found->second;
  constexpr double beside = 16.0 * std::numeric_limits<double>::epsilon();
  std::map<double, double> all;
  for (std::size_t i = 0; i < f.times.size(); ++i) all.emplace(f.times[i], f.values[i]);
  for (const double corner : flowing_->corners) {
    const double before = corner * (1.0 - beside), after = corner * (1.0 + beside);
    if (!(before > f.times.front() && after < f.times.back())) continue;
    const double left = f.exact(before), right = f.exact(after);
    const bool is_jump = std::abs(right - left) > f.noise();
    const auto next = all.lower_bound(before);
    if (is_jump) all.emplace(before, left);
    if (is_jump || next == all.end() || next->first > after) all.emplace(after, right);
  }
  Samples& samples = with_corners_[text];
  for (const auto& [time, value] : all) {
    samples.times.push_back(time);
    samples.values.push_back(value);
  }
  return samples;
}

SampledFunction Curve::function(const std::string& text, const Quantity& quantity) const {
  SampledFunction f{times(), samples(text, quantity),
                    [this, text, quantity](double t) { return at(text, quantity, t); },
                    time_scale()};
  if (flowing_) {
    f.is_discrete = flowing_->is_discrete;
    f.noise_share = std::max(noise_of_ways, flowing_->tolerance);
    if (flowing_->corners.empty()) return f;
    const Samples& all = with_corners(text, f);
    return f.over(all.times, all.values);
  }
  const auto place = lanes_ == nullptr ? std::nullopt : lanes_->find(text);
  if (place && lanes_->has_slope(*place)) {
    f.many = [this, i = *place](const std::vector<double>& times) {
      return lanes_->values(i, *evolution_, parameters_, times, *workspace_);
    };
  }
  return f;
}

double Curve::remember(const std::string& text, const std::function<double()>& compute) const {
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  return numbers_[text] = compute();
}

Extremum Curve::remember_extremum(const std::string& text,
                                  const std::function<Extremum()>& compute) const {
  const auto found = extrema_.find(text);
  if (found != extrema_.end()) return found->second;
  return extrema_[text] = compute();
}

}  // namespace qbattery
