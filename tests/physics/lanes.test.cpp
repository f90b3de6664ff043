// Many points at once, through Plan::run with rows of parameters: the way of every sweep.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

#include "qbattery/engine/plan.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "tests/physics/pair.hpp"
#include "tests/physics/random_model.hpp"

namespace qbattery {
namespace {

using namespace testing_models;

struct Numbers {
  std::vector<std::vector<double>> variables;
  std::vector<std::string> failures;
};

/// Runs the points in calls of so many.
Numbers run_rows(const Plan& plan, const ParameterRows& rows, const Matrix& initial,
                 Eigen::Index at_once) {
  const auto points = static_cast<std::size_t>(rows.cols());
  const Request& request = plan.request();
  const std::size_t width = request.task == Task::evolve ? request.times.size() : 1;
  Numbers all{std::vector<std::vector<double>>(request.quantities.size(),
                                               std::vector<double>(points * width)),
              std::vector<std::string>(points)};
  Workspace workspace;
  for (Eigen::Index first = 0; first < rows.cols(); first += at_once) {
    Columns columns;
    for (std::vector<double>& variable : all.variables)
      columns.variables.push_back(variable.data() + static_cast<std::size_t>(first) * width);
    columns.fail = [&](std::size_t point, const std::string& reason) {
      all.failures[static_cast<std::size_t>(first) + point] = reason;
    };
    plan.run(rows.middleCols(first, std::min(at_once, rows.cols() - first)), initial, columns,
             workspace);
  }
  return all;
}

Numbers run_rows(const Plan& plan, const ParameterRows& rows, const Matrix& initial) {
  return run_rows(plan, rows, initial, rows.cols());
}

std::vector<NamedExpression> five_quantities() {
  return {{"E_A", expr::parse("energy(charger)")},
          {"E_B", expr::parse("energy(battery)")},
          {"W_B", expr::parse("ergotropy(battery)")},
          {"S_AB", expr::parse("steering(charger, battery)")},
          {"S_BA", expr::parse("steering(battery, charger)")}};
}

Plan steady_plan(const Model& model, const Known& known = {}) {
  return {model, {.task = Task::steady_state, .quantities = five_quantities()}, known};
}

/// How many random points a test takes; QBATTERY_POINTS asks for more.
Eigen::Index points_or(Eigen::Index usual) {
  const char* const wanted = std::getenv("QBATTERY_POINTS");
  return wanted == nullptr ? usual : std::atol(wanted);
}

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  double between(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }
  double magnitude(double low, double high) { return std::pow(10.0, between(low, high)); }
  Random& random() { return random_; }

 private:
  Random random_;
};

// Eq. (8) in extended precision, k = F/g, l = Gamma/g: every term is positive, nothing cancels.
std::array<long double, 2> equation_8(long double k, long double l) {
  const long double k2 = k * k, l2 = l * l, k4 = k2 * k2, l4 = l2 * l2;
  const long double alpha = 256 * k4 * k2 * (1 + l2) + l2 * (4 + l2) * (4 + l2) * (4 + 9 * l2) +
                            4 * k2 * l2 * (4 + 3 * l2) * (4 + 9 * l2) +
                            64 * k4 * (4 + 11 * l2 + 5 * l4);
  return {
      4 * k2 * (32 * k4 * (1 + l2) + l4 * (4 + 9 * l2) + 4 * k2 * (2 + l2) * (4 + 9 * l2)) / alpha,
      16 * k2 * (8 * (k2 + k4) + 2 * (2 + 9 * k2) * l2 + 9 * l4) / alpha};
}

TEST(lanes, keep_the_digits_of_every_energy_over_twelve_orders_of_magnitude) {
  const Eigen::Index points = points_or(100000);
  Draw draw(8);
  ParameterRows rows(6, points);  // F g Delta Gamma n collectivity
  for (Eigen::Index i = 0; i < points; ++i)
    rows.col(i) << draw.magnitude(-8, 4), 1, 0, draw.magnitude(-8, 4), 0, 0;
  const Plan plan = steady_plan(charger_battery({.reservoirs = {Reservoir{}}}),
                                {.parameters = {{}, 1.0, 0.0, {}, 0.0, 0.0}});
  const Numbers found = run_rows(plan, rows, product_state("gg"));
  double absolute = 0.0;
  double relative = 0.0;
  for (Eigen::Index i = 0; i < points; ++i) {
    const auto exact = equation_8(rows(0, i), rows(3, i));
    for (std::size_t k = 0; k < 2; ++k) {
      const auto error =
          static_cast<double>(std::abs(found.variables[k][static_cast<std::size_t>(i)] - exact[k]));
      // Written so that NaN is seen.
      if (!(error <= absolute)) absolute = error;
      if (exact[k] > 1e-20) relative = std::max(relative, error / static_cast<double>(exact[k]));
    }
  }
  EXPECT_LE(absolute, 1e-12);
  EXPECT_LE(relative, 1e-9);
}

// Detunings, both statistics, any collectivity, pumped and not.
TEST(lanes, agree_with_the_oracle_on_steady_states_of_the_whole_model) {
  Draw draw(9);
  const Eigen::Index points = points_or(1000) / 2;
  for (const Statistics statistics : {Statistics::boson, Statistics::fermion}) {
    const Model model = Pair{.statistics = statistics}.model();
    std::vector<Pair> pairs;
    ParameterRows rows(static_cast<Eigen::Index>(model.parameters.size()), points);
    for (Eigen::Index i = 0; i < points; ++i) {
      pairs.push_back({draw.magnitude(-2, 1), draw.magnitude(-1, 0.5), draw.between(-2, 2),
                       draw.between(-2, 2), draw.magnitude(-2, 1), draw.between(0, 0.9),
                       draw.between(0, 0.9), statistics});
      const std::vector<double> values = pairs.back().parameters();
      for (std::size_t k = 0; k < values.size(); ++k)
        rows(static_cast<Eigen::Index>(k), i) = values[k];
    }
    const Numbers found = run_rows(steady_plan(model), rows, product_state("gg"));
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const Pair& p = pairs[i];
      const double emission = statistics == Statistics::boson ? 1 + p.n : 1 - p.n;
      const auto jumps = [&](bool collective) {
        const double share = collective ? p.collectivity : 1 - p.collectivity;
        return oracle::liouvillian(
            {p.F, p.g, p.Delta_A, p.Delta_B, p.Gamma * share, emission, p.n, collective});
      };
      const Matrix closed =
          oracle::liouvillian({p.F, p.g, p.Delta_A, p.Delta_B, 0.0, 0.0, 0.0, false});
      const Matrix rho = oracle::steady_state(jumps(false) + jumps(true) - closed);
      const Matrix a = oracle::reduce_to_first(rho, 2, 2);
      const Matrix b = oracle::reduce_to_second(rho, 2, 2);
      Matrix h = Matrix::Zero(2, 2);
      h(0, 0) = 1.0;
      const auto value = [&](std::size_t k) { return found.variables[k][i]; };
      const auto impurity = [](const Matrix& m) { return 1.0 - (m * m).trace().real(); };
      const double rounding =
          1e-10 + 1e-14 / std::sqrt(std::max(1e-14, std::min(impurity(a), impurity(b))));
      EXPECT_NEAR(value(0), oracle::energy(a, h), 1e-10);
      EXPECT_NEAR(value(1), oracle::energy(b, h), 1e-10);
      EXPECT_NEAR(value(2), oracle::ergotropy(b, h), 1e-10);
      EXPECT_NEAR(value(3), oracle::steering(rho, 2, 2), std::min(1e-7, rounding));
      Matrix swap = Matrix::Zero(4, 4);
      swap(0, 0) = swap(3, 3) = swap(1, 2) = swap(2, 1) = 1.0;
      EXPECT_NEAR(value(4), oracle::steering(swap * rho * swap, 2, 2), std::min(1e-7, rounding));
    }
  }
}

TEST(lanes, know_any_model) {
  Random random(17);
  for (const Dimensions& dimensions : {Dimensions{2, 2, 2}, Dimensions{2, 3}, Dimensions{3, 3}}) {
    const Both both = random_model(dimensions, random);
    const Matrix l = oracle::liouvillian(both.hamiltonian, both.jumps);
    const std::string text = "energy(" + both.model.subsystems.back().name + ")";
    ParameterRows rows(2, 70);
    for (Eigen::Index i = 0; i < rows.cols(); ++i) rows.col(i) << 0.7, 0.3;
    const auto at_the_end = [&](const Matrix& rho) {
      const Matrix last = partial_trace(rho, dimensions, {static_cast<int>(dimensions.size()) - 1});
      return oracle::energy(last, both.model.subsystems.back().hamiltonian);
    };
    const Plan steady(both.model,
                      {.task = Task::steady_state, .quantities = {{"E", expr::parse(text)}}});
    const double expected = at_the_end(oracle::steady_state(l));
    const Numbers steady_numbers = run_rows(steady, rows, both.initial);
    for (const double value : steady_numbers.variables[0]) EXPECT_NEAR(value, expected, 1e-10);
    const Plan curves(both.model,
                      {.times = {0.0, 0.4, 1.7}, .quantities = {{"E", expr::parse(text)}}},
                      {.parameters = {}, .initial_state = both.initial});
    const double later = at_the_end(oracle::evolve(l, both.initial, 1.7));
    const Numbers found = run_rows(curves, rows, both.initial);
    EXPECT_NEAR(found.variables[0][2], later, 1e-10);
    EXPECT_NEAR(found.variables[0].back(), later, 1e-10);
  }
}

// Without pump and with collective emission alone, the dark state keeps what it has: two stationary
// states. Beside them points with any local emission, which have one.
TEST(lanes, tell_points_with_two_stationary_states_from_good_ones) {
  constexpr Eigen::Index points = 500;
  Draw draw(10);
  ParameterRows rows(6, points);  // F g Delta Gamma n collectivity
  for (Eigen::Index i = 0; i < points; ++i) {
    const bool is_dark = i % 3 == 0;
    const double local = draw.magnitude(-6, 0);
    rows.col(i) << (i % 2 == 0 ? 0.0 : draw.magnitude(-3, 1)), 1, 0, draw.magnitude(-3, 2),
        draw.between(0, 2), (is_dark ? 1.0 : 1.0 - local);
    if (is_dark) rows(0, i) = 0.0;
  }
  const Model model = charger_battery({.reservoirs = {Reservoir{}}});
  const Numbers found = run_rows(steady_plan(model), rows, product_state("gg"));
  for (std::size_t i = 0; i < points; ++i) {
    const bool is_dark = i % 3 == 0;
    EXPECT_EQ(std::isnan(found.variables[1][i]), is_dark)
        << rows.col(static_cast<Eigen::Index>(i)).transpose();
    EXPECT_EQ(found.failures[i].find("the stationary space has at least 2 dimensions") == 0,
              is_dark)
        << found.failures[i];
  }
}

TEST(lanes, give_the_same_bits_however_points_fall_into_calls) {
  constexpr Eigen::Index points = 300;
  Draw draw(11);
  ParameterRows rows(6, points);
  for (Eigen::Index i = 0; i < points; ++i)
    rows.col(i) << draw.magnitude(-6, 3), 1, 0, draw.magnitude(-6, 3), 0.0,
        (i % 50 == 0 ? 1.0 : 0.5);
  for (Eigen::Index i = 0; i < points; i += 50) rows(0, i) = 0.0;  // two stationary states
  const Model model = charger_battery({.reservoirs = {Reservoir{}}});
  const Plan steady = steady_plan(model);
  const Plan curves(model, {.times = {0.0, 0.1, 0.2, 0.5}, .quantities = five_quantities()});
  for (const Plan* plan : {&steady, &curves}) {
    const Numbers whole = run_rows(*plan, rows, product_state("eg"));
    for (const Eigen::Index at_once : {1, 7, 64, 129}) {
      const Numbers pieces = run_rows(*plan, rows, product_state("eg"), at_once);
      for (std::size_t k = 0; k < whole.variables.size(); ++k) {
        for (std::size_t i = 0; i < whole.variables[k].size(); ++i) {
          const double a = whole.variables[k][i];
          const double b = pieces.variables[k][i];
          ASSERT_TRUE(a == b || (std::isnan(a) && std::isnan(b)))
              << at_once << ' ' << k << ' ' << i;
        }
      }
      EXPECT_EQ(pieces.failures, whole.failures);
    }
  }
}

// Lanes against the plain way, which has no part in them: the same expressions made unknown to
// lanes by a function without any.
TEST(lanes, have_the_same_figures_of_merit_as_single_moments) {
  const Model model = charger_battery({.reservoirs = {Reservoir{}}});
  std::vector<double> times;
  for (int i = 0; i < 101; ++i) times.push_back(0.06 * i);
  Request plain{.times = times};
  Request fast{.times = times};
  for (const char* text :
       {"energy(charger)", "power(battery)", "average_power(battery)", "inversion(battery)",
        "linear_entropy(charger)", "ergotropy(charger)", "steering(battery, charger)"}) {
    plain.quantities.push_back({text, expr::parse(fmt::format("{} + 0 * sin(0 * energy(battery) + "
                                                              "smallest_eigenvalue())",
                                                              text))});
    fast.quantities.push_back({text, expr::parse(text)});
  }
  for (const char* start : {"gg", "eg", "+-"}) {
    for (const std::vector<double>& values : {std::vector<double>{1.3, 1.0, 0.2, 0.1, 0.3, 0.4},
                                              {0.0, 1.0, 0.0, 0.0, 0.0, 0.0},
                                              {0.7, 1.0, 0.0, 0.5, 0.0, 0.0}}) {
      ParameterRows rows(6, 1);
      Known known{{}, product_state(start)};
      for (std::size_t k = 0; k < values.size(); ++k) {
        rows(static_cast<Eigen::Index>(k), 0) = values[k];
        known.parameters.emplace_back(values[k]);
      }
      const Numbers expected = run_rows(Plan(model, plain), rows, product_state(start));
      const Numbers unknown = run_rows(Plan(model, fast), rows, product_state(start));
      const Numbers all_known = run_rows(Plan(model, fast, known), rows, product_state(start));
      for (std::size_t k = 0; k < fast.quantities.size(); ++k) {
        for (std::size_t i = 0; i < times.size(); ++i) {
          // S where a marginal is nearly pure is a square root of rounding.
          const double bound = k == 6 ? 1e-7 : 1e-13;
          EXPECT_NEAR(unknown.variables[k][i], expected.variables[k][i], bound)
              << fast.quantities[k].name << ' ' << start << ' ' << times[i];
          EXPECT_NEAR(all_known.variables[k][i], expected.variables[k][i], bound)
              << fast.quantities[k].name << ' ' << start << ' ' << times[i];
        }
      }
    }
  }
}

// E_B = sin(t)^2 for the exchange without pump and loss: highest at pi/2, the average power where
// tan t = 2 t.
TEST(lanes, refine_extrema_on_fine_and_coarse_samples) {
  for (const int samples : {7, 50, 1001}) {
    Request request{.quantities = {{"E_B", expr::parse("energy(battery)")},
                                   {"P_B", expr::parse("average_power(battery)")}}};
    for (int i = 0; i < samples; ++i) request.times.push_back(3.0 * i / (samples - 1));
    for (const char* text : {"argmax(E_B)", "max(E_B)", "first_time(E_B >= 0.5)", "argmax(P_B)"})
      request.reductions.push_back({text, expr::parse(text)});
    const Matrix start = product_state("eg");
    const Plan plan(charger_battery(), request, {.parameters = {}, .initial_state = start});
    const std::vector<double> found =
        plan.run(std::vector<double>{0.0, 1.0, 0.0}, start).reductions;
    EXPECT_NEAR(found[0], std::acos(0.0), 1e-11) << samples;
    EXPECT_NEAR(found[1], 1.0, 1e-15) << samples;
    EXPECT_NEAR(found[2], 0.5 * std::acos(0.0), 1e-11) << samples;
    EXPECT_NEAR(std::tan(found[3]), 2.0 * found[3], 1e-9) << samples;
  }
}

// Numbers or NaN with a reason, whatever one asks for.
TEST(lanes, survive_parameters_without_measure) {
  const std::vector<double> extremes = {0.0, 5e-324, 1e-310, 1e-300, 1e-150, 1e-20,
                                        1.0, 1e20,   1e150,  1e300,  1.7e308};
  const auto count = static_cast<Eigen::Index>(extremes.size());
  ParameterRows rows(6, count * count * 2);
  for (Eigen::Index i = 0; i < rows.cols(); ++i)
    rows.col(i) << extremes[static_cast<std::size_t>(i % count)], 1.0, 0.0,
        extremes[static_cast<std::size_t>(i / count % count)], (i < count * count ? 0.0 : 0.3), 0.0;
  const Model model = charger_battery({.reservoirs = {Reservoir{}}});
  const Plan steady = steady_plan(model);
  const Plan curves(model, {.times = {0.0, 1.0, 2.0}, .quantities = five_quantities()});
  for (const Plan* plan : {&steady, &curves}) {
    const Numbers found = run_rows(*plan, rows, product_state("eg"));
    const std::size_t width = found.variables[0].size() / found.failures.size();
    for (std::size_t i = 0; i < found.failures.size(); ++i) {
      for (std::size_t j = 0; j < width; ++j) {
        const double energy = found.variables[1][i * width + j];
        EXPECT_EQ(std::isnan(energy), !found.failures[i].empty())
            << rows.col(static_cast<Eigen::Index>(i)).transpose() << found.failures[i];
        EXPECT_FALSE(energy < -1e-12 || energy > 1.0 + 1e-12) << energy;
      }
    }
  }
}

// The same ratios in other units of time, far from 1 and down to where numbers lose digits.
TEST(lanes, do_not_depend_on_the_unit_of_time) {
  constexpr Eigen::Index points = 200;
  Draw draw(13);
  ParameterRows rows(6, points);  // F g Delta Gamma n collectivity
  for (Eigen::Index i = 0; i < points; ++i)
    rows.col(i) << draw.magnitude(-3, 2), 1, draw.between(-1, 1), draw.magnitude(-3, 2),
        draw.between(0, 1), draw.between(0, 1);
  const Plan plan = steady_plan(charger_battery({.reservoirs = {Reservoir{}}}));
  const Numbers known = run_rows(plan, rows, product_state("gg"));
  for (const int exponent : {-990, -600, 600, 990}) {
    ParameterRows others = rows;
    others.topRows(4) *= std::ldexp(1.0, exponent);
    const Numbers found = run_rows(plan, others, product_state("gg"));
    for (std::size_t i = 0; i < points; ++i) {
      EXPECT_NEAR(found.variables[0][i], known.variables[0][i], 1e-12) << found.failures[i];
      EXPECT_NEAR(found.variables[1][i], known.variables[1][i], 1e-12);
    }
  }
}

// Where a drive and all else are denormal, or one is and counts: taking it for 0 would be wrong.
TEST(lanes, do_not_take_denormal_numbers_for_zero) {
  ParameterRows rows(6, 2);
  for (Eigen::Index i = 0; i < 2; ++i) rows.col(i) << 1e-308, 3e-308, 0, 3e-308, 0, 0;
  ParameterRows known_rows(6, 2);
  for (Eigen::Index i = 0; i < 2; ++i) known_rows.col(i) << 1, 3, 0, 3, 0, 0;
  const Plan plan = steady_plan(charger_battery({.reservoirs = {Reservoir{}}}));
  const double found = run_rows(plan, rows, product_state("gg")).variables[1][0];
  EXPECT_NEAR(found, run_rows(plan, known_rows, product_state("gg")).variables[1][0], 1e-12);
}

TEST(lanes, follow_long_curves_to_the_oracles_end) {
  Draw draw(12);
  std::vector<double> times;
  constexpr int samples = 100000;
  for (int i = 0; i < samples; ++i) times.push_back(1000.0 * i / (samples - 1));
  for (const Statistics statistics : {Statistics::boson, Statistics::fermion}) {
    const Pair pair{0.8, 1.0, 0.3, -0.2, 1.0, 0.4, 0.0, statistics};
    const Matrix initial = random_state(4, draw.random());
    const Plan plan(pair.model(), {.times = times, .quantities = five_quantities()});
    const std::vector<double> values = pair.parameters();
    ParameterRows rows(static_cast<Eigen::Index>(values.size()), 1);
    for (std::size_t k = 0; k < values.size(); ++k)
      rows(static_cast<Eigen::Index>(k), 0) = values[k];
    const Numbers found = run_rows(plan, rows, initial);
    const double emission = statistics == Statistics::boson ? 1 + pair.n : 1 - pair.n;
    const Matrix rho =
        oracle::evolve(oracle::liouvillian({pair.F, pair.g, pair.Delta_A, pair.Delta_B, pair.Gamma,
                                            emission, pair.n, false}),
                       initial, 1000.0);
    Matrix h = Matrix::Zero(2, 2);
    h(0, 0) = 1.0;
    EXPECT_NEAR(found.variables[1].back(), oracle::energy(oracle::reduce_to_second(rho, 2, 2), h),
                1e-10);
    EXPECT_NEAR(found.variables[3].back(), oracle::steering(rho, 2, 2), 1e-10);
  }
}

}  // namespace
}  // namespace qbattery
