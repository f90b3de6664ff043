#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "qbattery/figures/figure.hpp"

namespace qbattery::detail {

/// A rectangle on the page, cm from its lower left corner.
struct Box {
  double left = 0.0, bottom = 0.0, right = 0.0, top = 0.0;
  double width() const { return right - left; }
  double height() const { return top - bottom; }
};

/// One entry of the legend: a piece of a line or a dot, and its label.
struct LegendEntry {
  std::string label;
  std::variant<LineStyle, Dots> sample;  ///< dots without points
  double left = 0.0, middle = 0.0;       ///< of the entry on the page, cm
};

/// Where everything stands on the page, cm from its lower left corner.
struct Layout {
  double width = 0.0, height = 0.0;
  std::vector<LegendEntry>
      legend;                 ///< all lines and dots, each label once; none if there is but one
  std::vector<Box> drawings;  ///< one for each panel: what its axes enclose
  std::vector<std::vector<std::string>> captions;  ///< for each panel: its parameters in lines
  std::optional<double> note;  ///< height of the middle of the note on what was chosen
};

inline constexpr double cm_per_point = 2.54 / 72;
inline constexpr double line_height = 0.36;   ///< of a caption, cm
inline constexpr double letter_width = 0.55;  ///< what a panel's letter takes of its first line
inline constexpr double sample_gap = 0.12;    ///< between a sample in the legend and its label
inline constexpr double colour_bar_gap = 0.18, colour_bar_width = 0.26;

/// Width of a line or a dot in the legend.
double sample_width_of(const LegendEntry& entry);

Layout layout_of(const Figure& figure);

}  // namespace qbattery::detail
