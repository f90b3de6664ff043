// docs/scenario.md, README.md and the program say the same.

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "qbattery/engine/reduction.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/quantities/quantity.hpp"
#include "qbattery/results/atomic_file.hpp"
#include "qbattery/scenario/keys.hpp"
#include "tests/program/program.hpp"

namespace qbattery {
namespace {

using namespace testing_program;

std::string page(const std::string& name) {
  return read_file(std::string(QBATTERY_SOURCE_DIR) + "/" + name);
}

/// The part of a page from a heading to the next one of any level.
std::string section(const std::string& text, const std::string& heading) {
  const std::size_t begin = text.find("\n" + heading);
  if (begin == std::string::npos) throw std::invalid_argument("no section " + heading);
  return text.substr(begin, text.find("\n#", begin + 1) - begin);
}

/// Every match of the first group.
std::set<std::string> all(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
    found.insert((*at)[1]);
  }
  return found;
}

/// What stands in backticks in the first column of the tables of a section.
std::set<std::string> first_column(const std::string& text) {
  std::set<std::string> words;
  for (const std::string& cell : all(text, "\n\\| (`[^|]*) \\|")) {
    for (const std::string& word : all(cell, "`([^`]*)`")) words.insert(word);
  }
  return words;
}

std::set<std::string> set_of(const std::vector<std::string>& words) {
  return {words.begin(), words.end()};
}

TEST(documentation, has_every_key_of_every_table_and_no_other) {
  const std::string text = page("docs/scenario.md");
  const auto keys = [](const char* table) { return set_of(detail::keys_of(table)); };
  EXPECT_EQ(first_column(section(text, "### `[parameters]`")), keys("parameters"));
  EXPECT_EQ(first_column(section(text, "### `[reservoir]`")), keys("reservoir"));
  EXPECT_EQ(first_column(section(text, "### `[initial]`")), keys("initial"));
  EXPECT_EQ(first_column(section(text, "### `[time]`")), keys("time"));
  EXPECT_EQ(first_column(section(text, "### `[[subsystem]]`")), keys("subsystem"));
  EXPECT_EQ(first_column(section(text, "### `[[hamiltonian]]`")), keys("hamiltonian"));
  EXPECT_EQ(first_column(section(text, "### `[[jump]]`")), keys("jump"));
  EXPECT_TRUE(first_column(section(text, "### `[energy]`")).empty());
  EXPECT_EQ(first_column(section(text, "### `[[stage]]`")), keys("stage"));
  EXPECT_EQ(first_column(section(text, "### `[collisions]`")), keys("collisions"));
  EXPECT_TRUE(first_column(section(text, "### `[target]`")).empty());
  EXPECT_EQ(first_column(section(text, "### `[steady_state]`")), keys("steady_state"));
  EXPECT_EQ(first_column(section(text, "### `[[sweep]]`")), keys("sweep"));
  std::set<std::string> top = first_column(section(text, "### The file"));
  for (const std::string& table : all(text, "\n### `\\[+([a-z_]+)\\]+`")) top.insert(table);
  EXPECT_EQ(top, set_of(detail::top_level_keys()));
}

TEST(documentation, has_every_quantity_reduction_and_function) {
  const std::string text = page("docs/scenario.md");
  std::set<std::string> quantities, reductions;
  for (const QuantityDefinition& each : quantity_catalogue()) quantities.insert(each.signature());
  const std::string part = section(text, "### `[quantities]`");
  EXPECT_EQ(first_column(part), quantities);
  EXPECT_EQ(first_column(page("docs/quantities.md")), quantities);
  for (const std::string& each : first_column(section(text, "### `[reduce]`"))) {
    reductions.insert(each.substr(0, each.find('(')));
  }
  EXPECT_EQ(reductions, set_of(reduction_names()));
  const std::string functions = part.substr(part.find("Expressions know"));
  for (const std::string& name : expr::function_names()) {
    EXPECT_TRUE(std::regex_search(functions, std::regex("\\b" + name + "\\b"))) << name;
  }
}

TEST(documentation, has_every_command_and_option_and_no_other) {
  const Folder folder;
  const std::string part = section(page("docs/scenario.md"), "## 4. The command line");
  for (const char* command : {"run", "merge", "plot", "reproduce", "check", "list"}) {
    const std::string help = run_program(folder.path(), {command, "--help"}).out;
    std::set<std::string> options = all(help, "\n  (?:-[a-z],)?(--[a-z-]+)");
    options.erase("--help");
    std::smatch row;
    ASSERT_TRUE(
        std::regex_search(part, row, std::regex("`qbattery " + std::string(command) + "( [^`]*)`")))
        << command;
    std::set<std::string> written = all(row[1], "(--[a-z-]+)");
    if (row[1].str().find("[-o ") != std::string::npos) written.insert("--output");
    EXPECT_EQ(written, options) << command;
  }
}

TEST(documentation, shows_scenarios_that_are_right) {
  const Folder folder;
  const std::string text = page("docs/scenario.md");
  const std::size_t begin = text.find("```toml\n") + 8;
  const std::string first = text.substr(begin, text.find("```", begin) - begin);
  folder.write("first.toml", first);
  EXPECT_EQ(run_program(folder.path(), {"check", "first.toml"}).err, "");
  for (const char* heading : {"### `[[sweep]]`", "### `[reduce]`"}) {
    const std::string part = section(text, heading);
    const std::size_t at = part.find("```toml\n") + 8;
    folder.write("more.toml", first + part.substr(at, part.find("```", at) - at));
    EXPECT_EQ(run_program(folder.path(), {"check", "more.toml"}).err, "") << heading;
  }
  const std::string example = page("examples/charge.toml");
  EXPECT_NE(page("README.md").find("```toml\n" + example + "```"), std::string::npos);
  folder.write("charge.toml", example);
  EXPECT_EQ(run_program(folder.path(), {"check", "charge.toml"}).err, "");
}

TEST(documentation, comes_with_examples_that_are_right) {
  const Folder folder;
  int examples = 0;
  const std::filesystem::path root = std::filesystem::path(QBATTERY_SOURCE_DIR) / "examples";
  for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
    if (file.path().extension() != ".toml") continue;
    ++examples;
    const Ended ended = run_program(folder.path(), {"check", file.path().string()});
    EXPECT_EQ(ended.code, 0) << ended.err;
  }
  EXPECT_GE(examples, 4);
}

TEST(documentation, quotes_complaints_in_the_words_of_the_program) {
  const Folder folder;
  const std::string text = page("docs/scenario.md");
  // The 9th line has n at column 1 with its value at column 8, the 10th a slip of the pen.
  folder.write("charge.toml",
               "format = 1\nmodel = \"charger-battery\"\ntask = \"steady-state\"\n"
               "[parameters]\nF = 1\ng = 1\n[reservoir]\nGamma = 1\nn    = -1\nGama = 2\n");
  const std::string errors = run_program(folder.path(), {"check", "charge.toml"}).err;
  folder.write("s.toml", scenario);
  const std::string edits =
      run_program(folder.path(), {"run", "s.toml", "--set", "T=-2", "--set", "omega=1"}).err;
  const std::set<std::string> said = all(errors + edits, "([^\n]+)\n");
  EXPECT_EQ(said.size(), 3U);
  for (const std::string& complaint : said) {
    EXPECT_NE(text.find("\n    " + complaint + "\n"), std::string::npos) << complaint;
  }
  EXPECT_EQ(all(text, "\n    ([^\n]*: [^\n]*)").size(), 3U);
}

TEST(documentation, lists_the_default_quantities) {
  const Folder folder;
  folder.write("s.toml", scenario);
  const std::string described = run_program(folder.path(), {"check", "s.toml"}).out;
  const std::string part = section(page("docs/scenario.md"), "### `[quantities]`");
  const std::set<std::string> written = all(part, "\n([A-Za-z_]+ = \"[^\"]*\")");
  EXPECT_EQ(written.size(), 7U);
  for (std::string definition : written) {
    std::erase(definition, '"');
    definition = std::regex_replace(definition, std::regex(" +="), " =");
    EXPECT_NE(described.find(" " + definition + "\n"), std::string::npos) << definition;
  }
}

}  // namespace
}  // namespace qbattery
