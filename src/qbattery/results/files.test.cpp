#include "qbattery/results/files.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <limits>
#include <sstream>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/results/temporary_folder.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Two axes, one of words, an auxiliary coordinate, time; three sets of dimensions; awkward
/// numbers.
Dataset rich() {
  return {
      .coordinates = {{"Gamma", "Gamma", std::vector<double>{0.1, 1e-300}, "g", "dissipation rate"},
                      {"kind", "kind", std::vector<std::string>{"boson", "a, \"b\"", "1"}, "",
                       "kind"},
                      {"time", "time", std::vector<double>{0.0, 0.5}, "1/g", "time"},
                      {"spelt", "kind", std::vector<std::string>{"x", "y", "z"}, "", ""}},
      .variables =
          {{"tau", {"Gamma", "kind"}, {1.0 / 3, nan, -0.0, 5e-324, infinity, 1e22}, "1/g", "t"},
           {"E_B",
            {"Gamma", "kind", "time"},
            {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -infinity},
            "omega",
            "energy of the battery"},
           {"best", {}, {0.1 + 0.2}, "1", ""}},
      .status = {{"Gamma", "kind"},
                 {0, 1, 0, 0, 0, 2},
                 {"ok", "the stationary space has dimension 2", "E_B did not converge"}},
      .attributes = {{"title", "Σ \"quoted\"\nsecond line"}, {"format", "1"}}};
}

void expect_same_bits(const std::vector<double>& a, const std::vector<double>& b,
                      const std::string& name) {
  ASSERT_EQ(a.size(), b.size()) << name;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) && std::isnan(b[i])) continue;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(a[i]), std::bit_cast<std::uint64_t>(b[i]))
        << name << "[" << i << "]: " << a[i] << ", " << b[i];
  }
}

void expect_same(const Dataset& a, const Dataset& b) {
  ASSERT_EQ(a.coordinates.size(), b.coordinates.size());
  for (std::size_t i = 0; i < a.coordinates.size(); ++i) {
    const Coordinate &x = a.coordinates[i], &y = b.coordinates[i];
    EXPECT_EQ(x.name, y.name);
    EXPECT_EQ(x.dimension, y.dimension);
    EXPECT_EQ(x.values, y.values) << x.name;
    EXPECT_EQ(x.units, y.units);
    EXPECT_EQ(x.long_name, y.long_name);
  }
  ASSERT_EQ(a.variables.size(), b.variables.size());
  for (std::size_t i = 0; i < a.variables.size(); ++i) {
    const Variable &x = a.variables[i], &y = b.variables[i];
    EXPECT_EQ(x.name, y.name);
    EXPECT_EQ(x.dimensions, y.dimensions);
    expect_same_bits(x.values, y.values, x.name);
    EXPECT_EQ(x.units, y.units);
    EXPECT_EQ(x.long_name, y.long_name);
  }
  EXPECT_EQ(a.status.dimensions, b.status.dimensions);
  EXPECT_EQ(a.status.flags, b.status.flags);
  EXPECT_EQ(a.status.meanings, b.status.meanings);
  EXPECT_EQ(a.attributes, b.attributes);
}

template <typename Failure>
std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const Failure& error) {
    return error.what();
  }
  return "no complaint of that kind";
}

std::size_t files_in(const TemporaryFolder& folder) {
  const std::filesystem::directory_iterator files(folder.path());
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

TEST(netcdf, reads_back_bit_for_bit) {
  const TemporaryFolder folder;
  write_dataset(rich(), folder.file("out.nc"));
  expect_same(read_dataset(folder.file("out.nc")), rich());
}

TEST(json, reads_back_bit_for_bit) {
  const TemporaryFolder folder;
  write_dataset(rich(), folder.file("out.json"));
  expect_same(read_dataset(folder.file("out.json")), rich());
}

// Writers take numbers piece by piece, and pieces end in the middle of rows.
TEST(forms, of_more_numbers_than_a_piece_read_back_bit_for_bit) {
  Dataset dataset{
      .coordinates = {{"x", "x", std::vector<double>(150), "1", ""},
                      {"y", "y", std::vector<double>(7), "1", ""},
                      {"z", "z", std::vector<double>(50), "1", ""}},
      .variables = {{"v", {"x", "y", "z"}, {}, "1", ""}, {"w", {"x", "y"}, {}, "1", ""}},
      .status = {{"x", "y"}, {}, {"ok", "no"}},
      .attributes = {}};
  for (Coordinate& each : dataset.coordinates) {
    auto& values = std::get<std::vector<double>>(each.values);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 0.1 * static_cast<double>(i);
  }
  for (int i = 0; i < 150 * 7 * 50; ++i) dataset.variables[0].values.push_back(std::sin(i));
  for (int i = 0; i < 150 * 7; ++i) dataset.variables[1].values.push_back(std::cos(i));
  for (int i = 0; i < 150 * 7; ++i) dataset.status.flags.push_back(i % 3 == 0 ? 1 : 0);
  ASSERT_GT(dataset.variables[0].values.size(), 3 * values_at_once);
  const TemporaryFolder folder;
  for (const char* name : {"out.nc", "out.json"}) {
    write_dataset(dataset, folder.file(name));
    expect_same(read_dataset(folder.file(name)), dataset);
  }
  write_dataset(dataset, folder.file("out.csv"));
  const Dataset long_table = read_dataset(folder.file("out.z.csv"));
  expect_same_bits(long_table.variable("v").values, dataset.variables[0].values, "v");
  std::istringstream text(read_file(folder.file("out.z.csv")));
  std::vector<bool> failed;
  std::string line;
  std::getline(text, line);
  while (std::getline(text, line)) failed.push_back(line.ends_with(",1,no"));
  std::vector<bool> flags;
  for (const int flag : dataset.status.flags) flags.insert(flags.end(), 50, flag == 1);
  EXPECT_EQ(failed, flags);
}

TEST(json, is_as_the_contract_says) {
  const Dataset dataset{.coordinates = {{"F", "F", std::vector<double>{0.5, 3}, "g", "pump"}},
                        .variables = {{"E_B", {"F"}, {0.25, nan}, "1", "energy"}},
                        .status = {{"F"}, {0, 1}, {"ok", "no"}},
                        .attributes = {{"title", "x"}}};
  std::ostringstream text;
  write_json(dataset, text);
  EXPECT_EQ(text.str(), R"({
  "attributes": {
    "title": "x"
  },
  "coords": {
    "F": {"dims": ["F"], "units": "g", "long_name": "pump", "values": [0.5, 3]}
  },
  "data": {
    "E_B": {"dims": ["F"], "units": "1", "long_name": "energy", "values": [0.25, null]},
    "status": {"dims": ["F"], "units": "1", "flag_values": [0, 1], "flag_meanings": ["ok", "no"], "values": [0, 1]}
  }
}
)");
}

TEST(csv, has_one_file_for_each_set_of_dimensions) {
  const TemporaryFolder folder;
  write_dataset(rich(), folder.file("out.csv"));
  EXPECT_EQ(files_in(folder), 3u);
  EXPECT_EQ(read_file(folder.file("out.csv")),
            "Gamma,kind,spelt,tau,status,status_meaning\n"
            "0.1,boson,x,0.3333333333333333,0,ok\n"
            "0.1,\"a, \"\"b\"\"\",y,nan,1,the stationary space has dimension 2\n"
            "0.1,\"1\",z,-0,0,ok\n"
            "1e-300,boson,x,5e-324,0,ok\n"
            "1e-300,\"a, \"\"b\"\"\",y,inf,0,ok\n"
            "1e-300,\"1\",z,1e+22,2,E_B did not converge\n");
  EXPECT_EQ(read_file(folder.file("out.time.csv")).substr(0, 95),
            "Gamma,kind,time,spelt,E_B,status,status_meaning\n"
            "0.1,boson,0,x,1,0,ok\n0.1,boson,0.5,x,2,0,ok\n0.1");
  EXPECT_EQ(read_file(folder.file("out.scalars.csv")), "best\n0.30000000000000004\n");
}

/// What a table can hold of a data set: neither units nor names in words nor attributes.
Dataset without_words(Dataset dataset) {
  for (Coordinate& each : dataset.coordinates) each.units = each.long_name = "";
  for (Variable& each : dataset.variables) each.units = each.long_name = "";
  dataset.attributes.clear();
  return dataset;
}

TEST(csv, reads_back_bit_for_bit) {
  const TemporaryFolder folder;
  write_dataset(rich(), folder.file("out.csv"));
  Dataset expected = without_words(rich());
  expected.variables = {expected.variables[0]};
  std::erase_if(expected.coordinates, [](const Coordinate& each) { return each.name == "time"; });
  expect_same(read_dataset(folder.file("out.csv")), expected);
  expected = without_words(rich());
  const Dataset curves = read_dataset(folder.file("out.time.csv"));
  expect_same_bits(curves.variable("E_B").values, expected.variables[1].values, "E_B");
  EXPECT_EQ(curves.coordinate("spelt").dimension, "kind");
  EXPECT_EQ(curves.variable("E_B").dimensions, expected.variables[1].dimensions);
  EXPECT_EQ(curves.status.meanings, expected.status.meanings);
}

TEST(csv, puts_tables_after_each_other_on_a_stream) {
  std::ostringstream text;
  write_csv({.coordinates = {{"time", "time", std::vector<double>{0, 1}, "", ""}},
             .variables = {{"E_B", {"time"}, {0, 0.5}, "", ""}, {"tau", {}, {1}, "", ""}},
             .status = {},
             .attributes = {}},
            text);
  EXPECT_EQ(text.str(), "tau\n1\n\ntime,E_B\n0,0\n1,0.5\n");
}

TEST(results, may_be_a_single_number) {
  const TemporaryFolder folder;
  const Dataset single{.coordinates = {},
                       .variables = {{"E_A", {}, {0.25}, "", ""}, {"E_B", {}, {nan}, "", ""}},
                       .status = {{}, {1}, {"ok", "not unique"}},
                       .attributes = {}};
  for (const std::string name : {"out.nc", "out.json", "out.csv"}) {
    write_dataset(single, folder.file(name));
    expect_same(read_dataset(folder.file(name)), single);
  }
}

TEST(results, are_the_same_bytes_each_time) {
  const TemporaryFolder folder;
  for (const std::string name : {"out.nc", "out.json", "out.csv"}) {
    write_dataset(rich(), folder.file(name));
    const std::string first = read_file(folder.file(name));
    write_dataset(rich(), folder.file(name));
    EXPECT_EQ(read_file(folder.file(name)), first);
  }
}

TEST(results, name_the_endings_there_are) {
  EXPECT_EQ(complaint<InvalidInput>([] { write_dataset(rich(), "out.hdf"); }),
            "out.hdf: the ending of a result must be .nc, .csv or .json, got .hdf");
  EXPECT_EQ(complaint<InvalidInput>([] { require_result_path("out"); }),
            "out: the ending of a result must be .nc, .csv or .json, got none");
  EXPECT_EQ(complaint<InvalidInput>([] { require_result_path(""); }),
            "the name of the result is empty; name a .nc, .csv or .json file");
}

TEST(results, leave_the_older_one_where_they_cannot_be_written) {
  const TemporaryFolder folder;
  for (const std::string name : {"out.nc", "out.json", "out.csv"}) {
    replace_file(folder.file(name), "old");
    Dataset broken = rich();
    broken.variables[0].values.pop_back();
    EXPECT_THROW(write_dataset(broken, folder.file(name)), InvalidInput);
    EXPECT_EQ(read_file(folder.file(name)), "old");
  }
  // The second table of three cannot be written: the first must not have been replaced.
  std::filesystem::create_directory(folder.file("out.time.csv"));
  EXPECT_THROW(write_dataset(rich(), folder.file("out.csv")), IoError);
  EXPECT_EQ(read_file(folder.file("out.csv")), "old");
  EXPECT_EQ(files_in(folder), 4u);
}

TEST(netcdf, reports_a_full_disk_and_leaves_the_older_file) {
  const TemporaryFolder folder;
  const std::string path = folder.file("out.nc");
  replace_file(path, "old");
  std::fflush(nullptr);  // or the child's end prints it once more
  const pid_t child = ::fork();
  if (child == 0) {
    // A limit on the size of files stands in for a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string message = complaint<IoError>([&] { write_dataset(rich(), path); });
    const bool named = message.rfind(path + ": cannot write it (NetCDF, ", 0) == 0;
    std::exit(named ? 0 : 1);  // with all clean-up: that must not crash either
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_EQ(read_file(path), "old");
  EXPECT_EQ(files_in(folder), 1u);
}

TEST(results, say_why_a_file_is_none) {
  const TemporaryFolder folder;
  write_dataset(rich(), folder.file("whole.nc"));
  const std::string whole = read_file(folder.file("whole.nc"));
  replace_file(folder.file("cut.nc"), whole.substr(0, whole.size() / 2));
  for (const auto& [name, bytes] :
       std::vector<std::pair<std::string, std::string>>{{"empty.nc", ""},
                                                        {"text.nc", "not NetCDF"},
                                                        {"empty.json", ""},
                                                        {"list.json", "[1]"},
                                                        {"half.json", "{\"attributes\": {}"},
                                                        {"empty.csv", ""},
                                                        {"head.csv", "a,b\n"},
                                                        {"ragged.csv", "a,b\n1\n"},
                                                        {"no_grid.csv", "a,b\n1,1\n1,1\n"}})
    replace_file(folder.file(name), bytes);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    const std::string path = entry.path().string();
    if (path == folder.file("whole.nc")) continue;
    EXPECT_EQ(complaint<IoError>([&] {
                read_dataset(path);
              }).rfind(path + " is not a result of qbattery: ", 0),
              0u)
        << complaint<IoError>([&] { read_dataset(path); });
  }
  EXPECT_EQ(complaint<IoError>([&] { read_dataset(folder.file("none.nc")); }),
            folder.file("none.nc") + ": there is no such file");
}

}  // namespace
}  // namespace qbattery
