#include "qbattery/scenario/axis_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "qbattery/scenario/check.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

bool take_words(const std::vector<std::string>& keys) {
  return !keys.empty() && setting_rule(keys.front())->takes_words();
}

bool fits_grid(const Table& sweep, const std::string& key, std::size_t points,
               double& grid_points) {
  grid_points *= static_cast<double>(points);
  if (grid_points <= most_grid_points) return true;
  sweep.complain(key, fmt::format("makes a grid of {} points, and {} is the most",
                                  shortest_digits(grid_points), shortest_digits(most_grid_points)));
  return false;
}

AxisValues read_list(const Table& sweep, const std::vector<std::string>& keys,
                     double& grid_points) {
  AxisValues result;
  const std::vector<Node>* items = sweep.list("values", "numbers or words");
  if (items == nullptr || keys.empty() || !fits_grid(sweep, "values", items->size(), grid_points)) {
    return result;
  }
  const bool words = take_words(keys);
  std::set<Setting> seen;
  for (const Node& item : *items) {
    if (!item.is(words ? Node::Kind::word : Node::Kind::number)) {
      sweep.report().add(item.place,
                         fmt::format("{} takes {}, got {}", keys.front(),
                                     words ? "words in quotes" : "numbers", description(item)));
      continue;
    }
    const Setting value = words ? Setting(item.text) : Setting(item.number);
    result.values.push_back(value);
    result.reached.emplace_back(value, item.place);
    const bool has_order = words || !std::isnan(item.number);
    if (has_order && !seen.insert(value).second) {
      sweep.report().add(
          item.place, fmt::format("sweep.values has {} twice, once is enough", description(item)));
    }
  }
  return result;
}

struct Range {
  PlacedNumber from;
  PlacedNumber to;
  int points = 1;
  Scale scale = Scale::linear;
};

bool check_range(const Table& sweep, const Range& range) {
  const double from = range.from.value;
  const double to = range.to.value;
  if (from == to && range.points > 1) {
    sweep.complain("to",
                   fmt::format("must differ from sweep.from where there are {} points, got {}",
                               range.points, shortest_digits(to)));
  } else if (from != to && range.points == 1) {
    sweep.complain("points", "must be at least 2 where sweep.from and sweep.to differ, got 1");
  } else if (range.scale == Scale::log && !(std::min(from, to) > 0.0)) {
    sweep.complain(from > 0.0 ? "to" : "from",
                   fmt::format("must be above 0 where scale = \"log\", got {}",
                               shortest_digits(from > 0.0 ? to : from)));
  } else {
    return true;
  }
  return false;
}

std::optional<Range> read_range(const Table& sweep) {
  if (!sweep.has("from") && !sweep.has("to") && !sweep.has("points")) {
    sweep.missing("values", "the values of the axis; or give from, to and points");
    return {};
  }
  for (const char* key : {"from", "to", "points"}) {
    if (!sweep.has(key)) sweep.missing(key, "a range has from, to and points");
  }
  const auto from = sweep.number("from");
  const auto to = sweep.number("to");
  const auto points = sweep.whole_number("points", 1, most_points);
  const auto scale = sweep.word("scale", {"linear", "log"});
  if (!from || !to || !points) return {};
  const Range range{*from, *to, *points, scale == "log" ? Scale::log : Scale::linear};
  if (!check_range(sweep, range)) return {};
  return range;
}

}  // namespace

AxisValues read_axis_values(const Table& sweep, const std::vector<std::string>& keys,
                            double& grid_points) {
  if (sweep.has("values")) return read_list(sweep, keys, grid_points);
  AxisValues result;
  const std::optional<Range> range = read_range(sweep);
  if (take_words(keys)) {
    sweep.complain("parameter",
                   fmt::format("sweeps words, so give values = [...] for {}", keys.front()));
    return result;
  }
  if (!range) return result;
  result.reached = {{range->from.value, range->from.place}, {range->to.value, range->to.place}};
  if (range->points == 1) result.reached.pop_back();
  if (!fits_grid(sweep, "points", static_cast<std::size_t>(range->points), grid_points))
    return result;
  for (const double value :
       spread(range->from.value, range->to.value, range->points, range->scale)) {
    result.values.emplace_back(value);
  }
  return result;
}

}  // namespace qbattery::detail
