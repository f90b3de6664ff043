#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <limits>

#include "qbattery/figures/figure.hpp"
#include "qbattery/figures/pdf.test.hpp"
#include "qbattery/figures/script.hpp"
#include "qbattery/results/atomic_file.hpp"
#include "qbattery/results/temporary_folder.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {
namespace {

using namespace testing_pdf;

/// Curves with dots beside a map with an overlay: everything that a page can hold.
Figure everything() {
  Curves curves;
  curves.x.label = "{/:Italic g t}";
  curves.zero_line = true;
  Line line{symbol_of("S_AB"), style_of("S_AB"), {}, {}},
      other{symbol_of("sz_B"), style_of("sz_B"), {}, {}};
  Map map;
  map.x.label = "Γ/{/:Italic g}";
  map.y.label = "{/:Italic F}/{/:Italic g}";
  map.colour_label = symbol_of("E_B") + "(∞)/ω_0";
  map.overlays.push_back({"{/:Italic F} = Γ", {"#ffffff", 1.8, "solid"}, {0, 5}, {0, 5}});
  for (int i = 0; i <= 50; ++i) {
    const double t = 0.1 * i;
    line.x.push_back(t);
    line.y.push_back(std::sin(t));
    other.x.push_back(t);
    other.y.push_back(i == 20 ? std::nan("") : -std::cos(t));
    map.x_values.push_back(t);
    map.y_values.push_back(t);
    for (int j = 0; j <= 50; ++j) map.values.push_back(t / (1 + t + 0.1 * j));
  }
  curves.lines = {line, other};
  curves.dots = {
      {"max " + symbol_of("S_AB"), style::maximum_of_S_AB, 1.0, {std::acos(0.0)}, {1.0}}};
  Figure figure;
  figure.columns = 2;
  figure.panels = {{"a", {{"Γ = 0.001", true}, {"start |eg›"}}, curves}, {"b", {{"Δ = 0"}}, map}};
  return figure;
}

template <typename Failure>
std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const Failure& error) {
    return error.what();
  }
  return "no complaint of that kind";
}

TEST(render, embeds_all_fonts_of_a_pdf_and_keeps_text_within_the_page) {
  const TemporaryFolder folder;
  render(everything(), folder.file("figure.pdf"));
  expect_embedded_fonts(folder.file("figure.pdf"));
  expect_text_on_page(folder.file("figure.pdf"), 17.0 / 2.54 * 72);
}

TEST(render, writes_every_text_in_unicode) {
  const TemporaryFolder folder;
  render(everything(), folder.file("figure.pdf"));
  const std::string text = text_of(folder.file("figure.pdf"));
  for (const std::string expected : {"(a)", "(b)", "Γ = 0.001*", "start |eg›", "Δ = 0", "A→B", "‹σ",
                                     "(∞)/ω", "max S", "* chosen here", "−0.5", "Γ/g"})
    EXPECT_NE(text.find(expected), std::string::npos) << expected << " in\n" << text;
}

TEST(render, draws_png_and_svg_too) {
  const TemporaryFolder folder;
  render(everything(), folder.file("figure.png"));
  const std::string png = read_file(folder.file("figure.png"));
  EXPECT_EQ(png.substr(1, 3), "PNG");
  const auto byte = [&png](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(png[i]));
  };
  EXPECT_NEAR(byte(18) * 256 + byte(19), 17.0 / 2.54 * 300, 1.0);
  render(everything(), folder.file("figure.svg"));
  const std::string svg = read_file(folder.file("figure.svg"));
  EXPECT_NE(svg.find("</svg>"), std::string::npos);
  EXPECT_NE(svg.find("data:image/png;base64"), std::string::npos) << "the map must be in the file";
}

TEST(render, puts_the_dots_where_the_data_have_them) {
  const Figure figure = everything();
  const std::string script = detail::script_of(figure, ".pdf").text;
  const auto& dots = std::get<Curves>(figure.panels[0].content).dots[0];
  const std::string x = shortest_digits(dots.x[0]);
  EXPECT_NE(script.find("$panel0_dots0 << END\n" + x + " 1\nEND"), std::string::npos);
  EXPECT_NE(script.find("set arrow from first " + x + ", graph 0 to first " + x + ", first 1 "),
            std::string::npos);
}

TEST(render, breaks_a_line_where_a_number_is_missing) {
  const std::string script = detail::script_of(everything(), ".pdf").text;
  EXPECT_NE(script.find("\n2 NaN\n"), std::string::npos);
}

TEST(render, takes_hostile_text_as_text) {
  const TemporaryFolder folder;
  Figure figure = everything();
  const std::string text =
      plain_text("it's '; system(\"touch " + folder.file("pwned") + "\") `x` $y");
  figure.panels[0].parameters = {{text}};
  std::get<Curves>(figure.panels[0].content).x.label = text;
  render(figure, folder.file("figure.pdf"));
  EXPECT_FALSE(std::filesystem::exists(folder.file("pwned")));
}

TEST(render, draws_constant_and_missing_data) {
  const TemporaryFolder folder;
  for (const double value : {0.0, 3.0, std::numeric_limits<double>::quiet_NaN()}) {
    Figure figure = everything();
    std::ranges::fill(std::get<Map>(figure.panels[1].content).values, value);
    for (Line& line : std::get<Curves>(figure.panels[0].content).lines)
      std::ranges::fill(line.y, value);
    EXPECT_NO_THROW(render(figure, folder.file("figure.pdf"))) << value;
  }
}

TEST(render, says_what_is_wrong) {
  const TemporaryFolder folder;
  EXPECT_EQ(complaint<InvalidInput>([] { render(everything(), "figure.gif"); }),
            "figure.gif: the ending of a figure must be .pdf, .png or .svg, got .gif");
  EXPECT_EQ(complaint<InvalidInput>([&] { render(Figure{}, folder.file("figure.pdf")); }),
            "a figure needs a panel");
  EXPECT_EQ(complaint<IoError>([&] { render(everything(), folder.file("no/figure.pdf")); }),
            folder.file("no/figure.pdf") + ": the folder " + folder.file("no") +
                " does not exist; create it first");
}

TEST(render, says_what_to_install_and_leaves_the_older_figure) {
  const TemporaryFolder folder;
  replace_file(folder.file("figure.pdf"), "old");
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", folder.path().c_str(), 1);
  const std::string missing =
      complaint<IoError>([&] { render(everything(), folder.file("figure.pdf")); });
  replace_file(folder.file("gnuplot"), "#!/bin/sh\necho no such terminal >&2\nexit 1\n");
  std::filesystem::permissions(folder.file("gnuplot"), std::filesystem::perms(0755));
  const std::string failing =
      complaint<IoError>([&] { render(everything(), folder.file("figure.pdf")); });
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(missing,
            "gnuplot, which draws the figures, was not found; install the package gnuplot-nox");
  EXPECT_EQ(failing, "gnuplot failed: no such terminal\n");
  EXPECT_EQ(read_file(folder.file("figure.pdf")), "old");
}

}  // namespace
}  // namespace qbattery
