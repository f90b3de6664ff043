#include "qbattery/dynamics/exponential.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace qbattery {

namespace {

using lanes::Block;

constexpr double small_norm = 0.5;  // below it no term of the series exceeds the sum

/// How often t must be halved until |A t| is small; none of what overflows.
int halvings_for(double norm) {
  return norm > small_norm && std::isfinite(norm) ? std::ilogb(norm / small_norm) + 1 : 0;
}

Block scaled(const Block& a, double factor) {
  Block result(a.rows(), a.columns());
  for (std::size_t i = 0; i < a.rows() * a.stride(); ++i) result.data()[i] = factor * a.data()[i];
  return result;
}

// A + A^2/2! + ..., the terms of later orders first.
Block series(const Block& a, int terms) {
  Block sum = scaled(a, 1.0 / terms);
  Block next(a.rows(), a.columns());
  for (int k = terms - 1; k >= 1; --k) {
    add_product(a, &a, sum, next);
    std::swap(sum, next);
    if (k > 1) sum = scaled(sum, 1.0 / k);
  }
  return sum;
}

// exp(2 A) - 1 = (exp(A) - 1)^2 + 2 (exp(A) - 1)
Block doubled(const Block& change) {
  Block result = scaled(change, 2.0);
  add_product(change, &result, change, result);
  return result;
}

RealVector series(const Block& a, double t, const RealVector& v, int terms) {
  RealVector sum = (a * v) * (t / terms);
  for (int k = terms - 1; k >= 1; --k) sum = (a * RealVector(v + sum)) * (t / k);
  return sum;
}

}  // namespace

int series_terms(double norm) {
  constexpr int most_terms = 16;  // 0.5^17/17! is below the rounding of the first term
  double term = 1.0;
  int k = 1;
  while (k < most_terms && term > 0.25 * std::numeric_limits<double>::epsilon()) {
    ++k;
    term *= norm / k;
  }
  return k;
}

Block block_of(const RealMatrix& a, const std::vector<std::size_t>& places) {
  Block block(places.size(), places.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::size_t j = 0; j < places.size(); ++j)
      block(i, j) = a(static_cast<Eigen::Index>(places[i]), static_cast<Eigen::Index>(places[j]));
  return block;
}

double norm(const Block& a) {
  double largest = 0.0;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < a.columns(); ++j) sum += std::abs(a(i, j));
    if (!(sum <= largest)) largest = sum;
    if (std::isnan(largest)) break;
  }
  return largest;
}

RealVector operator*(const Block& a, const RealVector& v) {
  RealVector result(static_cast<Eigen::Index>(a.rows()));
  for (std::size_t i = 0; i < a.rows(); ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < a.columns(); ++j) sum += a(i, j) * v[static_cast<Eigen::Index>(j)];
    result[static_cast<Eigen::Index>(i)] = sum;
  }
  return result;
}

Block exponential_minus_one(const Block& a, double t) {
  const double size = norm(a) * std::abs(t);
  const int halvings = halvings_for(size);
  const double part = std::ldexp(1.0, -halvings);
  Block result = series(scaled(a, part * t), series_terms(part * size));
  for (int i = 0; i < halvings; ++i) result = doubled(result);
  return result;
}

RealVector exponential_change(const Block& a, double t, const RealVector& v) {
  constexpr double most_steps = 64.0;  // as many products with a vector cost what one matrix does
  const double size = norm(a) * std::abs(t);
  const double steps = std::max(1.0, std::ceil(size / small_norm));
  if (!(steps <= most_steps)) return exponential_minus_one(a, t) * v;
  const int terms = series_terms(size / steps);
  RealVector change = RealVector::Zero(v.size());
  for (int i = 0; i < static_cast<int>(steps); ++i)
    change += series(a, t / steps, v + change, terms);
  return change;
}

StepPowers::StepPowers(const Block& a, double step) {
  powers_.push_back(exponential_minus_one(a, step));
}

const Block& StepPowers::operator[](std::size_t k) {
  while (powers_.size() <= k) powers_.push_back(doubled(powers_.back()));
  return powers_[k];
}

RealVector StepPowers::change(const RealVector& v, std::size_t steps) {
  RealVector change = RealVector::Zero(v.size());
  for (std::size_t k = 0; steps >> k != 0; ++k)
    if ((steps >> k & 1U) != 0) change += (*this)[k] * RealVector(v + change);
  return change;
}

}  // namespace qbattery
