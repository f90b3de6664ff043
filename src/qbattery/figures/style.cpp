#include "qbattery/figures/style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>

namespace qbattery {
namespace {

const std::map<std::string, std::string> greek = {
    {"alpha", "α"}, {"beta", "β"},   {"gamma", "γ"},  {"Gamma", "Γ"}, {"delta", "δ"},
    {"Delta", "Δ"}, {"kappa", "κ"},  {"lambda", "λ"}, {"mu", "μ"},    {"omega", "ω"},
    {"Omega", "Ω"}, {"phi", "φ"},    {"rho", "ρ"},    {"sigma", "σ"}, {"tau", "τ"},
    {"theta", "θ"}, {"epsilon", "ε"}};

/// A letter in italics, a Greek one by its sign, words as they are.
std::string base_of(const std::string& word) {
  const auto letter = greek.find(word);
  if (letter != greek.end()) return letter->second;
  if (word.size() == 1 && std::isalpha(static_cast<unsigned char>(word[0])))
    return "{/:Italic " + word + "}";
  return plain_text(word);
}

std::string subscript_of(const std::string& text) {
  const auto letter = greek.find(text);
  if (letter != greek.end()) return letter->second;
  std::string spaced = text;
  std::ranges::replace(spaced, '_', ' ');
  return plain_text(spaced);
}

std::array<int, 3> channels(const std::string& colour) {
  std::array<int, 3> result{};
  for (std::size_t i = 0; i < 3; ++i)
    result[i] = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16);
  return result;
}

std::string mixed(const std::string& from, const std::string& to, double share) {
  std::string colour = "#";
  for (std::size_t i = 0; i < 3; ++i) {
    const double channel = (1 - share) * channels(from)[i] + share * channels(to)[i];
    colour += fmt::format("{:02x}", std::lround(channel));
  }
  return colour;
}

/// Of one byte of text in Liberation Sans. A sign of several bytes counts at its first.
double width_of(char c) {
  const auto is_one_of = [c](std::string_view set) {
    return set.find(c) != std::string_view::npos;
  };
  if ((static_cast<unsigned char>(c) & 0xC0) == 0x80 || is_one_of("{}^_\\")) return 0.0;
  if (is_one_of(" .,;:'|/ijl")) return 0.28;
  if (is_one_of("()-*ftr")) return 0.36;
  if (is_one_of("mwMW")) return 0.85;
  return std::isupper(static_cast<unsigned char>(c)) ? 0.7 : 0.6;
}

/// Every eighth colour of matplotlib's viridis (CC0), and the last.
const std::vector<std::string> viridis = {
    "#440154", "#470d60", "#48186a", "#482374", "#472d7b", "#453781", "#424086",
    "#3e4989", "#3a538b", "#375b8d", "#33638d", "#2f6b8e", "#2c728e", "#297a8e",
    "#26828e", "#23898e", "#21918c", "#1f988b", "#1fa088", "#22a785", "#28ae80",
    "#32b67a", "#3fbc73", "#4ec36b", "#5ec962", "#70cf57", "#84d44b", "#98d83e",
    "#addc30", "#c2df23", "#d8e219", "#ece51b", "#fde725"};

}  // namespace

namespace {

const std::map<std::string, LineStyle> own_styles = {
    {"E_A", {"#0072b2", 1.4, "solid"}},  {"E_B", {"#d55e00", 1.4, "solid"}},
    {"S_AB", {"#cc79a7", 1.4, "solid"}}, {"S_BA", {"#5a5a5a", 1.2, "(12,7)"}},
    {"sz_B", {"#009e73", 1.4, "solid"}}, {"W_B", {"#e69f00", 1.4, "(16,6)"}},
    {"P_B", {"#56b4e9", 1.4, "solid"}}};

bool looks_like(const LineStyle& one, const LineStyle& other) {
  return one.colour == other.colour && one.dash == other.dash;
}

}  // namespace

LineStyle style_of(const std::string& variable, std::size_t place) {
  const auto found = own_styles.find(variable);
  if (found != own_styles.end()) return found->second;
  static const std::array<const char*, 6> colours = {"#0072b2", "#d55e00", "#009e73",
                                                     "#cc79a7", "#56b4e9", "#e69f00"};
  static const std::array<const char*, 3> dashes = {"solid", "(10,5)", "(3,3)"};
  return {colours[place % colours.size()], 1.4, dashes[place / colours.size() % dashes.size()]};
}

std::vector<LineStyle> styles_of(const std::vector<std::string>& variables) {
  const auto is_taken = [&variables](const LineStyle& style) {
    return std::ranges::any_of(variables, [&style](const std::string& variable) {
      return own_styles.contains(variable) && looks_like(own_styles.at(variable), style);
    });
  };
  std::vector<LineStyle> styles;
  std::size_t place = 0;
  for (const std::string& variable : variables) {
    if (!own_styles.contains(variable))
      while (is_taken(style_of(variable, place))) ++place;
    styles.push_back(style_of(variable, place));
    if (!own_styles.contains(variable)) ++place;
  }
  return styles;
}

LineStyle style_in_family(std::size_t place, std::size_t count) {
  // The yellow end is too light for a line on white.
  const double share =
      count < 2 ? 0.0 : 0.85 * static_cast<double>(place) / static_cast<double>(count - 1);
  const auto index = static_cast<std::size_t>(share * static_cast<double>(viridis.size() - 1));
  return {viridis[index], 1.4, "solid"};
}

std::string symbol_of(const std::string& name) {
  static const std::map<std::string, std::string> known = {{"time", "{/:Italic t}"},
                                                           {"S_AB", "{/:Italic S}_{A→B}"},
                                                           {"S_BA", "{/:Italic S}_{B→A}"},
                                                           {"sz_A", "‹σ_z›_A"},
                                                           {"sz_B", "‹σ_z›_B"}};
  const auto found = known.find(name);
  if (found != known.end()) return found->second;
  const std::size_t cut = name.find('_');
  if (cut == std::string::npos || cut == 0 || cut + 1 == name.size()) return base_of(name);
  return fmt::format("{}_{{{}}}", base_of(name.substr(0, cut)), subscript_of(name.substr(cut + 1)));
}

std::string plain_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("{}^_@&~\\").find(c) != std::string_view::npos) result += '\\';
    result += std::iscntrl(static_cast<unsigned char>(c)) ? ' ' : c;
  }
  return result;
}

double width_of(std::string_view enhanced) {
  double width = 0.0;
  bool in_font_name = false;
  for (std::size_t i = 0; i < enhanced.size(); ++i) {
    const char c = enhanced[i];
    if (in_font_name) {
      in_font_name = c != ' ';
      continue;
    }
    in_font_name = c == '/' && i > 0 && enhanced[i - 1] == '{';
    if (!in_font_name) width += width_of(c);
  }
  return width;
}

const std::vector<std::string>& style::colour_map() {
  static const std::vector<std::string> lightened = [] {
    std::vector<std::string> colours;
    for (const std::string& colour : viridis) colours.push_back(mixed(colour, "#ffffff", 0.33));
    return colours;
  }();
  return lightened;
}

}  // namespace qbattery
