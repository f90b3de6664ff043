// Coefficients that begin as a power of time, through scenarios, beside closed forms: of their
// series only every so many terms are there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "tests/physics/scenario_values.hpp"

namespace qbattery {
namespace {

constexpr double bar = 1e-9;  // the tolerance of steps is 1e-10 of the state

std::string atom(const std::string& rest) {
  return "format = 1\ntask = \"evolve\"\n[[subsystem]]\nname = \"b\"\nkind = \"two-level\"\n" +
         rest + "[time]\nto = 4.0\npoints = 9\n[quantities]\nE = \"energy(b)\"\n";
}

/// A function of time as it is written, and its integral from 0.
struct Coefficient {
  std::string text;
  std::function<double(double)> integral;
};

std::vector<Coefficient> powers() {
  std::vector<Coefficient> all = {
      {"t^2/4", [](double t) { return std::pow(t, 3) / 12; }},
      {"(t - 3)^2", [](double t) { return (std::pow(t - 3, 3) + 27) / 3; }},
      {"t^5/99", [](double t) { return std::pow(t, 6) / 594; }},
      {"0.1*t^3*sin(t)^2",
       [](double t) {
         return 0.1 * (std::pow(t, 4) / 8 - std::pow(t, 3) * std::sin(2 * t) / 4 -
                       3 * t * t * std::cos(2 * t) / 8 + 3 * t * std::sin(2 * t) / 8 +
                       3 * std::cos(2 * t) / 16 - 3.0 / 16);
       }},
      {"1e-6 + t^2/4", [](double t) { return 1e-6 * t + std::pow(t, 3) / 12; }}};
  for (const int power : {2, 3, 4})
    all.push_back({"ramp((t - 1)/2)^" + std::to_string(power), [power](double t) {
                     const double s = std::clamp((t - 1) / 2, 0.0, 1.0);
                     return 2 * std::pow(s, power + 1) / (power + 1) + std::max(t - 3, 0.0);
                   }});
  return all;
}

TEST(powers_of_time, in_the_hamiltonian_turn_kets_and_density_matrices) {
  const std::string lossy = "[[jump]]\noperator = \"lower(b)\"\nrate = 1e-14\n";
  for (const auto& [text, integral] : powers())
    for (const std::string& jump : {std::string(), lossy}) {
      const std::string term = "[[hamiltonian]]\nterm = \"(" + text + ") * x(b)\"\n";
      const auto E = values(atom(term + jump), "E");
      for (std::size_t i = 0; i < E.size(); ++i)
        EXPECT_NEAR(E[i], std::pow(std::sin(integral(0.5 * static_cast<double>(i))), 2), bar)
            << text << " " << jump << " at " << i;
    }
}

TEST(powers_of_time, in_rates_empty_what_was_full) {
  for (const auto& [text, integral] : powers()) {
    const auto E = values(atom("[[jump]]\noperator = \"lower(b)\"\nrate = \"" + text + "\"\n" +
                               "[initial]\nb = \"excited\"\n"),
                          "E");
    for (std::size_t i = 0; i < E.size(); ++i)
      EXPECT_NEAR(E[i], std::exp(-integral(0.5 * static_cast<double>(i))), bar) << text << " " << i;
  }
}

}  // namespace
}  // namespace qbattery
