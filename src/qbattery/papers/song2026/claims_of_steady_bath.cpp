// Claims 23 to 29: Fig. 3, steady states against occupation and detuning, F = Gamma = g.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"

namespace qbattery::song2026 {

namespace {

PairSteady at(Laboratory& lab, Statistics statistics, double n, double Delta,
              double strength = 1.0) {
  Setting setting = pumped(strength, strength).with_detuning(Delta);
  setting.statistics = statistics;
  setting.n = n;
  return lab.steady_energies(setting);
}

constexpr auto boson = Statistics::boson;
constexpr auto fermion = Statistics::fermion;

std::string tag(double number) {
  std::string text = fmt::format("{:g}", number);
  std::replace(text.begin(), text.end(), '.', '_');
  return text;
}

/// Both energies against detuning at one occupation.
struct Lines {
  std::vector<double> a, b;
};

Lines against_detuning(Laboratory& lab, Statistics statistics, double n,
                       const std::vector<double>& detunings) {
  Lines lines;
  for (const double Delta : detunings) {
    const PairSteady steady = at(lab, statistics, n, Delta);
    lines.a.push_back(steady.E_A);
    lines.b.push_back(steady.E_B);
  }
  return lines;
}

Claim claim_23(Laboratory& lab) {
  bool always = true;
  for (const double n : {0.0, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0}) {
    const Lines lines = against_detuning(lab, boson, n, spaced(0.0, 5.0, 21));
    always = always && falls(lines.a) && falls(lines.b);
  }
  const PairSteady resonant = at(lab, boson, 0.0, 0.0);
  const PairSteady detuned = at(lab, boson, 0.0, 5.0);
  const double weak = at(lab, boson, 0.0, 0.0, 0.1).E_A;
  const double weak_detuned = at(lab, boson, 0.0, 1.0, 0.1).E_A;
  const bool strong = detuned.E_A < 0.5 * resonant.E_A && detuned.E_B < 0.5 * resonant.E_B;
  return {.number = 23,
          .words = "At low temperature detuning disrupts the energy (Fig. 3a-b, bosons).",
          .measured = {{"ea_delta_0", "E_A at n_b = 0, Delta = 0", resonant.E_A},
                       {"ea_delta_5", "E_A at Delta = 5", detuned.E_A},
                       {"eb_delta_0", "E_B at Delta = 0", resonant.E_B},
                       {"eb_delta_5", "E_B at Delta = 5", detuned.E_B},
                       {"ea_weak_delta_0", "E_A at F = Gamma = 0.1 g, Delta = 0", weak},
                       {"ea_weak_delta_1", "E_A there at Delta = 1", weak_detuned}},
          .parts = {{"F = Gamma = g", judge(always && strong, always)},
                    {"in general (F = Gamma = 0.1 g)", judge(weak_detuned < weak)}}};
}

Claim claim_24(Laboratory& lab) {
  Claim claim{.number = 24,
              .words = "At high temperature detuning has no effect (Fig. 3a-b, bosons)."};
  std::vector<double> largest;
  for (const double n : {1.0, 2.0, 5.0}) {
    const Lines lines = against_detuning(lab, boson, n, spaced(-5.0, 5.0, 21));
    largest.push_back(std::max(spread(lines.a), spread(lines.b)));
    claim.measured.push_back({"ea_spread_n" + tag(n),
                              fmt::format("spread of E_A over |Delta| <= 5, n_b = {}", n),
                              spread(lines.a)});
    claim.measured.push_back({"eb_spread_n" + tag(n), "of E_B", spread(lines.b)});
  }
  claim.parts = {{"", judge(largest[2] < 0.01 && falls(largest), largest[2] < 0.1)}};
  return claim;
}

Claim claim_25(Laboratory& lab) {
  const std::vector<double> occupations = spaced(0.0, 5.0, 51);
  bool detuned = true;
  for (const double Delta : {1.0, 2.0, 3.0, 5.0}) {
    detuned =
        detuned &&
        rises(values_of([&](double n) { return at(lab, boson, n, Delta).E_A; }, occupations)) &&
        rises(values_of([&](double n) { return at(lab, boson, n, Delta).E_B; }, occupations));
  }
  const auto battery = [&](double n) { return at(lab, boson, n, 0.0).E_B; };
  const auto charger = [&](double n) { return at(lab, boson, n, 0.0).E_A; };
  const bool resonant =
      rises(values_of(battery, occupations)) && rises(values_of(charger, occupations));
  // On the occupations 0, 0.1, 0.2, ...
  const std::vector<double> of_battery = values_of(battery, occupations);
  const std::vector<double> of_charger = values_of(charger, occupations);
  const auto battery_dip = std::min_element(of_battery.begin(), of_battery.end());
  const double charger_dip = *std::min_element(of_charger.begin(), of_charger.end());
  return {.number = 25,
          .words = "A rising n_b counteracts detuning and raises the energy (Fig. 3a-b).",
          .measured = {{"eb_cold", "E_B at resonance, n_b = 0", battery(0.0)},
                       {"eb_dip", "lowest E_B at resonance", *battery_dip},
                       {"nb_at_eb_dip", "at n_b",
                        occupations[static_cast<std::size_t>(battery_dip - of_battery.begin())]},
                       {"ea_dip", "lowest E_A at resonance", charger_dip},
                       {"relative_dip", "share of E_B lost in the dip",
                        1.0 - *battery_dip / battery(0.0)}},
          .parts = {{"", judge(detuned && resonant, detuned && battery(5.0) > battery(0.0))}}};
}

Claim claim_26(Laboratory& lab) {
  bool below = true;
  bool above = true;
  for (const double n : {0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0}) {
    const Lines lines = against_detuning(lab, fermion, n, spaced(0.0, 5.0, 21));
    if (n < 0.5) below = below && falls(lines.a) && falls(lines.b);
    if (n > 0.5) above = above && rises(lines.a) && rises(lines.b);
  }
  return {
      .number = 26,
      .words =
          "With fermions detuning lowers the energy for n_f < 1/2 and raises it for n_f > 1/2 "
          "(Fig. 3c-d).",
      .measured = {{"eb_nf1_delta_0", "E_B at n_f = 1, Delta = 0", at(lab, fermion, 1.0, 0.0).E_B},
                   {"eb_nf1_delta_5", "at Delta = 5", at(lab, fermion, 1.0, 5.0).E_B},
                   {"eb_nf0_9_delta_0", "E_B at n_f = 0.9, Delta = 0",
                    at(lab, fermion, 0.9, 0.0).E_B},
                   {"eb_nf0_9_delta_5", "at Delta = 5", at(lab, fermion, 0.9, 5.0).E_B}},
      .parts = {{"", judge(below && above, below || above)}}};
}

Claim claim_27(Laboratory& lab) {
  double largest = 0.0;
  for (const double F : {0.1, 1.0, 5.0}) {
    for (const double Gamma : {0.01, 1.0, 5.0}) {
      for (const double Delta : {0.0, 1.0, 5.0}) {
        Setting setting = pumped(F, Gamma).with_detuning(Delta);
        setting.statistics = fermion;
        setting.n = 0.5;
        const Matrix distance = lab.steady_matrix(setting) - Matrix::Identity(4, 4) / 4.0;
        largest = std::max(largest, distance.cwiseAbs().maxCoeff());
      }
    }
  }
  return {.number = 27,
          .words = "A transition stands at n_f = 1/2 (Fig. 3c-d).",
          .measured = {{"distance_from_mixed",
                        "largest entry of rho - 1/4 over 27 settings at n_f = 1/2", largest}},
          .parts = {{"", judge(largest < 1e-10)}}};
}

Claim claim_28(Laboratory&) {
  const auto occupation = [](double mu) {
    return values_of(
        [mu](double t) {
          const std::array<double, 3> x = {1.0, t, mu};
          return expr::find_function("fermi")->call(x.data());
        },
        log_spaced(0.05, 50.0, 61));
  };
  const std::vector<double> below = occupation(0.5);
  const std::vector<double> above = occupation(1.5);
  const std::vector<double> level = occupation(1.0);
  const auto crosses = [](const std::vector<double>& n) {
    return *std::min_element(n.begin(), n.end()) < 0.5 &&
           *std::max_element(n.begin(), n.end()) > 0.5;
  };
  const bool crossing = crosses(below) || crosses(above);
  return {
      .number = 28,
      .words = "n_f = 1/2 is a critical temperature, and n_f > 1/2 a high one.",
      .measured = {{"nf_mu_level", "n_f at mu = omega_k, largest over all T",
                    *std::max_element(level.begin(), level.end())},
                   {"nf_below_largest", "largest n_f with mu below omega_k", below.back()},
                   {"nf_above_coldest", "n_f at the lowest T with mu above omega_k", above.front()},
                   {"nf_above_hottest", "at the highest T", above.back()}},
      .parts = {{"", judge(crossing && rises(above), crossing)}}};
}

Claim claim_29(Laboratory& lab) {
  double departure = 0.0;
  double pumpless = 0.0;
  for (const double n : {0.7, 0.9, 1.0}) {
    const PairSteady far = at(lab, fermion, n, 1e3);
    departure = std::max({departure, std::abs(far.E_A - n), std::abs(far.E_B - n)});
    Setting off = pumped(0.0, 1.0);
    off.statistics = fermion;
    off.n = n;
    pumpless = std::max(pumpless, std::abs(lab.steady_energies(off).E_B - n));
  }
  const Lines lines = against_detuning(lab, fermion, 1.0, spaced(0.0, 20.0, 41));
  const bool rising = rises(lines.a) && rises(lines.b);
  return {
      .number = 29,
      .words = "At high n_f a large detuning lets the system reach its maximum energy (Fig. 3c-d).",
      .measured = {{"departure_from_nf", "largest |E - n_f| at Delta = 10^3", departure},
                   {"pumpless_departure", "the same with the pump switched off instead", pumpless}},
      .parts = {{"the energy reaches its maximum", judge(rising && departure < 1e-4, rising)},
                {"because of the detuning, not because the pump is switched off",
                 judge(pumpless > 1e-4)}}};
}

}  // namespace

std::vector<Claim> claims_of_steady_bath(Laboratory& lab) {
  return {claim_23(lab), claim_24(lab), claim_25(lab), claim_26(lab),
          claim_27(lab), claim_28(lab), claim_29(lab)};
}

}  // namespace qbattery::song2026
