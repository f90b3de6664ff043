#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "qbattery/model/charger_battery.hpp"
#include "qbattery/scenario/check.hpp"
#include "qbattery/scenario/ready_models.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

void Check::read_setting(const Table& table, const std::string& key) {
  if (!table.has(key)) return;
  const std::string path = table.path_of(key);
  const SettingRule& rule = *setting_rule(path);
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

/// Those in models/ have been put in by now: what is left is the built-in one, or a mistake.
void check_ready_name(const Table& file) {
  const Node* const name = file.find("model");
  const std::string own = "charger-battery";
  if (name == nullptr || (name->is(Node::Kind::word) && name->text == own)) return;
  std::vector<std::string> names = ready_model_names();
  names.push_back(own);
  std::string advice = suggestion(name->text, names);
  if (advice.empty() && !name->text.empty()) {
    std::string begin = name->text;
    std::ranges::transform(begin, begin.begin(), [](unsigned char letter) {
      return static_cast<char>(std::tolower(letter));
    });
    std::erase_if(names, [&](const std::string& each) { return !each.starts_with(begin); });
    if (!names.empty()) advice = fmt::format(", did you mean \"{}\"?", names.front());
  }
  file.complain("model", fmt::format("must be {} or another that `qbattery list models` names, got "
                                     "{}{}",
                                     quoted(own), description(*name), advice));
}

void check_model_name(const Table& file, Check& check) {
  if (!file.has("subsystem")) {
    if (!file.has("model"))
      file.missing("model",
                   "give model = \"charger-battery\", or spell one out with [[subsystem]]");
    const std::size_t before = check.report.size();
    check_ready_name(file);
    check.is_model_broken = check.report.size() > before;
    for (const char* key : {"operator", "hamiltonian", "jump", "energy"})
      if (file.has(key))
        file.complain(key, "goes with a model that is spelt out with [[subsystem]]");
    check.model = charger_battery();
    return;
  }
  if (file.has("model"))
    file.complain("model", "is a ready one, beside [[subsystem]]; remove one of them");
  check.scenario.model.clear();
  check.scenario.spelt.emplace();
}

void check_truncation(const Table& file, Check& check) {
  const auto tolerance = file.number("truncation_tolerance");
  if (!tolerance) return;
  check.scenario.truncation_tolerance = tolerance->value;
  if (!(tolerance->value > 0.0 && tolerance->value <= 1.0))
    file.complain("truncation_tolerance",
                  "must be above 0 and at most 1, got " + shortest_digits(tolerance->value));
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
  file.word("source");
  check_truncation(file, check);
  check_model_name(file, check);
  check_task(file, check);
}

namespace {

// Any names, all numbers.
void check_spelt_parameters(const Table& table, Check& check) {
  for (const Entry& entry : table.node().entries) {
    if (!is_identifier(entry.key) || entry.key == "pi" || entry.key == "t") {
      check.report.add(
          entry.place,
          fmt::format("a parameter's name is made of letters, digits and _, begins with "
                      "no digit and is neither pi nor t, got {}",
                      quoted(entry.key)));
      continue;
    }
    check.read_setting(table, entry.key);
    check.scenario.spelt->parameters.push_back(entry.key);
  }
}

}  // namespace

void check_parameters(Check& check) {
  auto table = find_table(check.document, "parameters", check.report);
  if (check.scenario.spelt) {
    if (table) check_spelt_parameters(*table, check);
    return;
  }
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
