#include "qbattery/states/figures_of_merit.hpp"

#include <gtest/gtest.h>

#include <Eigen/QR>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <thread>
#include <vector>

#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/information.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/states/kernels.hpp"
#include "qbattery/support/stopping.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 3e-14;
/// Eigenvalues of 1e-9 are right to 1e-16, their roots to 1e-12.
constexpr double of_concurrence = 1e-11;
/// Of the root of 1 - tr rho_B^2 where rho_B is pure.
constexpr double rounding_of_pure = 3e-8;

class Array {
 public:
  explicit Array(const std::vector<Matrix>& matrices)
      : count_(matrices.size()), levels_(static_cast<int>(matrices.front().rows())) {
    for (const Matrix& m : matrices)
      for (Eigen::Index i = 0; i < m.rows(); ++i)
        for (Eigen::Index j = 0; j < m.cols(); ++j) numbers_.push_back(m(i, j));
  }
  Matrices matrices() const { return {numbers_.data(), count_, levels_}; }

 private:
  std::size_t count_;
  int levels_;
  std::vector<Complex> numbers_;
};

class Random {
 public:
  Matrix matrix(int rows, int columns) {
    Matrix m(rows, columns);
    for (Eigen::Index i = 0; i < rows; ++i)
      for (Eigen::Index j = 0; j < columns; ++j) m(i, j) = {normal_(engine_), normal_(engine_)};
    return m;
  }
  Matrix hermitian(int levels) {
    const Matrix m = matrix(levels, levels);
    return m + m.adjoint();
  }
  Matrix unitary(int levels) {
    return Eigen::HouseholderQR<Matrix>(matrix(levels, levels)).householderQ();
  }
  Matrix state(int levels, int rank) {
    const Matrix m = matrix(levels, rank);
    Matrix rho = m * m.adjoint();
    rho = 0.5 * (rho + rho.adjoint()).eval();
    return rho / rho.trace().real();
  }

 private:
  std::mt19937_64 engine_{20260101};
  std::normal_distribution<double> normal_;
};

Matrix bell_diagonal(const Eigen::Vector4d& weights) {
  Matrix bell(4, 4);
  bell << 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, -1, 1, -1, 0, 0;
  return 0.5 * bell * weights.cast<Complex>().asDiagonal() * bell.transpose();
}

/// cos t |ee> + sin t |gg>
Matrix schmidt(double t) {
  Ket ket = Ket::Zero(4);
  ket(0) = std::cos(t);
  ket(3) = std::sin(t);
  return ket * ket.adjoint();
}

/// Entries beside the diagonal and distances of eigenvalues of all sizes down to rounding.
void add_almost_diagonal(Random& random, std::vector<Matrix>& states) {
  for (int k = 1; k <= 16; ++k) {
    for (int gap = 0; gap <= 16; gap += 2) {
      const Matrix a = random.matrix(4, 4);
      const Matrix near_one = identity(4) + std::pow(10.0, -k) * (a - a.adjoint());
      const Matrix u = Eigen::HouseholderQR<Matrix>(near_one).householderQ();
      Eigen::Vector4d spectrum(0.4, 0.3 + 0.1 * std::pow(10.0, -gap), 0.3, 0.0);
      spectrum /= spectrum.sum();
      const Matrix rho = u * spectrum.cast<Complex>().asDiagonal() * u.adjoint();
      states.push_back(0.5 * (rho + rho.adjoint()));
    }
  }
}

/// Every rank, degenerate spectra in any basis, products, and bare ones.
std::vector<Matrix> many_kinds_of_states() {
  Random random;
  std::vector<Matrix> states = {identity(4) / 4.0, product_state("eg"), product_state("+-"),
                                schmidt(0.3), schmidt(std::numbers::pi / 4)};
  const std::vector<Eigen::Vector4d> spectra = {{1, 0, 0, 0},         {0.5, 0.5, 0, 0},
                                                {0.4, 0.4, 0.2, 0},   {0.25, 0.25, 0.25, 0.25},
                                                {0.7, 0.1, 0.1, 0.1}, {1 - 3e-9, 1e-9, 1e-9, 1e-9}};
  for (int repeat = 0; repeat < 20; ++repeat) {
    for (int rank = 1; rank <= 4; ++rank) states.push_back(random.state(4, rank));
    states.push_back(tensor(random.state(2, 2), random.state(2, 2)));
    for (const Eigen::Vector4d& spectrum : spectra) {
      const Matrix u = random.unitary(4);
      const Matrix rho = u * spectrum.cast<Complex>().asDiagonal() * u.adjoint();
      states.push_back(0.5 * (rho + rho.adjoint()));
      states.push_back(bell_diagonal(spectrum));
    }
  }
  add_almost_diagonal(random, states);
  return states;
}

using Many = std::function<void(const Matrices&, Results, int threads)>;

/// The four with kernels, under one Hamiltonian where they need one.
std::vector<Many> with_kernels(const Matrices& hamiltonian) {
  return {[](const Matrices& rho, Results out, int n) {
            steering(rho, {2, 2}, out, n);
          },
          [](const Matrices& rho, Results out, int n) { concurrence(rho, out, n); },
          [](const Matrices& rho, Results out, int n) {
            negativity(rho, {2, 2}, out, n);
          },
          [hamiltonian](const Matrices& rho, Results out, int n) {
            ergotropy(rho, hamiltonian, out, n);
          }};
}

std::vector<double> results_of(const Many& many, const std::vector<Matrix>& states,
                               int threads = 1) {
  std::vector<double> results(states.size(), -7.0);
  many(Array(states).matrices(), results, threads);
  return results;
}

TEST(figures_of_merit, are_those_of_one_state_for_every_rank_and_spectrum) {
  const std::vector<Matrix> states = many_kinds_of_states();
  const Matrix h = Random().hermitian(4);
  const Array hamiltonian({h});
  const std::vector<Many> many = with_kernels(hamiltonian.matrices());
  const std::vector<double> s = results_of(many[0], states);
  const std::vector<double> c = results_of(many[1], states);
  const std::vector<double> n = results_of(many[2], states);
  const std::vector<double> w = results_of(many[3], states);
  for (std::size_t i = 0; i < states.size(); ++i) {
    EXPECT_NEAR(
        s[i], steering(states[i], 2, 2),
        linear_entropy(partial_trace(states[i], {2, 2}, {1})) < 1e-9 ? rounding_of_pure : rounding)
        << i;
    EXPECT_NEAR(c[i], concurrence(states[i]), of_concurrence) << i;
    EXPECT_NEAR(n[i], negativity(states[i], {2, 2}), rounding) << i;
    EXPECT_NEAR(w[i], ergotropy(states[i], h), rounding * h.norm()) << i;
  }
}

TEST(figures_of_merit, have_the_closed_forms_of_pure_states) {
  std::vector<Matrix> states;
  for (int k = 1; k <= 10; ++k) states.push_back(schmidt(0.07 * k));
  const Array hamiltonian({Matrix(Eigen::Vector4cd(2, 1, 1, 0).asDiagonal())});
  const std::vector<Many> many = with_kernels(hamiltonian.matrices());
  for (std::size_t k = 0; k < states.size(); ++k) {
    const double t = 0.07 * static_cast<double>(k + 1);
    const double x = std::sin(2 * t);
    EXPECT_NEAR(results_of(many[0], states)[k], x + x * x / 2 - x * std::sqrt(0.5 + x * x / 4),
                rounding);
    EXPECT_NEAR(results_of(many[1], states)[k], x, rounding);
    EXPECT_NEAR(results_of(many[2], states)[k], x / 2, rounding);
    EXPECT_NEAR(results_of(many[3], states)[k], 2 * std::cos(t) * std::cos(t), rounding);
  }
}

TEST(figures_of_merit, have_the_closed_forms_of_bell_diagonal_states) {
  const std::vector<Eigen::Vector4d> weights = {
      {0.7, 0.1, 0.1, 0.1}, {0.9, 0.1, 0, 0}, {0.5, 0.5, 0, 0}, {0.4, 0.3, 0.2, 0.1}, {0, 0, 0, 1}};
  std::vector<Matrix> states;
  for (const auto& w : weights) states.push_back(bell_diagonal(w));
  const Array hamiltonian({Matrix(Eigen::Vector4cd(3, 2, 1, 0).asDiagonal())});
  const std::vector<Many> many = with_kernels(hamiltonian.matrices());
  for (std::size_t k = 0; k < states.size(); ++k) {
    const double p = weights[k].maxCoeff();
    const Eigen::Vector4d& w = weights[k];
    // The correlations <sigma_i (x) sigma_i>; both marginals are maximally mixed.
    const double xx = w(0) - w(1) + w(2) - w(3);
    const double yy = -w(0) + w(1) + w(2) - w(3);
    const double zz = w(0) + w(1) - w(2) - w(3);
    const double trace_norm = 0.5 * (std::abs(xx) + std::abs(yy) + std::abs(zz));
    EXPECT_NEAR(results_of(many[0], states)[k], trace_norm - std::sqrt(0.75), rounding);
    EXPECT_NEAR(results_of(many[1], states)[k], std::max(0.0, 2 * p - 1), rounding);
    EXPECT_NEAR(results_of(many[2], states)[k], std::max(0.0, p - 0.5), rounding);
  }
}

TEST(figures_of_merit, do_not_depend_on_where_a_state_stands) {
  const std::vector<Matrix> states = many_kinds_of_states();
  const Array hamiltonian({Random().hermitian(4)});
  for (const Many& many : with_kernels(hamiltonian.matrices())) {
    const std::vector<double> all = results_of(many, states);
    for (std::size_t first = 0; first < 9; ++first) {
      for (std::size_t count = 1; count <= 17; ++count) {
        const auto begin = states.begin() + static_cast<std::ptrdiff_t>(first);
        const std::vector<double> some =
            results_of(many, {begin, begin + static_cast<std::ptrdiff_t>(count)});
        for (std::size_t k = 0; k < count; ++k) EXPECT_EQ(some[k], all[first + k]);
      }
    }
  }
}

TEST(figures_of_merit_threads, do_not_change_a_bit) {
  const std::vector<Matrix> kinds = many_kinds_of_states();
  std::vector<Matrix> states;
  while (states.size() < 9000) states.insert(states.end(), kinds.begin(), kinds.end());
  const Array hamiltonian({Random().hermitian(4)});
  for (const Many& many : with_kernels(hamiltonian.matrices()))
    EXPECT_EQ(results_of(many, states, 1), results_of(many, states, 2));
  const Many plain = [](const Matrices& rho, Results out, int n) {
    each_state(rho, &entropy, out, n);
  };
  EXPECT_EQ(results_of(plain, states, 1), results_of(plain, states, 2));
}

TEST(figures_of_merit, of_every_instruction_set_differ_by_rounding_alone) {
  const std::vector<Matrix> states = many_kinds_of_states();
  const Array rho(states);
  const auto* const numbers = reinterpret_cast<const double*>(rho.matrices().numbers);
  std::vector<double> baseline(states.size());
  std::vector<double> chosen(states.size());
  for (const auto kernel : {&states::Kernels::concurrence, &states::Kernels::negativity}) {
    EXPECT_EQ((states::baseline_kernels.*kernel)({numbers, 32}, states.size(), baseline.data()),
              states.size());
    (states::kernels().*kernel)({numbers, 32}, states.size(), chosen.data());
    for (std::size_t i = 0; i < states.size(); ++i) EXPECT_NEAR(baseline[i], chosen[i], 1e-12);
  }
}

TEST(figures_of_merit, take_a_hamiltonian_for_each_state) {
  Random random;
  for (const int levels : {2, 3, 4}) {
    std::vector<Matrix> states;
    std::vector<Matrix> hamiltonians;
    for (int k = 0; k < 13; ++k) {
      states.push_back(random.state(levels, 1 + k % levels));
      hamiltonians.push_back(std::pow(10.0, 20 * (k % 5) - 40) * random.hermitian(levels));
    }
    hamiltonians[3].setZero();
    std::vector<double> results(states.size());
    ergotropy(Array(states).matrices(), Array(hamiltonians).matrices(), results);
    for (std::size_t k = 0; k < states.size(); ++k) {
      EXPECT_NEAR(results[k], ergotropy(states[k], hamiltonians[k]),
                  rounding * hamiltonians[k].norm());
    }
    // One state under each of them.
    ergotropy(Array({states[0]}).matrices(), Array(hamiltonians).matrices(), results);
    EXPECT_NEAR(results[5], ergotropy(states[0], hamiltonians[5]),
                rounding * hamiltonians[5].norm());
  }
}

TEST(figures_of_merit, take_one_hamiltonian_for_many_states_of_two_levels) {
  Random random;
  std::vector<Matrix> states;
  for (int k = 0; k < 40; ++k) states.push_back(random.state(2, 1 + k % 2));
  states.push_back(sigma_plus() * sigma_plus().adjoint());
  states.push_back(sigma_plus().adjoint() * sigma_plus());
  states.push_back(identity(2) / 2.0);
  const Array rho(states);
  const auto* const numbers = reinterpret_cast<const double*>(rho.matrices().numbers);
  for (const double scale : {0.0, 1.0, 1e-150, 1e150}) {
    const Matrix h = scale * random.hermitian(2);
    const std::vector<double> results =
        results_of([&](const Matrices& all, Results out,
                       int n) { ergotropy(all, Array({h}).matrices(), out, n); },
                   states);
    for (std::size_t k = 0; k < states.size(); ++k)
      EXPECT_NEAR(results[k], ergotropy(states[k], h), rounding * h.norm()) << k;
  }
  std::vector<double> baseline(states.size()), chosen(states.size());
  const std::array<double, 3> direction = {0.6, 0.0, 0.8};
  for (const auto& [kernels, results] :
       {std::pair(&states::baseline_kernels, &baseline), std::pair(&states::kernels(), &chosen)})
    EXPECT_EQ(
        kernels->ergotropy_along({numbers, 8}, direction, 2.0, states.size(), results->data()),
        states.size());
  for (std::size_t k = 0; k < states.size(); ++k) EXPECT_NEAR(baseline[k], chosen[k], 1e-15);
}

// What a kernel passes is what complaint_about_state passes.
TEST(figures_of_merit, take_states_to_the_tolerance_and_no_further) {
  for (const int levels : {2, 4}) {
    const Array hamiltonian({Random().hermitian(levels)});
    for (const double off : {0.99e-9, 1.01e-9}) {
      for (const Complex entry : {Complex(off / std::sqrt(2.0)), Complex(0.0, off / 2.0)}) {
        Matrix state = identity(levels) / levels;
        (entry.imag() == 0.0 ? state(0, 1) : state(0, 0)) += entry;
        std::vector<double> result(1);
        const auto many = [&] {
          ergotropy(Array({state}).matrices(), hamiltonian.matrices(), result);
        };
        if (off < 1e-9) {
          EXPECT_NO_THROW(many());
        } else {
          EXPECT_THROW(many(), UnfitMatrix);
        }
      }
    }
  }
}

TEST(figures_of_merit, of_other_dimensions_are_those_of_one_state) {
  Random random;
  std::vector<Matrix> states;
  std::vector<Matrix> others;
  for (int k = 0; k < 20; ++k) states.push_back(random.state(6, 1 + k % 6));
  for (int k = 0; k < 20; ++k) others.push_back(random.state(6, 1 + k % 3));
  const Array rho(states);
  std::vector<double> results(states.size());
  steering(rho.matrices(), {2, 3}, results);
  for (std::size_t k = 0; k < 20; ++k) EXPECT_NEAR(results[k], steering(states[k], 2, 3), rounding);
  negativity(rho.matrices(), {3, 2}, results);
  for (std::size_t k = 0; k < 20; ++k)
    EXPECT_NEAR(results[k], negativity(states[k], {3, 2}), rounding);
  each_two_states(rho.matrices(), Array(others).matrices(), &fidelity, results);
  for (std::size_t k = 0; k < 20; ++k)
    EXPECT_NEAR(results[k], fidelity(states[k], others[k]), rounding);
}

/// What is thrown for states of which number 5 and 9 are replaced.
std::string complaint(const Many& many, const Matrix& bad, int levels) {
  Random random;
  std::vector<Matrix> states;
  for (int k = 0; k < 11; ++k) states.push_back(random.state(levels, levels));
  states[5] = states[9] = bad;
  try {
    results_of(many, states, 2);
  } catch (const UnfitMatrix& error) {
    EXPECT_EQ(error.index(), 5U);
    return error.what();
  }
  return "nothing";
}

TEST(figures_of_merit, name_the_first_matrix_that_is_no_state) {
  for (const int levels : {2, 4}) {
    const Array hamiltonian({Random().hermitian(levels)});
    std::vector<Many> all = with_kernels(hamiltonian.matrices());
    if (levels == 2) all = {all.back()};
    all.push_back(
        [](const Matrices& rho, Results out, int n) { each_state(rho, &purity, out, n); });
    for (const Many& many : all) {
      Matrix bad = identity(levels) / levels;
      bad(0, 1) = 1e-3;
      EXPECT_EQ(complaint(many, bad, levels),
                "rho[5] must be Hermitian (to 1e-09); it differs from its adjoint by 0.00141");
      bad = identity(levels);
      EXPECT_EQ(complaint(many, bad, levels),
                "rho[5] must have trace 1 (to 1e-09), got " + std::to_string(levels));
      bad(1, 0) = std::numeric_limits<double>::quiet_NaN();
      EXPECT_EQ(complaint(many, bad, levels),
                "rho[5] has entries that are NaN or infinite; all must be finite");
      bad(1, 0) = 0.0;
      bad(0, 0) = std::numeric_limits<double>::infinity();
      EXPECT_EQ(complaint(many, bad, levels),
                "rho[5] has entries that are NaN or infinite; all must be finite");
    }
  }
}

TEST(figures_of_merit, refuse_shapes_and_hamiltonians_that_do_not_fit) {
  const Array pair({identity(4) / 4.0});
  const Array one({identity(2) / 2.0});
  std::vector<double> result(1);
  EXPECT_THROW(concurrence(one.matrices(), result), InvalidInput);
  EXPECT_THROW(steering(pair.matrices(), {2, 3}, result), InvalidInput);
  EXPECT_THROW(negativity(pair.matrices(), {-2, -2}, result), InvalidInput);
  EXPECT_THROW(ergotropy(pair.matrices(), one.matrices(), result), InvalidInput);
  EXPECT_THROW(ergotropy(one.matrices(), Array({sigma_plus()}).matrices(), result), UnfitMatrix);
  const Array two({identity(4) / 4.0, identity(4) / 4.0});
  std::vector<double> three(3);
  EXPECT_THROW(concurrence(two.matrices(), three), InvalidInput);
}

TEST(figures_of_merit, end_where_the_thread_is_to_stop) {
  const Array rho({identity(4) / 4.0});
  std::vector<double> result(1);
  const std::atomic<bool> stop = true;
  const StopScope scope(&stop);
  EXPECT_THROW(concurrence(rho.matrices(), result), Interrupted);
}

}  // namespace
}  // namespace qbattery
