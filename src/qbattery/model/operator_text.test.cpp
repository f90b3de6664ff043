#include "qbattery/model/operator_text.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/quantum/operators.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-14;  // products of numbers up to 10
constexpr Complex imaginary(0.0, 1.0);

/// A mode and three cells.
std::vector<Subsystem> cells() {
  return {mode("charger", 4), two_level("battery[0]"), two_level("battery[1]"),
          two_level("battery[2]")};
}

OperatorScope scope() {
  return {.subsystems = cells(), .symbols = {"g", "phi", "N", "t"}, .values = {{"N", 3.0}}};
}

/// The matrix of an expression where the parameters have values.
Matrix matrix(const std::string& text, double g = 0.7, double phi = 0.4) {
  const Dimensions dimensions = dimensions_of(cells());
  Matrix sum = Matrix::Zero(total_dimension(dimensions), total_dimension(dimensions));
  for (const HamiltonianTerm& term : OperatorText(scope()).read(text).terms()) {
    const expr::Expression known_g = expr::number(g), known_phi = expr::number(phi),
                           three = expr::number(3.0);
    const double value = expr::evaluate_constant(
        substitute(term.coefficient, [&](const std::string& name) -> const expr::Expression* {
          return name == "g"     ? &known_g
                 : name == "phi" ? &known_phi
                 : name == "N"   ? &three
                                 : nullptr;
        }));
    sum += value * dense(term.op, dimensions);
  }
  return sum;
}

Matrix at(int place, const Matrix& local) { return embed(local, place, dimensions_of(cells())); }

Matrix a() {
  Matrix lower = Matrix::Zero(4, 4);
  for (int k = 0; k < 3; ++k) lower(k, k + 1) = std::sqrt(k + 1.0);
  return lower;
}

double difference(const std::string& text, const Matrix& known) {
  return (matrix(text) - known).norm();
}

TEST(operator_text, is_the_operator_that_it_says) {
  const Matrix collective = at(1, sigma_plus()) + at(2, sigma_plus()) + at(3, sigma_plus());
  const Matrix exchange = at(0, a()) * collective;
  EXPECT_LE(
      difference("g * (a(charger) * sp(battery) + h.c.)", 0.7 * (exchange + exchange.adjoint())),
      rounding);
  EXPECT_LE(difference("a(charger) * sum(i, 0, N-1, sp(battery[i])) * g", 0.7 * exchange),
            rounding);
  EXPECT_LE(difference("sum(i, 0, N-2, x(battery[i]) * x(battery[i+1]))",
                       at(1, sigma_x()) * at(2, sigma_x()) + at(2, sigma_x()) * at(3, sigma_x())),
            rounding);
  EXPECT_LE(difference("sum(i, 0, 1, x(battery[i])) + sum(i, 2, 2, sum(j, i, i, x(battery[j])))",
                       at(1, sigma_x()) + at(2, sigma_x()) + at(3, sigma_x())),
            rounding);
  EXPECT_LE(difference("product(i, 0, 2, z(battery[i]))",
                       at(1, sigma_z()) * at(2, sigma_z()) * at(3, sigma_z())),
            rounding);
  EXPECT_LE(difference("adag(charger)^2 * a(charger)^2",
                       at(0, a().adjoint() * a().adjoint() * a() * a())),
            rounding);
  EXPECT_LE(difference("-y(battery[0]) / (2 * g) - identity(charger)",
                       -at(1, sigma_y()) / 1.4 - at(0, identity(4))),
            rounding);
  EXPECT_LE(difference("ketbra(charger, 3, 1) + projector(charger, 0)",
                       at(0, Matrix(Ket::Unit(4, 3) * Ket::Unit(4, 1).adjoint() +
                                    Ket::Unit(4, 0) * Ket::Unit(4, 0).adjoint()))),
            rounding);
}

TEST(operator_text, keeps_the_order_of_operators_on_one_subsystem) {
  EXPECT_LE(difference("x(battery[0]) * a(charger) * y(battery[0])",
                       at(1, sigma_x() * sigma_y()) * at(0, a())),
            rounding);
  EXPECT_LE(
      difference("(x(battery[0]) * y(battery[1]) + h.c.) / 2", at(1, sigma_x()) * at(2, sigma_y())),
      rounding);
}

/// How many products the terms of an expression are.
std::size_t products(const std::string& text) {
  std::size_t count = 0;
  for (const HamiltonianTerm& term : OperatorText(scope()).read(text).terms())
    count += term.op.size();
  return count;
}

TEST(operator_text, makes_one_matrix_of_what_is_multiplied_on_one_subsystem) {
  const Matrix x = a() + a().adjoint();
  Matrix power = identity(4);
  for (int k = 0; k < 13; ++k) power = power * x;
  EXPECT_LE(difference("(a(charger) + adag(charger))^13", at(0, power)), rounding * power.norm());
  EXPECT_EQ(products("(a(charger) + adag(charger))^13"), 1U);
  EXPECT_EQ(products("(2 - 1i * a(charger) + adag(charger))^64"), 1U);
  // 1, g, ..., g^13, and x to each of these powers.
  EXPECT_EQ(products("(1 + g * x(charger))^13"), 14U);
  const Matrix up = (identity(2) + sigma_z()) / 2.0;
  EXPECT_LE(
      difference("product(i, 0, 2, (1 + z(battery[i])) / 2)", at(1, up) * at(2, up) * at(3, up)),
      rounding);
  EXPECT_EQ(products("product(i, 0, 2, (1 + z(battery[i])) / 2)"), 1U);
}

TEST(operator_text, keeps_apart_what_has_other_coefficients_or_subsystems) {
  EXPECT_LE(difference("(g * a(charger) + sin(phi) * adag(charger) + 3 * x(battery[0]) + 2)^2",
                       [] {
                         const Matrix sum = 0.7 * at(0, a()) +
                                            std::sin(0.4) * at(0, a().adjoint()) +
                                            3.0 * at(1, sigma_x()) + 2.0 * identity(32);
                         return Matrix(sum * sum);
                       }()),
            1e2 * rounding);
  EXPECT_EQ(products("(x(charger) + y(battery[0]))^2"), 4U);
}

TEST(operator_text, has_one_term_for_a_coefficient_however_it_is_written) {
  const auto coefficients = [](const std::string& text) {
    return OperatorText(scope()).read(text).terms().size();
  };
  EXPECT_EQ(coefficients("g * phi * a(charger) + phi * g * adag(charger)"), 1U);
  EXPECT_EQ(coefficients("g^2 * a(charger) + g * g * adag(charger)"), 1U);
  EXPECT_EQ(coefficients("cos(phi * t) * a(charger) + cos(t * phi) * adag(charger)"), 1U);
  EXPECT_EQ(coefficients("(g * x(battery[0]) + phi * z(battery[0]))^2"), 3U);
  EXPECT_EQ(coefficients("g * x(battery[0]) + phi * z(battery[0])"), 2U);
  EXPECT_EQ(coefficients("(g - phi) * a(charger) + (phi - g) * adag(charger)"), 1U);
}

// cos and sin of one angle, each with a Hermitian operator.
TEST(operator_text, sees_that_a_phase_and_its_opposite_are_one_drive) {
  const auto terms = [](const std::string& text) {
    return OperatorText(scope()).read(text).terms();
  };
  const std::string drive = "exp(1i * phi * t) * a(charger) + exp(-1i * t * phi) * adag(charger)";
  EXPECT_EQ(terms(drive).size(), 2U);
  const std::string detuned =
      "g * exp(2i * (g - phi) * t) * sm(battery[0]) + g * exp(2i * t * (phi - g)) * sp(battery[0])";
  EXPECT_EQ(terms(detuned).size(), 2U);
  for (const std::string& text : {drive, detuned})
    for (const HamiltonianTerm& term : terms(text)) {
      const Matrix whole = dense(term.op, dimensions_of(cells()));
      EXPECT_LE((whole - whole.adjoint()).cwiseAbs().maxCoeff(), rounding);
    }
  const Complex phase = std::polar(1.0, 0.4);
  EXPECT_LE(difference("exp(1i * phi) * a(charger) + exp(-1i * phi) * adag(charger)",
                       phase * at(0, a()) + std::conj(phase) * at(0, a().adjoint())),
            rounding);
  EXPECT_LE(difference("sin(phi) * x(battery[0]) + sin(-phi) * y(battery[0])",
                       std::sin(0.4) * (at(1, sigma_x()) - at(1, sigma_y()))),
            rounding);
}

TEST(operator_text, has_complex_coefficients) {
  const Matrix hop = at(1, sigma_plus()) * at(2, sigma_minus());
  const Complex phase = std::polar(1.0, 0.4);
  EXPECT_LE(difference("exp(1i * phi) * sp(battery[0]) * sm(battery[1]) + h.c.",
                       phase * hop + std::conj(phase) * hop.adjoint()),
            rounding);
  EXPECT_LE(difference("(2i + 1) * lower(charger) / 1i",
                       (1.0 + 2.0 * imaginary) / imaginary * at(0, a())),
            rounding);
  EXPECT_LE(difference("0.5i * g * lower(charger) + h.c.",
                       0.35 * imaginary * (at(0, a()) - at(0, a().adjoint()))),
            rounding);
}

TEST(operator_text, puts_terms_of_one_coefficient_together) {
  const auto terms = OperatorText(scope())
                         .read("g * x(battery) + cos(phi) * x(charger) + 2 * g * z(battery[0])")
                         .terms();
  ASSERT_EQ(terms.size(), 2U);
  EXPECT_EQ(to_string(terms[0].coefficient), "g");
  EXPECT_EQ(terms[0].op.size(), 4U);
  EXPECT_EQ(to_string(terms[1].coefficient), "cos(phi)");
  EXPECT_TRUE(OperatorText(scope()).read("0 * x(charger)").terms().empty());
}

TEST(operator_text, knows_which_parameters_make_its_structure) {
  const OperatorText text(scope());
  text.read("g * x(charger)");
  EXPECT_TRUE(text.structural().empty());
  text.read("sum(i, 0, N - 1, g * x(battery[i]))");
  EXPECT_EQ(text.structural(), (std::set<std::string>{"N"}));
}

std::pair<int, std::string> complaint(const std::string& text,
                                      const OperatorScope& names = scope()) {
  try {
    OperatorText(names).read(text);
  } catch (const expr::ParseError& error) {
    return {error.column(), error.what()};
  }
  return {};
}

TEST(operator_text, says_what_is_wrong_and_where) {
  using Wrong = std::pair<int, std::string>;
  EXPECT_EQ(complaint("g * sp(batery)"),
            (Wrong{5 + 3,
                   "there is no subsystem \"batery\"; there are: charger, battery[0], "
                   "battery[1], battery[2]"}));
  EXPECT_EQ(complaint("x(battery[3])").second,
            "there is no subsystem \"battery[3]\"; there are: charger, battery[0], battery[1], "
            "battery[2]");
  EXPECT_EQ(complaint("2 * G * x(charger)"),
            (Wrong{5, "there is no parameter \"G\", did you mean \"g\"?"}));
  EXPECT_EQ(complaint("lowr(charger)"),
            (Wrong{1, "there is no operator or function \"lowr\", did you mean \"lower\"?"}));
  EXPECT_EQ(complaint("2 * flip(charger)"),
            (Wrong{5,
                   "there is no operator or function \"flip\"; there are: lower, sm, a, raise, sp, "
                   "adag, number, x, y, z, identity, projector, ketbra, sum, product, step, ramp, "
                   "table, abs, bose, cos, cosh, exp, fermi, log, max, min, sech, sin, sinh, sqrt, "
                   "tanh"}));
  EXPECT_EQ(complaint("omega * x(charger)"),
            (Wrong{1, "there is no parameter \"omega\"; there are: g, phi, N, t"}));
  EXPECT_EQ(complaint("exp(i * phi) * a(charger) + h.c."),
            (Wrong{5,
                   "there is no \"i\": the imaginary unit is 1i, and an index stands in a sum, "
                   "sum(i, 0, N-1, ...)"}));
  EXPECT_EQ(complaint("g * sigma_x(battery[0])"),
            (Wrong{5,
                   "there is no operator \"sigma_x\"; here it is x(battery[0]), Pauli's matrix of "
                   "two levels and J of a spin"}));
  EXPECT_EQ(complaint("destroy(charger) + h.c."),
            (Wrong{1, "there is no operator \"destroy\"; here it is lower(charger)"}));
  EXPECT_EQ(complaint("g * number"),
            (Wrong{5,
                   "there is no parameter \"number\"; an operator is of a subsystem, such as "
                   "number(battery)"}));
  EXPECT_EQ(
      complaint("a(charger) + h.c"),
      (Wrong{14, "there is no \"h.c\"; \"+ h.c.\" adds the adjoint of what stands before it"}));
  EXPECT_EQ(complaint("g**2 * a(charger)"), (Wrong{3, "a power is written ^"}));
  EXPECT_EQ(complaint("1 + charger"),
            (Wrong{5,
                   "\"charger\" is a subsystem; ask for an operator of it, such as "
                   "lower(charger)"}));
  EXPECT_EQ(complaint("battery[1]").second,
            "\"battery[1]\" is a subsystem; ask for an operator of it, such as lower(battery[1])");
  EXPECT_EQ(complaint("z(charger)"),
            (Wrong{1,
                   "z(charger): a mode has x and y alone; number(charger) counts its "
                   "excitations"}));
  EXPECT_EQ(complaint("x(charger)^0.5"),
            (Wrong{12, "the power of an operator is a whole number, got 0.5"}));
  EXPECT_EQ(complaint("x(charger)^-1"),
            (Wrong{12, "the power of an operator is from 0 to 64, got -1"}));
  EXPECT_EQ(complaint("x(charger)^phi"),
            (Wrong{12, "the power of an operator must be known, and \"phi\" has no value here"}));
  EXPECT_EQ(complaint("x(charger)^x(battery[0])"),
            (Wrong{12,
                   "the power of an operator is a whole number, got the operator "
                   "x(battery[0])"}));
  EXPECT_EQ(complaint("x(charger)^(2 * n)"),
            (Wrong{17, "there is no parameter \"n\", did you mean \"N\"?"}));
  EXPECT_EQ(complaint("sum(i, 0, z(battery[0]), x(charger))"),
            (Wrong{11, "where an index ends is a whole number, got the operator z(battery[0])"}));
  EXPECT_EQ(complaint("1 / x(charger)"), (Wrong{5, "an operator cannot stand below a division"}));
  EXPECT_EQ(complaint("1 / (1 - 1)").second, "a division by 0");
  EXPECT_EQ(complaint("2 * exp(1000) * x(charger)"), (Wrong{5, "exp(1000) is no finite number"}));
  EXPECT_EQ(complaint("2 * log(0)"), (Wrong{5, "log(0) is no finite number"}));
  EXPECT_EQ(complaint("(-1)^0.5").second, "((-1) ^ 0.5) is no finite number");
  EXPECT_EQ(complaint("sin(x(charger))"), (Wrong{5, "an operator, where a number is wanted"}));
  EXPECT_EQ(complaint("sin(2i)").second,
            "an imaginary number, where only real ones have a meaning");
  EXPECT_EQ(complaint("h.c. + x(charger)").second,
            "h.c. follows a + and stands for the adjoint of what is before it");
  EXPECT_EQ(complaint("sum(g, 0, 1, x(battery[g]))"),
            (Wrong{5, "the index needs a name of its own, \"g\" is taken"}));
  EXPECT_EQ(complaint("sum(pi, 0, 1, pi * x(charger))"),
            (Wrong{5, "the index needs a name of its own, \"pi\" is taken"}));
  EXPECT_EQ(complaint("sum(i, 0, g, x(battery[i]))"),
            (Wrong{11, "where an index ends must be known, and \"g\" has no value here"}));
  EXPECT_EQ(complaint("sum(i, 0, 1e6, x(battery[i]))").second, "sum of more than 10000 terms");
  const std::string too_large =
      "an operator may have at most 4096 products, and take 200000 steps to read";
  EXPECT_EQ(complaint("(x(charger) + y(battery[0]))^64").second, too_large);
  OperatorScope large;
  large.subsystems = {mode("m", 512), two_level("s")};
  EXPECT_EQ(complaint("(x(m) + x(s))^7", large).second,
            "an operator may have at most 76 products with this many levels, and take 200000 steps "
            "to read");
  EXPECT_EQ(complaint("sum(i, 0, 9999, sum(j, 0, 9999, x(charger)))").second, too_large);
  EXPECT_EQ(complaint("sum(i, 0, 999, sum(j, 0, 999, sin(i * j)))").second, too_large);
  EXPECT_EQ(complaint("(1 + g)^64 * x(charger)").second, "");
  EXPECT_EQ(complaint("sum(x(charger))").second,
            "sum is written sum(i, from, to, ...) with a name for the index");
  EXPECT_EQ(complaint("projector(charger)").second, "projector(b, k) takes 2 argument(s), got 1");
  EXPECT_EQ(complaint("projector(charger, 7)").second,
            "\"charger\" has the levels 0 to 3, and no level 7");
}

}  // namespace
}  // namespace qbattery
