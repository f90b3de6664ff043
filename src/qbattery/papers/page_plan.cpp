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

// The tables of a list such as [[figure]]; what else may stand there is none of it.
std::vector<const toml::table*> tables(const toml::table& table, const char* key) {
  std::vector<const toml::table*> list;
  const toml::array* array = table[key].as_array();
  if (array == nullptr) return list;
  for (const toml::node& node : *array) {
    if (const toml::table* item = node.as_table()) list.push_back(item);
  }
  return list;
}

PagePlan read_page_plan(const toml::table& table) {
  PagePlan page{.number = table["number"].value_or(0),
                .columns = table["columns"].value_or(1),
                .panels = {},
                .scenario = table["scenario"].value_or(std::string()),
                .variables = words(table, "variables")};
  for (const toml::table* panel : tables(table, "panel")) {
    page.panels.push_back(read_panel_plan(*panel));
  }
  return page;
}

}  // namespace

std::vector<PagePlan> read_page_plans(const std::string& paper) {
  const std::string path = paper_file(paper, "figures.toml");
  try {
    const toml::table document = toml::parse_file(path);
    std::vector<PagePlan> pages;
    for (const toml::table* figure : tables(document, "figure")) {
      pages.push_back(read_page_plan(*figure));
    }
    return pages;
  } catch (const toml::parse_error& error) {
    const toml::source_position& place = error.source().begin;
    throw IoError(fmt::format("{}:{}:{}: {}", path, place.line, place.column, error.description()));
  }
}

}  // namespace qbattery
