// One page of the paper as a reader gets it: the files of `reproduce`, drawings and numbers
// together.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "qbattery/results/files.hpp"
#include "tests/program/program.hpp"

namespace qbattery {
namespace {

using namespace testing_program;

std::string output_of(const std::string& command) {
  FILE* pipe = ::popen(command.c_str(), "r");
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    text.append(buffer.data(), count);
  EXPECT_EQ(::pclose(pipe), 0) << command << ": is poppler-utils installed?";
  return text;
}

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
  return text;
}

/// The height of a curve between its samples, by the parabola through the nearest three.
double parabola_at(const std::vector<double>& x, const std::vector<double>& y, double at) {
  const auto right = std::lower_bound(x.begin(), x.end(), at);
  const std::ptrdiff_t last = static_cast<std::ptrdiff_t>(x.size()) - 2;
  const auto k = std::clamp<std::ptrdiff_t>(right - x.begin(), 1, last);
  const auto weight = [&](std::ptrdiff_t a, std::ptrdiff_t b, std::ptrdiff_t c) {
    return (at - x[b]) * (at - x[c]) / ((x[a] - x[b]) * (x[a] - x[c]));
  };
  return y[k - 1] * weight(k - 1, k, k + 1) + y[k] * weight(k, k - 1, k + 1) +
         y[k + 1] * weight(k + 1, k - 1, k);
}

/// Every height in the file lies on the curve in the file, and above what is on either side of it.
std::size_t check_maxima(const Dataset& data, const std::string& variable) {
  const std::vector<double>& times = data.numbers("time");
  const std::vector<double>& curve = data.variable(variable).values;
  const std::vector<double>& at = data.numbers("maximum_of_" + variable);
  const std::vector<double>& heights = data.variable(variable + "_at_maximum").values;
  const double step = times[1] - times[0];
  for (std::size_t i = 0; i < at.size(); ++i) {
    // A parabola through samples 2 pi/1000 apart was off by at most 6e-8.
    EXPECT_NEAR(parabola_at(times, curve, at[i]), heights[i], 1e-6) << variable << at[i];
    for (std::size_t k = 0; k < times.size(); ++k) {
      if (std::abs(times[k] - at[i]) > step) continue;
      EXPECT_LE(curve[k], heights[i] + 1e-12) << variable << at[i];
    }
  }
  return at.size();
}

TEST(reproduced_page, has_drawings_with_the_parameters_and_the_numbers_behind_the_dots) {
  const Folder folder;
  const Ended ended =
      run_program(folder.path(), {"reproduce", "song2026", "--figure", "4", "-o", "paper"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(ended.out, "figure 4: 4 panels, drawn\nlook in paper\n");
  EXPECT_EQ(ended.err, "");
  const std::string text = without_spaces(
      output_of("pdftotext -layout " + (folder.path() / "paper/fig4.pdf").string() + " -"));
  for (const char* words : {"(a)", "(b)", "(c)", "(d)", "F=0", "g=1", "Δ=0", "Γ=0.001*", "Γ=0.1*",
                            "T=0", "|eg›", "gt≤2π*", "π/2", "3π/2", "maximaofS", "A→B", "B→A"}) {
    EXPECT_NE(text.find(words), std::string::npos) << words << " is not in " << text;
  }
  EXPECT_EQ(folder.read("paper/fig4.png").substr(1, 3), "PNG");
  std::size_t dots = 0;
  for (const char* panel : {"4a", "4b", "4c", "4d"}) {
    const Dataset data =
        read_dataset((folder.path() / "paper" / ("fig" + std::string(panel) + ".nc")).string());
    dots += check_maxima(data, "S_AB") + check_maxima(data, "S_BA");
  }
  EXPECT_GE(dots, 16U);
}

}  // namespace
}  // namespace qbattery
