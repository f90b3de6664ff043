#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>

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

/// The values of an array as nested lists, row by row, as they come.
class NestedLists {
 public:
  NestedLists(BufferedText& text, const Dataset& labels, const std::vector<std::string>& dimensions)
      : text_(text), places_inside_(dimensions.size()) {
    std::size_t places = 1;
    for (std::size_t level = dimensions.size(); level-- > 0;)
      places_inside_[level] = places *= labels.size(dimensions[level]);
  }

  void add(const std::string& value) {
    if (next_ > 0) text_ += ", ";
    text_ += std::string(lists_at(next_), '[');
    text_ += value;
    text_ += std::string(lists_at(++next_), ']');
  }

 private:
  /// How many lists begin before this place, or end with the one before.
  std::size_t lists_at(std::size_t place) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        places_inside_, [place](std::size_t inside) { return place % inside == 0; }));
  }

  BufferedText& text_;
  std::vector<std::size_t> places_inside_;
  std::size_t next_ = 0;
};

template <typename T>
std::string list(const std::vector<T>& values) {
  std::string out;
  for (const T& value : values) out += (out.empty() ? "" : ", ") + number(value);
  return "[" + out + "]";
}

/// `{"name": body, ...}`, a line each; the body is added by who has it.
class Members {
 public:
  explicit Members(BufferedText& text) : text_(text) {}
  void begin(const std::string& name) {
    text_ += fmt::format("{}\n    {}: ", first_ ? "{" : ",", quoted(name));
    first_ = false;
  }
  void end() { text_ += first_ ? "{}" : "\n  }"; }

 private:
  BufferedText& text_;
  bool first_ = true;
};

/// All of an array but its values and the closing brace.
std::string array_head(const std::vector<std::string>& dimensions, const std::string& units,
                       const std::string& more) {
  return fmt::format("{{\"dims\": {}, \"units\": {}, {}, \"values\": ", list(dimensions),
                     quoted(units), more);
}

std::string long_name_member(const std::string& name) {
  return fmt::format("\"long_name\": {}", quoted(name));
}

void write_variable(BufferedText& text, const Dataset& labels, const Values& values,
                    std::size_t index) {
  const Variable& variable = labels.variables[index];
  text += array_head(variable.dimensions, variable.units, long_name_member(variable.long_name));
  NestedLists lists(text, labels, variable.dimensions);
  std::vector<double> piece;
  in_pieces(labels.size(variable.dimensions), [&](std::size_t first, std::size_t count) {
    piece.resize(count);
    values.read(index, first, piece);
    for (const double value : piece) lists.add(number(value));
  });
  text += "}";
}

void write_status(BufferedText& text, const Dataset& labels, const Values& values) {
  const Status& status = labels.status;
  std::vector<int> flags(status.meanings.size());
  std::iota(flags.begin(), flags.end(), 0);
  text += array_head(status.dimensions, "1",
                     fmt::format("\"flag_values\": {}, \"flag_meanings\": {}", list(flags),
                                 list(status.meanings)));
  NestedLists lists(text, labels, status.dimensions);
  in_pieces(labels.size(status.dimensions), [&](std::size_t first, std::size_t count) {
    flags.resize(count);
    values.read_flags(first, flags);
    for (const int flag : flags) lists.add(number(flag));
  });
  text += "}";
}

void write_coordinates(BufferedText& text, const Dataset& labels) {
  Members coordinates(text);
  for (const Coordinate& each : labels.coordinates) {
    coordinates.begin(each.name);
    text += array_head({each.dimension}, each.units, long_name_member(each.long_name));
    text += std::visit([](const auto& values) { return list(values); }, each.values);
    text += "}";
  }
  coordinates.end();
}

void write_data(BufferedText& text, const Dataset& labels, const Values& values) {
  Members data(text);
  for (std::size_t i = 0; i < labels.variables.size(); ++i) {
    data.begin(labels.variables[i].name);
    write_variable(text, labels, values, i);
  }
  if (labels.status.is_there()) {
    data.begin("status");
    write_status(text, labels, values);
  }
  data.end();
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

void write_json(const Dataset& labels, const Values& values, const Sink& sink) {
  BufferedText text(sink);
  text += "{\n  \"attributes\": ";
  Members attributes(text);
  for (const auto& [name, value] : labels.attributes) {
    attributes.begin(name);
    text += quoted(value);
  }
  attributes.end();
  text += ",\n  \"coords\": ";
  write_coordinates(text, labels);
  text += ",\n  \"data\": ";
  write_data(text, labels, values);
  text += "\n}\n";
  text.flush();
}

Dataset from_json(const std::string& text) {
  try {
    const Json file = Json::parse(text);
    for (const char* part : {"attributes", "coords", "data"})
      if (!file.is_object() || !file.contains(part))
        throw IoError(fmt::format("this is no result of qbattery: it has no \"{}\"", part));
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
