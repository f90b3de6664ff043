#include "qbattery/dynamics/exponential.hpp"

#include <algorithm>
#include <cmath>

namespace qbattery {

namespace {

constexpr double small_norm = 0.5;  // below it no term of the series exceeds the sum
constexpr int most_terms = 16;      // 0.5^17/17! is below the rounding of the first term

double norm(const RealMatrix& a) {
  return a.size() == 0 ? 0.0 : a.cwiseAbs().rowwise().sum().maxCoeff();
}

// A/1! + A^2/2! + ..., the terms of later orders first.
RealMatrix series(const RealMatrix& a) {
  RealMatrix sum = a / most_terms;
  for (int k = most_terms - 1; k >= 1; --k) {
    sum = (a + a * sum).eval() / k;
  }
  return sum;
}

RealVector series(const RealMatrix& a, double t, const RealVector& v) {
  RealVector sum = (a * v) * (t / most_terms);
  for (int k = most_terms - 1; k >= 1; --k) {
    sum = (a * (v + sum)).eval() * (t / k);
  }
  return sum;
}

}  // namespace

RealMatrix exponential_minus_one(const RealMatrix& a) {
  const double size = norm(a);
  const int halvings = size > small_norm ? std::ilogb(size / small_norm) + 1 : 0;
  RealMatrix result = series(std::ldexp(1.0, -halvings) * a);
  // e^2x - 1 = (e^x - 1)^2 + 2 (e^x - 1)
  for (int i = 0; i < halvings; ++i) result = (result * result).eval() + 2.0 * result;
  return result;
}

RealVector exponential_change(const RealMatrix& a, double t, const RealVector& v) {
  constexpr double most_steps = 64.0;  // as many products with a vector cost what one matrix does
  const double steps = std::max(1.0, std::ceil(norm(a) * std::abs(t) / small_norm));
  if (!(steps <= most_steps)) return exponential_minus_one(a * t) * v;
  RealVector change = RealVector::Zero(v.size());
  for (int i = 0; i < static_cast<int>(steps); ++i) change += series(a, t / steps, v + change);
  return change;
}

}  // namespace qbattery
