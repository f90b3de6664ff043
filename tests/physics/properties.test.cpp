// What holds for every state and model, whatever its numbers.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "qbattery/engine/plan.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantum/states.hpp"
#include "tests/physics/pair.hpp"
#include "tests/physics/random_model.hpp"

namespace qbattery {
namespace {

using namespace testing_models;

// Sums of some tens of products of numbers of order 1.
constexpr double rounding = 1e-12;
// The square root at a pure marginal makes 1e-8 of rounding.
constexpr double pure_rounding = 1e-7;

Random from_seed(std::uint64_t seed) { return Random(seed); }

Dimensions some_pair() {
  return *rc::gen::element(Dimensions{2, 2}, Dimensions{2, 3}, Dimensions{3, 2}, Dimensions{3, 3},
                           Dimensions{2, 4}, Dimensions{4, 2});
}

double average(const Matrix& rho, const Matrix& h) { return (rho * h).trace().real(); }

double lowest(const Matrix& h) {
  return Eigen::SelfAdjointEigenSolver<Matrix>(h).eigenvalues().minCoeff();
}

// Pure states lie on the border of what is positive, where a wrong generator leaves it at once.
RC_GTEST_PROP(properties, evolution_keeps_states_positive, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const Dimensions dimensions =
      *rc::gen::element(Dimensions{2, 2}, Dimensions{2, 3}, Dimensions{3, 3}, Dimensions{2, 2, 2});
  const Both both = random_model(dimensions, random);
  const Matrix pure = pure_state(random_ket(total_dimension(dimensions), random));
  const double t = 0.01 * *rc::gen::inRange(1, 1000);
  const Plan plan(both.model, {.times = {t}});
  for (const Matrix& start : {both.initial, pure}) {
    const Curve curve = plan.curve(both.parameters, start);
    for (const double when : {0.01 * t, t}) {
      const Matrix rho = curve.state(when);
      RC_ASSERT(std::abs(rho.trace() - 1.0) < rounding);
      RC_ASSERT(smallest_eigenvalue(rho) > -rounding);
    }
  }
}

RC_GTEST_PROP(properties, ergotropy_lies_between_nothing_and_all_energy, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const int d = *rc::gen::inRange(2, 6);
  const Matrix h = random_hermitian(d, random);
  const Matrix rho = random_state(d, random);
  const double work = ergotropy(rho, h);
  RC_ASSERT(work >= 0.0);
  RC_ASSERT(work <= average(rho, h) - lowest(h) + rounding);
  // A pure state gives everything.
  const Ket psi = random_ket(d, random);
  const Matrix pure = psi * psi.adjoint();
  RC_ASSERT(std::abs(ergotropy(pure, h) - (average(pure, h) - lowest(h))) < rounding);
}

RC_GTEST_PROP(properties, ergotropy_changes_by_the_work_that_a_unitary_does, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const int d = *rc::gen::inRange(2, 6);
  const Matrix h = random_hermitian(d, random);
  const Matrix rho = random_state(d, random);
  const Matrix u = random_unitary(d, random);
  const Matrix turned = u * rho * u.adjoint();
  RC_ASSERT(std::abs((ergotropy(turned, h) - ergotropy(rho, h)) -
                     (average(turned, h) - average(rho, h))) < rounding);
  // Turning the Hamiltonian along changes nothing.
  RC_ASSERT(std::abs(ergotropy(turned, u * h * u.adjoint()) - ergotropy(rho, h)) < rounding);
  // Nor does another zero of energy; another unit is a factor.
  const Matrix shifted = h + 3.7 * Matrix::Identity(d, d);
  RC_ASSERT(std::abs(ergotropy(rho, shifted) - ergotropy(rho, h)) < rounding);
  RC_ASSERT(std::abs(ergotropy(rho, 2.5 * h) - 2.5 * ergotropy(rho, h)) < rounding);
}

RC_GTEST_PROP(properties, mixing_states_makes_no_ergotropy, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const int d = *rc::gen::inRange(2, 6);
  const Matrix h = random_hermitian(d, random);
  const Matrix a = random_state(d, random);
  const Matrix b = random_state(d, random);
  RC_ASSERT(ergotropy(0.3 * a + 0.7 * b, h) <=
            0.3 * ergotropy(a, h) + 0.7 * ergotropy(b, h) + rounding);
}

// Any populations that fall with energy, thermal or not; the same the other way round store work.
RC_GTEST_PROP(properties, falling_populations_are_passive, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const int d = *rc::gen::inRange(2, 6);
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(random_hermitian(d, random));
  const Eigen::VectorXd& levels = solver.eigenvalues();
  const Matrix& v = solver.eigenvectors();
  const Matrix h = v * levels.asDiagonal() * v.adjoint();
  Eigen::VectorXd p = random_ket(d, random).cwiseAbs2();
  std::sort(p.begin(), p.end(), std::greater<>());
  RC_ASSERT(ergotropy(v * p.asDiagonal() * v.adjoint(), h) < rounding);
  const double stored = levels.dot(p.reverse() - p);
  RC_ASSERT(std::abs(ergotropy(v * p.reverse().asDiagonal() * v.adjoint(), h) - stored) < rounding);
}

Matrix separable(const Dimensions& dimensions, int terms, Random& random) {
  Matrix rho = Matrix::Zero(dimensions[0] * dimensions[1], dimensions[0] * dimensions[1]);
  std::uniform_real_distribution<double> weight(0.0, 1.0);
  for (int i = 0; i < terms; ++i) {
    const Ket a = random_ket(dimensions[0], random);
    const Ket b = random_ket(dimensions[1], random);
    rho += weight(random) * oracle::kron(a * a.adjoint(), b * b.adjoint());
  }
  return rho / rho.trace().real();
}

// The parties exchanged: rows and columns (i, j) become (j, i).
Matrix exchanged(const Matrix& rho, const Dimensions& d) {
  Matrix result(rho.rows(), rho.cols());
  const auto place = [&d](Eigen::Index k) { return (k % d[1]) * d[0] + k / d[1]; };
  for (Eigen::Index i = 0; i < rho.rows(); ++i) {
    for (Eigen::Index j = 0; j < rho.cols(); ++j) result(place(i), place(j)) = rho(i, j);
  }
  return result;
}

// Also of one product: the bound that loses digits there is subtracted, and never negative.
RC_GTEST_PROP(properties, separable_states_show_no_steering, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const Dimensions d = some_pair();
  const Matrix rho = separable(d, *rc::gen::inRange(1, 8), random);
  RC_ASSERT(steering(rho, d[0], d[1]) <= rounding);
  RC_ASSERT(steering(exchanged(rho, d), d[1], d[0]) <= rounding);
}

RC_GTEST_PROP(properties, steering_does_not_see_local_unitaries, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const Dimensions d = some_pair();
  const Matrix rho = random_state(d[0] * d[1], random);
  const Matrix first = random_unitary(d[0], random);
  const Matrix u = oracle::kron(first, random_unitary(d[1], random));
  const Matrix turned = u * rho * u.adjoint();
  RC_ASSERT(std::abs(steering(turned, d[0], d[1]) - steering(rho, d[0], d[1])) < rounding);
}

// S = ||C|| - bound: the correlations are the same both ways, the bounds are not.
RC_GTEST_PROP(properties, exchanging_the_parties_exchanges_the_bounds, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const Dimensions d = some_pair();
  const Matrix rho = random_state(d[0] * d[1], random);
  const double pa = oracle::reduce_to_first(rho, d[0], d[1]).squaredNorm();
  const double pb = oracle::reduce_to_second(rho, d[0], d[1]).squaredNorm();
  const double forward = steering(rho, d[0], d[1]) + std::sqrt((d[0] - pa) * (1 - pb));
  const double back = steering(exchanged(rho, d), d[1], d[0]) + std::sqrt((d[1] - pb) * (1 - pa));
  RC_ASSERT(std::abs(forward - back) < rounding);
}

RC_GTEST_PROP(properties, the_first_party_of_an_expression_steers, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const Dimensions d = some_pair();
  const Matrix rho = random_state(d[0] * d[1], random);
  Model model;
  model.subsystems = {{"a", Matrix::Zero(d[0], d[0])}, {"b", Matrix::Zero(d[1], d[1])}};
  const Plan plan(model, {.times = {0.0},
                          .quantities = {{"S_ab", expr::parse("steering(a, b)")},
                                         {"S_ba", expr::parse("steering(b, a)")}}});
  const Outcome outcome = plan.run(std::vector<double>{}, rho);
  const double forward = oracle::steering(rho, d[0], d[1]);
  const double back = oracle::steering(exchanged(rho, d), d[1], d[0]);
  RC_ASSERT(std::abs(outcome.curves[0][0] - forward) < rounding);
  RC_ASSERT(std::abs(outcome.curves[1][0] - back) < rounding);
}

// Both marginals of a pure state have the same spectrum.
RC_GTEST_PROP(properties, pure_states_of_equal_parties_steer_alike_both_ways,
              (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const int d = *rc::gen::inRange(2, 6);
  const Matrix rho = pure_state(random_ket(d * d, random));
  const double impurity = 1 - oracle::reduce_to_first(rho, d, d).squaredNorm();
  RC_ASSERT(std::abs(steering(rho, d, d) - steering(exchanged(rho, {d, d}), d, d)) <
            rounding + 1e-14 / std::sqrt(impurity));
}

RC_GTEST_PROP(properties, pure_two_level_pairs_steer_alike_both_ways, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const Ket psi = random_ket(4, random);
  const Matrix rho = psi * psi.adjoint();
  const double c = 2 * std::abs(psi(0) * psi(3) - psi(1) * psi(2));
  const double known = c + c * c / 2 - c * std::sqrt(0.5 + c * c / 4);
  RC_ASSERT(std::abs(steering(rho, 2, 2) - known) < pure_rounding);
  RC_ASSERT(std::abs(steering(exchanged(rho, {2, 2}), 2, 2) - known) < pure_rounding);
}

// p of the most entangled state, the rest spread evenly: C has d^2 - 1 singular values p/d, both
// marginals are 1/d.
RC_GTEST_PROP(properties, isotropic_states_steer_as_their_closed_form_says, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  const int d = *rc::gen::inRange(2, 6);
  const double p = *rc::gen::element(0.0, 0.3, 0.8, 1.0);
  Ket psi = Ket::Zero(d * d);
  for (int i = 0; i < d; ++i) psi(i * d + i) = 1 / std::sqrt(d);
  const Matrix u = oracle::kron(random_unitary(d, random), Matrix::Identity(d, d));
  const Matrix rho = p * u * psi * psi.adjoint() * u.adjoint() +
                     (1 - p) / (d * d) * Matrix::Identity(d * d, d * d);
  const double known = p * (d * d - 1.0) / d - std::sqrt((d - 1.0 / d) * (1 - 1.0 / d));
  RC_ASSERT(std::abs(steering(rho, d, d) - known) < rounding);
}

// n -> 1 - n with e and g exchanged, at every time and from any state.
RC_GTEST_PROP(properties, fermions_and_holes_evolve_alike, (std::uint64_t seed)) {
  Random random = from_seed(seed);
  std::uniform_real_distribution<double> number(0.0, 1.0);
  Pair pair{.F = 3 * number(random), .Gamma = number(random), .n = number(random)};
  pair.Delta_A = 2 * number(random) - 1;
  pair.Delta_B = 2 * number(random) - 1;
  pair.collectivity = number(random);
  pair.statistics = Statistics::fermion;
  Pair holes = pair;
  holes.n = 1 - pair.n;
  holes.Delta_A = -pair.Delta_A;
  holes.Delta_B = -pair.Delta_B;
  const Matrix start = random_state(4, random);
  const PairNumbers a = evolve(pair, start, {2.0})[0];
  const PairNumbers b = evolve(holes, start.reverse(), {2.0})[0];
  RC_ASSERT(std::abs(a.E_A + b.E_A - 1) < rounding);
  RC_ASSERT(std::abs(a.E_B + b.E_B - 1) < rounding);
  RC_ASSERT(std::abs(a.S_AB - b.S_AB) < a.S_tolerance);
}

}  // namespace
}  // namespace qbattery
