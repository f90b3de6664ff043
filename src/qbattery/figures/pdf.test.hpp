#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <regex>
#include <string>

/// What poppler's programs see in a PDF, for tests of figures.
namespace qbattery::testing_pdf {

inline std::string output_of(const std::string& command) {
  FILE* pipe = ::popen(command.c_str(), "r");
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    text.append(buffer.data(), count);
  EXPECT_EQ(::pclose(pipe), 0) << command << ": is poppler-utils installed?";
  return text;
}

inline std::string text_of(const std::string& pdf) {
  return output_of("pdftotext -layout " + pdf + " -");
}

/// Every font is embedded and one of the Liberation Sans family.
inline void expect_embedded_fonts(const std::string& pdf) {
  const std::string fonts = output_of("pdffonts " + pdf);
  const std::regex row("\\n\\S*\\+(\\S+) .* (yes|no)  *(yes|no)  *(yes|no) +\\d+ +\\d+");
  int count = 0;
  for (std::sregex_iterator found(fonts.begin(), fonts.end(), row), end; found != end; ++found) {
    EXPECT_EQ((*found)[2], "yes") << fonts;
    EXPECT_EQ((*found)[1].str().rfind("LiberationSans", 0), 0U) << fonts;
    ++count;
  }
  // A heading of two lines, then a font a line.
  EXPECT_EQ(count + 2, std::count(fonts.begin(), fonts.end(), '\n')) << fonts;
  EXPECT_GE(count, 2) << fonts;
}

/// Every word lies within the page, which is `width` wide (points).
inline void expect_text_on_page(const std::string& pdf, double width) {
  const std::string boxes = output_of("pdftotext -bbox " + pdf + " -");
  std::smatch page;
  ASSERT_TRUE(std::regex_search(boxes, page, std::regex("page width=\"(.*)\" height=\"(.*)\"")));
  EXPECT_NEAR(std::stod(page[1]), width, 1.0);
  const std::regex word("xMin=\"(.*)\" yMin=\"(.*)\" xMax=\"(.*)\" yMax=\"(.*)\">(.*)</word");
  int words = 0;
  for (std::sregex_iterator found(boxes.begin(), boxes.end(), word), end; found != end; ++found) {
    EXPECT_GE(std::stod((*found)[1]), 0.0) << (*found)[5];
    EXPECT_GE(std::stod((*found)[2]), 0.0) << (*found)[5];
    EXPECT_LE(std::stod((*found)[3]), std::stod(page[1])) << (*found)[5];
    EXPECT_LE(std::stod((*found)[4]), std::stod(page[2])) << (*found)[5];
    ++words;
  }
  EXPECT_GT(words, 40);
}

}  // namespace qbattery::testing_pdf
