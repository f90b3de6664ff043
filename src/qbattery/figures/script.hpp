#pragma once

#include <string>
#include <utility>
#include <vector>

#include "qbattery/figures/figure.hpp"
#include "qbattery/figures/layout.hpp"
#include "qbattery/figures/tics.hpp"

namespace qbattery::detail {

/// What gnuplot needs to draw a figure.
struct Script {
  std::string text;
  std::vector<std::pair<std::string, std::string>> files;  ///< names and bytes, beside the script
};

/// `ending` is ".pdf", ".png" or ".svg"; the drawing goes to the file "figure" + ending.
Script script_of(const Figure& figure, const std::string& ending);

/// What a panel's part of the script is added to.
struct Page {
  const Layout& layout;
  Script& script;
};

/// A text for gnuplot, in quotes.
std::string quoted(const std::string& text);

/// Digits for gnuplot; "NaN" for what is not finite.
std::string digits(double value);

/// Place on the page as gnuplot counts it: shares of width and height.
std::string screen(const Page& page, double x, double y);

/// The part of a script that draws a map into a box; `name` is its own among the script's names.
void add_map(const Page& page, const Map& map, const Box& box, const std::string& name);

/// Adds a block of points; x and y have the same length.
void add_points(Script& script, const std::string& name, const std::vector<double>& x,
                const std::vector<double>& y);

/// Range, tics and labels of both axes of a drawing.
using Range = std::pair<double, double>;
void add_axes(const Page& page, const Box& box, const FigureAxis& x, Range x_range,
              const FigureAxis& y, Range y_range);

/// `set xtics` and the like: tics with their texts for an axis "x", "y" or "cb".
void add_tics(Script& script, const std::string& which, const Tics& tics);

/// Of the widest text, cm.
double width_of_tics(const Tics& tics);

/// The label of a vertical axis or colour bar, with its middle at this place, cm.
void add_upright_label(const Page& page, const std::string& text, double x, double y);

}  // namespace qbattery::detail
