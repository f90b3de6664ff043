#include "qbattery/figures/script.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "qbattery/figures/tics.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {
namespace {

constexpr double png_dots_per_inch = 300;

/// Gnuplot's cairo terminals count 96 points to the inch.
constexpr double cairo_font_scale = 72.0 / 96.0;
/// Its lines in PDF are half a point wide.
constexpr double pdf_line_width = 2.0;

std::string terminal(const Layout& layout, const std::string& ending) {
  const std::string font = fmt::format("font '{},{}'", style::font, style::font_size);
  if (ending == ".pdf")
    return fmt::format("pdfcairo enhanced butt fontscale {} linewidth {} size {}cm,{}cm {}",
                       cairo_font_scale, pdf_line_width, layout.width, layout.height, font);
  const double width = layout.width / cm_per_point, height = layout.height / cm_per_point;
  if (ending == ".svg")
    return fmt::format("svg enhanced butt size {:.0f},{:.0f} {}", width, height, font);
  const double scale = png_dots_per_inch / 72;
  return fmt::format(
      "pngcairo enhanced butt size {:.0f},{:.0f} {} fontscale {} linewidth {} pointscale {} "
      "background '#ffffff'",
      width * scale, height * scale, font, cairo_font_scale * scale, scale, scale);
}

void add_margins(const Page& page, const Box& box) {
  page.script.text += fmt::format(
      "set lmargin at screen {}\nset rmargin at screen {}\nset bmargin at screen {}\n"
      "set tmargin at screen {}\n",
      digits(box.left / page.layout.width), digits(box.right / page.layout.width),
      digits(box.bottom / page.layout.height), digits(box.top / page.layout.height));
}

/// The letter and the parameters above a drawing.
void add_caption(const Page& page, const Panel& panel, const std::vector<std::string>& caption,
                 const Box& box) {
  const std::size_t lines = std::max<std::size_t>(caption.size(), 1);
  for (std::size_t i = 0; i < lines; ++i) {
    const double y = box.top + 0.1 + line_height * (static_cast<double>(lines - i) - 0.5);
    if (i == 0 && !panel.letter.empty())
      page.script.text += fmt::format("set label {} at {} left font ',{}'\n",
                                      quoted("{/:Bold (" + panel.letter + ")}"),
                                      screen(page, box.left, y), style::letter_size);
    const double indent = panel.letter.empty() ? 0.0 : letter_width;
    if (i < caption.size())
      page.script.text += fmt::format("set label {} at {} left font ',{}'\n", quoted(caption[i]),
                                      screen(page, box.left + indent, y), style::small_font_size);
  }
}

void add_note(const Page& page) {
  if (!page.layout.note) return;
  page.script.text += fmt::format(
      "set label {} at {} right font ',{}'\n", quoted(style::chosen_note),
      screen(page, page.layout.width - 0.25, *page.layout.note), style::small_font_size);
}

std::string line_style(const LineStyle& style) {
  return fmt::format("lc rgb '{}' lw {} dt {}", style.colour, style.width, style.dash);
}

std::string dot_style(const Dots& dots) {
  return fmt::format("pt 7 ps {} lc rgb '{}'", 0.45 * dots.size, dots.colour);
}

/// Gnuplot's own key sets columns as wide as its widest text, hence a legend piece by piece.
void add_legend(const Page& page) {
  for (const LegendEntry& entry : page.layout.legend) {
    const double right = entry.left + sample_width_of(entry);
    if (const auto* line = std::get_if<LineStyle>(&entry.sample))
      page.script.text +=
          fmt::format("set arrow from {} to {} nohead {}\n", screen(page, entry.left, entry.middle),
                      screen(page, right, entry.middle), line_style(*line));
    else
      page.script.text += fmt::format("set label '' at {} point {}\n",
                                      screen(page, (entry.left + right) / 2, entry.middle),
                                      dot_style(std::get<Dots>(entry.sample)));
    page.script.text += fmt::format("set label {} at {} left\n", quoted(entry.label),
                                    screen(page, right + sample_gap, entry.middle));
  }
}

void widen(Range& range, const std::vector<double>& values) {
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    range.first = std::min(range.first, value);
    range.second = std::max(range.second, value);
  }
}

constexpr Range nothing = {std::numeric_limits<double>::infinity(),
                           -std::numeric_limits<double>::infinity()};

/// A range that can be drawn, whatever the data were.
Range drawable(Range range) {
  if (!(range.first <= range.second)) return {0.0, 1.0};
  if (range.first < range.second) return range;
  const double half = range.first == 0.0 ? 1.0 : 0.1 * std::abs(range.first);
  return {range.first - half, range.second + half};
}

Range x_range(const Curves& curves) {
  if (curves.x.range) return *curves.x.range;
  Range range = nothing;
  for (const Line& line : curves.lines) widen(range, line.x);
  return drawable(range);
}

/// The range of all curves of the same y label, with a margin. Logarithmic ones have theirs in
/// full.
Range y_range(const Figure& figure, const Curves& curves) {
  if (curves.y.range) return *curves.y.range;
  Range range = nothing;
  for (const Panel& panel : figure.panels)
    if (const auto* other = std::get_if<Curves>(&panel.content))
      if (other->y.label == curves.y.label)
        for (const Line& line : other->lines) widen(range, line.y);
  range = drawable(range);
  if (curves.y.logarithmic) return range;
  const double margin = 0.05 * (range.second - range.first);
  return {range.first - margin, range.second + margin};
}

/// Dashes of two kinds of dots at one place fall into each other's gaps.
std::string vertical_dash(std::size_t kind) { return kind % 2 == 0 ? "(8,8)" : "(0,8,8,0)"; }

bool is_within(Range range, double value) { return value >= range.first && value <= range.second; }

/// The zero line and the verticals of dots. Gnuplot cuts no arrow off at the frame.
void add_marks(Script& script, const Curves& curves, Range x_range, Range y_range) {
  if (curves.zero_line && !curves.y.logarithmic && is_within(y_range, 0.0))
    script.text +=
        "set arrow from graph 0, first 0 to graph 1, first 0 nohead back lc rgb '#a0a0a0' lw 0.6\n";
  for (std::size_t kind = 0; kind < curves.dots.size(); ++kind) {
    const Dots& dots = curves.dots[kind];
    for (std::size_t i = 0; i < dots.x.size(); ++i) {
      if (!is_within(x_range, dots.x[i]) || !is_within(y_range, dots.y[i])) continue;
      script.text += fmt::format(
          "set arrow from first {0}, graph 0 to first {0}, first {1} nohead back "
          "lc rgb '{2}' lw 0.7 dt {3}\n",
          digits(dots.x[i]), digits(dots.y[i]), dots.colour, vertical_dash(kind));
    }
  }
}

void add_curves(const Page& page, const Figure& figure, const Curves& curves, const Box& box,
                const std::string& name) {
  const Range over_x = x_range(curves), over_y = y_range(figure, curves);
  add_axes(page, box, curves.x, over_x, curves.y, over_y);
  if (curves.x.logarithmic) page.script.text += "set logscale x\n";
  if (curves.y.logarithmic) page.script.text += "set logscale y\n";
  add_marks(page.script, curves, over_x, over_y);
  std::vector<std::string> plots;
  for (std::size_t i = 0; i < curves.lines.size(); ++i) {
    const std::string block = fmt::format("{}_line{}", name, i);
    add_points(page.script, block, curves.lines[i].x, curves.lines[i].y);
    plots.push_back(fmt::format("${} with lines {}", block, line_style(curves.lines[i].style)));
  }
  for (std::size_t i = 0; i < curves.dots.size(); ++i) {
    if (curves.dots[i].x.empty()) continue;
    const std::string block = fmt::format("{}_dots{}", name, i);
    add_points(page.script, block, curves.dots[i].x, curves.dots[i].y);
    plots.push_back(fmt::format("${} with points {}", block, dot_style(curves.dots[i])));
  }
  page.script.text +=
      fmt::format("plot {}\n", plots.empty() ? "NaN" : fmt::format("{}", fmt::join(plots, ", ")));
}

void add_panel(const Page& page, const Figure& figure, std::size_t k) {
  const Panel& panel = figure.panels[k];
  const Box& box = page.layout.drawings[k];
  page.script.text +=
      "reset\nset encoding utf8\nunset key\nset border lw 0.7\n"
      "set tics scale 0.5 nomirror out\n";
  add_margins(page, box);
  add_caption(page, panel, page.layout.captions[k], box);
  if (k == 0) {
    add_legend(page);
    add_note(page);
  }
  const std::string name = fmt::format("panel{}", k);
  if (const auto* map = std::get_if<Map>(&panel.content))
    add_map(page, *map, box, name);
  else
    add_curves(page, figure, std::get<Curves>(panel.content), box, name);
}

}  // namespace

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? "''" : c == '\n' ? " " : std::string(1, c);
  return result + "'";
}

std::string digits(double value) { return std::isfinite(value) ? shortest_digits(value) : "NaN"; }

std::string screen(const Page& page, double x, double y) {
  return fmt::format("screen {}, screen {}", digits(x / page.layout.width),
                     digits(y / page.layout.height));
}

void add_points(Script& script, const std::string& name, const std::vector<double>& x,
                const std::vector<double>& y) {
  if (x.size() != y.size())
    throw InvalidInput("figure", fmt::format("{} has {} x and {} y", name, x.size(), y.size()));
  script.text += fmt::format("${} << END\n", name);
  for (std::size_t i = 0; i < x.size(); ++i)
    script.text += fmt::format("{} {}\n", digits(x[i]), digits(y[i]));
  script.text += "END\n";
}

void add_tics(Script& script, const std::string& which, const Tics& tics) {
  std::vector<std::string> entries;
  for (const auto& [place, text] : tics)
    entries.push_back(fmt::format("{} {}", quoted(text), digits(place)));
  script.text += fmt::format("set {}tics ({})\n", which, fmt::join(entries, ", "));
}

double width_of_tics(const Tics& tics) {
  double widest = 0.0;
  for (const auto& [place, text] : tics) widest = std::max(widest, width_of(text));
  return widest * style::font_size * cm_per_point;
}

void add_upright_label(const Page& page, const std::string& text, double x, double y) {
  if (text.empty()) return;
  page.script.text +=
      fmt::format("set label {} at {} center rotate by 90\n", quoted(text), screen(page, x, y));
}

void add_axes(const Page& page, const Box& box, const FigureAxis& x, Range x_range,
              const FigureAxis& y, Range y_range) {
  Script& script = page.script;
  script.text += fmt::format("set xrange [{}:{}]\nset yrange [{}:{}]\n", digits(x_range.first),
                             digits(x_range.second), digits(y_range.first), digits(y_range.second));
  const auto y_tics = tics_of(y, y_range.first, y_range.second);
  add_tics(script, "x", tics_of(x, x_range.first, x_range.second));
  add_tics(script, "y", y_tics);
  const double middle = (box.left + box.right) / 2;
  if (!x.label.empty())
    script.text += fmt::format("set label {} at {} center\n", quoted(x.label),
                               screen(page, middle, box.bottom - 0.78));
  const double away = 0.45 + width_of_tics(y_tics);
  add_upright_label(page, y.label, box.left - away, (box.bottom + box.top) / 2);
}

Script script_of(const Figure& figure, const std::string& ending) {
  if (figure.panels.empty()) throw InvalidInput("figure", "a figure needs a panel");
  const Layout layout = layout_of(figure);
  Script script;
  script.text =
      fmt::format("set encoding utf8\nset terminal {}\nset output 'figure{}'\nset multiplot\n",
                  terminal(layout, ending), ending);
  const Page page{layout, script};
  for (std::size_t k = 0; k < figure.panels.size(); ++k) add_panel(page, figure, k);
  script.text += "unset multiplot\nunset output\n";
  return script;
}

}  // namespace qbattery::detail
