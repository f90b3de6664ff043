// The paper's figures as drawn: fonts, text, and dots that stand where the data have their maxima.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <regex>

#include "qbattery/figures/figure.hpp"
#include "qbattery/figures/pdf.test.hpp"
#include "qbattery/figures/script.hpp"
#include "qbattery/papers/page.hpp"
#include "qbattery/papers/paper.hpp"
#include "qbattery/papers/reproduce.hpp"
#include "qbattery/results/temporary_folder.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {
namespace {

using namespace testing_pdf;

struct Drawn {
  PagePlan plan;
  std::vector<PanelData> data;
  Figure figure;
};

// All six, computed once.
const std::vector<Drawn>& pages() {
  static const std::vector<Drawn> all = [] {
    std::vector<Drawn> drawn;
    for (const PagePlan& plan : read_page_plans("song2026")) {
      Drawn page{plan, {}, {}};
      for (const PanelPlan& panel : plan.panels) {
        PanelData data{load_scenario(paper_file("song2026", panel.scenario + ".toml")), {}};
        data.dataset = run_panel(data.scenario);
        page.data.push_back(std::move(data));
      }
      page.figure = compose(plan, page.data);
      drawn.push_back(std::move(page));
    }
    return drawn;
  }();
  return all;
}

void expect_fonts_and_text_on_the_page() {
  const TemporaryFolder folder;
  for (const Drawn& page : pages()) {
    const testing::ScopedTrace trace(__FILE__, __LINE__, page.plan.number);
    const std::string pdf = folder.file("figure.pdf");
    render(page.figure, pdf);
    expect_embedded_fonts(pdf);
    expect_text_on_page(pdf, 17.0 / 2.54 * 72);
    const std::string text = text_of(pdf);
    for (const PanelPlan& panel : page.plan.panels) {
      EXPECT_NE(text.find("(" + panel.letter + ")"), std::string::npos) << page.plan.number;
    }
    EXPECT_NE(text.find("Γ"), std::string::npos) << text;
    EXPECT_NE(text.find("* chosen here"), std::string::npos) << text;
  }
}

void expect_layout_of_the_paper() {
  std::string layout;
  for (const Drawn& page : pages()) {
    layout += std::to_string(page.plan.number) + ":";
    for (const PanelPlan& panel : page.plan.panels) layout += panel.letter;
    layout += " in " + std::to_string(page.figure.columns) + ", ";
  }
  EXPECT_EQ(layout,
            "2:ab in 2, 3:abcd in 2, 4:abcd in 2, 5:abcdef in 3, 6:abcd in 2, 7:abcd in 2, ");
}

void expect_parameters_with_marks_on_what_is_chosen() {
  const auto texts = [](int number, std::size_t panel) {
    const Drawn& page = pages().at(static_cast<std::size_t>(number - 2));
    std::string all;
    for (const Parameter& p : page.figure.panels.at(panel).parameters) {
      all += p.text + (p.chosen ? "*, " : ", ");
    }
    return std::regex_replace(all, std::regex("\\{/:Italic ([^}]*)\\}"), "$1");
  };
  EXPECT_EQ(texts(4, 1), "F = 0, g = 1, Δ = 0, Γ = 0.1*, T = 0, |eg›, gt ≤ 2π*, ");
  EXPECT_EQ(texts(5, 4), "F = 3, g = 1, Δ = 0, Γ = 0.001, n_b = 5*, |eg›, gt ≤ 2π*, ");
  EXPECT_EQ(texts(6, 3), "F = 3*, g = 1, Δ = 0, Γ = 0.001, n_f = 1*, |eg›*, gt ≤ 2π*, ");
  EXPECT_EQ(texts(7, 3), "F = 1*, g = 1, Δ = 3*, Γ = 1, n_f = 1*, |gg›*, gt ≤ 10*, ");
}

// Samples that are higher than both neighbours and have a sign.
std::vector<std::size_t> peaks_of(const std::vector<double>& values) {
  std::vector<std::size_t> peaks;
  for (std::size_t i = 1; i + 1 < values.size(); ++i) {
    const bool peak = values[i] > values[i - 1] && values[i] >= values[i + 1];
    if (peak && values[i] > 1e-5) peaks.push_back(i);
  }
  return peaks;
}

void expect_dots_at_peaks(const Dots& dots, const Dataset& data, const std::string& variable) {
  const std::vector<double>& times = data.numbers("time");
  const std::vector<double>& values = data.variable(variable).values;
  const std::vector<std::size_t> peaks = peaks_of(values);
  ASSERT_EQ(dots.x.size(), peaks.size()) << variable;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    EXPECT_LE(std::abs(dots.x[i] - times[peaks[i]]), times[1] - times[0]);
    EXPECT_GE(dots.y[i], values[peaks[i]] - 1e-12);
    EXPECT_LE(dots.y[i], values[peaks[i]] + 1e-3);  // what a peak gains between two samples
  }
}

void expect_dots_on_every_maximum_and_nowhere_else() {
  int dots = 0;
  for (const Drawn& page : pages()) {
    for (std::size_t i = 0; i < page.data.size(); ++i) {
      const auto* curves = std::get_if<Curves>(&page.figure.panels[i].content);
      if (curves == nullptr) continue;
      for (const std::string variable : {"S_AB", "S_BA"}) {
        const auto found =
            std::find_if(curves->dots.begin(), curves->dots.end(), [&](const Dots& candidate) {
              return candidate.label == "maxima of " + symbol_of(variable);
            });
        const Dots none;
        const Dots& drawn = found == curves->dots.end() ? none : *found;
        expect_dots_at_peaks(drawn, page.data[i].dataset, variable);
        dots += static_cast<int>(drawn.x.size());
      }
    }
  }
  EXPECT_GT(dots, 100);
}

void expect_dots_drawn_at_the_numbers_of_the_data() {
  for (const Drawn& page : pages()) {
    const std::string script = detail::script_of(page.figure, ".pdf").text;
    for (const PanelData& panel : page.data) {
      for (const std::string variable : {"S_AB", "S_BA"}) {
        if (panel.dataset.find_coordinate("maximum_of_" + variable) == nullptr) continue;
        const auto& times = panel.dataset.numbers("maximum_of_" + variable);
        const auto& heights = panel.dataset.variable(variable + "_at_maximum").values;
        for (std::size_t i = 0; i < times.size(); ++i) {
          const std::string point = shortest_digits(times[i]) + " " + shortest_digits(heights[i]);
          EXPECT_NE(script.find("\n" + point + "\n"), std::string::npos) << point;
        }
      }
    }
  }
}

// One test, since computing and drawing take most of the time.
TEST(paper_figures, are_the_paper_s_with_fonts_parameters_and_dots_in_place) {
  expect_layout_of_the_paper();
  expect_parameters_with_marks_on_what_is_chosen();
  expect_dots_on_every_maximum_and_nowhere_else();
  expect_dots_drawn_at_the_numbers_of_the_data();
  expect_fonts_and_text_on_the_page();
}

}  // namespace
}  // namespace qbattery
