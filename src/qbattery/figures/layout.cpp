#include "qbattery/figures/layout.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace qbattery::detail {
namespace {

constexpr double legend_row_height = 0.5, entry_gap = 0.55;
constexpr double note_height = 0.42;

/// Room around a drawing for tic labels, axis labels and the colour bar, cm.
struct Margins {
  double left = 1.05, right = 0.25, bottom = 1.0, caption = 0.0;
};

bool has_map(const Figure& figure) {
  return std::ranges::any_of(
      figure.panels, [](const Panel& panel) { return std::holds_alternative<Map>(panel.content); });
}

bool has_y_label(const Panel& panel) {
  return std::visit([](const auto& content) { return !content.y.label.empty(); }, panel.content);
}

bool has_chosen(const Panel& panel) {
  return std::ranges::any_of(panel.parameters, &Parameter::chosen);
}

/// The parameters, separated by commas, in lines of at most this width.
std::vector<std::string> caption_of(const Panel& panel, double width) {
  std::vector<std::string> lines;
  double used = panel.letter.empty() ? 0.0 : letter_width;
  for (std::size_t i = 0; i < panel.parameters.size(); ++i) {
    const Parameter& parameter = panel.parameters[i];
    const bool is_last = i + 1 == panel.parameters.size();
    const std::string text =
        parameter.text + (parameter.chosen ? style::chosen_mark : "") + (is_last ? "" : ",");
    const double length = width_of(text + " ") * style::small_font_size * cm_per_point;
    if (lines.empty() || used + length > width) {
      if (!lines.empty()) used = letter_width;
      lines.push_back(text);
    } else {
      lines.back() += " " + text;
    }
    used += length;
  }
  return lines;
}

Margins margins_of(const Figure& figure) {
  Margins margins;
  if (std::ranges::any_of(figure.panels, has_y_label)) margins.left = 1.55;
  if (has_map(figure)) margins.right = 2.05;
  return margins;
}

std::vector<LegendEntry> legend_entries(const Figure& figure) {
  std::vector<LegendEntry> lines, dots;
  const auto add = [](std::vector<LegendEntry>& all, const std::string& label, auto sample) {
    if (!label.empty() && std::ranges::find(all, label, &LegendEntry::label) == all.end())
      all.push_back({.label = label, .sample = std::move(sample), .left = 0, .middle = 0});
  };
  for (const Panel& panel : figure.panels) {
    const auto* curves = std::get_if<Curves>(&panel.content);
    if (curves == nullptr) continue;
    for (const Line& each : curves->lines) add(lines, each.label, each.style);
    for (const Dots& each : curves->dots)
      if (!each.x.empty()) add(dots, each.label, Dots{each.label, each.colour, each.size, {}, {}});
  }
  std::ranges::move(dots, std::back_inserter(lines));
  if (lines.size() < 2) lines.clear();
  return lines;
}

double width_of_entry(const LegendEntry& entry) {
  const double text = width_of(entry.label) * style::font_size * cm_per_point;
  return sample_width_of(entry) + sample_gap + text;
}

/// Sets the entries in centred rows below the top of the page. Returns the height they take.
double arrange(std::vector<LegendEntry>& entries, double page_width) {
  double down = 0.0;
  for (std::size_t first = 0; first < entries.size();) {
    double width = width_of_entry(entries[first]);
    std::size_t end = first + 1;
    while (end < entries.size() &&
           width + entry_gap + width_of_entry(entries[end]) < page_width - 0.6)
      width += entry_gap + width_of_entry(entries[end++]);
    double left = (page_width - width) / 2;
    for (; first < end; ++first) {
      entries[first].left = left;
      entries[first].middle = -(down + legend_row_height / 2);
      left += width_of_entry(entries[first]) + entry_gap;
    }
    down += legend_row_height;
  }
  return down;
}

/// Breaks the captions into lines. Returns how many lines the longest has, letters included.
std::size_t add_captions(Layout& layout, const Figure& figure, double drawing_width) {
  std::size_t most = 0;
  for (const Panel& panel : figure.panels) {
    layout.captions.push_back(caption_of(panel, drawing_width));
    const std::size_t for_letter = panel.letter.empty() ? 0 : 1;
    most = std::max({most, for_letter, layout.captions.back().size()});
  }
  return most;
}

}  // namespace

double sample_width_of(const LegendEntry& entry) {
  return std::holds_alternative<LineStyle>(entry.sample) ? 0.7 : 0.16;
}

Layout layout_of(const Figure& figure) {
  Margins margins = margins_of(figure);
  const int panels = static_cast<int>(figure.panels.size());
  const int columns = std::max(1, figure.columns), rows = (panels + columns - 1) / columns;
  const double cell_width = figure.width / columns;
  const double drawing_width = cell_width - margins.left - margins.right;
  Layout layout;
  layout.width = figure.width;
  margins.caption =
      0.15 + line_height * static_cast<double>(add_captions(layout, figure, drawing_width));
  if (std::ranges::any_of(figure.panels, has_chosen)) layout.note = note_height / 2;
  layout.legend = legend_entries(figure);
  const double legend_height = arrange(layout.legend, layout.width);
  const double cell_height = margins.caption + figure.panel_height + margins.bottom;
  layout.height = legend_height + rows * cell_height + (layout.note ? note_height : 0.0);
  for (LegendEntry& entry : layout.legend) entry.middle += layout.height;
  for (int k = 0; k < panels; ++k) {
    const double left = (k % columns) * cell_width + margins.left;
    const int row = k / columns;
    const double top = layout.height - legend_height - row * cell_height - margins.caption;
    layout.drawings.push_back({left, top - figure.panel_height, left + drawing_width, top});
  }
  return layout;
}

}  // namespace qbattery::detail
