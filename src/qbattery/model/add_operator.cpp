#include <fmt/format.h>

#include <algorithm>

#include "qbattery/expr/expression.hpp"
#include "qbattery/model/add_terms.hpp"
#include "qbattery/model/local_operators.hpp"
#include "qbattery/model/operator_text.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

bool is_taken(const Model& model, const std::string& name) {
  const std::vector<std::string>& functions = expr::function_names();
  const auto is_it = [&name](const NamedOperator& other) { return other.name == name; };
  return name == "pi" || name == time_name || std::ranges::count(other_calls, name) > 0 ||
         !members_of(model.subsystems, name).empty() ||
         std::ranges::count(model.parameters, name) > 0 ||
         std::ranges::count(functions, name) > 0 || find_local_operator(name) != nullptr ||
         std::ranges::any_of(model.operators, is_it);
}

[[noreturn]] void throw_unknown(const Model& model, const std::string& name) {
  std::vector<std::string> names;
  for (const Subsystem& each : model.subsystems) names.push_back(each.name);
  throw InvalidInput(
      "on", fmt::format("there is no subsystem or group \"{}\"{}", name, hint(name, names)));
}

std::vector<int> places_named(const Model& model, const std::vector<std::string>& on) {
  std::vector<int> places;
  for (const std::string& name : on) {
    const std::vector<int> members = members_of(model.subsystems, name);
    if (members.empty()) throw_unknown(model, name);
    for (const int place : members) {
      if (std::ranges::count(places, place) > 0)
        throw InvalidInput("on", fmt::format("\"{}\" is named twice, once is enough", name));
      places.push_back(place);
    }
  }
  for (int k = 0; on.empty() && k < static_cast<int>(model.subsystems.size()); ++k)
    places.push_back(k);
  return places;
}

void require_fit(const Matrix& matrix, int levels) {
  if (matrix.rows() != levels || matrix.cols() != levels)
    throw InvalidInput("matrix", fmt::format("must be {0} x {0}, as many as there are levels, got "
                                             "{1} x {2}",
                                             levels, matrix.rows(), matrix.cols()));
  if (!matrix.allFinite()) throw InvalidInput("matrix", "has entries that are not finite");
}

/// An index of the whole with the digits of some subsystems replaced by those of `part`.
int with_part(int whole, int part, const std::vector<int>& places, const Dimensions& dimensions) {
  std::vector<int> digits(dimensions.size());
  for (std::size_t k = dimensions.size(); k-- > 0; whole /= dimensions[k])
    digits[k] = whole % dimensions[k];
  for (std::size_t k = places.size(); k-- > 0;) {
    const auto place = static_cast<std::size_t>(places[k]);
    digits[place] = part % dimensions[place];
    part /= dimensions[place];
  }
  int index = 0;
  for (std::size_t k = 0; k < dimensions.size(); ++k) index = index * dimensions[k] + digits[k];
  return index;
}

/// The matrix on the subsystems at `places`, times the identity on all others.
SparseMatrix on_all(const Matrix& matrix, const std::vector<int>& places,
                    const Dimensions& dimensions) {
  const int total = total_dimension(dimensions);
  std::vector<Eigen::Triplet<Complex>> entries;
  for (int rest = 0; rest < total; ++rest) {
    if (with_part(rest, 0, places, dimensions) != rest) continue;
    for (int j = 0; j < matrix.cols(); ++j) {
      const int column = with_part(rest, j, places, dimensions);
      for (int i = 0; i < matrix.rows(); ++i)
        if (matrix(i, j) != 0.0)
          entries.emplace_back(with_part(rest, i, places, dimensions), column, matrix(i, j));
    }
  }
  SparseMatrix whole(total, total);
  whole.setFromTriplets(entries.begin(), entries.end());
  return whole;
}

}  // namespace

std::vector<int> places_of_matrix(const Model& model, const std::vector<std::string>& on) {
  const int total = total_dimension(model.dimensions());
  std::vector<int> places = places_named(model, on);
  if (places.size() == 1 || total <= most_levels_of_matrix) return places;
  throw InvalidInput("matrix",
                     fmt::format("an operator of several subsystems goes with up to {} levels of "
                                 "the whole, there are {}",
                                 most_levels_of_matrix, total));
}

void add_operator(Model& model, const OperatorMatrix& given) {
  if (is_taken(model, given.name))
    throw InvalidInput("name", fmt::format("\"{}\" has a meaning already", given.name));
  const std::vector<int> places = places_of_matrix(model, given.on);
  const Dimensions dimensions = model.dimensions();
  int levels = 1;
  for (const int place : places) levels *= dimensions[static_cast<std::size_t>(place)];
  require_fit(given.matrix, levels);
  if (places.size() == 1) {
    model.operators.push_back({given.name, {places.front(), given.matrix}});
  } else {
    model.operators.push_back(
        {given.name, {all_subsystems, on_all(given.matrix, places, dimensions)}});
  }
}

}  // namespace qbattery
