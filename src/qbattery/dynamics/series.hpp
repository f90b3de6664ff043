#pragma once

#include <optional>
#include <span>
#include <vector>

#include "qbattery/dynamics/ellipse.hpp"
#include "qbattery/dynamics/piecewise_polynomial.hpp"
#include "qbattery/dynamics/terms.hpp"
#include "qbattery/generator/linear_equation.hpp"

namespace qbattery {

/// What a step begins with.
struct Trial {
  /// Of powers: the length to try. Of Faber polynomials: the size of the ellipse, where 1 is the
  /// equation's own spread.
  double size = 1.0;
  double too_small = 0.0;  ///< the largest size of an ellipse that turned out so; 0 for none
};

/// The solution of a LinearEquation over one step, as a series: of powers of (t - from)/unit, or of
/// Faber polynomials of the generator on an ellipse.
struct Series {
  double from = 0.0;
  double to = -1.0;         ///< below `from`: there is none yet
  double error = 0.0;       ///< what it may be wrong by at `to`, rounding included
  double negligible = 0.0;  ///< what may be left out of a value
  Trial next_trial = {};
  double unit = 1.0;
  std::optional<Ellipse> ellipse = {};
  /// How many numbers a value has.
  Eigen::Index size = 0;
  /// Whether terms stand for i^n times as many real numbers, for n from 0.
  bool is_real = false;
  Terms terms = {};
  std::vector<double> norms = {};  ///< of the terms that are in use
  /// Linear forms whose values are kept of each term, for numbers that are real in pairs: series of
  /// powers, or on an ellipse about the real numbers. Null for none, and when the step is made.
  const std::vector<LinearForm>* forms = nullptr;
  std::vector<double> form_values = {};  ///< term after term
  /// Whether terms that are no longer needed to make others give up their places: then forms have
  /// values at any time, and the state at `to` alone, which is `end`.
  bool rolls = false;
  lanes::AlignedNumbers end{0};

  /// Starts anew from a state, with room for as many terms.
  void begin(const Ket& state, std::size_t most_terms);
  /// Takes the next term, which stands in its place.
  void add_norm(double square);
  /// Doubles from one value to the next.
  std::size_t stride() const { return Terms::stride_of(2 * static_cast<std::size_t>(size)); }
  /// Values at some times, in rows that are aligned as terms are.
  void evaluate(std::span<const double> times, double* values) const;
  void evaluate(double t, Ket& value) const;
  /// The values of the forms at a time.
  void evaluate_forms(double t, std::span<double> values) const;
  /// Adds the newest term to `end`, the first in place of what was there.
  void add_to_end(double weight);

 private:
  std::vector<double> weights_at(double t) const;
  void evaluate_real(const lanes::Block& weights, std::span<const double> times,
                     double* values) const;
};

/// What a step is asked for.
struct SeriesStep {
  const LinearEquation& equation;
  const PiecewisePolynomial::Piece& piece;  ///< of its coefficients
  const Ket& state;
  double from = 0.0;
  double end = 0.0;  ///< no further than here
  Trial trial = {};
  double loss = 0.0;     ///< what may be lost, per time
  double growth = 0.0;   ///< how much larger than the state a term may be
  double spacing = 0.0;  ///< between times that states will be asked for at
};

/// One step of powers, as far as its terms are good for. Returns how often matrices were applied.
std::size_t taylor_step(const SeriesStep& step, Series& series);

/// The same of Faber polynomials, where no coefficient changes and the equation says where its
/// eigenvalues are: a third of the applications or less, since the ellipse needs no room for what
/// has none, and since the series is bounded there and steps may be long. Eigenvalues outside only
/// make terms larger, which is seen, and the next ellipse is larger; where all terms are small, it
/// is smaller, down to the first that is not. A series that rolls has a length of its own choice,
/// and fails with to = from where that is not good.
std::size_t faber_step(const SeriesStep& step, Series& series);

}  // namespace qbattery
