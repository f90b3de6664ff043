#pragma once

#include <string>
#include <utility>
#include <vector>

#include "qbattery/figures/figure.hpp"
#include "qbattery/results/dataset.hpp"

namespace qbattery {

struct PlotOptions {
  /// Axes to fix and the values to fix them at, as text; the nearest place of the axis is taken.
  std::vector<std::pair<std::string, std::string>> at = {};
  std::vector<std::string> each = {};       ///< axes with panels of their own for every place
  std::vector<std::string> variables = {};  ///< what is drawn; none: all that fits, see below
  std::vector<double> contours = {};        ///< levels in maps; none: round numbers are chosen
};

/// What a data set looks like when nothing else is said about it: curves against time or against
/// one axis, all variables of one kind in a panel; a map with contours over two axes, a panel each
/// variable; a family of lines where one of two axes has words or at most eight places. Fixed axes
/// and those of one place stand above the panels, as do the places of axes with panels of their
/// own. Of variables over different axes those over the fewest, but at least one, are drawn. Throws
/// InvalidInput where more than two axes remain, nothing is left to draw, or contours are asked for
/// where no map is.
Figure figure_of(const Dataset& dataset, const PlotOptions& options = {});

/// A variable over one numeric axis, its only dimension, in ascending order, without a label.
Line line_of(const Dataset& dataset, const std::string& variable, const std::string& x);

/// A variable over two numeric axes, its only dimensions, in whatever order they are stored. Axis
/// and colour bar have the names of coordinates and variable as symbols.
Map map_of(const Dataset& dataset, const std::string& variable, const std::string& x,
           const std::string& y);

}  // namespace qbattery
