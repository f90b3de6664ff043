#include "qbattery/support/error.hpp"

#include <gtest/gtest.h>

namespace qbattery {
namespace {

template <class Kind>
const Kind* caught_as(const Error& error) {
  return dynamic_cast<const Kind*>(&error);
}

TEST(errors, are_told_apart_below_one_base) {
  const InvalidInput input("F", "F is no number");
  const NumericalError numbers("uncertain");
  const IoError file("no such file");
  EXPECT_STREQ(input.what(), "F is no number");
  EXPECT_EQ(input.key(), "F");
  EXPECT_EQ(caught_as<NumericalError>(input), nullptr);
  EXPECT_EQ(caught_as<InvalidInput>(numbers), nullptr);
  EXPECT_EQ(caught_as<NumericalError>(file), nullptr);
  EXPECT_NE(caught_as<IoError>(file), nullptr);
  EXPECT_THROW(throw InvalidInput("", ""), std::runtime_error);
}

}  // namespace
}  // namespace qbattery
