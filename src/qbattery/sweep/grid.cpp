#include "qbattery/sweep/grid.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qbattery/support/text.hpp"

namespace qbattery {

Request request_of(const Scenario& scenario, const Problem& problem) {
  return {.task = scenario.task,
          .times = scenario.times,
          .quantities = scenario.quantities,
          .reductions = scenario.reduce,
          .keep_curves = scenario.keep_curves,
          .steady = {.long_time_limit = scenario.long_time_limit,
                     .time_average = scenario.time_average},
          .tolerance = scenario.tolerance,
          .truncation_tolerance = scenario.truncation_tolerance,
          .stages = scenario.stages,
          .collisions = problem.collisions};
}

namespace {

// The model's name of a key: parameters have it without their table.
std::string parameter_name(const std::string& key) {
  constexpr std::string_view table = "parameters.";
  return key.starts_with(table) ? key.substr(table.size()) : key;
}

std::vector<std::size_t> parameters_set_by(const Axis& axis, const Model& model) {
  std::vector<std::size_t> places;
  for (const std::string& key : axis.keys) {
    const auto found =
        std::find(model.parameters.begin(), model.parameters.end(), parameter_name(key));
    if (found == model.parameters.end()) continue;  // without effect here, as mu is for bosons
    places.push_back(static_cast<std::size_t>(found - model.parameters.begin()));
  }
  return places;
}

}  // namespace

Grid::Grid(const Scenario& scenario) : scenario_(scenario) {
  for (const Axis& axis : scenario.sweep) size_ *= axis.values.size();
  // Visits one point for each combination of words.
  std::vector<std::size_t> places(scenario.sweep.size(), 0);
  while (true) {
    structures_.emplace(words_of(places), make_structure(places));
    std::size_t axis = places.size();
    while (axis-- > 0) {
      if (!changes_structure(scenario.sweep[axis])) continue;
      if (++places[axis] < scenario.sweep[axis].values.size()) break;
      places[axis] = 0;
    }
    if (axis > places.size()) return;
  }
}

std::vector<std::size_t> Grid::shape() const {
  std::vector<std::size_t> shape;
  for (const Axis& axis : scenario_.sweep) shape.push_back(axis.values.size());
  return shape;
}

std::vector<std::size_t> Grid::places_on_axes(std::size_t point) const {
  std::vector<std::size_t> places(scenario_.sweep.size());
  for (std::size_t axis = places.size(); axis-- > 0;) {
    const std::size_t length = scenario_.sweep[axis].values.size();
    places[axis] = point % length;
    point /= length;
  }
  return places;
}

std::string Grid::words_of(const std::vector<std::size_t>& places) const {
  std::string words;
  for (std::size_t axis = 0; axis < places.size(); ++axis) {
    const Axis& swept = scenario_.sweep[axis];
    if (changes_structure(swept)) words += to_text(swept.values[places[axis]]) + '\n';
  }
  return words;
}

bool Grid::changes_structure(const Axis& axis) const {
  return std::holds_alternative<std::string>(axis.values.front()) ||
         std::ranges::any_of(axis.keys, [this](const std::string& key) {
           return scenario_.structural.count(key) != 0;
         });
}

Grid::Structure Grid::make_structure(const std::vector<std::size_t>& places) const {
  std::map<std::string, Setting> settings = scenario_.settings;
  for (std::size_t axis = 0; axis < places.size(); ++axis) {
    const Axis& swept = scenario_.sweep[axis];
    for (const std::string& key : swept.keys) settings[key] = swept.values[places[axis]];
  }
  Structure structure{.plan = nullptr, .problem = make_problem(scenario_, settings), .places = {}};
  Known known{{structure.problem.parameters.begin(), structure.problem.parameters.end()},
              structure.problem.initial_state};
  for (const Axis& axis : scenario_.sweep) {
    structure.places.push_back(parameters_set_by(axis, structure.problem.model));
    for (const std::size_t place : structure.places.back()) known.parameters[place].reset();
  }
  structure.plan = std::make_unique<Plan>(structure.problem.model,
                                          request_of(scenario_, structure.problem), known);
  return structure;
}

void Grid::run(const PointRange& points, const Columns& columns, Workspace& workspace) const {
  try {
    run_alike(points, columns, workspace);
  } catch (const Interrupted&) {
    throw;
  } catch (const std::exception& error) {
    if (points.count == 1) {
      const std::string place = describe(points.first);
      const std::string text =
          place.empty() ? error.what() : fmt::format("at {}: {}", place, error.what());
      if (const auto* input = dynamic_cast<const InvalidInput*>(&error))
        throw InvalidInput(input->key(), text);
      throw Error(text);
    }
    for (std::size_t i = 0; i < points.count; ++i) run({points.first + i, 1}, columns, workspace);
    throw;
  }
}

// Stretches of points with the same words, one after the other.
void Grid::run_alike(const PointRange& points, const Columns& columns, Workspace& workspace) const {
  Columns rest = columns;
  for (std::size_t done = 0; done < points.count;) {
    const std::size_t first = points.first + done;
    const std::string words = words_of(places_on_axes(first));
    const Structure& structure = structures_.at(words);
    const PointRange alike{first, std::min(points.count - done, points_until_words_change(first))};
    rest.fail = [&columns, done](std::size_t point, const std::string& reason) {
      columns.fail(done + point, reason);
    };
    structure.plan->run(parameters_of(alike, structure), structure.problem.initial_state, rest,
                        workspace);
    structure.plan->advance(rest, alike.count);
    done += alike.count;
  }
}

std::size_t Grid::points_until_words_change(std::size_t point) const {
  std::size_t stretch = size_;
  std::size_t inner = 1;
  for (std::size_t axis = scenario_.sweep.size(); axis-- > 0;) {
    if (changes_structure(scenario_.sweep[axis])) {
      stretch = inner;
      break;
    }
    inner *= scenario_.sweep[axis].values.size();
  }
  return stretch - point % stretch;
}

ParameterRows Grid::parameters_of(const PointRange& points, const Structure& structure) const {
  const std::vector<double>& base = structure.problem.parameters;
  ParameterRows rows(base.size(), points.count);
  for (std::size_t i = 0; i < base.size(); ++i)
    rows.row(static_cast<Eigen::Index>(i)).setConstant(base[i]);
  std::size_t inner = 1;  // how many points an axis stays at one place for
  for (std::size_t axis = scenario_.sweep.size(); axis-- > 0;) {
    const std::vector<Setting>& values = scenario_.sweep[axis].values;
    for (const std::size_t parameter : structure.places[axis]) {
      double* const row = rows.row(static_cast<Eigen::Index>(parameter)).data();
      std::size_t place = points.first / inner % values.size();
      std::size_t stretch = inner - points.first % inner;
      for (std::size_t i = 0; i < points.count; i += stretch, stretch = inner) {
        stretch = std::min(stretch, points.count - i);
        std::fill_n(row + i, stretch, std::get<double>(values[place]));
        if (++place == values.size()) place = 0;
      }
    }
    inner *= values.size();
  }
  return rows;
}

Tile Grid::run(const Tiling& tiling, std::size_t index, Workspace& workspace) const {
  Tile tile = empty_tile(tiling, index);
  run(tiling.range(index), columns_of(tile, tiling, 0), workspace);
  return tile;
}

std::string Grid::describe(std::size_t point) const {
  const std::vector<std::size_t> places = places_on_axes(point);
  std::vector<std::string> parts;
  for (std::size_t axis = 0; axis < places.size(); ++axis) {
    const Axis& swept = scenario_.sweep[axis];
    parts.push_back(fmt::format("{} = {}", swept.name, to_text(swept.values[places[axis]])));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace qbattery
