#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "qbattery/dynamics/sampled_function.hpp"

namespace qbattery {

/// A function on a coarse grid, with what SampledFunction refers to.
struct Sampled {
  Sampled(std::function<double(double)> function, double to, int count) : f(std::move(function)) {
    for (int i = 0; i < count; ++i) {
      times.push_back(to * i / (count - 1));
      values.push_back(f(times.back()));
    }
  }
  SampledFunction view() const { return {times, values, f, scale}; }
  std::function<double(double)> f;
  std::vector<double> times, values;
  double scale = 0.5;
};

}  // namespace qbattery
