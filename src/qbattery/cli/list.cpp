#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "qbattery/cli/arguments.hpp"
#include "qbattery/cli/command.hpp"
#include "qbattery/engine/reduction.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/model/local_operators.hpp"
#include "qbattery/papers/paper.hpp"
#include "qbattery/quantities/quantity.hpp"
#include "qbattery/scenario/ready_models.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::cli {

namespace {

void list_models() {
  fmt::print("models\n");
  fmt::print("  charger-battery   two coupled two-level systems, pump on the charger, Eq. (1)\n");
  fmt::print("    subsystems      charger, battery\n");
  fmt::print("    parameters      F, g, and Delta or Delta_A with Delta_B\n");
  fmt::print(
      "    reservoirs      statistics, Gamma, n or T with omega (and mu), collectivity, on\n");
  for (const ReadyModel& each : ready_models())
    fmt::print("  {:<17} {}\n    source          {}\n    parameters      {}\n", each.name,
               each.title, each.source, each.parameters);
  fmt::print(
      "  your own          [[subsystem]], [[hamiltonian]] and [[jump]] in a scenario, of these "
      "operators\n");
  for (const LocalOperatorDefinition& each : local_operators()) {
    const std::vector<std::string> others(each.names.begin() + 1, each.names.end());
    fmt::print("    {:<16}{}{}\n", each.signature, each.summary,
               others.empty() ? "" : fmt::format("; also {}", fmt::join(others, ", ")));
  }
  fmt::print(
      "    around them     + - * / ^, + h.c., 2i, sum(i, 0, N-1, ...), product(i, 0, N-1, ...)\n");
}

void list_quantities() {
  fmt::print(
      "quantities (X, Y: names of subsystems; X...: some of them together, all where there are "
      "none)\n");
  std::size_t width = 0;
  for (const QuantityDefinition& q : quantity_catalogue())
    width = std::max(width, q.signature().size());
  for (const QuantityDefinition& q : quantity_catalogue()) {
    fmt::print("  {:<{}}  {}{}\n", q.signature(), width, q.summary,
               q.for_evolution ? (q.for_steady_state ? "" : " (evolutions)") : " (steady states)");
  }
  fmt::print("reductions over time\n  {}\n", fmt::join(reduction_names(), " "));
  fmt::print("functions\n  {}\n", fmt::join(expr::function_names(), " "));
}

void list_papers() {
  fmt::print("papers\n");
  for (const Paper& paper : paper_catalogue()) {
    fmt::print("  {}   {}\n             {}\n", paper.name, paper.title, paper.citation);
  }
}

const std::vector<std::string> subjects = {"models", "quantities", "papers"};

std::string complaint_about_subject(const std::string& word) {
  if (std::find(subjects.begin(), subjects.end(), word) != subjects.end()) return {};
  return fmt::format("must be {}, got \"{}\"{}", fmt::join(subjects, " or "), word,
                     suggestion(word, subjects));
}

}  // namespace

Action add_list(CLI::App& program) {
  auto what = std::make_shared<std::string>();
  Arguments(program, "list", "what there is: models, quantities, papers")
      .option("WHAT", *what, "models, quantities or papers (default: all)",
              complaint_about_subject);
  return [what] {
    if (what->empty() || *what == "models") list_models();
    if (what->empty() || *what == "quantities") list_quantities();
    if (what->empty() || *what == "papers") list_papers();
    return done;
  };
}

}  // namespace qbattery::cli
