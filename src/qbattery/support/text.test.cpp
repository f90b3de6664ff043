#include "qbattery/support/text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <vector>

namespace qbattery {
namespace {

const std::vector<std::string> keys = {"title", "Gamma", "omega", "collectivity", "n", "T"};

TEST(text, suggests_what_was_meant) {
  EXPECT_EQ(nearest("titel", keys), "title");  // exchanged
  EXPECT_EQ(nearest("gamma", keys), "Gamma");
  EXPECT_EQ(nearest("Gama", keys), "Gamma");
  EXPECT_EQ(nearest("omegga", keys), "omega");
  EXPECT_EQ(nearest("colectivty", keys), "collectivity");
  EXPECT_EQ(nearest("nn", keys), "n");
  EXPECT_EQ(suggestion("titel", keys), ", did you mean \"title\"?");
}

TEST(text, suggests_nothing_that_is_far_off) {
  EXPECT_EQ(nearest("temperature", keys), "");
  EXPECT_EQ(nearest("Q", keys), "");  // another letter altogether
  EXPECT_EQ(nearest("", keys), "");
  EXPECT_EQ(nearest("tilet", {}), "");
  EXPECT_EQ(suggestion("xyzzy", keys), "");
  EXPECT_EQ(hint("xyzzy", keys), "; there are: title, Gamma, omega, collectivity, n, T");
  EXPECT_EQ(hint("xyzzy", {}), "");
}

TEST(text, tells_numbers_apart) {
  EXPECT_EQ(digits_apart(2.5e-8, 1e-8), "2.5e-08");
  EXPECT_EQ(digits_apart(1.23456e-8, 1e-8), "1.23e-08");
  EXPECT_EQ(digits_apart(1.00012e-8, 1e-8), "1.0001e-08");
  EXPECT_EQ(digits_apart(std::nextafter(0.1, 1.0), 0.1), "0.10000000000000002");
  EXPECT_EQ(digits_apart(0.1, 0.1), "0.10000000000000001");
}

TEST(text, shortest_digits_read_back) {
  EXPECT_EQ(shortest_digits(0.1), "0.1");
  EXPECT_EQ(shortest_digits(1e-3), "0.001");
  EXPECT_EQ(shortest_digits(-0.0), "-0");
  for (const double value : {1.0 / 3.0, 6.28318530717958648, 1e300, 5e-324}) {
    EXPECT_EQ(std::strtod(shortest_digits(value).c_str(), nullptr), value);
  }
  EXPECT_EQ(shortest_digits(std::nan("")), "nan");
  EXPECT_EQ(shortest_digits(-std::numeric_limits<double>::infinity()), "-inf");
}

}  // namespace
}  // namespace qbattery
