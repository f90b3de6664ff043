#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace qbattery {

/// A name of an attribute and its text, in the order of writing.
using Attributes = std::vector<std::pair<std::string, std::string>>;

/// A named axis of the grid of results with one number or one word per place.
struct Coordinate {
  std::string name;
  std::string dimension;  ///< its own name; another axis' name for an auxiliary coordinate
  std::variant<std::vector<double>, std::vector<std::string>> values;
  std::string units;  ///< of the field's kind, e.g. "g" or "1/g"; "1" for a pure number
  std::string long_name;

  std::size_t size() const;
  bool has_words() const { return values.index() == 1; }
  bool is_axis() const { return name == dimension; }
};

/// One figure of merit over some of the dimensions.
struct Variable {
  std::string name;
  std::vector<std::string> dimensions;  ///< in the order of storage, the last one varies fastest
  std::vector<double> values;           ///< one number where there are no dimensions
  std::string units;
  std::string long_name;
};

/// Why points failed or carry a warning: one small number per point of the grid, 0 where all is
/// well.
struct Status {
  std::vector<std::string> dimensions;
  std::vector<int> flags;
  std::vector<std::string> meanings = {"ok"};  ///< meanings[flag]: one sentence each

  /// Whether there is a grid of points that may have failed.
  bool is_there() const { return !dimensions.empty() || !flags.empty(); }
};

/// A labelled result as in docs/scenario.md, section 3: coordinates, variables over their
/// dimensions, and attributes that say how it came about. Plain data without file formats.
struct Dataset {
  std::vector<Coordinate> coordinates;  ///< one for each dimension, in order, auxiliary ones after
  std::vector<Variable> variables;
  Status status;  ///< no dimensions and no flags where there is no sweep
  Attributes attributes;

  /// Null where there is none of that name.
  const Coordinate* find_coordinate(const std::string& name) const;
  const Variable* find_variable(const std::string& name) const;
  /// Throws InvalidInput that names what there is.
  const Coordinate& coordinate(const std::string& name) const;
  const Variable& variable(const std::string& name) const;
  /// The values of a numeric coordinate. Throws InvalidInput where it is absent or has words.
  const std::vector<double>& numbers(const std::string& coordinate) const;
  /// Length of a dimension. Throws InvalidInput.
  std::size_t size(const std::string& dimension) const;
  /// Product of the lengths of some dimensions, 1 for none. Throws InvalidInput.
  std::size_t size(const std::vector<std::string>& dimensions) const;
  /// How many points failed: carry a flag other than 0 whose meaning is no warning.
  std::size_t failures() const;
};

/// Throws InvalidInput where names repeat or a dimension has no coordinate.
void require_consistent_labels(const Dataset& labels);

/// The same, and where a length is not that of the dimensions, or a flag has no meaning. The
/// writers call it first, the readers last.
void require_consistent(const Dataset& dataset);

}  // namespace qbattery
