#include "qbattery/dynamics/series.hpp"

#include <algorithm>
#include <cmath>

namespace qbattery {

namespace {

std::vector<double> powers(double x, std::size_t count) {
  std::vector<double> weights(count, 1.0);
  for (std::size_t n = 1; n < count; ++n) weights[n] = weights[n - 1] * x;
  return weights;
}

}  // namespace

void Series::begin(const Ket& state, std::size_t most_terms) {
  constexpr std::size_t that_roll = 3;
  size = state.size();
  terms.reserve((is_real ? 1 : 2) * static_cast<std::size_t>(size), rolls ? that_roll : most_terms);
  if (is_real) {
    Eigen::Map<RealVector>(terms.row(0), size) = state.real();
  } else {
    Eigen::Map<Ket>(terms[0], size) = state;
  }
  norms.clear();
  form_values.clear();
  add_norm(state.squaredNorm());
}

void Series::add_norm(double square) {
  terms.close(norms.size());
  if (forms != nullptr)
    for (const LinearForm& form : *forms) form_values.push_back(form(terms[norms.size()]));
  norms.push_back(std::sqrt(square));
}

void Series::add_to_end(double weight) {
  const std::size_t newest = norms.size() - 1;
  if (end.size() < terms.stride())
    end = lanes::AlignedNumbers(terms.stride(), lanes::AlignedNumbers::Unset{});
  lanes::kernels().add_product(&weight, 1, 1, 1, newest == 0 ? nullptr : end.data(),
                               terms.row(newest), end.data(), terms.stride(), terms.stride());
}

std::vector<double> Series::weights_at(double t) const {
  std::vector<double> weights = ellipse ? ellipse->exponential(t - from, norms.size())
                                        : powers((t - from) / unit, norms.size());
  double left_out = 0.0;
  while (weights.size() > 1) {
    left_out += std::abs(weights.back()) * norms[weights.size() - 1];
    if (left_out > negligible) break;
    weights.pop_back();
  }
  return weights;
}

void Series::evaluate(std::span<const double> times, double* values) const {
  std::vector<std::vector<double>> weights;
  std::size_t most = 0;
  for (const double t : times) {
    weights.push_back(weights_at(t));
    most = std::max(most, weights.back().size());
  }
  lanes::Block matrix(times.size(), most);
  for (std::size_t i = 0; i < times.size(); ++i)
    std::copy(weights[i].begin(), weights[i].end(), matrix.data() + i * matrix.stride());
  if (is_real) return evaluate_real(matrix, times, values);
  lanes::kernels().add_product(matrix.data(), matrix.stride(), matrix.rows(), matrix.columns(),
                               nullptr, terms.data(), values, terms.stride(), terms.stride());
  if (!ellipse || ellipse->center.imag() == 0.0) return;
  for (std::size_t i = 0; i < times.size(); ++i) {
    Eigen::Map<Ket> value(reinterpret_cast<Complex*>(values + i * stride()), size);
    value *= std::polar(1.0, ellipse->center.imag() * (times[i] - from));
  }
}

// Every other term is real, and every other imaginary: two sums, of real and imaginary parts.
void Series::evaluate_real(const lanes::Block& weights, std::span<const double> times,
                           double* values) const {
  const std::size_t row = 2 * terms.stride();
  lanes::AlignedNumbers parts(times.size() * row, lanes::AlignedNumbers::Unset{});
  for (const std::size_t odd : {0U, 1U}) {
    lanes::Block signed_weights(weights.rows(), (weights.columns() + 1 - odd) / 2);
    for (std::size_t i = 0; i < signed_weights.rows(); ++i)
      for (std::size_t k = 0; k < signed_weights.columns(); ++k)
        signed_weights(i, k) = (k % 2 == 0 ? 1.0 : -1.0) * weights(i, 2 * k + odd);
    lanes::kernels().add_product(signed_weights.data(), signed_weights.stride(),
                                 signed_weights.rows(), signed_weights.columns(), nullptr,
                                 terms.data() + odd * terms.stride(),
                                 parts.data() + odd * terms.stride(), terms.stride(), row);
  }
  for (std::size_t i = 0; i < times.size(); ++i) {
    const Complex phase = std::polar(1.0, ellipse->center.imag() * (times[i] - from));
    const double* const real = parts.data() + i * row;
    const double* const imaginary = real + terms.stride();
    auto* const value = reinterpret_cast<Complex*>(values + i * stride());
    for (Eigen::Index k = 0; k < size; ++k) value[k] = phase * Complex(real[k], imaginary[k]);
  }
}

void Series::evaluate_forms(double t, std::span<double> values) const {
  std::ranges::fill(values, 0.0);
  const std::vector<double> weights = weights_at(t);
  for (std::size_t n = 0; n < weights.size(); ++n)
    for (std::size_t k = 0; k < values.size(); ++k)
      values[k] += weights[n] * form_values[n * values.size() + k];
}

void Series::evaluate(double t, Ket& value) const {
  lanes::AlignedNumbers numbers(stride(), lanes::AlignedNumbers::Unset{});
  evaluate(std::span(&t, 1), numbers.data());
  value = Eigen::Map<const Ket>(reinterpret_cast<const Complex*>(numbers.data()), size);
}

}  // namespace qbattery
