#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/dynamics/series.hpp"
#include "qbattery/support/stopping.hpp"

namespace qbattery {

namespace {

// More terms make longer steps, until rounding of the largest term shows in their sum. Changing
// coefficients need sums over earlier terms as well.
constexpr int most_terms_constant = 60;
constexpr int most_terms_changing = 24;
constexpr double too_large = 1e100;  // terms beyond are not needed to find the right step
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// c_k(t) in powers of x = (s - t)/h.
std::vector<RealVector> coefficients_about(const PiecewisePolynomial::Piece& piece, double t,
                                           double h) {
  std::vector<RealVector> c;
  for (std::size_t k = 0; k < piece.coefficients.size(); ++k)
    c.push_back(PiecewisePolynomial::about(piece, k, t, h));
  return c;
}

Eigen::Index highest_power(const std::vector<RealVector>& c) {
  Eigen::Index highest = 0;
  for (const RealVector& each : c) highest = std::max(highest, each.size() - 1);
  return highest;
}

/// The sum over k and j of c_kj A_k u_(n-j), whose terms are kept as long as they are needed.
class ChangingParts {
 public:
  ChangingParts(const LinearEquation& equation, const std::vector<RealVector>& c)
      : equation_(equation),
        c_(c),
        length_(static_cast<std::size_t>(highest_power(c)) + 1),
        images_(c.size(), std::vector<Ket>(length_)) {}

  void add(std::size_t n, const Complex* term, Eigen::Map<Ket>& sum) {
    for (std::size_t k = 0; k < c_.size(); ++k) {
      std::vector<Ket>& ring = images_[k];
      Ket& newest = ring[n % length_];
      newest.resize(equation_.size);
      equation_.apply(k + 1, term, newest.data(), {});
      const auto reach = std::min(n, static_cast<std::size_t>(c_[k].size()) - 1);
      for (std::size_t j = 0; j <= reach; ++j)
        sum += c_[k][static_cast<Eigen::Index>(j)] * ring[(n - j) % length_];
    }
  }

 private:
  const LinearEquation& equation_;
  const std::vector<RealVector>& c_;
  std::size_t length_;
  std::vector<std::vector<Ket>> images_;
};

/// What each of the last terms counts for in those to come, the newest first: u_(n-i) is part of
/// them by the coefficients of x^i and higher powers alone, as a share of the largest. The last two
/// count whole, lest one of them be 0 by chance. Of c = x^2 every third term is none at all.
std::vector<double> weights_of(const std::vector<RealVector>& c) {
  std::vector<double> weights(static_cast<std::size_t>(highest_power(c)) + 1, 0.0);
  for (const RealVector& each : c)
    for (Eigen::Index j = 0; j < each.size(); ++j)
      weights[static_cast<std::size_t>(j)] =
          std::max(weights[static_cast<std::size_t>(j)], std::abs(each(j)));
  for (std::size_t i = weights.size() - 1; i > 0; --i)
    weights[i - 1] = std::max(weights[i - 1], weights[i]);
  const double largest = weights.front();
  for (double& weight : weights) weight = largest > 0.0 ? weight / largest : 0.0;
  weights.resize(std::max<std::size_t>(weights.size(), 2));
  weights[0] = weights[1] = 1.0;
  return weights;
}

/// The largest of the last terms, by what they count for.
double largest_of_last(const std::vector<double>& norms, const std::vector<double>& weights) {
  double largest = 0.0;
  for (std::size_t i = 0; i < std::min(weights.size(), norms.size()); ++i)
    largest = std::max(largest, weights[i] * norms[norms.size() - 1 - i]);
  return largest;
}

/// How much of a step its terms are good for: the last ones are below the share, in proportion, and
/// none is so large that its rounding shows.
double usable_fraction(const Series& series, const std::vector<double>& weights, double share,
                       double growth) {
  const std::vector<double>& norms = series.norms;
  double fraction = 1.0;
  const auto limit = [&fraction](double wanted, double norm, std::size_t root) {
    if (norm > wanted)
      fraction = std::min(fraction, std::pow(wanted / norm, 1.0 / static_cast<double>(root)));
  };
  const std::size_t last = norms.size() - 1;
  for (std::size_t i = 0; i < std::min(weights.size(), last); ++i)
    limit(0.5 * share, weights[i] * norms[last - i], std::max<std::size_t>(last - i, 2) - 1);
  for (std::size_t n = 1; n <= last; ++n) limit(growth * norms[0], norms[n], n);
  return fraction;
}

// u_(n+1) = h/(n+1) [A_0 u_n + sum_k sum_j c_kj A_k u_(n-j)], with c_k(t) = sum_j c_kj x^j.
std::size_t make_terms(const SeriesStep& step, const std::vector<RealVector>& c,
                       const std::vector<double>& weights, double small, Series& series) {
  const LinearEquation& equation = step.equation;
  const auto highest = static_cast<std::size_t>(highest_power(c));
  const std::size_t most = highest == 0 ? most_terms_constant : most_terms_changing;
  ChangingParts changing(equation, c);
  series.begin(step.state, most + 1);
  std::size_t applications = 0;
  for (std::size_t n = 0; n < most; ++n) {
    throw_if_stopped();
    const double factor = series.unit / static_cast<double>(n + 1);
    Eigen::Map<Ket> next(series.terms[n + 1], equation.size);
    const double scale = c.empty() ? factor : 1.0;
    double square = equation.apply(0, series.terms[n], next.data(), {.scale = scale});
    if (!c.empty()) {
      changing.add(n, series.terms[n], next);
      next *= factor;
      square = next.squaredNorm();
    }
    applications += 1 + c.size();
    series.add_norm(square);
    // As usable_fraction() wants them, lest a step be shortened where one more term would do.
    const bool is_small = n > highest + 1 && largest_of_last(series.norms, weights) <= small;
    if (is_small || !(series.norms[n + 1] < too_large)) break;
  }
  return applications;
}

}  // namespace

std::size_t taylor_step(const SeriesStep& step, Series& series) {
  const double trial = step.trial.size;
  const double target = step.from + trial >= step.end ? step.end : step.from + trial;
  series.ellipse.reset();
  series.is_real = false;
  series.from = step.from;
  series.unit = target - step.from;
  const double share = step.loss * series.unit;
  const std::vector<RealVector> c = coefficients_about(step.piece, step.from, series.unit);
  const std::vector<double> weights = weights_of(c);
  const std::size_t applications = make_terms(step, c, weights, 0.5 * share, series);
  const std::vector<double>& norms = series.norms;
  const double fraction = usable_fraction(series, weights, share, step.growth);
  series.to = fraction < 1.0 ? step.from + fraction * series.unit : target;
  double largest = 0.0;
  for (std::size_t n = 0; n < norms.size(); ++n)
    largest = std::max(largest, norms[n] * std::pow(fraction, static_cast<double>(n)));
  series.error = share * fraction + epsilon * largest;
  series.negligible = 0.01 * share * fraction;
  // Next time as many terms as there may be.
  const double stretch =
      std::min(2.0, 0.9 * most_terms_constant / static_cast<double>(norms.size()));
  series.next_trial.size =
      fraction < 1.0 ? fraction * series.unit : std::max(trial, stretch * series.unit);
  return applications;
}

}  // namespace qbattery
