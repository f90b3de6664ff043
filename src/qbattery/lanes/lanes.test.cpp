#include <gtest/gtest.h>

#include <Eigen/Core>
#include <cmath>
#include <limits>
#include <random>

#include "qbattery/lanes/block.hpp"
#include "qbattery/lanes/machine.hpp"
#include "qbattery/lanes/traced.hpp"
#include "qbattery/support/instruction_set.hpp"

namespace qbattery::lanes {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<const Kernels*> all_kernels() {
  std::vector<const Kernels*> all = {&baseline_kernels};
#if defined(__x86_64__)
  if (chosen_instruction_set() >= InstructionSet::avx2) all.push_back(&avx2_kernels);
  if (chosen_instruction_set() >= InstructionSet::avx512) all.push_back(&avx512_kernels);
#endif
  return all;
}

/// What the code gives for these inputs, in one lane among others with other inputs.
std::vector<double> run(const Program& program, const std::vector<double>& inputs,
                        const Kernels& kernels, std::size_t lane = 5) {
  Machine machine(program, kernels);
  for (int round = 0; round < 2; ++round) {  // a second run finds registers used
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      for (std::size_t l = 0; l < width; ++l) machine.input(i)[l] = 0.1 * static_cast<double>(l);
      machine.input(i)[lane] = inputs[i];
    }
    machine.run();
  }
  std::vector<double> outputs;
  for (std::size_t i = 0; i < program.outputs.size(); ++i)
    outputs.push_back(machine.output(i)[lane]);
  return outputs;
}

/// Every operation, in an order that makes sums of products, reuses numbers and leaves some unused.
template <class Real>
std::vector<Real> formulas(const std::vector<Real>& x) {
  using std::abs;
  using std::max;
  using std::min;
  using std::sqrt;
  const Real product = x[0] * x[1];
  const Real sum = product + x[2] * x[3] - x[0] * x[3] + x[2];
  const Real unused = sum * product;
  const Real bracket = x[3] - (x[0] + x[1]);
  const Real root = sqrt(abs(sum)) + sum / x[1];
  Real chain = 0.5;
  for (int k = 0; k < 40; ++k) chain = chain - x[0] * (chain * x[1]) + 0.25 * x[2];
  return {sum,
          bracket * bracket - sum,
          root,
          -chain,
          min(x[0], x[1]) + max(x[2], x[3]),
          choose(less(x[0], x[1]), x[2], unused),
          choose(less_equal(x[1], x[0]), Real(2.0), x[3]),
          x[1],
          Real(3.0),
          x[0] + x[1] - x[2] - x[3]};
}

TEST(lanes, compute_what_doubles_do) {
  Tape tape;
  std::vector<Traced> inputs;
  for (int i = 0; i < 4; ++i) inputs.push_back(tape.input());
  const Program program = tape.program(formulas(inputs));
  std::mt19937 random(1);
  std::uniform_real_distribution<double> number(-1.0, 1.0);
  for (int round = 0; round < 50; ++round) {
    const std::vector<double> x = {number(random), number(random), number(random), number(random)};
    const std::vector<double> expected = formulas(x);
    for (const Kernels* kernels : all_kernels()) {
      for (const std::size_t lane : {std::size_t{0}, width - 1}) {
        const std::vector<double> result = run(program, x, *kernels, lane);
        for (std::size_t i = 0; i < expected.size(); ++i)
          EXPECT_NEAR(result[i], expected[i], 1e-13 * std::max(1.0, std::abs(expected[i]))) << i;
      }
    }
  }
}

TEST(lanes, write_down_only_what_is_needed) {
  Tape tape;
  const Traced x = tape.input();
  const Traced y = tape.input();
  [[maybe_unused]] const Traced unused = sqrt(x);
  EXPECT_TRUE((0.0 * x).is_zero());
  EXPECT_EQ((Traced(2.0) * 3.0 + 1.0).constant(), 7.0);
  // x y + x y is computed once each way, as one instruction of two products.
  const Program program = tape.program({2.0 * x + x * y - y * y, 2.0 * x + x * y - y * y});
  ASSERT_EQ(program.instructions.size(), 1U);
  EXPECT_EQ(program.instructions[0].op, Op::sum);
  EXPECT_EQ(program.instructions[0].added, 2);
  EXPECT_EQ(program.instructions[0].subtracted, 1);
  EXPECT_EQ(program.outputs[0], program.outputs[1]);
}

TEST(lanes, take_registers_back) {
  Tape tape;
  Traced x = tape.input();
  for (int k = 0; k < 1000; ++k) x = sqrt(x + 1.0);
  EXPECT_LE(tape.program({x}).registers, 5U);
}

TEST(lanes, know_what_is_not_a_number) {
  Tape tape;
  const Traced x = tape.input();
  const Traced y = tape.input();
  const Program program = tape.program(
      {min(x, y), max(x, y), min(y, x), max(y, x), less(x, y), choose(x, 1.0 * y, y), sqrt(y)});
  for (const Kernels* kernels : all_kernels()) {
    const std::vector<double> result = run(program, {nan, -1.0}, *kernels);
    for (const std::size_t i : {0, 1, 2, 3, 6}) EXPECT_TRUE(std::isnan(result[i])) << i;
    EXPECT_EQ(result[4], 0.0);
    EXPECT_EQ(run(program, {0.0, 2.0}, *kernels)[4], 1.0);
  }
}

// 1 + 1e-20 - 1, and terms of which every sum in plain precision loses half.
TEST(lanes, sum_as_if_in_twice_the_precision) {
  Tape tape;
  std::vector<std::pair<Traced, Traced>> products;
  for (int i = 0; i < 5; ++i) {
    const Traced a = tape.input();
    products.emplace_back(a, tape.input());
  }
  const Program program = tape.program({compensated_sum(products)});
  for (const Kernels* kernels : all_kernels()) {
    EXPECT_EQ(run(program, {1, 1, 1e-10, 1e-10, -1, 1, 0, 0, 0, 0}, *kernels)[0], 1e-10 * 1e-10);
    const double third = 1.0 / 3.0;
    const double whole = third * third;
    const double rest = std::fma(third, third, -whole);
    EXPECT_EQ(run(program, {third, third, -whole, 1, 0, 0, 0, 0, 0, 0}, *kernels)[0], rest);
  }
}

TEST(lanes, keep_the_digits_of_a_difference_of_products) {
  Tape tape;
  const Traced a = tape.input();
  const Traced b = tape.input();
  const Program program =
      tape.program({difference_of_products(a, b, a * 1.0, b * 1.0),
                    difference_of_products(a, a, b, 1.0), difference_of_products(a, b, 0.0, b)});
  const double third = 1.0 / 3.0;
  const double rest = std::fma(third, third, -third * third);
  for (const Kernels* kernels : all_kernels()) {
    EXPECT_EQ(run(program, {third, third * third}, *kernels),
              (std::vector<double>{0.0, rest, third * (third * third)}));
  }
  EXPECT_EQ(difference_of_products(third, third, third * third, 1.0), rest);
  EXPECT_EQ(difference_of_products(Traced(third), third, third * third, 1.0).constant(), rest);
}

TEST(lanes, call_functions_lane_by_lane) {
  Tape tape;
  const Traced x = tape.input();
  const Function power = [](const double* a) { return std::pow(a[0], a[1]); };
  const Program program = tape.program({call(power, {x, 3.0}), call(power, {x, 2.0})});
  EXPECT_EQ(run(program, {2.0}, baseline_kernels), (std::vector<double>{8.0, 4.0}));
  EXPECT_EQ(call(power, {2.0, 3.0}).constant(), 8.0);
}

TEST(lanes, take_denormal_numbers_for_zero_and_leave_the_thread_as_it_was) {
  Tape tape;
  const Traced x = tape.input();
  const Program program = tape.program({x * 1e10});
  for (const Kernels* kernels : all_kernels()) {
    EXPECT_LE(run(program, {1e-310}, *kernels)[0], 1.1e-300);
    volatile double tiny = 1e-310;
    EXPECT_EQ(tiny * 1.0, 1e-310);
  }
}

TEST(lanes, multiply_matrices_of_any_shape) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  constexpr int stride = 48;
  for (const Kernels* kernels : all_kernels()) {
    for (const int rows : {1, 3, 4, 9, 16}) {
      for (const int columns : {8, 16, 24, 40}) {
        const int inner = rows + 2;
        const RowMajor wider = RowMajor::Random(rows, inner + 1);
        const RowMajor matrix = wider.leftCols(inner);
        AlignedNumbers in(static_cast<std::size_t>(inner * stride));
        AlignedNumbers out(static_cast<std::size_t>(rows * stride));
        Eigen::Map<RowMajor> x(in.data(), inner, stride);
        Eigen::Map<RowMajor> y(out.data(), rows, stride);
        x.setRandom();
        y.setRandom();
        RowMajor expected = y;
        expected.leftCols(columns) += matrix * x.leftCols(columns);
        kernels->add_product(wider.data(), static_cast<std::size_t>(inner + 1),
                             static_cast<std::size_t>(rows), static_cast<std::size_t>(inner),
                             out.data(), in.data(), out.data(), static_cast<std::size_t>(columns),
                             stride);
        EXPECT_LT((y - expected).cwiseAbs().maxCoeff(), 1e-14);
        kernels->add_product(wider.data(), static_cast<std::size_t>(inner + 1),
                             static_cast<std::size_t>(rows), static_cast<std::size_t>(inner),
                             nullptr, in.data(), out.data(), static_cast<std::size_t>(columns),
                             stride);
        expected.leftCols(columns) = matrix * x.leftCols(columns);
        EXPECT_LT((y - expected).cwiseAbs().maxCoeff(), 1e-14);
      }
    }
  }
}

std::vector<double> random_numbers(std::size_t count) {
  const Eigen::VectorXd numbers = Eigen::VectorXd::Random(static_cast<Eigen::Index>(count));
  return {numbers.begin(), numbers.end()};
}

TEST(lanes, add_up_rows_with_and_without_factors) {
  constexpr std::size_t margin = 8, rows = 3;
  for (const Kernels* kernels : all_kernels()) {
    for (const std::size_t columns : {1, 7, 8, 23, 40}) {
      const std::size_t stride = padded(columns);
      const std::vector<double> in = random_numbers(margin + rows * stride + stride + margin);
      const std::vector<double> factors = random_numbers(stride);
      const std::vector<double> last = random_numbers(rows * columns);
      const double* const from = in.data() + margin;
      // Of each kind as many as the number of the row.
      std::vector<Addend> addends;
      std::vector<std::size_t> starts = {0};
      for (std::size_t r = 0; r < rows; ++r) {
        for (const double scale : {0.5, 1.0, -3.0}) {
          for (std::size_t k = 0; k < r; ++k)
            addends.push_back({scale, static_cast<std::ptrdiff_t>(k * stride) - 5, factors.data()});
          starts.push_back(addends.size());
        }
      }
      for (const double turn : {0.0, 0.7}) {
        const Combined what{
            2.0, 0.3, turn, 0.9, from, from, turn == 0.0 ? nullptr : from + 1, stride, last.data()};
        std::vector<double> out(rows * columns);
        const double square =
            kernels->sum_rows({starts.data(), addends.data()}, what, rows, columns, out.data());
        double expected_square = 0.0;
        for (std::size_t r = 0; r < rows; ++r) {
          for (std::size_t c = 0; c < columns; ++c) {
            double sum = 0.0;
            for (std::size_t k = 0; k < r; ++k)
              sum += (0.5 + factors[c] - 3.0 * factors[c]) * in[margin + k * stride + c - 5];
            const double expected = 2.0 * sum + 0.3 * from[r * stride + c] +
                                    turn * from[r * stride + c + 1] - 0.9 * last[r * columns + c];
            EXPECT_NEAR(out[r * columns + c], expected, 1e-14) << columns;
            expected_square += expected * expected;
          }
        }
        EXPECT_NEAR(square, expected_square, 1e-13 * expected_square);
      }
    }
  }
}

TEST(lanes, transpose_squares_of_any_size) {
  for (const Kernels* kernels : all_kernels()) {
    for (const std::size_t size : {1, 3, 8, 13, 24}) {
      const std::size_t stride = padded(size);
      const std::vector<double> from = random_numbers(size * size);
      AlignedNumbers straight(size * stride), transposed(size * stride);
      std::fill_n(straight.data(), size * stride, 7.0);
      std::fill_n(transposed.data(), size * stride, 7.0);
      kernels->spread_out(from.data(), size, stride, straight.data(), transposed.data());
      for (std::size_t r = 0; r < size; ++r) {
        for (std::size_t c = 0; c < stride; ++c) {
          EXPECT_EQ(straight.data()[r * stride + c], c < size ? from[r * size + c] : 0.0);
          EXPECT_EQ(transposed.data()[r * stride + c], c < size ? from[c * size + r] : 0.0);
        }
      }
    }
  }
}

}  // namespace
}  // namespace qbattery::lanes
