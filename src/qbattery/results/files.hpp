#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "qbattery/results/dataset.hpp"
#include "qbattery/results/values.hpp"

namespace qbattery {

/// Writes a result in the form that the ending of `path` names (docs/scenario.md, section 3):
///   .nc    NetCDF-4 that follows the CF conventions; the sentences of `status` once more in full
///          as its attribute `reasons`
///   .csv   long form, see csv_tables()
///   .json  NaN is null, infinities are "Infinity" and "-Infinity"
/// Every file is seen whole or not at all; an older one stays where anything goes wrong.
/// Throws InvalidInput for another ending or an inconsistent data set, IoError where it cannot be
/// written. NetCDF is not thread-safe: one thread at a time may read or write results.
void write_dataset(const Dataset& dataset, const std::string& path);

/// The same for numbers that lie elsewhere, in memory that does not grow with their number.
void write_dataset(const Dataset& labels, const Values& values, const std::string& path);

/// The same text on a stream. Tables of different dimensions follow each other after an empty line.
void write_csv(const Dataset& dataset, std::ostream& stream);
void write_csv(const Dataset& labels, const Values& values, std::ostream& stream);
void write_json(const Dataset& dataset, std::ostream& stream);
void write_json(const Dataset& labels, const Values& values, std::ostream& stream);

/// Reads what write_dataset wrote. A .csv file is one table without units, names in words and
/// attributes: its leading columns that span a grid become the axes, words and copies of axes
/// auxiliary coordinates, everything else variables.
/// Throws InvalidInput for another ending, IoError where there is no such result.
Dataset read_dataset(const std::string& path);

/// Throws what write_dataset(..., path) would throw before it writes. For long runs to ask first.
void require_result_path(const std::string& path);

/// One table of the long form.
struct CsvTable {
  std::string suffix;  ///< "" for the first, then e.g. ".time": out.csv, out.time.csv
  std::vector<std::string> dimensions;
};

/// The long form: one table for each set of dimensions that a variable has, a row a point, columns
/// for the coordinates, the variables, and `status` with `status_meaning` where the status has no
/// further dimensions. The first table is that of the status' dimensions, or else of the fewest;
/// the others are named after the dimensions that they have beyond it, ".scalars" for none.
std::vector<CsvTable> csv_tables(const Dataset& labels);

namespace detail {  // the forms, each in a file of its own

/// Writes it at this place, all of it or, where it throws IoError, anything.
void write_netcdf(const Dataset& labels, const Values& values, const std::string& path);
Dataset from_netcdf(const std::string& bytes);
void write_json(const Dataset& labels, const Values& values, const Sink& sink);
Dataset from_json(const std::string& text);
void write_csv_table(const Dataset& labels, const Values& values, const CsvTable& table,
                     const Sink& sink);
Dataset from_csv(const std::string& text);

}  // namespace detail
}  // namespace qbattery
