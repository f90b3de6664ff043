#include <string>
#include <vector>

#include "qbattery/results/files.hpp"
#include "qbattery/results/netcdf_file.hpp"

namespace qbattery::detail {
namespace {

std::vector<std::string> take_strings(std::vector<char*>& raw) {
  std::vector<std::string> words;
  for (const char* each : raw) words.emplace_back(each == nullptr ? "" : each);
  netcdf().free_string(raw.size(), raw.data());
  return words;
}

/// The text of an attribute, in either of NetCDF's two ways; empty where there is none.
std::string text_attribute(int file, int variable, const std::string& name) {
  nc_type type = NC_NAT;
  std::size_t length = 0;
  if (netcdf().inq_att(file, variable, name.c_str(), &type, &length) != NC_NOERR) return {};
  if (type == NC_STRING && length == 1) {
    std::vector<char*> raw(1);
    netcdf_check(netcdf().get_att_string(file, variable, name.c_str(), raw.data()), name);
    return take_strings(raw).front();
  }
  if (type != NC_CHAR) return {};
  std::string text(length, '\0');
  netcdf_check(netcdf().get_att_text(file, variable, name.c_str(), text.data()), name);
  return text;
}

struct Declaration {
  int id = -1;
  std::string name;
  nc_type type = NC_NAT;
  std::vector<std::string> dimensions;
  std::size_t points = 1;
};

Declaration declaration_of(int file, int id) {
  char name[NC_MAX_NAME + 1] = {};
  int ids[NC_MAX_VAR_DIMS] = {};
  int count = 0;
  Declaration result{.id = id, .name = {}, .type = NC_NAT, .dimensions = {}, .points = 1};
  netcdf_check(netcdf().inq_var(file, id, name, &result.type, &count, ids, nullptr), "variables");
  result.name = name;
  for (int i = 0; i < count; ++i) {
    std::size_t length = 0;
    netcdf_check(netcdf().inq_dim(file, ids[i], name, &length), "dimensions");
    result.dimensions.emplace_back(name);
    result.points *= length;
  }
  return result;
}

std::vector<double> numbers_of(int file, const Declaration& declaration) {
  std::vector<double> values(declaration.points);
  netcdf_check(netcdf().get_var_double(file, declaration.id, values.data()), declaration.name);
  return values;
}

std::vector<std::string> words_of(int file, const Declaration& declaration) {
  std::vector<char*> raw(declaration.points);
  netcdf_check(netcdf().get_var_string(file, declaration.id, raw.data()), declaration.name);
  return take_strings(raw);
}

Status status_of(int file, const Declaration& declaration) {
  Status status{.dimensions = declaration.dimensions,
                .flags = std::vector<int>(declaration.points),
                .meanings = {}};
  netcdf_check(netcdf().get_var_int(file, declaration.id, status.flags.data()), "status");
  std::size_t count = 0;
  netcdf_check(netcdf().inq_attlen(file, declaration.id, "reasons", &count), "reasons of status");
  std::vector<char*> raw(count);
  netcdf_check(netcdf().get_att_string(file, declaration.id, "reasons", raw.data()),
               "reasons of status");
  status.meanings = take_strings(raw);
  return status;
}

Coordinate coordinate_of(int file, const Declaration& declaration) {
  Coordinate result{.name = declaration.name,
                    .dimension = declaration.dimensions.at(0),
                    .values = {},
                    .units = text_attribute(file, declaration.id, "units"),
                    .long_name = text_attribute(file, declaration.id, "long_name")};
  if (declaration.type == NC_STRING)
    result.values = words_of(file, declaration);
  else
    result.values = numbers_of(file, declaration);
  return result;
}

/// Names that some variable calls its auxiliary coordinates.
std::string auxiliaries_in(int file, const std::vector<Declaration>& declarations) {
  std::string names = " ";
  for (const Declaration& each : declarations)
    names += text_attribute(file, each.id, "coordinates") + " ";
  return names;
}

Attributes attributes_of(int file) {
  Attributes attributes;
  int count = 0;
  netcdf_check(netcdf().inq_natts(file, &count), "attributes");
  for (int i = 0; i < count; ++i) {
    char name[NC_MAX_NAME + 1] = {};
    netcdf_check(netcdf().inq_attname(file, NC_GLOBAL, i, name), "attributes");
    if (std::string(name) == "Conventions") continue;  // belongs to this form alone
    attributes.emplace_back(name, text_attribute(file, NC_GLOBAL, name));
  }
  return attributes;
}

}  // namespace

Dataset from_netcdf(const std::string& bytes) {
  const NetcdfFile file = NetcdfFile::open(bytes);
  int count = 0;
  netcdf_check(netcdf().inq_nvars(file.id(), &count), "variables");
  std::vector<Declaration> declarations;
  for (int id = 0; id < count; ++id) declarations.push_back(declaration_of(file.id(), id));
  const std::string auxiliaries = auxiliaries_in(file.id(), declarations);
  Dataset dataset;
  for (const Declaration& each : declarations) {
    const bool is_axis = each.dimensions.size() == 1 && each.dimensions[0] == each.name;
    if (each.name == "status")
      dataset.status = status_of(file.id(), each);
    else if (is_axis || auxiliaries.find(" " + each.name + " ") != std::string::npos)
      dataset.coordinates.push_back(coordinate_of(file.id(), each));
    else
      dataset.variables.push_back({.name = each.name,
                                   .dimensions = each.dimensions,
                                   .values = numbers_of(file.id(), each),
                                   .units = text_attribute(file.id(), each.id, "units"),
                                   .long_name = text_attribute(file.id(), each.id, "long_name")});
  }
  dataset.attributes = attributes_of(file.id());
  return dataset;
}

}  // namespace qbattery::detail
