#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <limits>

#include "qbattery/figures/contours.hpp"
#include "qbattery/figures/script.hpp"
#include "qbattery/figures/tics.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery::detail {
namespace {

constexpr std::size_t pixels = 300;  // along each side; finer than what print resolves

/// Values of one axis as they are drawn: logarithms on a logarithmic one. Gnuplot draws images on
/// linear axes only.
std::vector<double> drawn(const std::vector<double>& values, const FigureAxis& axis) {
  std::vector<double> result = values;
  if (axis.logarithmic)
    for (double& value : result) value = std::log10(value);
  return result;
}

/// The same axis with its tics where they are drawn.
FigureAxis drawn(const FigureAxis& axis, const std::vector<double>& values) {
  if (!axis.logarithmic) return axis;
  FigureAxis result = axis;
  result.logarithmic = false;
  result.tics = tics_of(axis, values.front(), values.back());
  for (auto& [place, text] : result.tics) place = std::log10(place);
  return result;
}

/// Where a place lies between two values: the lower one and the share of the way to the next.
std::pair<std::size_t, double> between(const std::vector<double>& values, double place) {
  const auto above = std::upper_bound(values.begin() + 1, values.end() - 1, place);
  const auto i = static_cast<std::size_t>(above - values.begin()) - 1;
  return {i, (place - values[i]) / (values[i + 1] - values[i])};
}

/// A map in the coordinates of its drawing.
struct Drawing {
  std::vector<double> x, y;
  const std::vector<double>& values;
  const Box& box;

  /// Places on the drawing in cm from its corner.
  Point to_cm(Point p) const {
    return {(p.x - x.front()) / (x.back() - x.front()) * box.width(),
            (p.y - y.front()) / (y.back() - y.front()) * box.height()};
  }
  Point page() const { return {box.width(), box.height()}; }
  Point from_cm(Point p) const {
    return {x.front() + p.x / box.width() * (x.back() - x.front()),
            y.front() + p.y / box.height() * (y.back() - y.front())};
  }
};

/// A picture of equal pixels, whatever the grid is, each at its middle: float by float, rows from
/// the bottom.
std::string raster(const Drawing& drawing) {
  std::string bytes(pixels * pixels * sizeof(float), '\0');
  const std::size_t rows = drawing.y.size();
  for (std::size_t q = 0; q < pixels; ++q) {
    for (std::size_t p = 0; p < pixels; ++p) {
      const Point cm = {(static_cast<double>(p) + 0.5) / pixels * drawing.box.width(),
                        (static_cast<double>(q) + 0.5) / pixels * drawing.box.height()};
      const Point at = drawing.from_cm(cm);
      const auto [i, s] = between(drawing.x, at.x);
      const auto [j, t] = between(drawing.y, at.y);
      const double* corner = &drawing.values[i * rows + j];
      const auto value = static_cast<float>((1 - s) * ((1 - t) * corner[0] + t * corner[1]) +
                                            s * ((1 - t) * corner[rows] + t * corner[rows + 1]));
      std::memcpy(&bytes[(q * pixels + p) * sizeof(float)], &value, sizeof(float));
    }
  }
  return bytes;
}

void add_polylines(Script& script, const std::string& name, const std::vector<Polyline>& lines,
                   const Drawing& drawing) {
  script.text += fmt::format("${} << END\n", name);
  for (const Polyline& line : lines) {
    for (const Point& cm : line) {
      const Point at = drawing.from_cm(cm);
      script.text += fmt::format("{} {}\n", digits(at.x), digits(at.y));
    }
    script.text += "\n";
  }
  script.text += "END\n";
}

void add_rotated_label(Script& script, const std::string& text, const LabelPlace& place,
                       const Drawing& drawing) {
  const Point at = drawing.from_cm(place.at);
  script.text +=
      fmt::format("set label {} at first {}, first {} center rotate by {:.1f} front font ',{}'\n",
                  quoted(text), digits(at.x), digits(at.y), place.angle, style::small_font_size);
}

double label_width(const std::string& text) {
  return width_of(text) * style::small_font_size * cm_per_point;
}

/// The least and the greatest value; something that can be drawn where all are equal or NaN.
Range range_of(const std::vector<double>& values) {
  double least = std::numeric_limits<double>::infinity(), greatest = -least;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  if (least < greatest) return {least, greatest};
  const double middle = std::isfinite(least) ? least : 0.5;
  return {middle - 0.5, middle + 0.5};
}

/// Given levels, or round ones that are not so near to an extremum that they only circle it.
std::vector<double> levels_of(const Map& map) {
  if (!map.contours.empty()) return map.contours;
  const auto [least, greatest] = range_of(map.values);
  const double margin = 0.02 * (greatest - least);
  return round_numbers(least + margin, greatest - margin, 5);
}

/// The contours of one level in cm on the drawing.
struct Contour {
  std::string text;
  std::vector<Polyline> lines;
};

std::vector<Contour> contours_of(const Map& map, const Drawing& drawing) {
  std::vector<Contour> contours;
  for (const double level : levels_of(map)) {
    Contour contour{number_text(level), contour_lines(drawing.x, drawing.y, map.values, level)};
    for (Polyline& line : contour.lines)
      for (Point& point : line) point = drawing.to_cm(point);
    if (!contour.lines.empty()) contours.push_back(std::move(contour));
  }
  return contours;
}

/// Draws contours, and on each its value. Returns what to plot.
std::vector<std::string> add_contours(Script& script, const std::vector<Contour>& contours,
                                      const Drawing& drawing, const std::string& name,
                                      std::vector<Obstacle>& obstacles) {
  std::vector<std::string> plots;
  for (const auto& [text, all_lines] : contours) {
    std::vector<Polyline> lines = all_lines;
    const double width = label_width(text);
    if (const auto place = place_label(lines, width, drawing.page(), obstacles)) {
      obstacles.push_back({place->at, 1.6 * width});
      lines = with_gap(lines, place->at, 0.5 * width + 0.04);
      add_rotated_label(script, text, *place, drawing);
    }
    const std::string block = fmt::format("{}_contour{}", name, plots.size());
    add_polylines(script, block, lines, drawing);
    plots.push_back(fmt::format("${} with lines lc rgb '#000000' lw 0.8 dt (9,5)", block));
  }
  return plots;
}

/// The same line with a point at least every `step`.
Polyline refined(const Polyline& line, double step) {
  Polyline result;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Point a = line[i], b = line[i + 1];
    const int pieces = 1 + static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / step);
    for (int k = 0; k < pieces; ++k) {
      const double share = static_cast<double>(k) / pieces;
      result.push_back({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
    }
  }
  if (!line.empty()) result.push_back(line.back());
  return result;
}

/// Puts the label of an overlay beside it, where no contour passes if there is such a place.
void add_overlay_label(Script& script, const std::string& text, const Polyline& line,
                       const Drawing& drawing, const std::vector<Contour>& contours,
                       std::vector<Obstacle>& obstacles) {
  if (text.empty()) return;
  const double width = label_width(text);
  std::vector<Obstacle> passing;
  for (const Contour& contour : contours)
    for (const Polyline& each : contour.lines)
      for (const Point& point : each) passing.push_back({point, 0.5 * width + 0.3});
  auto place = place_label({line}, width, drawing.page(), passing);
  if (!place) place = place_label({line}, width, drawing.page(), {});
  if (!place) return;
  const double turn = place->angle * std::acos(-1.0) / 180.0;
  place->at.x -= 0.22 * std::sin(turn);
  place->at.y += 0.22 * std::cos(turn);
  obstacles.push_back({place->at, width});
  add_rotated_label(script, text, *place, drawing);
}

/// A line in its own colour on a thin dark edge, which keeps a white one visible everywhere.
std::vector<std::string> add_overlay(Script& script, const Line& line, const Map& map,
                                     const Drawing& drawing, const std::string& block,
                                     const std::vector<Contour>& contours,
                                     std::vector<Obstacle>& obstacles) {
  const std::vector<double> x = drawn(line.x, map.x), y = drawn(line.y, map.y);
  Polyline on_page;
  for (std::size_t i = 0; i < x.size(); ++i) on_page.push_back(drawing.to_cm({x[i], y[i]}));
  on_page = refined(on_page, 0.05);
  // Its ends, cut square, would stick out of the frame.
  std::erase_if(on_page, [&](Point p) {
    return std::min({p.x, p.y, drawing.page().x - p.x, drawing.page().y - p.y}) < 0.03;
  });
  for (const Point& point : on_page) obstacles.push_back({point, 0.35});
  add_polylines(script, block, {on_page}, drawing);
  add_overlay_label(script, line.label, on_page, drawing, contours, obstacles);
  return {fmt::format("${} with lines lc rgb '#404040' lw {}", block, line.style.width + 0.9),
          fmt::format("${} with lines lc rgb '{}' lw {} dt {}", block, line.style.colour,
                      line.style.width, line.style.dash)};
}

void add_colours(const Page& page, const Map& map, const Box& box) {
  std::vector<std::string> colours;
  for (const std::string& colour : style::colour_map())
    colours.push_back(fmt::format("{} '{}'", colours.size(), colour));
  const auto [least, greatest] = range_of(map.values);
  const double width = page.layout.width, height = page.layout.height;
  page.script.text += fmt::format(
      "set palette defined ({})\nset cbrange [{}:{}]\n"
      "set colorbox vertical user origin {} size screen {}, screen {}\n",
      fmt::join(colours, ", "), digits(least), digits(greatest),
      screen(page, box.right + colour_bar_gap, box.bottom), digits(colour_bar_width / width),
      digits(box.height() / height));
  const Tics tics = tics_of({}, least, greatest);
  add_tics(page.script, "cb", tics);
  page.script.text += "set cbtics offset -0.6,0 scale 0.5\n";
  const double away = colour_bar_gap + colour_bar_width + 0.5 + width_of_tics(tics);
  add_upright_label(page, map.colour_label, box.right + away, (box.bottom + box.top) / 2);
}

void require_grid(const Map& map) {
  const auto is_axis = [](const std::vector<double>& values, bool logarithmic) {
    return values.size() >= 2 && std::ranges::is_sorted(values, std::less_equal<>()) &&
           std::isfinite(values.front()) && std::isfinite(values.back()) &&
           (!logarithmic || values.front() > 0.0);
  };
  if (!is_axis(map.x_values, map.x.logarithmic) || !is_axis(map.y_values, map.y.logarithmic))
    throw InvalidInput("figure", "the axes of a map need two ascending numbers or more");
  if (map.values.size() != map.x_values.size() * map.y_values.size())
    throw InvalidInput("figure",
                       fmt::format("a map of {} x {} points has {} values", map.x_values.size(),
                                   map.y_values.size(), map.values.size()));
}

}  // namespace

void add_map(const Page& page, const Map& map, const Box& box, const std::string& name) {
  require_grid(map);
  const Drawing drawing{drawn(map.x_values, map.x), drawn(map.y_values, map.y), map.values, box};
  Script& script = page.script;
  add_axes(page, box, drawn(map.x, map.x_values), {drawing.x.front(), drawing.x.back()},
           drawn(map.y, map.y_values), {drawing.y.front(), drawing.y.back()});
  add_colours(page, map, box);
  const std::string file = name + ".floats";
  script.files.emplace_back(file, raster(drawing));
  const double dx = (drawing.x.back() - drawing.x.front()) / pixels;
  const double dy = (drawing.y.back() - drawing.y.front()) / pixels;
  std::vector<std::string> plots = {fmt::format(
      "{} binary array=({},{}) format='%float' origin=({},{}) dx={} dy={} using 1 with image",
      quoted(file), pixels, pixels, digits(drawing.x.front() + dx / 2),
      digits(drawing.y.front() + dy / 2), digits(dx), digits(dy))};
  const std::vector<Contour> contours = contours_of(map, drawing);
  std::vector<Obstacle> obstacles;
  std::vector<std::string> overlays;
  for (std::size_t k = 0; k < map.overlays.size(); ++k)
    std::ranges::copy(add_overlay(script, map.overlays[k], map, drawing,
                                  fmt::format("{}_overlay{}", name, k), contours, obstacles),
                      std::back_inserter(overlays));
  std::ranges::copy(add_contours(script, contours, drawing, name, obstacles),
                    std::back_inserter(plots));
  std::ranges::copy(overlays, std::back_inserter(plots));
  script.text += fmt::format("plot {}\n", fmt::join(plots, ", "));
}

}  // namespace qbattery::detail
