#include "qbattery/generator/row_sums.hpp"

#include <algorithm>

#include "qbattery/lanes/aligned.hpp"
#include "qbattery/lanes/block.hpp"

namespace qbattery {

void RowSums::close_row() {
  for (std::vector<lanes::Addend>* kind : {&plain_, &factored_, &scaled_}) {
    addends_.insert(addends_.end(), kind->begin(), kind->end());
    starts_.push_back(addends_.size());
    kind->clear();
  }
}

double RowSums::apply(const lanes::Combined& what, Eigen::Index columns, double* out) const {
  return lanes::kernels().sum_rows({starts_.data(), addends_.data()}, what, starts_.size() / 3,
                                   static_cast<std::size_t>(columns), out);
}

double* room_for_rows(std::size_t size, std::size_t margin) {
  thread_local lanes::AlignedNumbers numbers(0);
  const std::size_t before = lanes::padded(margin);
  const std::size_t wanted = before + size + margin + lanes::padded(1);
  if (numbers.size() < wanted)
    numbers = lanes::AlignedNumbers(wanted, lanes::AlignedNumbers::Unset{});
  double* const rows = numbers.data() + before;
  std::fill_n(numbers.data(), before, 0.0);
  std::fill(rows + size, numbers.data() + wanted, 0.0);
  return rows;
}

}  // namespace qbattery
