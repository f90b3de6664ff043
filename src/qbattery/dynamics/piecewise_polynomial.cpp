#include "qbattery/dynamics/piecewise_polynomial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

constexpr int nodes = 11;
constexpr double fit = 1e-13;         // of the largest value of the function
constexpr double negligible = 1e-15;  // of the same: Chebyshev coefficients that small are rounding
constexpr double shortest = 1e-15;    // of the time: pieces are not halved further
constexpr std::size_t most_pieces = 200'000;

double node(int k) { return -std::cos(std::numbers::pi * (k + 0.5) / nodes); }

/// From values at the nodes to Chebyshev coefficients, whose errors stay those of the values.
const RealMatrix& to_chebyshev() {
  static const RealMatrix matrix = [] {
    RealMatrix cosines(nodes, nodes);
    for (int order = 0; order < nodes; ++order)
      for (int k = 0; k < nodes; ++k)
        cosines(order, k) = (order == 0 ? 1.0 : 2.0) / nodes * std::cos(order * std::acos(node(k)));
    return cosines;
  }();
  return matrix;
}

/// From these to powers of x: T_(n+1) = 2x T_n - T_(n-1), whole numbers.
const RealMatrix& to_powers() {
  static const RealMatrix matrix = [] {
    RealMatrix powers = RealMatrix::Zero(nodes, nodes);
    powers(0, 0) = powers(1, 1) = 1.0;
    for (int order = 2; order < nodes; ++order) {
      powers.col(order).tail(nodes - 1) = 2.0 * powers.col(order - 1).head(nodes - 1);
      powers.col(order) -= powers.col(order - 2);
    }
    return powers;
  }();
  return matrix;
}

/// The polynomial through values at the nodes, in powers of x.
RealVector through(const RealVector& values, double scale) {
  RealVector chebyshev = to_chebyshev() * values;
  for (double& coefficient : chebyshev)
    if (std::abs(coefficient) <= negligible * scale) coefficient = 0.0;
  RealVector powers = to_powers() * chebyshev;
  Eigen::Index size = powers.size();
  while (size > 1 && powers[size - 1] == 0.0) --size;
  return powers.head(size);
}

double evaluate(const RealVector& coefficients, double x) {
  double value = 0.0;
  for (Eigen::Index k = coefficients.size(); k-- > 0;) value = value * x + coefficients[k];
  return value;
}

double time_of(const PiecewisePolynomial::Piece& piece, double x) {
  return 0.5 * ((piece.from + piece.to) + x * (piece.to - piece.from));
}

/// Goes on from the last border to another time, in equal parts that are no longer than `longest`.
void divide(std::vector<double>& borders, double to, double longest) {
  const double from = borders.back();
  if (!(to > from)) return;
  const double parts = std::clamp(std::ceil((to - from) / longest), 1.0, double{most_pieces});
  for (double k = 1.0; k < parts; ++k) borders.push_back(from + (to - from) * k / parts);
  borders.push_back(to);
}

}  // namespace

PiecewisePolynomial::PiecewisePolynomial(const Functions& functions, std::size_t count, double from,
                                         double to, double longest,
                                         const std::vector<double>& corners)
    : scales_(count, 0.0) {
  std::vector<double> borders{from};
  for (const double corner : corners) divide(borders, corner, longest);
  divide(borders, to, longest);
  std::vector<double> values(count);
  for (const double border : borders) {
    functions(border, values);
    for (std::size_t i = 0; i < count; ++i) scales_[i] = std::max(scales_[i], std::abs(values[i]));
  }
  for (std::size_t k = 0; k + 1 < borders.size(); ++k)
    approximate(functions, count, borders[k], borders[k + 1]);
}

// Halves from left to right, without recursion.
void PiecewisePolynomial::approximate(const Functions& functions, std::size_t count, double from,
                                      double to) {
  std::vector<double> ends{to};
  while (!ends.empty()) {
    Piece piece{from, ends.back(), {}};
    const double middle = 0.5 * (piece.from + piece.to);
    const bool is_shortest = piece.to - piece.from <= shortest * std::abs(piece.to) ||
                             middle <= piece.from || middle >= piece.to;
    if (try_piece(functions, count, piece) || is_shortest) {
      from = piece.to;
      ends.pop_back();
      pieces_.push_back(std::move(piece));
    } else {
      ends.push_back(middle);
    }
    if (pieces_.size() > most_pieces)
      throw NumericalError(fmt::format(
          "coefficients change too fast to be followed beyond t = {}: more than {} pieces", from,
          most_pieces));
  }
}

bool PiecewisePolynomial::try_piece(const Functions& functions, std::size_t count, Piece& piece) {
  RealMatrix at_nodes(nodes, static_cast<Eigen::Index>(count));
  std::vector<double> values(count);
  const auto sample = [&](double x) {
    functions(time_of(piece, x), values);
    for (std::size_t i = 0; i < count; ++i) scales_[i] = std::max(scales_[i], std::abs(values[i]));
  };
  for (int k = 0; k < nodes; ++k) {
    sample(node(k));
    for (std::size_t i = 0; i < count; ++i) at_nodes(k, static_cast<Eigen::Index>(i)) = values[i];
  }
  piece.coefficients.clear();
  for (std::size_t i = 0; i < count; ++i)
    piece.coefficients.push_back(through(at_nodes.col(static_cast<Eigen::Index>(i)), scales_[i]));
  const std::vector<double> allowed = misfits(at_nodes, piece);
  bool fits = true;
  for (int k = 0; k <= nodes && fits; ++k) {
    constexpr double near_end = 1.0 - 1e-3;
    const double before = k > 0 ? node(k - 1) : -near_end, after = k < nodes ? node(k) : near_end;
    const double x = k == 0 ? before : k == nodes ? after : 0.5 * (before + after);
    sample(x);
    for (std::size_t i = 0; i < count; ++i)
      fits = fits && std::abs(evaluate(piece.coefficients[i], x) - values[i]) <= allowed[i];
  }
  return fits;
}

// At late times their rounding moves a function more than `fit`: cos(w t) by w t ulp.
std::vector<double> PiecewisePolynomial::misfits(const RealMatrix& at_nodes,
                                                 const Piece& piece) const {
  constexpr double ulps = 8.0 * std::numeric_limits<double>::epsilon();
  std::vector<double> allowed;
  for (Eigen::Index i = 0; i < at_nodes.cols(); ++i) {
    const double slope =
        (at_nodes.col(i).maxCoeff() - at_nodes.col(i).minCoeff()) / (piece.to - piece.from);
    allowed.push_back(
        std::max(fit * scales_[static_cast<std::size_t>(i)], ulps * std::abs(piece.to) * slope));
  }
  return allowed;
}

const PiecewisePolynomial::Piece& PiecewisePolynomial::at(double t) const {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), t,
                                      [](double time, const Piece& p) { return time < p.from; });
  return after == pieces_.begin() ? *after : *(after - 1);
}

std::vector<double> sign_changes(const std::function<double(std::size_t i, double t)>& function,
                                 std::size_t count, double from, double to, std::size_t samples) {
  std::vector<double> changes;
  for (std::size_t i = 0; i < count; ++i) {
    double before = from;
    bool sign = function(i, from) >= 0.0;
    for (std::size_t k = 1; k < samples; ++k) {
      const double after =
          from + (to - from) * static_cast<double>(k) / static_cast<double>(samples - 1);
      if ((function(i, after) >= 0.0) != sign) {
        double low = before, high = after;
        for (double t = std::midpoint(low, high); t > low && t < high; t = std::midpoint(low, high))
          ((function(i, t) >= 0.0) == sign ? low : high) = t;
        changes.push_back(high);
        sign = !sign;
      }
      before = after;
    }
  }
  std::ranges::sort(changes);
  return changes;
}

// x = x0 + y g with y = (s - t)/h: Horner's rule, a polynomial in y all along.
RealVector PiecewisePolynomial::about(const Piece& piece, std::size_t function, double t,
                                      double h) {
  const RealVector& c = piece.coefficients[function];
  const double length = piece.to - piece.from;
  const double x0 = ((t - piece.from) - (piece.to - t)) / length;
  const double g = 2.0 * h / length;
  RealVector result = RealVector::Zero(c.size());
  for (Eigen::Index k = c.size(); k-- > 0;) {
    for (Eigen::Index j = c.size() - 1; j > 0; --j) result[j] = x0 * result[j] + g * result[j - 1];
    result[0] = x0 * result[0] + c[k];
  }
  return result;
}

}  // namespace qbattery
