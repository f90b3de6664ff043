#include <fmt/format.h>

#include "qbattery/scenario/check.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

void read_values(const Table& time, Check& check) {
  const auto values = time.numbers("values");
  if (!values) return;
  for (std::size_t i = 0; i < values->size(); ++i) {
    const auto& [value, place] = (*values)[i];
    if (value < 0.0) {
      check.report.add(
          place, fmt::format("time.values must be at least 0, got {}", shortest_digits(value)));
      return;
    }
    if (i > 0 && value <= (*values)[i - 1].value) {
      check.report.add(place,
                       fmt::format("time.values must rise, got {} after {}", shortest_digits(value),
                                   shortest_digits((*values)[i - 1].value)));
      return;
    }
    check.scenario.times.push_back(value);
  }
}

bool is_rising(const std::vector<double>& values) {
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (values[i] <= values[i - 1]) return false;
  }
  return true;
}

void read_range(const Table& time, Check& check) {
  if (!time.has("to")) time.missing("to", "the last time");
  if (!time.has("points")) time.missing("points", "how many times, both ends included");
  const std::size_t complaints = check.report.size();
  const double from = time.number("from").value_or(PlacedNumber{}).value;
  const auto to = time.number("to");
  const auto points = time.whole_number("points", 2, most_points);
  if (from < 0.0) time.complain("from", "must be at least 0, got " + shortest_digits(from));
  if (to && !(to->value > from)) {
    time.complain("to", fmt::format("must be above time.from = {}, got {}", shortest_digits(from),
                                    shortest_digits(to->value)));
  }
  if (!to || !points || check.report.size() > complaints) return;
  check.scenario.times = spread(from, to->value, *points, Scale::linear);
  if (!is_rising(check.scenario.times)) {
    time.complain("points", fmt::format("must be fewer: {} times between time.from and time.to are "
                                        "too close to be told apart",
                                        *points));
  }
}

}  // namespace

void check_time(Check& check) {
  auto time = find_table(check.document, "time", check.report);
  if (!time) {
    if (check.document.find("collisions") != nullptr) return;
    if (check.task == Task::evolve && check.document.find("time") == nullptr) {
      Table(check.document, {}, check.report)
          .missing("time", "task = \"evolve\" needs a table [time] with to and points, or values");
    }
    return;
  }
  if (check.task == Task::steady_state) {
    check.report.add(time->node().place,
                     "a steady state has no time: remove [time], or give task = \"evolve\"");
    return;
  }
  if (check.scenario.collisions) return;  // said already
  time->allow(keys_of("time"));
  time->check_forms("time");
  if (const auto tolerance = time->number("tolerance")) {
    check.scenario.tolerance = tolerance->value;
    if (!(tolerance->value >= 1e-13 && tolerance->value <= 1e-2))
      time->complain("tolerance", fmt::format("must be between 1e-13 and 0.01, got {}",
                                              shortest_digits(tolerance->value)));
  }
  if (time->has("values")) {
    read_values(*time, check);
  } else {
    read_range(*time, check);
  }
}

void check_steady_state(Check& check) {
  auto table = find_table(check.document, "steady_state", check.report);
  if (!table) return;
  if (check.task == Task::evolve) {
    check.report.add(table->node().place,
                     "an evolution has no use for [steady_state]: remove it, or give task = "
                     "\"steady-state\"");
    return;
  }
  table->allow(keys_of("steady_state"));
  check.scenario.long_time_limit = table->boolean("long_time_limit");
  check.scenario.time_average = table->boolean("time_average");
  if (check.scenario.time_average && !check.scenario.long_time_limit) {
    table->complain("time_average", "needs steady_state.long_time_limit = true");
  }
}

}  // namespace qbattery::detail
