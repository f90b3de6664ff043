#include "qbattery/results/slabs.hpp"

#include <gtest/gtest.h>

namespace qbattery::detail {
namespace {

// Every range of every array: the slabs' elements in order of storage are the range itself.
TEST(slabs, are_the_range_in_order_and_few) {
  const std::vector<std::vector<std::size_t>> arrays = {{7},          {3, 4}, {2, 3, 4},
                                                        {3, 1, 2, 2}, {1, 1}, {5, 4, 3}};
  for (const std::vector<std::size_t>& lengths : arrays) {
    std::size_t size = 1;
    for (const std::size_t each : lengths) size *= each;
    for (std::size_t first = 0; first < size; ++first) {
      for (std::size_t count = 1; first + count <= size; ++count) {
        std::vector<std::size_t> places;
        const std::vector<Slab> all = slabs(lengths, first, count);
        EXPECT_LE(all.size(), 2 * lengths.size() - 1);
        for (const Slab& slab : all) {
          EXPECT_EQ(slab.first, first + places.size());
          // Beyond the end of a row the places would go on as if they were in it.
          for (std::size_t d = 0; d < lengths.size(); ++d)
            ASSERT_LE(slab.start[d] + slab.counts[d], lengths[d]);
          std::vector<std::size_t> index = slab.start;
          while (true) {
            std::size_t place = 0;
            for (std::size_t d = 0; d < lengths.size(); ++d) place = place * lengths[d] + index[d];
            places.push_back(place);
            std::size_t d = lengths.size();
            while (d-- > 0) {
              if (++index[d] < slab.start[d] + slab.counts[d]) break;
              index[d] = slab.start[d];
            }
            if (d > lengths.size()) break;
          }
        }
        ASSERT_EQ(places.size(), count);
        for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(places[i], first + i);
      }
    }
  }
}

TEST(slabs, take_an_array_without_dimensions_whole) {
  const std::vector<Slab> all = slabs({}, 0, 1);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(all[0].start.empty());
}

}  // namespace
}  // namespace qbattery::detail
