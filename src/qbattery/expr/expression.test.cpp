#include "qbattery/expr/expression.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace qbattery::expr {
namespace {

double value(const std::string& text) { return evaluate_constant(parse(text)); }

TEST(expression, follows_the_usual_order_of_operations) {
  EXPECT_DOUBLE_EQ(value("1 + 2 * 3 ^ 2"), 19.0);
  EXPECT_DOUBLE_EQ(value("-2 ^ 2"), -4.0);
  EXPECT_DOUBLE_EQ(value("2 ^ 3 ^ 2"), 512.0);
  EXPECT_DOUBLE_EQ(value("8 / 2 / 2 - 1 - 1"), 0.0);
  EXPECT_DOUBLE_EQ(value("max(1, 2) + min(3, 4) * sech(0)"), 5.0);
}

TEST(expression, knows_occupations_at_zero_temperature) {
  EXPECT_EQ(value("bose(1, 0)"), 0.0);
  EXPECT_EQ(value("fermi(1, 0, 0.5)"), 0.0);
  EXPECT_EQ(value("fermi(1, 0, 1)"), 0.5);
  EXPECT_EQ(value("fermi(1, 0, 1.5)"), 1.0);
  EXPECT_NEAR(value("bose(1, 1 / log(1.2))"), 5.0, 1e-13);
}

TEST(expression, reads_back_its_own_text) {
  for (const char* text :
       {"a + b * -c", "at(E_B, argmax(S_AB) / 2)", "x >= 0.5", "(a - b) - (c - d)"}) {
    const std::string once = to_string(parse(text));
    EXPECT_EQ(to_string(parse(once)), once);
  }
}

TEST(expression, says_what_is_wrong_with_a_number) {
  const auto words = [](const std::string& text) -> std::string {
    try {
      parse(text);
    } catch (const ParseError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(words("1e999"), "this number is too large or too small");
  EXPECT_EQ(words("2 * 1e-999"), "this number is too large or too small");
  EXPECT_EQ(words("."), "expected digits before or after the point");
  EXPECT_EQ(words(".5 + 5."), "");
}

TEST(expression, is_as_large_as_what_its_names_stand_for) {
  const auto size = [](const std::string& name) { return name == "x" ? 10U : 1U; };
  EXPECT_EQ(count_nodes(parse("1"), 100, size), 1U);
  EXPECT_EQ(count_nodes(parse("max(-x, y + 2)"), 100, size), 15U);
  EXPECT_EQ(count_nodes(parse("max(-x, y + 2)"), 15, size), 15U);
  EXPECT_EQ(count_nodes(parse("max(-x, y + 2)"), 14, size), 15U);
  EXPECT_EQ(count_nodes(parse("x + x + x"), 11, size), 12U);
}

TEST(expression, is_counted_to_a_bound_in_no_time_however_large) {
  Expression tree = parse("1");
  for (int i = 0; i < 200; ++i) {  // 2^200 numbers, shared
    Expression sum = parse("1 + 1");
    sum.arguments = std::make_shared<const std::vector<Expression>>(2, tree);
    tree = sum;
  }
  EXPECT_EQ(count_nodes(tree, 2000, [](const std::string&) { return 1U; }), 2001U);
}

TEST(expression, says_where_it_is_wrong) {
  const auto column = [](const std::string& text) {
    try {
      parse(text);
    } catch (const ParseError& error) {
      return error.column();
    }
    return 0;
  };
  EXPECT_EQ(column("1 + "), 5);
  EXPECT_EQ(column("(1"), 3);
  EXPECT_EQ(column("1 $"), 3);
  EXPECT_NE(column(std::string(1000, '(')), 0);
  EXPECT_EQ(column("1 + 1"), 0);
  EXPECT_EQ(column("1 + 2 1e999"), 7);
}

TEST(expression, lists_each_name_once_in_order) {
  EXPECT_EQ(names_in(parse("b + f(a, b) * reservoir.cold.n ^ -a")),
            (std::vector<std::string>{"b", "a", "reservoir.cold.n"}));
  EXPECT_EQ(names_in(parse("x")), (std::vector<std::string>{"x"}));
  EXPECT_TRUE(names_in(parse("2 * f()")).empty());
}

TEST(expression, replaces_names_as_if_in_brackets) {
  const Expression sum = parse("a + 1");
  const auto of_x = [&sum](const std::string& name) { return name == "x" ? &sum : nullptr; };
  EXPECT_EQ(to_string(substitute(parse("2 * x ^ y - x(x)"), of_x)),
            "((2 * ((a + 1) ^ y)) - x((a + 1)))");
}

TEST(expression, asks_for_the_meaning_of_names_and_calls_first) {
  using Number = Compiled<double>;
  const auto leaf = [](const Expression& e) -> Number {
    if (e.text == "t") return [](const double& t) { return t; };
    if (e.is_call("exp")) return [](const double& t) { return 100.0 * t; };  // hides the function
    if (e.is_call("half")) return [](const double& t) { return 0.5 * t; };
    return {};
  };
  EXPECT_EQ(compile<double>(parse("-t + exp(whatever) - half()"), leaf)(2.0), -2.0 + 200.0 - 1.0);
  EXPECT_DOUBLE_EQ(compile<double>(parse("cos(pi * t)"), leaf)(1.0), -1.0);
}

TEST(expression, says_which_name_or_call_has_no_meaning) {
  const auto complaint = [](const std::string& text) -> std::pair<int, std::string> {
    try {
      value(text);
    } catch (const ParseError& error) {
      return {error.column(), error.what()};
    }
    return {};
  };
  using Wrong = std::pair<int, std::string>;
  EXPECT_EQ(complaint("1 + x"), (Wrong{5, "unknown name \"x\""}));
  EXPECT_EQ(complaint("2 * (f(1))"), (Wrong{6, "unknown function \"f\""}));
  EXPECT_EQ(complaint("1 - min(1)"), (Wrong{5, "min takes 2 argument(s), got 1"}));
  EXPECT_EQ(complaint("1 < 2 < 3"), (Wrong{7, "one comparison is all that is possible"}));
  EXPECT_EQ(complaint("1e999").first, 1);
  EXPECT_EQ(complaint("f(1,)").first, 5);
  EXPECT_EQ(complaint("").second, "expected a number, a name or \"(\"");
}

TEST(expression, has_places_in_groups_and_imaginary_numbers) {
  for (const char* text : {"battery[0]", "x(battery[i + 1])", "2i * a", "1i", "(1 - 0.5i) ^ 2"}) {
    const std::string once = to_string(parse(text));
    EXPECT_EQ(to_string(parse(once)), once);
  }
  EXPECT_EQ(to_string(parse("x(battery[i + 1])")), "x(battery[(i + 1)])");
  EXPECT_EQ(to_string(parse("2i")), "(2 * 1i)");
  EXPECT_EQ(names_in(parse("x(battery[i + N])")), (std::vector<std::string>{"i", "N"}));
  const auto complaint = [](const std::string& text) {
    try {
      value(text);
    } catch (const ParseError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(complaint("1 + 2i"), "an imaginary number, where only real ones have a meaning");
  EXPECT_EQ(complaint("2 * battery[0]"), "battery[0] stands for no number");
  EXPECT_EQ(complaint("battery[0"), "expected \"]\"");
  EXPECT_EQ(complaint("x(batt\u00e9ry)"), "expected \")\", got \"\u00e9\"");
  EXPECT_EQ(complaint("2in"), "expected an operator or the end, got \"i\"");
}

TEST(expression, is_computed_as_far_as_it_is_known) {
  const auto text = [](const std::string& symbol, const std::string& a, const std::string& b) {
    return to_string(combine(symbol, parse(a), parse(b)));
  };
  EXPECT_EQ(text("*", "2", "3"), "6");
  EXPECT_EQ(text("*", "1", "x"), "x");
  EXPECT_EQ(text("*", "0", "x"), "0");
  EXPECT_EQ(text("+", "0", "x"), "x");
  EXPECT_EQ(text("-", "0", "x"), "(0 - x)");
  EXPECT_EQ(text("-", "x", "0"), "x");
  EXPECT_EQ(text("/", "x", "1"), "x");
  EXPECT_EQ(text("^", "2", "3"), "8");
  EXPECT_EQ(to_string(call("cos", {number(0.0)})), "1");
  EXPECT_EQ(to_string(call("cos", {name("x")})), "cos(x)");
}

TEST(expression, quotes_whole_characters) {
  try {
    parse("1 \u00e9");
    FAIL() << "no complaint";
  } catch (const ParseError& error) {
    EXPECT_NE(std::string(error.what()).find("\"\u00e9\""), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace qbattery::expr
