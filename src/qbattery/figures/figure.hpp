#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "qbattery/figures/style.hpp"

namespace qbattery {

/// Texts of a figure are gnuplot's enhanced text: "{/:Italic E}_A", "Γ"; see symbol_of(),
/// plain_text().

/// Where tics stand on an axis, and their texts.
using Tics = std::vector<std::pair<double, std::string>>;

/// One axis of a panel.
struct FigureAxis {
  std::string label;
  bool logarithmic = false;
  Tics tics;  ///< none: round numbers, powers of ten on a logarithmic axis
  std::optional<std::pair<double, double>> range;  ///< default: that of the data
};

/// A curve through points. It breaks where a number is NaN.
struct Line {
  std::string label;  ///< in the legend, once for all lines of that label; none: not there
  LineStyle style;
  std::vector<double> x, y;
};

/// Points set off by dots, each with a dashed vertical through the panel.
struct Dots {
  std::string label;  ///< in the legend
  std::string colour;
  double size = 1.0;  ///< of the dot; larger ones first where some may coincide
  std::vector<double> x, y;
};

/// Lines over one axis. Without a range of its own, `y` takes one that holds all panels of the
/// figure of the same y label.
struct Curves {
  FigureAxis x, y;
  std::vector<Line> lines;
  std::vector<Dots> dots;
  bool zero_line = false;
};

/// Colours over two axes, with contours.
struct Map {
  FigureAxis x, y;
  std::vector<double> x_values, y_values;  ///< ascending, at least two
  std::vector<double> values;  ///< values[i * y_values.size() + j] at x i, y j; NaN: blank
  std::string colour_label;
  std::vector<double> contours;  ///< levels; none: round numbers are chosen
  std::vector<Line> overlays;    ///< drawn over the map
};

/// One parameter under which a panel holds, "Γ = 0.001".
struct Parameter {
  std::string text;
  bool chosen = false;  ///< marked as not printed in the paper
};

/// One drawing with its letter and parameters above it.
struct Panel {
  std::string letter;  ///< "a"; none: no letter
  std::vector<Parameter> parameters;
  std::variant<Curves, Map> content;
};

/// A page of panels, row by row. A legend of all lines stands at its top.
struct Figure {
  std::vector<Panel> panels;
  int columns = 1;
  double width = 17.0;        ///< of the page, cm; 17 fills two columns of a journal
  double panel_height = 4.6;  ///< of the drawing itself, cm
};

/// Draws a figure with gnuplot in the form that the ending of `path` names: .pdf (fonts embedded),
/// .png (300 dpi) or .svg. The file is seen whole or not at all.
/// Throws InvalidInput for another ending or a figure that makes no sense, IoError where gnuplot is
/// missing or fails, or the file cannot be written.
void render(const Figure& figure, const std::string& path);

/// Throws what render(..., path) would throw before it draws.
void require_figure_path(const std::string& path);

}  // namespace qbattery
