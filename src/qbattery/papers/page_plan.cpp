#include <fmt/format.h>
#include <toml++/toml.h>

#include "qbattery/papers/page.hpp"
#include "qbattery/papers/paper.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

std::vector<std::string> words(const toml::table& table, const char* key) {
  std::vector<std::string> list;
  const toml::array* array = table[key].as_array();
  if (array == nullptr) return list;
  for (const toml::node& node : *array) list.push_back(node.value_or(std::string()));
  return list;
}

PanelPlan read_panel_plan(const toml::table& table) {
  const auto word = [&](const char* key) { return table[key].value_or(std::string()); };
  return {.letter = word("letter"),
          .scenario = word("scenario"),
          .curves = words(table, "curves"),
          .map = word("map"),
          .axes = words(table, "axes"),
          .axis_labels = words(table, "axis_labels"),
          .diagonal = word("diagonal"),
          .range = word("range"),
          .chosen = words(table, "chosen")};
}

PagePlan read_page_plan(const toml::table& table) {
  PagePlan page{
      .number = table["number"].value_or(0), .columns = table["columns"].value_or(1), .panels = {}};
  if (const toml::array* panels = table["panel"].as_array()) {
    for (const toml::node& panel : *panels) {
      page.panels.push_back(read_panel_plan(*panel.as_table()));
    }
  }
  return page;
}

}  // namespace

std::vector<PagePlan> read_page_plans(const std::string& paper) {
  const std::string path = paper_file(paper, "figures.toml");
  try {
    const toml::table document = toml::parse_file(path);
    std::vector<PagePlan> pages;
    if (const toml::array* figures = document["figure"].as_array()) {
      for (const toml::node& figure : *figures) pages.push_back(read_page_plan(*figure.as_table()));
    }
    return pages;
  } catch (const toml::parse_error& error) {
    throw IoError(fmt::format("{}: {}", path, error.description()));
  }
}

}  // namespace qbattery
