#include "qbattery/papers/song2026/claims.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace qbattery::song2026 {
namespace {

const std::vector<Claim>& as_published() {
  static const std::vector<Claim> all = claims(0.001);
  return all;
}

const Claim& claim(int number) { return as_published().at(static_cast<std::size_t>(number - 1)); }

// Lines of a table under tests/data/, split at the first `columns` - 1 commas, without comments and
// the heading.
std::vector<std::vector<std::string>> table(const std::string& name, std::size_t columns) {
  std::ifstream file(std::string(QBATTERY_TEST_DATA_DIR "/") + name);
  std::vector<std::vector<std::string>> rows;
  bool heading = true;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (std::exchange(heading, false)) continue;
    std::istringstream text(line);
    std::vector<std::string> fields(columns);
    for (std::size_t i = 0; i < columns; ++i) {
      std::getline(text, fields[i], i + 1 < columns ? ',' : '\n');
    }
    rows.push_back(fields);
  }
  return rows;
}

void expect_numbers_that_other_programs_found() {
  const auto known = table("song2026_claims.csv", 4);
  EXPECT_GT(known.size(), 300U);
  for (const auto& row : known) {
    const double printed = std::stod(row[2]);
    // The unit is a power of ten: its own rounding is not to decide.
    const double unit = std::stod(row[3]) * (1 + 1e-9);
    EXPECT_NEAR(claim(std::stoi(row[0])).value(row[1]), printed, unit)
        << "row " << row[0] << ' ' << row[1];
  }
}

void expect_verdicts_of_a_person() {
  std::string found;
  for (const Claim& c : as_published()) {
    for (const ClaimPart& part : c.parts) {
      found += fmt::format("{},{},{}\n", c.number, to_string(part.verdict), part.words);
    }
  }
  std::string expected;
  for (const auto& row : table("song2026_verdicts.csv", 3)) {
    expected += fmt::format("{},{},{}\n", row[0], row[1], row[2]);
  }
  EXPECT_EQ(found, expected);
}

void expect_all_to_be_computed() {
  for (const Claim& c : as_published()) {
    EXPECT_FALSE(c.measured.empty()) << c.number;
    for (const Measurement& m : c.measured)
      EXPECT_FALSE(std::isnan(m.value)) << c.number << ' ' << m.name;
  }
}

// Criteria that are compared on states at random: what does not depend on which ones.
void expect_criteria_to_differ() {
  EXPECT_LE(std::abs(claim(8).value("largest_separable")), 1e-7);
  EXPECT_EQ(claim(9).value("bell_s_alone"), 0.0);
  for (const char* name :
       {"bell_f_alone", "bell_both", "random_s_alone", "random_f_alone", "random_both"})
    EXPECT_GT(claim(9).value(name), 0.0) << name;
  EXPECT_GT(claim(10).value("before_filter"), 0.0);
  EXPECT_LT(claim(10).value("after_filter"), 0.0);
}

void expect_sixty_with_each_name_once() {
  ASSERT_EQ(as_published().size(), 60U);
  for (int i = 1; i <= 60; ++i) {
    EXPECT_EQ(claim(i).number, i);
    std::set<std::string> names;
    for (const Measurement& m : claim(i).measured) {
      EXPECT_TRUE(names.insert(m.name).second) << i << ' ' << m.name;
    }
  }
}

// One test, since measuring takes most of the time.
TEST(claims, are_what_other_programs_measured_and_a_person_judged) {
  expect_sixty_with_each_name_once();
  expect_numbers_that_other_programs_found();
  expect_verdicts_of_a_person();
  expect_all_to_be_computed();
  expect_criteria_to_differ();
}

TEST(claims, flip_at_least_five_times_at_a_thousandfold_dissipation) {
  const std::vector<Claim> strong = claims(1.0);
  ASSERT_EQ(strong.size(), as_published().size());
  int flipped = 0;
  for (std::size_t i = 0; i < strong.size(); ++i) {
    bool same = strong[i].parts.size() == as_published()[i].parts.size();
    for (std::size_t k = 0; same && k < strong[i].parts.size(); ++k) {
      same = strong[i].parts[k].verdict == as_published()[i].parts[k].verdict;
    }
    flipped += same ? 0 : 1;
  }
  EXPECT_GE(flipped, 5);
}

TEST(claims_threads, do_not_change_a_number) {
  const std::vector<Claim> one = claims(0.001, 1);
  for (std::size_t i = 0; i < one.size(); ++i) {
    for (std::size_t k = 0; k < one[i].measured.size(); ++k) {
      EXPECT_EQ(one[i].measured[k].value, as_published()[i].measured[k].value)
          << one[i].number << ' ' << one[i].measured[k].name;
    }
  }
}

}  // namespace
}  // namespace qbattery::song2026
