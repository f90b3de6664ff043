#pragma once

#include <netcdf.h>
#include <netcdf_mem.h>

namespace qbattery::detail {

/// The functions of the NetCDF library. It is loaded when the first of them is needed: with all
/// that it brings along, that takes longer than many a run.
struct NetcdfLibrary {
  decltype(&::nc_close) close;
  decltype(&::nc_create) create;
  decltype(&::nc_def_dim) def_dim;
  decltype(&::nc_def_var) def_var;
  decltype(&::nc_enddef) enddef;
  decltype(&::nc_free_string) free_string;
  decltype(&::nc_get_att_string) get_att_string;
  decltype(&::nc_get_att_text) get_att_text;
  decltype(&::nc_get_var_double) get_var_double;
  decltype(&::nc_get_var_int) get_var_int;
  decltype(&::nc_get_var_string) get_var_string;
  decltype(&::nc_inq_att) inq_att;
  decltype(&::nc_inq_attlen) inq_attlen;
  decltype(&::nc_inq_attname) inq_attname;
  decltype(&::nc_inq_dim) inq_dim;
  decltype(&::nc_inq_natts) inq_natts;
  decltype(&::nc_inq_nvars) inq_nvars;
  decltype(&::nc_inq_var) inq_var;
  decltype(&::nc_open_mem) open_mem;
  decltype(&::nc_put_att_int) put_att_int;
  decltype(&::nc_put_att_string) put_att_string;
  decltype(&::nc_put_att_text) put_att_text;
  decltype(&::nc_put_var_double) put_var_double;
  decltype(&::nc_put_var_string) put_var_string;
  decltype(&::nc_put_vara_double) put_vara_double;
  decltype(&::nc_put_vara_int) put_vara_int;
  decltype(&::nc_strerror) strerror;
};

/// Throws IoError where the library cannot be loaded.
const NetcdfLibrary& netcdf();

}  // namespace qbattery::detail
