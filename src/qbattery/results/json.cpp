#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "qbattery/results/files.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {
namespace {

using Json = nlohmann::ordered_json;

std::string quoted(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string number(double value) {
  if (std::isnan(value)) return "null";
  if (std::isinf(value)) return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  // Readers take "-0" for the integer 0 and lose its sign.
  if (value == 0.0 && std::signbit(value)) return "-0.0";
  return shortest_digits(value);
}

std::string number(int value) { return fmt::format("{}", value); }
std::string number(const std::string& word) { return quoted(word); }

/// The values of an array as nested lists, row by row.
template <typename T>
void append_nested(std::string& out, const std::vector<T>& values, const Dataset& dataset,
                   const std::vector<std::string>& dimensions, std::size_t level,
                   std::size_t& next) {
  if (level == dimensions.size()) {
    out += number(values[next++]);
    return;
  }
  const std::size_t length = dataset.size(dimensions[level]);
  out += '[';
  for (std::size_t i = 0; i < length; ++i) {
    if (i > 0) out += ", ";
    append_nested(out, values, dataset, dimensions, level + 1, next);
  }
  out += ']';
}

template <typename T>
std::string nested(const std::vector<T>& values, const Dataset& dataset,
                   const std::vector<std::string>& dimensions) {
  std::string out;
  std::size_t next = 0;
  append_nested(out, values, dataset, dimensions, 0, next);
  return out;
}

std::string words(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& word : list) out += (out.empty() ? "" : ", ") + quoted(word);
  return "[" + out + "]";
}

/// `{"name": body, ...}`, a line each.
std::string object(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string out;
  for (const auto& [name, body] : members)
    out += fmt::format("{}\n    {}: {}", out.empty() ? "" : ",", quoted(name), body);
  return out.empty() ? "{}" : "{" + out + "\n  }";
}

std::string array(const std::vector<std::string>& dimensions, const std::string& units,
                  const std::string& long_name, const std::string& values) {
  return fmt::format("{{\"dims\": {}, \"units\": {}, \"long_name\": {}, \"values\": {}}}",
                     words(dimensions), quoted(units), quoted(long_name), values);
}

std::string status_body(const Dataset& dataset) {
  const Status& status = dataset.status;
  std::string flags;
  for (std::size_t i = 0; i < status.meanings.size(); ++i)
    flags += fmt::format("{}{}", i == 0 ? "" : ", ", i);
  return fmt::format(
      "{{\"dims\": {}, \"units\": \"1\", \"flag_values\": [{}], \"flag_meanings\": {}, "
      "\"values\": {}}}",
      words(status.dimensions), flags, words(status.meanings),
      nested(status.flags, dataset, status.dimensions));
}

void flatten(const Json& values, std::size_t levels, std::vector<double>& out) {
  if (levels > 0) {
    if (!values.is_array()) throw IoError("an array has fewer levels than dimensions");
    for (const Json& each : values) flatten(each, levels - 1, out);
  } else if (values.is_null()) {
    out.push_back(std::numeric_limits<double>::quiet_NaN());
  } else if (values.is_string() && (values == "Infinity" || values == "-Infinity")) {
    const double infinity = std::numeric_limits<double>::infinity();
    out.push_back(values == "Infinity" ? infinity : -infinity);
  } else {
    out.push_back(values.get<double>());
  }
}

Coordinate read_coordinate(const std::string& name, const Json& body) {
  Coordinate result{.name = name,
                    .dimension = body.at("dims").at(0).get<std::string>(),
                    .values = {},
                    .units = body.value("units", ""),
                    .long_name = body.value("long_name", "")};
  const Json& values = body.at("values");
  const bool is_number = values.empty() || values[0].is_number() || values[0].is_null() ||
                         values[0] == "Infinity" || values[0] == "-Infinity";
  if (is_number) {
    std::vector<double> numbers;
    flatten(values, 1, numbers);
    result.values = std::move(numbers);
  } else {
    result.values = values.get<std::vector<std::string>>();
  }
  return result;
}

Variable read_variable(const std::string& name, const Json& body) {
  Variable result{.name = name,
                  .dimensions = body.at("dims").get<std::vector<std::string>>(),
                  .values = {},
                  .units = body.value("units", ""),
                  .long_name = body.value("long_name", "")};
  flatten(body.at("values"), result.dimensions.size(), result.values);
  return result;
}

Status read_status(const Json& body) {
  Status status{.dimensions = body.at("dims").get<std::vector<std::string>>(),
                .flags = {},
                .meanings = body.at("flag_meanings").get<std::vector<std::string>>()};
  std::vector<double> flags;
  flatten(body.at("values"), status.dimensions.size(), flags);
  for (const double flag : flags) status.flags.push_back(static_cast<int>(flag));
  return status;
}

}  // namespace

std::string to_json(const Dataset& dataset) {
  std::vector<std::pair<std::string, std::string>> attributes, coordinates, data;
  for (const auto& [name, text] : dataset.attributes) attributes.emplace_back(name, quoted(text));
  for (const Coordinate& each : dataset.coordinates) {
    const std::string values = std::visit(
        [&](const auto& list) { return nested(list, dataset, {each.dimension}); }, each.values);
    coordinates.emplace_back(each.name,
                             array({each.dimension}, each.units, each.long_name, values));
  }
  for (const Variable& each : dataset.variables)
    data.emplace_back(each.name, array(each.dimensions, each.units, each.long_name,
                                       nested(each.values, dataset, each.dimensions)));
  if (!dataset.status.flags.empty()) data.emplace_back("status", status_body(dataset));
  return fmt::format("{{\n  \"attributes\": {},\n  \"coords\": {},\n  \"data\": {}\n}}\n",
                     object(attributes), object(coordinates), object(data));
}

Dataset from_json(const std::string& text) {
  try {
    const Json file = Json::parse(text);
    Dataset dataset;
    for (const auto& [name, value] : file.at("attributes").items())
      dataset.attributes.emplace_back(name, value.get<std::string>());
    for (const auto& [name, body] : file.at("coords").items())
      dataset.coordinates.push_back(read_coordinate(name, body));
    for (const auto& [name, body] : file.at("data").items()) {
      if (name == "status")
        dataset.status = read_status(body);
      else
        dataset.variables.push_back(read_variable(name, body));
    }
    return dataset;
  } catch (const nlohmann::json::exception& error) {
    throw IoError(error.what());
  }
}

}  // namespace qbattery::detail
