#include "qbattery/results/files.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

std::string ending_of(const std::string& path) {
  if (path.empty())
    throw InvalidInput("output", "the name of the result is empty; name a .nc, .csv or .json file");
  const std::string ending = std::filesystem::path(path).extension().string();
  if (ending == ".nc" || ending == ".csv" || ending == ".json") return ending;
  throw InvalidInput(
      path, fmt::format("{}: the ending of a result must be .nc, .csv or .json, got {}", path,
                        ending.empty() ? "none" : ending));
}

/// NetCDF does not say that a disk is full: how much room there is, for a message.
std::string room_beside(const std::string& path) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
  const auto room = std::filesystem::space(folder, error);
  return error ? "" : fmt::format("; the disk has room for {} MB", room.available / 1000000);
}

/// All tables are on the disk before the first is put in its place.
void write_tables(const Dataset& labels, const Values& values, const std::string& path) {
  const std::string stem = path.substr(0, path.size() - std::string(".csv").size());
  std::vector<AtomicFile> files;
  for (const CsvTable& table : csv_tables(labels)) {
    AtomicFile& file = files.emplace_back(stem + table.suffix + ".csv");
    detail::write_csv_table(labels, values, table,
                            [&file](std::string_view text) { file.write(text); });
    file.sync();
  }
  for (AtomicFile& file : files) file.commit();
}

}  // namespace

void require_result_path(const std::string& path) {
  ending_of(path);
  require_writable(path);
}

void write_dataset(const Dataset& labels, const Values& values, const std::string& path) {
  const std::string ending = ending_of(path);
  require_consistent_labels(labels);
  if (ending == ".csv") return write_tables(labels, values, path);
  AtomicFile file(path);
  if (ending == ".json") {
    detail::write_json(labels, values, [&file](std::string_view text) { file.write(text); });
  } else {
    try {
      detail::write_netcdf(labels, values, file.temporary());
    } catch (const IoError& error) {
      throw IoError(
          fmt::format("{}: cannot write it ({}){}", path, error.what(), room_beside(path)));
    }
  }
  file.commit();
}

void write_dataset(const Dataset& dataset, const std::string& path) {
  ending_of(path);
  require_consistent(dataset);
  write_dataset(dataset, DatasetValues(dataset), path);
}

void write_csv(const Dataset& labels, const Values& values, std::ostream& stream) {
  require_consistent_labels(labels);
  bool first = true;
  for (const CsvTable& table : csv_tables(labels)) {
    if (!first) stream << '\n';
    detail::write_csv_table(labels, values, table,
                            [&stream](std::string_view text) { stream << text; });
    first = false;
  }
}

void write_csv(const Dataset& dataset, std::ostream& stream) {
  require_consistent(dataset);
  write_csv(dataset, DatasetValues(dataset), stream);
}

void write_json(const Dataset& labels, const Values& values, std::ostream& stream) {
  require_consistent_labels(labels);
  detail::write_json(labels, values, [&stream](std::string_view text) { stream << text; });
}

void write_json(const Dataset& dataset, std::ostream& stream) {
  require_consistent(dataset);
  write_json(dataset, DatasetValues(dataset), stream);
}

Dataset read_dataset(const std::string& path) {
  const std::string ending = ending_of(path);
  const std::string bytes = read_file(path);
  try {
    Dataset dataset = ending == ".nc"    ? detail::from_netcdf(bytes)
                      : ending == ".csv" ? detail::from_csv(bytes)
                                         : detail::from_json(bytes);
    require_consistent(dataset);
    return dataset;
  } catch (const Error& error) {
    throw IoError(fmt::format("{} is not a result of qbattery: {}", path, error.what()));
  }
}

}  // namespace qbattery
