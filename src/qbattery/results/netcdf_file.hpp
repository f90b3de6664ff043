#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

#include "qbattery/results/netcdf_library.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery::detail {

/// Throws IoError where a call failed, with what it was about.
inline void netcdf_check(int code, const std::string& what) {
  if (code != NC_NOERR) throw IoError(fmt::format("NetCDF, {}: {}", what, netcdf().strerror(code)));
}

/// An open NetCDF-4 file.
class NetcdfFile {
 public:
  static NetcdfFile create(const std::string& path) {
    NetcdfFile file;
    netcdf_check(netcdf().create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &file.id_), "creating");
    return file;
  }
  /// From its bytes, which must outlive it: as a name NetCDF would also take a link to the web.
  static NetcdfFile open(const std::string& bytes) {
    NetcdfFile file;
    void* memory = const_cast<char*>(bytes.data());  // only read, but declared without const
    netcdf_check(netcdf().open_mem("result.nc", NC_NOWRITE, bytes.size(), memory, &file.id_),
                 "opening");
    return file;
  }
  ~NetcdfFile() {
    if (id_ >= 0) netcdf().close(id_);
  }
  NetcdfFile(NetcdfFile&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  NetcdfFile(const NetcdfFile&) = delete;
  NetcdfFile& operator=(const NetcdfFile&) = delete;
  NetcdfFile& operator=(NetcdfFile&&) = delete;

  int id() const { return id_; }
  void close() { netcdf_check(netcdf().close(std::exchange(id_, -1)), "closing"); }

 private:
  NetcdfFile() = default;
  int id_ = -1;
};

}  // namespace qbattery::detail
