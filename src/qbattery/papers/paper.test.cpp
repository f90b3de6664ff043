#include "qbattery/papers/paper.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

#include "qbattery/papers/page.hpp"
#include "qbattery/results/atomic_file.hpp"
#include "qbattery/results/temporary_folder.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

/// A folder papers/ of one's own, found first while this lives.
class OwnPapers {
 public:
  OwnPapers() {
    std::filesystem::create_directories(folder_.file("papers/song2026"));
    ::setenv("QBATTERY_DATA", folder_.path().c_str(), 1);
  }
  ~OwnPapers() { ::unsetenv("QBATTERY_DATA"); }
  OwnPapers(const OwnPapers&) = delete;
  OwnPapers& operator=(const OwnPapers&) = delete;

  std::string data() const { return folder_.path(); }
  std::string figures() const { return folder_.file("papers/song2026/figures.toml"); }

 private:
  TemporaryFolder folder_;
};

template <typename Failure>
std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const Failure& error) {
    return error.what();
  }
  return "no complaint of that kind";
}

std::string all_papers() {
  std::vector<std::string> names;
  for (const Paper& paper : paper_catalogue()) names.push_back(paper.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

TEST(papers, are_found_by_name) {
  EXPECT_EQ(find_paper("song2026").name, "song2026");
  EXPECT_EQ(
      complaint<InvalidInput>([] { find_paper("song2062"); }),
      "there is no paper \"song2062\", did you mean \"song2026\"?; there are: " + all_papers());
  EXPECT_EQ(complaint<InvalidInput>([] { find_paper("einstein1935"); }),
            "there is no paper \"einstein1935\"; there are: " + all_papers());
}

TEST(papers, have_files_that_another_folder_may_replace_one_by_one) {
  const OwnPapers own;
  const std::string shipped = paper_file("song2026", "fig4a.toml");
  EXPECT_NE(shipped, "");
  replace_file(own.figures(), "");
  EXPECT_EQ(paper_file("song2026", "figures.toml"), own.figures());
  EXPECT_EQ(paper_file("song2026", "fig4a.toml"), shipped);
}

TEST(papers, say_where_a_file_was_sought) {
  const OwnPapers own;
  const std::string message = complaint<IoError>([] { paper_file("song2026", "figure9.toml"); });
  const std::string begin = "papers/song2026/figure9.toml is in none of " + own.data() + ", /";
  EXPECT_EQ(message.rfind(begin, 0), 0U) << message;
  EXPECT_NE(message.find("; set QBATTERY_DATA to the folder that holds it"), std::string::npos);
}

TEST(page_plans, are_read_from_the_file_of_figures) {
  const OwnPapers own;
  replace_file(own.figures(),
               "[[figure]]\nnumber = 8\ncolumns = 2\n"
               "[[figure.panel]]\nletter = \"a\"\nscenario = \"x\"\ncurves = [\"E_A\", \"E_B\"]\n"
               "[[figure.panel]]\nletter = \"b\"\nscenario = \"y\"\nmap = \"E_A\"\n"
               "axes = [\"n\", \"Delta\"]\nchosen = [\"range\"]\n"
               "[[figure]]\nnumber = 9\n");
  const std::vector<PagePlan> pages = read_page_plans("song2026");
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].number, 8);
  EXPECT_EQ(pages[0].columns, 2);
  ASSERT_EQ(pages[0].panels.size(), 2U);
  EXPECT_EQ(pages[0].panels[0].curves, (std::vector<std::string>{"E_A", "E_B"}));
  EXPECT_EQ(pages[0].panels[1].axes, (std::vector<std::string>{"n", "Delta"}));
  EXPECT_EQ(pages[0].panels[1].chosen, std::vector<std::string>{"range"});
  EXPECT_EQ(pages[1].columns, 1);
  EXPECT_TRUE(pages[1].panels.empty());
}

TEST(page_plans, name_line_and_column_of_what_is_no_toml) {
  const OwnPapers own;
  replace_file(own.figures(), "[[figure]]\nnumber = \n");
  const std::string message = complaint<IoError>([] { read_page_plans("song2026"); });
  EXPECT_EQ(message.rfind(own.figures() + ":2:10: ", 0), 0U) << message;
}

TEST(page_plans, take_nothing_from_what_is_no_table) {
  const OwnPapers own;
  replace_file(own.figures(), "figure = [1, \"two\", { number = 3, panel = [4] }]\n");
  const std::vector<PagePlan> pages = read_page_plans("song2026");
  ASSERT_EQ(pages.size(), 1U);
  EXPECT_EQ(pages[0].number, 3);
  EXPECT_TRUE(pages[0].panels.empty());
}

}  // namespace
}  // namespace qbattery
