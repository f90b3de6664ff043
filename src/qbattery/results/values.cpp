#include "qbattery/results/values.hpp"

namespace qbattery {

void DatasetValues::read(std::size_t variable, std::size_t first, std::span<double> out) const {
  const std::vector<double>& values = dataset_.variables[variable].values;
  std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(first), out.size(), out.begin());
}

void DatasetValues::read_flags(std::size_t first, std::span<int> out) const {
  const std::vector<int>& flags = dataset_.status.flags;
  std::copy_n(flags.begin() + static_cast<std::ptrdiff_t>(first), out.size(), out.begin());
}

}  // namespace qbattery
