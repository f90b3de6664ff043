#include "qbattery/scenario/differences.hpp"

#include <gtest/gtest.h>

namespace qbattery {
namespace {

using Texts = std::vector<std::string>;

const std::string base = R"toml(format = 1
[parameters]
F = 3.0
[quantities]
a = "energy(battery)"
b = "energy(charger)"
[[sweep]]
parameter = "g"
values = [1, 2]
)toml";

std::string with(const std::string& from, const std::string& to) {
  std::string text = base;
  return text.replace(text.find(from), from.size(), to);
}

TEST(differences, are_none_in_layout_comments_and_the_order_of_keys) {
  EXPECT_EQ(differences("# a comment\nformat=1\nparameters = { F = 3 }\n" +
                            base.substr(base.find("[quantities]")),
                        base),
            Texts{});
}

TEST(differences, name_the_key_and_both_values) {
  EXPECT_EQ(differences(with("3.0", "3.5"), base), Texts{"parameters.F is 3.5, was 3"});
  EXPECT_EQ(differences(with("F = 3.0\n", ""), base), Texts{"parameters.F is absent, was 3"});
  EXPECT_EQ(differences(base, with("F = 3.0\n", "")), Texts{"parameters.F is 3, was absent"});
  EXPECT_EQ(differences(with("\"g\"", "\"F\""), base),
            Texts{"sweep[1].parameter is \"F\", was \"g\""});
  EXPECT_EQ(differences(with("[1, 2]", "[1, 2, 3]"), base),
            Texts{"sweep[1].values has 3 entries, had 2"});
  EXPECT_EQ(differences(with("[1, 2]", "[1, 4]"), base), Texts{"sweep[1].values[2] is 4, was 2"});
}

TEST(differences, include_the_order_of_variables) {
  const std::string a = "a = \"energy(battery)\"\n";
  std::string swapped = with(a, "");
  swapped.insert(swapped.find("[[sweep]]"), a);
  EXPECT_EQ(differences(swapped, base), Texts{"quantities is in another order"});
}

}  // namespace
}  // namespace qbattery
