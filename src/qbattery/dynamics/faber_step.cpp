#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "qbattery/dynamics/series.hpp"
#include "qbattery/support/stopping.hpp"

namespace qbattery {

namespace {

constexpr std::size_t fewest_terms = 40;
constexpr std::size_t most_terms = 400;
constexpr std::size_t bytes_of_terms = std::size_t{128} << 20U;
// A series over (re + im) t = x takes some x + this many terms.
constexpr double more_terms = 20.0;
// What applying a matrix costs, in additions of a term to a value.
constexpr double cost_of_application = 10.0;

std::size_t terms_in_memory(Eigen::Index size) {
  const std::size_t bytes = static_cast<std::size_t>(size) * sizeof(Complex);
  return std::clamp(bytes_of_terms / bytes, fewest_terms, most_terms);
}

// Where the cost per time is least: n applications for n terms, and n additions a sample. Steps of
// one length up to the end. One of real terms costs half, and those behind it do not: it goes on
// until its next term costs more per time than they do.
double best_length(const SeriesStep& step, double reach, std::size_t terms, bool is_real) {
  const double balanced = std::sqrt(more_terms * cost_of_application * step.spacing / reach);
  const double most = (static_cast<double>(terms) - more_terms) / reach;
  const double left = step.end - step.from;
  if (is_real)
    return std::min(
        {left, most,
         2.0 * balanced + 0.5 * (cost_of_application * step.spacing + more_terms / reach)});
  return left / std::ceil(left / std::min(balanced, most));
}

// Where terms roll, times cost nothing: a tenth of the applications or so in terms that serve none,
// while the ellipse may still follow from step to step.
double rolling_length(const SeriesStep& step, double reach) {
  constexpr double most = 150.0;
  const double left = step.end - step.from;
  return left / std::ceil(left / (most / reach));
}

/// Whether the last two terms of a series, and all that follow, are small.
bool has_converged(const std::vector<double>& weights, const std::vector<double>& norms,
                   double small) {
  const std::size_t last = norms.size() - 1;
  if (last == 0) return false;
  double behind = 0.0;
  for (std::size_t n = weights.size(); n-- > last;) behind = std::max(behind, std::abs(weights[n]));
  return behind * norms[last] <= small &&
         std::max(behind, std::abs(weights[last - 1])) * norms[last - 1] <= small;
}

/// L = i Q, and all that is made of the state by a real Q is real.
bool stays_real(const SeriesStep& step, const Ellipse& ellipse) {
  return step.equation.apply_real && ellipse.center.real() == 0.0 && step.state.imag().isZero(0.0);
}

// G_n = i^n R_n: R_(n+1) = (Q - middle) R_n / mean + flatness R_(n-1), the first of them doubled.
double next_real_polynomial(const SeriesStep& step, Series& series, std::size_t n) {
  const double scale = 1.0 / series.ellipse->mean();
  RealCombination with{.scale = scale, .shift = -scale * series.ellipse->center.imag()};
  if (n > 0) {
    with.before = -(n == 1 ? 2.0 : 1.0) * series.ellipse->flatness();
    with.last = series.terms.row(n - 1);
  }
  return step.equation.apply_real(series.terms.row(n), series.terms.row(n + 1), with);
}

// G_(n+1) = ((L - center) G_n / mean) - flatness G_(n-1), the first of them doubled.
void next_polynomial(const SeriesStep& step, Series& series, std::size_t n) {
  const Ellipse& ellipse = *series.ellipse;
  if (series.is_real) return series.add_norm(next_real_polynomial(step, series, n));
  const double scale = 1.0 / ellipse.mean();
  Combination with{.scale = scale, .shift = -scale * ellipse.center};
  if (n > 0) {
    with.before = (n == 1 ? 2.0 : 1.0) * ellipse.flatness();
    with.last = series.terms[n - 1];
  }
  series.add_norm(step.equation.apply(0, series.terms[n], series.terms[n + 1], with));
}

// On the ellipse no polynomial is larger than 2: one that is tells of eigenvalues outside. Those
// hardly matter while they cost no more digits than there are to spare. Eigenvalues x times as far
// from the center as the ellipse is let polynomials grow by x from one to the next.
Trial next_trial(const SeriesStep& step, const std::vector<double>& norms) {
  constexpr double smallest = 1e-3, smaller = 0.92, least_growth = 1.05, most_growth = 1.3;
  Trial next = step.trial;
  const double largest = *std::ranges::max_element(norms) / std::max(norms[0], 1e-300);
  if (largest > 0.1 * step.growth) {
    const double growth = std::pow(largest, 1.0 / static_cast<double>(norms.size()));
    next.too_small = std::max(next.too_small, next.size);
    next.size *= std::clamp(growth, least_growth, most_growth);
  } else if (largest < 4.0 && next.too_small == 0.0) {
    next.size = std::max(smallest, smaller * next.size);
  }
  return next;
}

// Each term brings a rounding error of its own. They add up: what is at the edge of the ellipse, as
// low levels are beside one of a huge energy, is rounded the same way from term to term.
double rounding_of(const std::vector<double>& norms) {
  return std::numeric_limits<double>::epsilon() * std::accumulate(norms.begin(), norms.end(), 0.0);
}

}  // namespace

std::size_t faber_step(const SeriesStep& step, Series& series) {
  const Spread& spread = *step.equation.spread;
  const double re = step.trial.size * spread.decay / 2;
  series.ellipse = Ellipse{Complex(-re, spread.middle), re, step.trial.size * spread.turning};
  series.from = step.from;
  const double reach = re + series.ellipse->im;
  std::size_t most = terms_in_memory(step.state.size());
  series.is_real = series.forms == nullptr && stays_real(step, *series.ellipse);
  const double wanted =
      series.rolls ? rolling_length(step, reach) : best_length(step, reach, most, series.is_real);
  if (series.rolls) most = most_terms;
  most = std::min(most, static_cast<std::size_t>(reach * wanted) + 2 * fewest_terms);
  std::vector<double> weights = series.ellipse->exponential(wanted, most + 1);
  series.begin(step.state, most + 1);
  if (series.rolls) series.add_to_end(weights[0]);
  const double state = series.norms[0];
  double length = wanted;
  const auto is_done = [&] {
    return has_converged(weights, series.norms, 0.25 * step.loss * length);
  };
  for (std::size_t n = 0; n < most && !is_done(); ++n) {
    throw_if_stopped();
    next_polynomial(step, series, n);
    if (!(series.norms.back() <= step.growth * state)) break;
    if (series.rolls) series.add_to_end(weights[n + 1]);
  }
  series.next_trial = next_trial(step, series.norms);
  if (series.rolls && !is_done()) {
    series.to = series.from;
    return series.norms.size() - 1;
  }
  constexpr double shorter = 0.8;
  constexpr double shortest = 1e-12;
  while (!is_done() && length > shortest * wanted) {
    length *= shorter;
    weights = series.ellipse->exponential(length, most + 1);
  }
  series.to = length >= step.end - step.from ? step.end : step.from + length;
  series.negligible = 0.01 * step.loss * length;
  series.error = step.loss * length + rounding_of(series.norms);
  return series.norms.size() - 1;
}

}  // namespace qbattery
