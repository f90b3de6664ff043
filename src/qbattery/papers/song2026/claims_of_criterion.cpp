// Claims 8 to 10: what the criterion of Eqs. (6) and (7) proves.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"
#include "qbattery/papers/song2026/steering_criteria.hpp"
#include "qbattery/quantities/correlations.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/states/figures_of_merit.hpp"
#include "qbattery/support/stopping.hpp"

namespace qbattery::song2026 {

namespace {

/// Numbers that are the same on every machine: the distributions of the standard library are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  double uniform() { return (static_cast<double>(engine_() >> 11U) + 0.5) * 0x1p-53; }
  Complex normal() {
    const double radius = std::sqrt(-2.0 * std::log(uniform()));
    return std::polar(radius, 2.0 * std::numbers::pi * uniform());
  }
  Matrix normal(Eigen::Index rows, Eigen::Index columns) {
    Matrix matrix(rows, columns);
    for (Eigen::Index i = 0; i < matrix.size(); ++i) matrix(i) = normal();
    return matrix;
  }

 private:
  std::mt19937_64 engine_;
};

Matrix normalised(const Matrix& rho) { return rho / rho.trace().real(); }
Matrix pure(const Matrix& ket) { return normalised(ket * ket.adjoint()); }

// One to five random products of pure states with random weights: one alone reaches the bound.
Matrix random_separable(Random& random) {
  const int count = 1 + static_cast<int>(5.0 * random.uniform());
  Matrix rho = Matrix::Zero(4, 4);
  for (int k = 0; k < count; ++k)
    rho += random.uniform() * tensor(pure(random.normal(2, 1)), pure(random.normal(2, 1)));
  return normalised(rho);
}

/// States of the pair, for figures of merit of many at once.
class States {
 public:
  void add(const Matrix& rho) {
    const Matrix rows = rho.transpose();
    numbers_.insert(numbers_.end(), rows.data(), rows.data() + rows.size());
  }
  std::size_t size() const { return numbers_.size() / 16; }
  Matrix operator[](std::size_t i) const { return matrices()[i]; }
  std::vector<double> steering() const {
    std::vector<double> s(size());
    qbattery::steering(matrices(), {2, 2}, s, 1);
    return s;
  }

 private:
  Matrices matrices() const { return {numbers_.data(), size(), 4}; }
  std::vector<Complex> numbers_;
};

Claim claim_8(Laboratory&) {
  Random random(20260101);
  States states;
  for (int k = 0; k < 20000; ++k) states.add(random_separable(random));
  const std::vector<double> s = states.steering();
  const double largest = *std::max_element(s.begin(), s.end());
  return {.number = 8,
          .words = "Models of local hidden states never violate Eq. (6).",
          .measured = {{"largest_separable",
                        "largest S of 20,000 random separable states, one to "
                        "five products each",
                        largest}},
          .parts = {{"", judge(largest <= sign_floor)}}};
}

/// How often each of two criteria proves steering.
struct Counts {
  int s_alone = 0, f_alone = 0, both = 0;
};

Counts count(const States& states) {
  Counts counts;
  const std::vector<double> steering = states.steering();
  for (std::size_t i = 0; i < states.size(); ++i) {
    const bool s = steering[i] > sign_floor;
    const bool f = cjwr(states[i], 3) > 1.0 + sign_floor;
    counts.s_alone += s && !f ? 1 : 0;
    counts.f_alone += f && !s ? 1 : 0;
    counts.both += s && f ? 1 : 0;
  }
  return counts;
}

// All mixtures of the four Bell states in twentieths.
Counts of_bell_diagonal_states() {
  constexpr int parts = 20;
  const double h = std::numbers::sqrt2 / 2.0;
  const Matrix bell = (Matrix(4, 4) << h, h, 0, 0, 0, 0, h, h, 0, 0, h, -h, h, -h, 0, 0).finished();
  States states;
  for (int a = 0; a <= parts; ++a) {
    for (int b = 0; a + b <= parts; ++b) {
      for (int c = 0; a + b + c <= parts; ++c) {
        const Eigen::Vector4d weights(a, b, c, parts - a - b - c);
        states.add(bell * (weights / parts).asDiagonal() * bell.adjoint());
      }
    }
  }
  return count(states);
}

Counts of_random_states() {
  Random random(20260102);
  States states;
  for (int k = 0; k < 10000; ++k) {
    const Matrix root = random.normal(4, 2);
    states.add(normalised(root * root.adjoint()));
  }
  return count(states);
}

// Samples of the curves of Figs. 4 and 5, 0.01 apart, at which S alone proves that the charger
// steers.
int uncertified_samples(Laboratory& lab) {
  int count = 0;
  for (const char* panel :
       {"fig4a", "fig4b", "fig4c", "fig4d", "fig5a", "fig5b", "fig5c", "fig5d", "fig5e", "fig5f"}) {
    throw_if_stopped();
    const PairCurve& curve = lab.curve(lab.panel(panel).until_multiple_of(2e-3));
    const std::vector<double>& s = curve.samples("S_AB");
    for (std::size_t i = 0; i < s.size(); i += 5)
      if (s[i] > sign_floor && !is_certified(curve.state(curve.times()[i]))) ++count;
  }
  return count;
}

Claim claim_9(Laboratory& lab) {
  const Counts bell = of_bell_diagonal_states();
  const Counts random = of_random_states();
  const int alone = uncertified_samples(lab);
  return {
      .number = 9,
      .words = "The criterion is stronger than the linear one.",
      .measured =
          {{"bell_s_alone", "mixtures of Bell states in twentieths: S > 0 without F_3 > 1",
            static_cast<double>(bell.s_alone)},
           {"bell_f_alone", "F_3 > 1 without S > 0", static_cast<double>(bell.f_alone)},
           {"bell_both", "both", static_cast<double>(bell.both)},
           {"random_s_alone", "10,000 random states of rank 2: S > 0 without F_3 > 1",
            static_cast<double>(random.s_alone)},
           {"random_f_alone", "F_3 > 1 without S > 0", static_cast<double>(random.f_alone)},
           {"random_both", "both", static_cast<double>(random.both)},
           {"uncertified_samples",
            "samples of Figs. 4 and 5 with S_AB > 0 although neither F_3 nor ESC proves steering",
            static_cast<double>(alone)}},
      .parts = {{"as an ordering", judge(bell.f_alone + random.f_alone == 0)}}};
}

Claim claim_10(Laboratory&) {
  const double mixed = steering(identity(4) / 4.0, 2, 2);
  const Matrix one = pure((Matrix(2, 1) << 1, 1).finished());
  const double product = steering(tensor(one, one), 2, 2);
  const Matrix ket = (Matrix(4, 1) << std::cos(0.4), 0, 0, std::sin(0.4)).finished();
  const Matrix rho = 0.7 * pure(ket) + 0.3 * identity(4) / 4.0;
  const Matrix filter = tensor(identity(2), (Matrix(2, 2) << 0.3, 0, 0, 1).finished());
  const double before = steering(rho, 2, 2);
  const double after = steering(normalised(filter * rho * filter), 2, 2);
  const bool changes_sign = before > sign_floor && after < -sign_floor;
  return {
      .number = 10,
      .words = "S quantifies the steering potential.",
      .measured = {{"product_pure", "S of a product of pure states", product},
                   {"product_mixed", "of 1/4, a product that steers as little", mixed},
                   {"before_filter",
                    "S_AB of 0.7 |psi><psi| + 0.3/4, psi = cos(0.4) |ee> + sin(0.4) |gg>", before},
                   {"after_filter",
                    "behind the filter diag(0.3, 1) on B, which changes nothing about who can "
                    "be steered",
                    after}},
      .parts = {{"", judge(!changes_sign && std::abs(mixed - product) <= sign_floor)}}};
}

}  // namespace

std::vector<Claim> claims_of_criterion(Laboratory& lab) {
  return {claim_8(lab), claim_9(lab), claim_10(lab)};
}

}  // namespace qbattery::song2026
