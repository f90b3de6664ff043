#include <fmt/format.h>

#include <algorithm>

#include "qbattery/scenario/scenario.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

std::string to_text(const Setting& setting) {
  const double* number = std::get_if<double>(&setting);
  return number != nullptr ? shortest_digits(*number) : std::get<std::string>(setting);
}

namespace {

std::string plural(std::size_t count, const std::string& one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string task_line(const Scenario& scenario) {
  if (scenario.task == Task::steady_state) {
    return fmt::format("steady state{}",
                       scenario.long_time_limit ? ", as the long-time limit" : "");
  }
  return fmt::format("evolution, {} from {} to {}", plural(scenario.times.size(), "time"),
                     shortest_digits(scenario.times.front()),
                     shortest_digits(scenario.times.back()));
}

bool is_swept(const Scenario& scenario, const std::string& key) {
  return std::any_of(scenario.sweep.begin(), scenario.sweep.end(), [&](const Axis& axis) {
    return std::find(axis.keys.begin(), axis.keys.end(), key) != axis.keys.end();
  });
}

std::string settings_line(const Scenario& scenario, const std::string& prefix) {
  std::string line;
  for (const auto& [path, value] : scenario.settings) {
    const bool direct =
        path.starts_with(prefix) && path.find('.', prefix.size()) == std::string::npos;
    if (!direct) continue;
    line += fmt::format("{}{} {}", line.empty() ? "" : ", ", path.substr(prefix.size()),
                        is_swept(scenario, path) ? "swept" : "= " + to_text(value));
  }
  return line;
}

std::string reservoir_lines(const Scenario& scenario) {
  const bool has_jumps = scenario.spelt && !scenario.spelt->jumps.empty();
  if (scenario.reservoirs.empty())
    return has_jumps || scenario.collisions ? "" : "reservoir   none: a closed system\n";
  std::string lines;
  for (const ReservoirText& each : scenario.reservoirs) {
    const char* const kind = each.kind == ReservoirKind::local       ? ""
                             : each.kind == ReservoirKind::dephasing ? "dephasing, "
                                                                     : "global, ";
    lines += fmt::format("reservoir   {}{}{}, on {}\n", each.name.empty() ? "" : each.name + ": ",
                         kind, settings_line(scenario, each.prefix()), fmt::join(each.on, " and "));
  }
  return lines;
}

std::string sweep_lines(const Scenario& scenario) {
  std::string lines;
  for (const Axis& axis : scenario.sweep) {
    lines += fmt::format("sweep       {}: {} of {}, {} ... {}\n", axis.name,
                         plural(axis.values.size(), "value"), fmt::join(axis.keys, " and "),
                         to_text(axis.values.front()), to_text(axis.values.back()));
  }
  return lines;
}

std::string definition_lines(const std::string& heading,
                             const std::vector<NamedExpression>& definitions) {
  std::string lines;
  for (const auto& [name, expression] : definitions) {
    lines +=
        fmt::format("{:12}{} = {}\n", lines.empty() ? heading : "", name, to_string(expression));
  }
  return lines;
}

std::size_t grid_points(const Scenario& scenario) {
  std::size_t points = 1;
  for (const Axis& axis : scenario.sweep) points *= axis.values.size();
  return points;
}

std::string work_line(const Scenario& scenario) {
  const std::size_t points = grid_points(scenario);
  const std::size_t samples = scenario.task == Task::evolve ? scenario.times.size() : 1;
  const bool curves = scenario.reduce.empty() || scenario.keep_curves;
  const std::size_t numbers =
      points * (scenario.reduce.size() + (curves ? samples * scenario.quantities.size() : 0));
  const std::string what =
      scenario.task == Task::evolve
          ? fmt::format("{} of {}", plural(points, "evolution"), plural(samples, "sample"))
          : plural(points, "steady state");
  return fmt::format("work        {}; {} stored\n", what, plural(numbers, "number"));
}

}  // namespace

namespace {

std::string kind_of(const SubsystemText& subsystem) {
  switch (subsystem.kind) {
    case SubsystemKind::mode:
      return fmt::format("a mode of {} levels", subsystem.size);
    case SubsystemKind::spin:
      return fmt::format("a spin of j = {}", subsystem.size);
    case SubsystemKind::levels:
      return plural(subsystem.energies.size(), "level");
    case SubsystemKind::two_level:
      return "two levels";
  }
  return {};
}

std::string course_lines(const Scenario& scenario) {
  std::string lines;
  for (const Stage& stage : scenario.stages) {
    std::string values;
    for (const auto& [name, value] : stage.values)
      values += fmt::format(", {} = {}", name, to_string(value));
    lines +=
        fmt::format("stage       {}, for {}{}\n", stage.name, to_string(stage.duration), values);
  }
  if (scenario.collisions)
    lines += fmt::format("collisions  {} with {}, for {} each\n", scenario.collisions->hamiltonian,
                         kind_of(scenario.collisions->ancilla), scenario.collisions->duration);
  return lines;
}

std::string model_lines(const ModelText& model) {
  std::string lines;
  for (const SubsystemText& each : model.subsystems)
    lines += fmt::format("subsystem   {}{}: {}\n", each.name,
                         each.count.empty() ? "" : fmt::format("[0] ... of {}", each.count),
                         kind_of(each));
  for (const OperatorMatrix& each : model.operators)
    lines += fmt::format("operator    {} on {}, a {} x {} matrix\n", each.name,
                         each.on.empty() ? "all" : fmt::format("{}", fmt::join(each.on, ", ")),
                         each.matrix.rows(), each.matrix.cols());
  for (const std::string& term : model.hamiltonian) lines += fmt::format("hamiltonian {}\n", term);
  for (const JumpText& jump : model.jumps)
    lines += fmt::format("jump        {} at rate {}{}\n", jump.op, jump.rate,
                         jump.each.empty() ? "" : ", for each of " + jump.each);
  return lines;
}

std::string start_of(const Scenario& scenario) {
  if (scenario.initial_state) return "a given density matrix";
  if (scenario.spelt) return settings_line(scenario, "initial.");
  return is_swept(scenario, "initial.state") ? "swept"
                                             : to_text(scenario.settings.at("initial.state"));
}

}  // namespace

std::string describe(const Scenario& scenario) {
  std::string text;
  if (!scenario.title.empty()) text += fmt::format("title       {}\n", scenario.title);
  text += fmt::format("model       {}: {}\n", scenario.spelt ? "spelt out" : scenario.model,
                      settings_line(scenario, "parameters."));
  if (scenario.spelt) text += model_lines(*scenario.spelt);
  text += reservoir_lines(scenario);
  text += course_lines(scenario);
  text += fmt::format("start       {}\n", start_of(scenario));
  text += fmt::format("task        {}\n", task_line(scenario));
  text += sweep_lines(scenario);
  text += definition_lines("quantities", scenario.quantities);
  text += definition_lines("reduce", scenario.reduce);
  return text + work_line(scenario);
}

}  // namespace qbattery
