#pragma once

#include <optional>
#include <span>
#include <vector>

#include "qbattery/dynamics/ellipse.hpp"
#include "qbattery/dynamics/piecewise_polynomial.hpp"
#include "qbattery/dynamics/terms.hpp"
#include "qbattery/generator/linear_equation.hpp"

namespace qbattery {

/// The solution of a LinearEquation over one step, as a series: of powers of (t - from)/unit, or of
/// Faber polynomials of the generator on an ellipse.
struct Series {
  double from = 0.0;
  double to = -1.0;         ///< below `from`: there is none yet
  double error = 0.0;       ///< what it may be wrong by at `to`, rounding included
  double negligible = 0.0;  ///< what may be left out of a value
  double next_trial = 0.0;  ///< see SeriesStep
  double unit = 1.0;
  std::optional<Ellipse> ellipse = {};
  Terms terms = {};
  std::vector<double> norms = {};  ///< of the terms that are in use

  /// Starts anew from a state, with room for as many terms.
  void begin(const Ket& state, std::size_t most_terms);
  /// Takes the next term, which stands in its place.
  void add_norm(double square);
  /// Values at some times, in rows as terms are: `values` has room for as many, aligned as they
  /// are.
  void evaluate(std::span<const double> times, double* values) const;
  void evaluate(double t, Ket& value) const;

 private:
  std::vector<double> weights_at(double t) const;
};

/// What a step is asked for.
struct SeriesStep {
  const LinearEquation& equation;
  const PiecewisePolynomial::Piece& piece;  ///< of its coefficients
  const Ket& state;
  double from = 0.0;
  double end = 0.0;  ///< no further than here
  /// Of powers: the length to try. Of Faber polynomials: the size of the ellipse, where 1 is the
  /// equation's own spread.
  double trial = 0.0;
  double loss = 0.0;     ///< what may be lost, per time
  double growth = 0.0;   ///< how much larger than the state a term may be
  double spacing = 0.0;  ///< between times that will be asked for
};

/// One step of powers, as far as its terms are good for. Returns how often matrices were applied.
std::size_t taylor_step(const SeriesStep& step, Series& series);

/// The same of Faber polynomials, where no coefficient changes and the equation says where its
/// eigenvalues are: a third of the applications or less, since the ellipse needs no room for what
/// has none, and since the series is bounded there and steps may be long. Eigenvalues outside only
/// make terms larger, which is seen, and the next ellipse is larger; where all terms are small, it
/// is smaller.
std::size_t faber_step(const SeriesStep& step, Series& series);

}  // namespace qbattery
