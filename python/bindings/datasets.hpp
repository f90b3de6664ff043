#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include <vector>

#include "qbattery/quantum/types.hpp"
#include "qbattery/results/dataset.hpp"

namespace qbattery::python {

/// A NumPy array that owns the numbers: they are not copied.
template <class Number>
nanobind::object array_of(std::vector<Number>&& numbers, const std::vector<std::size_t>& shape) {
  auto* const owned = new std::vector<Number>(std::move(numbers));
  const nanobind::capsule owner(
      owned, [](void* p) noexcept { delete static_cast<std::vector<Number>*>(p); });
  return nanobind::cast(
      nanobind::ndarray<nanobind::numpy, Number>(owned->data(), shape.size(), shape.data(), owner));
}

/// Coordinates, variables and attributes as xarray takes them: {name: (dimensions, values,
/// attributes)} twice, and {name: text}. Its numbers are moved out of the data set.
nanobind::tuple object_of(Dataset&& dataset);

}  // namespace qbattery::python
