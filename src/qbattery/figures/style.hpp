#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace qbattery {

/// How a line is drawn. Colours are "#rrggbb", widths points, dashes a gnuplot dash type.
struct LineStyle {
  std::string colour = "#000000";
  double width = 1.5;
  std::string dash = "solid";
};

/// The one style of a quantity in all figures: E_A, E_B, S_AB, S_BA, sz_B, W_B and P_B have theirs.
/// Colours are from Okabe and Ito's set, which the colour-blind can tell apart; S_BA is dashed
/// because it often lies on S_AB, W_B because it does on sz_B. Other names take the `place`-th of
/// the colours, each solid before any is dashed.
LineStyle style_of(const std::string& variable, std::size_t place = 0);

/// Of all lines of a panel: other names take what no quantity among them has for its own.
std::vector<LineStyle> styles_of(const std::vector<std::string>& variables);

/// The style of the `place`-th of `count` lines that differ in a number: along the colour map.
LineStyle style_in_family(std::size_t place, std::size_t count);

/// A name as a symbol in gnuplot's enhanced text: "E_A" with its subscript, "Gamma" as a Greek
/// letter, "S_AB" with the arrow of steering, "sz_B" as a mean in angle brackets.
std::string symbol_of(const std::string& name);

/// Text in which no character has a meaning for gnuplot's enhanced text.
std::string plain_text(std::string_view text);

/// How wide enhanced text will be, in units of its font size. An estimate on the large side.
double width_of(std::string_view enhanced);

namespace style {

inline constexpr const char* font = "Liberation Sans";
inline constexpr double font_size = 8.0;        // points, as are the sizes below
inline constexpr double small_font_size = 7.0;  // parameters, contours' values
inline constexpr double letter_size = 9.0;
inline constexpr const char* maximum_of_S_AB = "#e6007e";
inline constexpr const char* maximum_of_S_BA = "#000000";
inline constexpr const char* chosen_mark = "*";
inline constexpr const char* chosen_note = "* chosen here: the paper does not print this value";

/// Perceptually uniform: viridis, a third of the way to white so that black lines and values stay
/// readable on its dark end. Ascending in lightness.
const std::vector<std::string>& colour_map();

}  // namespace style
}  // namespace qbattery
