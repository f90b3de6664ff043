#include "qbattery/results/netcdf_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include "qbattery/support/error.hpp"

namespace qbattery::detail {

namespace {

/// Open until the process ends: NetCDF has state of its own.
class Library {
 public:
  explicit Library(const char* name) : handle_(::dlopen(name, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr)
      throw IoError(
          fmt::format("NetCDF cannot be loaded ({}); .csv and .json need none", ::dlerror()));
  }

  template <class Function>
  void find(const char* name, Function*& function) const {
    function = reinterpret_cast<Function*>(::dlsym(handle_, name));
    if (function == nullptr)
      throw IoError(fmt::format("the NetCDF library has no {} ({})", name, ::dlerror()));
  }

 private:
  void* handle_;
};

NetcdfLibrary load() {
  const Library library(QBATTERY_NETCDF_LIBRARY);
  NetcdfLibrary functions = {};
  library.find("nc_close", functions.close);
  library.find("nc_create", functions.create);
  library.find("nc_def_dim", functions.def_dim);
  library.find("nc_def_var", functions.def_var);
  library.find("nc_enddef", functions.enddef);
  library.find("nc_free_string", functions.free_string);
  library.find("nc_get_att_string", functions.get_att_string);
  library.find("nc_get_att_text", functions.get_att_text);
  library.find("nc_get_var_double", functions.get_var_double);
  library.find("nc_get_var_int", functions.get_var_int);
  library.find("nc_get_var_string", functions.get_var_string);
  library.find("nc_inq_att", functions.inq_att);
  library.find("nc_inq_attlen", functions.inq_attlen);
  library.find("nc_inq_attname", functions.inq_attname);
  library.find("nc_inq_dim", functions.inq_dim);
  library.find("nc_inq_natts", functions.inq_natts);
  library.find("nc_inq_nvars", functions.inq_nvars);
  library.find("nc_inq_var", functions.inq_var);
  library.find("nc_open_mem", functions.open_mem);
  library.find("nc_put_att_int", functions.put_att_int);
  library.find("nc_put_att_string", functions.put_att_string);
  library.find("nc_put_att_text", functions.put_att_text);
  library.find("nc_put_var_double", functions.put_var_double);
  library.find("nc_put_var_string", functions.put_var_string);
  library.find("nc_put_vara_double", functions.put_vara_double);
  library.find("nc_put_vara_int", functions.put_vara_int);
  library.find("nc_strerror", functions.strerror);
  return functions;
}

}  // namespace

const NetcdfLibrary& netcdf() {
  static const NetcdfLibrary library = load();
  return library;
}

}  // namespace qbattery::detail
