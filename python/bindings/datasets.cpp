#include "datasets.hpp"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <numeric>
#include <string>

namespace nb = nanobind;

namespace qbattery::python {

namespace {

nb::dict attributes_of(const std::string& units, const std::string& long_name) {
  nb::dict attributes;
  if (!units.empty()) attributes["units"] = units;
  if (!long_name.empty()) attributes["long_name"] = long_name;
  return attributes;
}

nb::tuple tuple_of(const std::vector<std::string>& words) {
  nb::list list;
  for (const std::string& word : words) list.append(word);
  return nb::tuple(list);
}

std::vector<std::size_t> shape_of(const Dataset& labels, const std::vector<std::string>& axes) {
  std::vector<std::size_t> shape;
  for (const std::string& axis : axes) shape.push_back(labels.size(axis));
  return shape;
}

nb::object values_of(Coordinate& coordinate) {
  if (coordinate.has_words())
    return nb::cast(std::get<std::vector<std::string>>(coordinate.values));
  auto& numbers = std::get<std::vector<double>>(coordinate.values);
  const std::size_t size = numbers.size();
  return array_of(std::move(numbers), {size});
}

/// As results/netcdf writes it and xarray reads that.
nb::tuple status_of(Status&& status, const std::vector<std::size_t>& shape) {
  std::vector<int> flags(status.meanings.size());
  std::iota(flags.begin(), flags.end(), 0);
  std::string words;
  for (std::string meaning : status.meanings) {
    std::ranges::replace(meaning, ' ', '_');
    words += (words.empty() ? "" : " ") + meaning;
  }
  nb::dict attributes = attributes_of("1", "why a point failed; 0: it did not");
  const std::size_t count = flags.size();
  const nb::object values = array_of(std::move(flags), {count});
  // NetCDF does not tell lists of one from what is in them.
  attributes["flag_values"] = count == 1 ? nb::object(values[0]) : values;
  attributes["flag_meanings"] = words;
  attributes["reasons"] =
      count == 1 ? nb::cast(status.meanings.front()) : nb::cast(status.meanings);
  return nb::make_tuple(tuple_of(status.dimensions), array_of(std::move(status.flags), shape),
                        attributes);
}

}  // namespace

nb::tuple object_of(Dataset&& dataset) {
  nb::dict variables;
  for (Variable& each : dataset.variables)
    variables[each.name.c_str()] =
        nb::make_tuple(tuple_of(each.dimensions),
                       array_of(std::move(each.values), shape_of(dataset, each.dimensions)),
                       attributes_of(each.units, each.long_name));
  if (dataset.status.is_there()) {
    const std::vector<std::size_t> shape = shape_of(dataset, dataset.status.dimensions);
    variables["status"] = status_of(std::move(dataset.status), shape);
  }
  nb::dict coordinates;
  for (Coordinate& each : dataset.coordinates)
    coordinates[each.name.c_str()] =
        nb::make_tuple(each.dimension, values_of(each), attributes_of(each.units, each.long_name));
  nb::dict attributes;
  attributes["Conventions"] = "CF-1.10";
  for (const auto& [name, text] : dataset.attributes) attributes[name.c_str()] = text;
  return nb::make_tuple(coordinates, variables, attributes);
}

}  // namespace qbattery::python
