#include <fmt/format.h>

#include "qbattery/scenario/check.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

void Check::read_setting(const Table& table, const std::string& key) {
  if (!table.has(key)) return;
  const SettingRule& rule = *setting_rule(key);
  const std::string path = table.path_of(key);
  places[path] = table.find(key)->place;
  std::optional<Setting> value;
  if (rule.takes_words()) {
    if (const auto word = table.word(key)) value = *word;
  } else if (const auto number = table.number(key)) {
    value = number->value;
  }
  if (!value) return;
  scenario.settings[path] = *value;
  const std::string complaint = complaint_about(rule, *value);
  if (!complaint.empty()) table.complain(key, complaint);
}

void Check::set_default(const std::string& path, Setting value) {
  scenario.settings.emplace(path, std::move(value));
}

namespace {

void check_format(const Table& file) {
  const Node* format = file.find("format");
  if (format == nullptr) {
    file.missing("format", "a scenario begins with format = 1");
  } else if (!format->is(Node::Kind::number) || format->number != 1.0) {
    file.wrong_type("format", *format, "1, the only version there is");
  }
}

void check_task(const Table& file, Check& check) {
  const std::string choices = "\"evolve\" or \"steady-state\"";
  if (!file.has("task")) file.missing("task", "give task = " + choices);
  const auto task = file.word("task", {"evolve", "steady-state"});
  if (!task) return;
  check.task = *task == "evolve" ? Task::evolve : Task::steady_state;
  check.scenario.task = *check.task;
}

}  // namespace

void check_head(Check& check) {
  Table file(check.document, {}, check.report);
  file.allow(top_level_keys());
  check_format(file);
  check.scenario.title = file.word("title").value_or("");
  if (!file.has("model")) file.missing("model", "give model = \"charger-battery\"");
  file.word("model", {"charger-battery"});
  check_task(file, check);
}

void check_parameters(Check& check) {
  auto table = find_table(check.document, "parameters", check.report);
  if (!table) {
    if (check.document.find("parameters") == nullptr) {
      Table(check.document, {}, check.report)
          .missing("parameters", "give F and g in a table headed [parameters]");
    }
    return;
  }
  table->allow(keys_of("parameters"));
  table->check_forms("parameters");
  for (const std::string& key : keys_of("parameters")) check.read_setting(*table, key);
  if (!table->has("F")) table->missing("F", "the amplitude of the pump; 0 for no pump");
  if (!table->has("g")) table->missing("g", "the coupling of charger and battery");
  if (table->has("Delta_A") || table->has("Delta_B")) {
    check.set_default("parameters.Delta_A", 0.0);
    check.set_default("parameters.Delta_B", 0.0);
  } else {
    check.set_default("parameters.Delta", 0.0);
  }
}

}  // namespace qbattery::detail
