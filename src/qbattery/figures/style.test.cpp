#include "qbattery/figures/style.hpp"

#include <gtest/gtest.h>

#include <set>

namespace qbattery {
namespace {

TEST(style, tells_the_quantities_of_a_panel_apart_and_is_always_the_same) {
  std::set<std::string> colours;
  for (const std::string name : {"E_A", "E_B", "S_AB", "S_BA", "sz_B", "W_B", "P_B"}) {
    colours.insert(style_of(name).colour);
    EXPECT_EQ(style_of(name, 0).colour, style_of(name, 3).colour);
  }
  EXPECT_EQ(colours.size(), 7u);
  EXPECT_NE(style_of("x", 0).colour, style_of("x", 1).colour);
}

TEST(style, gives_no_two_lines_of_a_panel_the_same) {
  const std::vector<std::string> names = {"E_A", "E_C", "E_B", "W_C", "coherence", "sz_B"};
  std::set<std::string> looks;
  for (const LineStyle& style : styles_of(names)) looks.insert(style.colour + style.dash);
  EXPECT_EQ(looks.size(), names.size());
  EXPECT_EQ(styles_of(names)[2].colour, style_of("E_B").colour);
}

TEST(symbol, has_subscripts_greek_letters_and_arrows) {
  EXPECT_EQ(symbol_of("E_A"), "{/:Italic E}_{A}");
  EXPECT_EQ(symbol_of("Gamma"), "Γ");
  EXPECT_EQ(symbol_of("omega_0"), "ω_{0}");
  EXPECT_EQ(symbol_of("E_tau"), "{/:Italic E}_{τ}");
  EXPECT_EQ(symbol_of("S_AB"), "{/:Italic S}_{A→B}");
  EXPECT_EQ(symbol_of("sz_B"), "‹σ_z›_B");
  EXPECT_EQ(symbol_of("imbalance"), "imbalance");
  EXPECT_EQ(symbol_of("_x"), "\\_x");
}

TEST(plain_text, escapes_what_gnuplot_would_interpret) {
  EXPECT_EQ(plain_text("a_b^{c}@&~\\"), "a\\_b\\^\\{c\\}\\@\\&\\~\\\\");
  EXPECT_EQ(plain_text("two\nlines"), "two lines");
}

TEST(width, does_not_count_markup) {
  EXPECT_DOUBLE_EQ(width_of("{/:Italic E}_{A}"), width_of("EA"));
  EXPECT_DOUBLE_EQ(width_of("Γ"), width_of("n"));
}

double lightness(const std::string& colour) {
  const auto channel = [&](std::size_t i) { return std::stoi(colour.substr(i, 2), nullptr, 16); };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

TEST(colour_map, becomes_lighter_all_the_way) {
  const std::vector<std::string>& colours = style::colour_map();
  for (std::size_t i = 1; i < colours.size(); ++i)
    EXPECT_GT(lightness(colours[i]), lightness(colours[i - 1])) << i;
  EXPECT_GT(lightness(colours.front()), 90.0);  // black is readable on it
}

}  // namespace
}  // namespace qbattery
