#include "qbattery/expr/normal_form.hpp"

#include <gtest/gtest.h>

namespace qbattery::expr {
namespace {

std::string form(const std::string& text) {
  const auto [sign, form] = normal_form(parse(text));
  return (sign < 0.0 ? "-" : "") + form;
}

TEST(normal_form, is_one_for_factors_and_terms_in_any_order) {
  EXPECT_EQ(form("F*g"), form("g*F"));
  EXPECT_EQ(form("F*g*h"), form("h*(F*g)"));
  EXPECT_EQ(form("F^2*g"), form("F*g*F"));
  EXPECT_EQ(form("-F*g"), form("F*(-g)"));
  EXPECT_EQ(form("2*F"), form("F*2"));
  EXPECT_EQ(form("F/g/h"), form("F/(h*g)"));
  EXPECT_EQ(form("F + g - h"), form("g - (h - F)"));
  EXPECT_EQ(form("cos(w*t)*(F + g)"), form("(g + F)*cos(t*w)"));
  EXPECT_EQ(form("step(t - 1)*F"), form("F*step(-1 + t)"));
}

TEST(normal_form, has_its_sign_in_front) {
  for (const auto& [one, other] : {std::pair{"F - g", "g - F"},
                                   {"F", "-F"},
                                   {"2*F*g", "F*(-2*g)"},
                                   {"sin(F - g)", "sin(g - F)"},
                                   {"sin(w*t)", "sin(-w*t)"},
                                   {"h*tanh(t - 1)", "h*tanh(1 - t)"},
                                   {"(F - g)^3", "(g - F)^3"}}) {
    const NormalForm a = normal_form(parse(one)), b = normal_form(parse(other));
    EXPECT_EQ(a.text, b.text) << one << " " << other;
    EXPECT_EQ(a.sign, -b.sign) << one << " " << other;
  }
  EXPECT_EQ(form("cos(F - g)"), form("cos(g - F)"));
  EXPECT_EQ(form("g*cosh(-F)"), form("g*cosh(F)"));
  EXPECT_EQ(form("(F - g)^2"), form("(g - F)^2"));
  EXPECT_EQ(form("sin(F)*sin(-g)"), form("sin(-F)*sin(g)"));
}

TEST(normal_form, keeps_apart_what_differs) {
  for (const auto& [one, other] : {std::pair{"F*g", "F + g"},
                                   {"F", "2*F"},
                                   {"F", "-F"},
                                   {"F/g", "g/F"},
                                   {"F^2", "F^3"},
                                   {"F^0.5", "F"},
                                   {"F^g", "g^F"},
                                   {"cos(F)", "sin(F)"},
                                   {"exp(F)", "exp(-F)"},
                                   {"step(F)", "step(-F)"},
                                   {"sin(F)", "sin(-F)"},
                                   {"cos(F - g)", "cos(F + g)"},
                                   {"cos(F)*g", "cos(F*g)"},
                                   {"F - g", "g - F"},
                                   {"b[0]", "b[1]"},
                                   {"min(F, g)", "min(g, F)"},
                                   {"(F + g)*h", "F + g*h"}})
    EXPECT_NE(form(one), form(other)) << one << " " << other;
}

}  // namespace
}  // namespace qbattery::expr
