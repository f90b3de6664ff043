#include <algorithm>
#include <map>

#include "qbattery/results/child.hpp"
#include "qbattery/results/files.hpp"
#include "qbattery/results/netcdf_file.hpp"
#include "qbattery/results/slabs.hpp"

namespace qbattery::detail {
namespace {

void put_text(int file, int variable, const std::string& name, const std::string& text) {
  netcdf_check(netcdf().put_att_text(file, variable, name.c_str(), text.size(), text.data()), name);
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
        netcdf_check(
            netcdf().def_dim(file_.id(), each.name.c_str(), each.size(), &dimensions_[each.name]),
            each.name);
    define_all();
    netcdf_check(netcdf().enddef(file_.id()), "defining");
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
    netcdf_check(netcdf().def_var(file_.id(), name.c_str(), type, static_cast<int>(ids.size()),
                                  ids.data(), &id),
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
    netcdf_check(
        netcdf().put_att_int(file_.id(), id, "flag_values", NC_INT, values.size(), values.data()),
        "flag_values");
    put_text(file_.id(), id, "flag_meanings", words);
    netcdf_check(netcdf().put_att_string(file_.id(), id, "reasons", status.meanings.size(),
                                         pointers(status.meanings).data()),
                 "reasons");
  }

  void put(const Coordinate& coordinate) {
    const int id = variables_[coordinate.name];
    if (const auto* numbers = std::get_if<std::vector<double>>(&coordinate.values)) {
      netcdf_check(netcdf().put_var_double(file_.id(), id, numbers->data()), coordinate.name);
    } else {
      const auto& words = std::get<std::vector<std::string>>(coordinate.values);
      netcdf_check(netcdf().put_var_string(file_.id(), id, pointers(words).data()),
                   coordinate.name);
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
        netcdf_check(netcdf().put_vara_double(file_.id(), id, slab.start.data(), slab.counts.data(),
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
        netcdf_check(netcdf().put_vara_int(file_.id(), variables_["status"], slab.start.data(),
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

}  // namespace

void write_netcdf(const Dataset& labels, const Values& values, const std::string& path) {
  // Where a disk is full HDF5 crashes in its own clean-up, at the latest when the program ends. It
  // may do so in a process that exists for this file alone and ends without clean-up.
  netcdf();  // loaded before there is a child: one process loads it, not each
  run_in_child([&] { Writer(labels, values, path).write(); });
}

}  // namespace qbattery::detail
