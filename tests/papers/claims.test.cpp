#include "qbattery/papers/song2026/claims.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace qbattery::song2026 {
namespace {

std::vector<Claim> curve_claims(double low_dissipation) {
  Laboratory lab(low_dissipation);
  std::vector<Claim> all = claims_of_pumpless(lab);
  for (Claim& claim : claims_of_driven(lab)) all.push_back(std::move(claim));
  return all;
}

const std::vector<Claim>& as_published() {
  static const std::vector<Claim> claims = curve_claims(0.001);
  return claims;
}

double measured(int number, const std::string& name) {
  for (const Claim& claim : as_published()) {
    if (claim.number == number) return claim.value(name);
  }
  return std::nan("");
}

TEST(claims, flip_at_least_five_times_at_a_thousandfold_dissipation) {
  const std::vector<Claim> strong = curve_claims(1.0);
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

TEST(claims, have_the_power_ratios_of_the_paper_s_panels) {
  EXPECT_NEAR(measured(41, "ratio_fig4a_fig5a"), 1.9700, 1e-4);
  EXPECT_NEAR(measured(41, "ratio_fig4c_fig5b"), 1.9465, 1e-4);
  EXPECT_NEAR(measured(41, "ratio_fig4d_fig5c"), 1.9530, 1e-4);
}

TEST(claims, have_numbers_known_from_another_computation) {
  struct Known {
    int number;
    const char* name;
    double value;
    double unit;
  };
  for (const Known& known : {Known{30, "lost", 0.00626, 1e-5},
                             {31, "s_ab_from_1", 1.534, 1e-3},
                             {31, "s_ab_to_2", 4.775, 1e-3},
                             {32, "s_ab_transfer", -0.055984, 1e-6},
                             {32, "s_ba_return", -0.079080, 1e-6},
                             {33, "s_max_weak", 0.632406, 1e-6},
                             {35, "eb_3", 0.8568, 1e-4},
                             {38, "fig4c_4", 0.9379, 1e-4},
                             {44, "s_max", 0.5870, 1e-4},
                             {46, "d_92", 0.801, 1e-3},
                             {47, "s_fig5e", 0.5934, 1e-4},
                             {48, "gamma_0_3", 0.434, 1e-3}}) {
    EXPECT_NEAR(measured(known.number, known.name), known.value, known.unit)
        << known.number << ' ' << known.name;
  }
}

}  // namespace
}  // namespace qbattery::song2026
