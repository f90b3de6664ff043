#include <fmt/format.h>
#include <netcdf.h>
#include <netcdf_mem.h>

#include <algorithm>
#include <map>
#include <utility>

#include "qbattery/results/child.hpp"
#include "qbattery/results/files.hpp"
#include "qbattery/results/slabs.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery::detail {
namespace {

void check(int code, const std::string& what) {
  if (code != NC_NOERR) throw IoError(fmt::format("NetCDF, {}: {}", what, nc_strerror(code)));
}

/// An open NetCDF-4 file.
class NetcdfFile {
 public:
  static NetcdfFile create(const std::string& path) {
    NetcdfFile file;
    check(nc_create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &file.id_), "creating");
    return file;
  }
  /// From its bytes, which must outlive it: as a name NetCDF would also take a link to the web.
  static NetcdfFile open(const std::string& bytes) {
    NetcdfFile file;
    void* memory = const_cast<char*>(bytes.data());  // only read, but declared without const
    check(nc_open_mem("result.nc", NC_NOWRITE, bytes.size(), memory, &file.id_), "opening");
    return file;
  }
  ~NetcdfFile() {
    if (id_ >= 0) nc_close(id_);
  }
  NetcdfFile(NetcdfFile&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  NetcdfFile(const NetcdfFile&) = delete;
  NetcdfFile& operator=(const NetcdfFile&) = delete;
  NetcdfFile& operator=(NetcdfFile&&) = delete;

  int id() const { return id_; }
  void close() { check(nc_close(std::exchange(id_, -1)), "closing"); }

 private:
  NetcdfFile() = default;
  int id_ = -1;
};

// --- writing -----------------------------------------------------------------------------------

void put_text(int file, int variable, const std::string& name, const std::string& text) {
  check(nc_put_att_text(file, variable, name.c_str(), text.size(), text.data()), name);
}

std::vector<const char*> pointers(const std::vector<std::string>& words) {
  std::vector<const char*> result;
  for (const std::string& word : words) result.push_back(word.c_str());
  return result;
}

/// Writes one result into a new file: everything is declared before the first value is put.
class Writer {
 public:
  Writer(const Dataset& labels, const Values& values, const std::string& path)
      : dataset_(labels), values_(values), file_(NetcdfFile::create(path)) {}

  void write() {
    for (const Coordinate& each : dataset_.coordinates)
      if (each.is_axis())
        check(nc_def_dim(file_.id(), each.name.c_str(), each.size(), &dimensions_[each.name]),
              each.name);
    define_all();
    check(nc_enddef(file_.id()), "defining");
    for (const Coordinate& each : dataset_.coordinates) put(each);
    for (std::size_t i = 0; i < dataset_.variables.size(); ++i) put_variable(i);
    if (dataset_.status.is_there()) put_status();
    file_.close();
  }

 private:
  void define_all() {
    for (const Coordinate& each : dataset_.coordinates)
      define(each.name, each.has_words() ? NC_STRING : NC_DOUBLE, {each.dimension}, each.units,
             each.long_name);
    for (const Variable& each : dataset_.variables) {
      define(each.name, NC_DOUBLE, each.dimensions, each.units, each.long_name);
      point_to_auxiliaries(each);
    }
    if (dataset_.status.is_there()) define_status();
    put_text(file_.id(), NC_GLOBAL, "Conventions", "CF-1.10");
    for (const auto& [name, text] : dataset_.attributes)
      put_text(file_.id(), NC_GLOBAL, name, text);
  }

  void define(const std::string& name, nc_type type, const std::vector<std::string>& dimensions,
              const std::string& units, const std::string& long_name) {
    std::vector<int> ids;
    for (const std::string& each : dimensions) ids.push_back(dimensions_.at(each));
    int id = -1;
    check(nc_def_var(file_.id(), name.c_str(), type, static_cast<int>(ids.size()), ids.data(), &id),
          name);
    variables_[name] = id;
    if (!units.empty()) put_text(file_.id(), id, "units", units);
    if (!long_name.empty()) put_text(file_.id(), id, "long_name", long_name);
  }

  /// By this attribute of the CF conventions readers know coordinates that are no axis.
  void point_to_auxiliaries(const Variable& variable) {
    std::string names;
    for (const Coordinate& each : dataset_.coordinates)
      if (!each.is_axis() && std::ranges::count(variable.dimensions, each.dimension) > 0)
        names += (names.empty() ? "" : " ") + each.name;
    if (!names.empty()) put_text(file_.id(), variables_[variable.name], "coordinates", names);
  }

  void define_status() {
    const Status& status = dataset_.status;
    define("status", NC_INT, status.dimensions, "1", "why a point failed; 0: it did not");
    std::vector<int> values;
    std::string words;  // in the CF conventions one word each
    for (const std::string& meaning : status.meanings) {
      std::string word = meaning;
      std::ranges::replace(word, ' ', '_');
      words += (values.empty() ? "" : " ") + word;
      values.push_back(static_cast<int>(values.size()));
    }
    const int id = variables_["status"];
    check(nc_put_att_int(file_.id(), id, "flag_values", NC_INT, values.size(), values.data()),
          "flag_values");
    put_text(file_.id(), id, "flag_meanings", words);
    check(nc_put_att_string(file_.id(), id, "reasons", status.meanings.size(),
                            pointers(status.meanings).data()),
          "reasons");
  }

  void put(const Coordinate& coordinate) {
    const int id = variables_[coordinate.name];
    if (const auto* numbers = std::get_if<std::vector<double>>(&coordinate.values)) {
      check(nc_put_var_double(file_.id(), id, numbers->data()), coordinate.name);
    } else {
      const auto& words = std::get<std::vector<std::string>>(coordinate.values);
      check(nc_put_var_string(file_.id(), id, pointers(words).data()), coordinate.name);
    }
  }

  void put_variable(std::size_t index) {
    const Variable& variable = dataset_.variables[index];
    const int id = variables_[variable.name];
    std::vector<double> piece;
    const std::vector<std::size_t> lengths = lengths_of(variable.dimensions);
    in_pieces(dataset_.size(variable.dimensions), [&](std::size_t first, std::size_t count) {
      piece.resize(count);
      values_.read(index, first, piece);
      for (const Slab& slab : slabs(lengths, first, count))
        check(nc_put_vara_double(file_.id(), id, slab.start.data(), slab.counts.data(),
                                 piece.data() + slab.first - first),
              variable.name);
    });
  }

  void put_status() {
    std::vector<int> piece;
    const std::vector<std::size_t> lengths = lengths_of(dataset_.status.dimensions);
    in_pieces(dataset_.size(dataset_.status.dimensions), [&](std::size_t first, std::size_t count) {
      piece.resize(count);
      values_.read_flags(first, piece);
      for (const Slab& slab : slabs(lengths, first, count))
        check(nc_put_vara_int(file_.id(), variables_["status"], slab.start.data(),
                              slab.counts.data(), piece.data() + slab.first - first),
              "status");
    });
  }

  std::vector<std::size_t> lengths_of(const std::vector<std::string>& dimensions) const {
    std::vector<std::size_t> lengths;
    for (const std::string& each : dimensions) lengths.push_back(dataset_.size(each));
    return lengths;
  }

  const Dataset& dataset_;
  const Values& values_;
  NetcdfFile file_;
  std::map<std::string, int> dimensions_, variables_;
};

// --- reading -----------------------------------------------------------------------------------

std::vector<std::string> take_strings(std::vector<char*>& raw) {
  std::vector<std::string> words;
  for (const char* each : raw) words.emplace_back(each == nullptr ? "" : each);
  nc_free_string(raw.size(), raw.data());
  return words;
}

/// The text of an attribute, in either of NetCDF's two ways; empty where there is none.
std::string text_attribute(int file, int variable, const std::string& name) {
  nc_type type = NC_NAT;
  std::size_t length = 0;
  if (nc_inq_att(file, variable, name.c_str(), &type, &length) != NC_NOERR) return {};
  if (type == NC_STRING && length == 1) {
    std::vector<char*> raw(1);
    check(nc_get_att_string(file, variable, name.c_str(), raw.data()), name);
    return take_strings(raw).front();
  }
  if (type != NC_CHAR) return {};
  std::string text(length, '\0');
  check(nc_get_att_text(file, variable, name.c_str(), text.data()), name);
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
  check(nc_inq_var(file, id, name, &result.type, &count, ids, nullptr), "variables");
  result.name = name;
  for (int i = 0; i < count; ++i) {
    std::size_t length = 0;
    check(nc_inq_dim(file, ids[i], name, &length), "dimensions");
    result.dimensions.emplace_back(name);
    result.points *= length;
  }
  return result;
}

std::vector<double> numbers_of(int file, const Declaration& declaration) {
  std::vector<double> values(declaration.points);
  check(nc_get_var_double(file, declaration.id, values.data()), declaration.name);
  return values;
}

std::vector<std::string> words_of(int file, const Declaration& declaration) {
  std::vector<char*> raw(declaration.points);
  check(nc_get_var_string(file, declaration.id, raw.data()), declaration.name);
  return take_strings(raw);
}

Status status_of(int file, const Declaration& declaration) {
  Status status{.dimensions = declaration.dimensions,
                .flags = std::vector<int>(declaration.points),
                .meanings = {}};
  check(nc_get_var_int(file, declaration.id, status.flags.data()), "status");
  std::size_t count = 0;
  check(nc_inq_attlen(file, declaration.id, "reasons", &count), "reasons of status");
  std::vector<char*> raw(count);
  check(nc_get_att_string(file, declaration.id, "reasons", raw.data()), "reasons of status");
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
  check(nc_inq_natts(file, &count), "attributes");
  for (int i = 0; i < count; ++i) {
    char name[NC_MAX_NAME + 1] = {};
    check(nc_inq_attname(file, NC_GLOBAL, i, name), "attributes");
    if (std::string(name) == "Conventions") continue;  // belongs to this form alone
    attributes.emplace_back(name, text_attribute(file, NC_GLOBAL, name));
  }
  return attributes;
}

}  // namespace

void write_netcdf(const Dataset& labels, const Values& values, const std::string& path) {
  // Where a disk is full HDF5 crashes in its own clean-up, at the latest when the program ends. It
  // may do so in a process that exists for this file alone and ends without clean-up.
  run_in_child([&] { Writer(labels, values, path).write(); });
}

Dataset from_netcdf(const std::string& bytes) {
  const NetcdfFile file = NetcdfFile::open(bytes);
  int count = 0;
  check(nc_inq_nvars(file.id(), &count), "variables");
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
