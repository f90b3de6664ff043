#include "qbattery/engine/curve.hpp"

namespace qbattery {

Curve::Curve(const HermitianBasis& basis, RealMatrix generator, Matrix initial_state,
             std::vector<double> times)
    : basis_(basis),
      initial_state_(std::move(initial_state)),
      evolution_(std::move(generator), basis.components(initial_state_), std::move(times)) {
  for (Eigen::Index i = 0; i < evolution_.samples().cols(); ++i) {
    states_.push_back(basis_.matrix(evolution_.samples().col(i)));
  }
}

double Curve::at(const Quantity& quantity, double t) const {
  const Matrix rho = state(t);
  const Run whole = run();
  return quantity({t, rho, whole});
}

const std::vector<double>& Curve::samples(const std::string& text, const Quantity& quantity) const {
  const auto [entry, is_new] = samples_.try_emplace(text);
  if (is_new) {
    const Run whole = run();
    entry->second.reserve(states_.size());
    for (std::size_t i = 0; i < states_.size(); ++i) {
      entry->second.push_back(quantity({times()[i], states_[i], whole}));
    }
  }
  return entry->second;
}

SampledFunction Curve::function(const std::string& text, const Quantity& quantity) const {
  return {times(), samples(text, quantity), [this, quantity](double t) { return at(quantity, t); },
          evolution_.time_scale()};
}

double Curve::remember(const std::string& text, const std::function<double()>& compute) const {
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  return numbers_[text] = compute();
}

}  // namespace qbattery
