#include "qbattery/engine/curve.hpp"

namespace qbattery {

Curve::Curve(const HermitianBasis& basis, RealMatrix generator, Matrix initial_state,
             std::vector<double> times)
    : basis_(basis),
      generator_(std::move(generator)),
      initial_state_(std::move(initial_state)),
      evolution_(generator_, basis.components(initial_state_), std::move(times)) {}

Curve::Curve(const HermitianBasis& basis, RealMatrix generator, Matrix initial_state,
             std::shared_ptr<const SampleTimes> times, const CurveLanes& lanes,
             std::span<const double> parameters, Workspace* workspace)
    : basis_(basis),
      generator_(std::move(generator)),
      initial_state_(std::move(initial_state)),
      evolution_(generator_, basis.components(initial_state_), lanes.support(), std::move(times)),
      lanes_(&lanes),
      parameters_(parameters.begin(), parameters.end()),
      own_workspace_(workspace == nullptr ? std::make_unique<Workspace>() : nullptr),
      workspace_(workspace == nullptr ? own_workspace_.get() : workspace) {}

double Curve::at(const Quantity& quantity, double t) const {
  const Matrix rho = state(t);
  const Run whole = run();
  return quantity({t, rho, whole});
}

void Curve::sample_lanes(std::span<double* const> outputs) const {
  lanes_->sample(evolution_, parameters_, *workspace_, outputs);
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
  std::vector<double>& samples = samples_[text];
  const Run whole = run();
  for (std::size_t i = 0; i < times().size(); ++i) {
    const Matrix rho = basis_.matrix(evolution_.sample(i));
    samples.push_back(quantity({times()[i], rho, whole}));
  }
  return samples;
}

SampledFunction Curve::function(const std::string& text, const Quantity& quantity) const {
  SampledFunction f{times(), samples(text, quantity),
                    [this, quantity](double t) { return at(quantity, t); },
                    evolution_.time_scale()};
  const auto place = lanes_ == nullptr ? std::nullopt : lanes_->find(text);
  if (place && lanes_->has_slope(*place)) {
    f.many = [this, i = *place](const std::vector<double>& times) {
      return lanes_->values(i, evolution_, parameters_, times, *workspace_);
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
