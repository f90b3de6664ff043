// Claims 12 to 18: Fig. 2, steady energies of the resonant pair at T = 0. k = F/g, l = Gamma/g.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"

namespace qbattery::song2026 {

namespace {

double charger_energy(Laboratory& lab, double k, double l) {
  return lab.steady_energies(pumped(k, l)).E_A;
}

double battery_energy(Laboratory& lab, double k, double l) {
  return lab.steady_energies(pumped(k, l)).E_B;
}

std::string tag(double number) {
  std::string text = fmt::format("{:g}", number);
  std::replace(text.begin(), text.end(), '.', '_');
  return text;
}

Claim claim_12(Laboratory& lab) {
  bool always = true;
  double smallest_gain = 1.0;
  for (const double l : spaced(0.1, 5.0, 26)) {
    const auto energy = [&](double k) { return charger_energy(lab, k, l); };
    always = always && rises(values_of(energy, spaced(0.0, 5.0, 26)));
    smallest_gain = std::min(smallest_gain, energy(5.0) - energy(1.0));
  }
  return {.number = 12,
          .words = "A strong drive raises the charger's energy (Fig. 2a).",
          .measured = {{"smallest_gain", "smallest gain of E_A from k = 1 to 5, l from 0.1 to 5",
                        smallest_gain}},
          .parts = {{"", judge(always)}}};
}

Claim claim_13(Laboratory& lab) {
  Claim claim{.number = 13,
              .words = "A strong drive is the cornerstone of energy in the battery (Fig. 2b)."};
  double loss = 0.0;
  bool rises_to_coupling = true;
  for (const double l : {1.0, 2.0, 0.1}) {
    const auto energy = [&](double k) { return battery_energy(lab, k, l); };
    const Extremum peak = highest(energy, 0.2, 4.0, 77);
    const double far = energy(1e4);
    loss = std::max(loss, 1.0 - far / peak.value);
    rises_to_coupling = rises_to_coupling && rises(values_of(energy, spaced(0.0, 1.0, 21)));
    claim.measured.push_back(
        {"peak_l" + tag(l), fmt::format("highest E_B at l = {}", l), peak.value});
    claim.measured.push_back({"peak_k_l" + tag(l), "reached at k", peak.time});
    claim.measured.push_back({"far_l" + tag(l), "E_B at k = 10^4", far});
  }
  claim.measured.push_back({"largest_loss", "largest share lost by over-driving", loss});
  claim.parts = {{"every drive", judge(loss < 1e-3)},
                 {"drive up to the coupling, k <= 1", judge(rises_to_coupling)}};
  return claim;
}

Claim claim_14(Laboratory& lab) {
  bool battery = true;
  bool charger = true;
  bool charger_strong = true;
  const std::vector<double> losses = spaced(0.05, 5.0, 50);
  std::vector<double> not_monotone = {0.0};
  for (const double k : {0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0}) {
    battery =
        battery && falls(values_of([&](double l) { return battery_energy(lab, k, l); }, losses));
    const bool falls_here =
        falls(values_of([&](double l) { return charger_energy(lab, k, l); }, losses));
    if (!falls_here) not_monotone.push_back(k);
    charger = charger && falls_here;
    charger_strong = charger_strong && (k < 1.0 || falls_here);
  }
  return {.number = 14,
          .words = "Low dissipation raises the energy (Fig. 2).",
          .measured = {{"largest_k_not_monotone",
                        "largest k tried at which E_A does not fall with l throughout (0: none)",
                        *std::max_element(not_monotone.begin(), not_monotone.end())}},
          .parts = {{"E_B", judge(battery)}, {"E_A", judge(charger, charger_strong)}}};
}

/// How an energy depends on drive and loss over the box [0, L]^2.
struct Sensitivity {
  double ratio = 0.0;     ///< mean |dE/dk| over mean |dE/dl|, both over a grid
  double fraction = 0.0;  ///< share of the area with |dE/dk| > |dE/dl|
};

using Energy = double PairSteady::*;

/// Points of an axis that stand for all of it in sums.
struct AxisPoint {
  double at = 0.0;
  double weight = 0.0;  ///< how many points of the axis it stands for
};

// 400 equally spaced points from 0.001 to `length`. The energies change fastest near 0: the first
// twenty stand for themselves, the later ones are apart by a tenth of their number, and between two
// of them the sum is that of a straight line. The ratio is that over all the points within 1e-3.
std::vector<AxisPoint> axis_points(double length) {
  constexpr int last = 399;
  constexpr double first = 0.001;
  const double step = (length - first) / last;
  std::vector<AxisPoint> points = {{first, 1.0}};
  for (int here = 0; here < last;) {
    const int next = std::min(last, std::max(here + 1, here * 11 / 10));
    const double between = next - here - 1;
    points.back().weight += between / 2.0;
    points.push_back({first + next * step, 1.0 + between / 2.0});
    here = next;
  }
  return points;
}

// The derivatives have no bound at the origin, where they depend on k/l, hence the relative steps.
double mean_ratio(Laboratory& lab, Energy energy, double length) {
  constexpr double h = 1e-3;
  const std::vector<AxisPoint> points = axis_points(length);
  std::vector<Setting> settings;
  for (const auto [k, k_weight] : points) {
    for (const auto [l, l_weight] : points) {
      for (const double way : {1.0 + h, 1.0 - h}) settings.push_back(pumped(k * way, l));
      for (const double way : {1.0 + h, 1.0 - h}) settings.push_back(pumped(k, l * way));
    }
  }
  const std::vector<PairSteady> steady = lab.steady_energies(settings);
  double along_k = 0.0;
  double along_l = 0.0;
  const PairSteady* next = steady.data();
  for (const auto [k, k_weight] : points) {
    for (const auto [l, l_weight] : points) {
      const double weight = k_weight * l_weight;
      along_k += weight * std::abs(next[0].*energy - next[1].*energy) / k;
      along_l += weight * std::abs(next[2].*energy - next[3].*energy) / l;
      next += 4;
    }
  }
  return along_k / along_l;
}

double area_fraction(Laboratory& lab, Energy energy, double k_length, double l_length) {
  constexpr int n = 60;
  constexpr double h = 1e-3;
  std::vector<Setting> settings;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      const double k = k_length * (i + 0.5) / n;
      const double l = l_length * (j + 0.5) / n;
      for (const Setting& setting : {pumped(k, l), pumped(k + h, l), pumped(k, l + h)})
        settings.push_back(setting);
    }
  }
  const std::vector<PairSteady> steady = lab.steady_energies(settings);
  int more = 0;
  for (std::size_t i = 0; i < steady.size(); i += 3) {
    const double here = steady[i].*energy;
    more += std::abs(steady[i + 1].*energy - here) > std::abs(steady[i + 2].*energy - here) ? 1 : 0;
  }
  return static_cast<double>(more) / (n * n);
}

constexpr std::array<double, 5> box_lengths = {1.0, 2.0, 3.0, 5.0, 10.0};

std::vector<Sensitivity> sensitivities(Laboratory& lab, Energy energy, Claim& claim) {
  std::vector<Sensitivity> list;
  for (const double length : box_lengths) {
    const Sensitivity s{mean_ratio(lab, energy, length),
                        area_fraction(lab, energy, length, length)};
    claim.measured.push_back(
        {"ratio_L" + tag(length),
         fmt::format("mean |dE/dk| over mean |dE/dl| at 400 x 400 points from 0.001 to {}", length),
         s.ratio});
    claim.measured.push_back(
        {"fraction_L" + tag(length), "share of that area where drive matters more", s.fraction});
    list.push_back(s);
  }
  return list;
}

Claim claim_15(Laboratory& lab) {
  Claim claim{
      .number = 15,
      .words = "The charger's energy is more sensitive to the drive than to the loss (Fig. 2a)."};
  const auto list = sensitivities(lab, &PairSteady::E_A, claim);
  const double elongated = area_fraction(lab, &PairSteady::E_A, 5.0, 1.0);
  claim.measured.push_back({"fraction_k5_l1", "share of area for k <= 5, l <= 1", elongated});
  const bool square = std::all_of(list.begin(), list.end(), [](const Sensitivity& s) {
    return s.ratio > 1.0 && s.fraction > 0.5;
  });
  claim.parts = {{"square axes", judge(square)}, {"axes k <= 5, l <= 1", judge(elongated > 0.5)}};
  return claim;
}

Claim claim_16(Laboratory& lab) {
  Claim claim{.number = 16,
              .words = "The stored energy is highly sensitive to the loss (Fig. 2b)."};
  const auto list = sensitivities(lab, &PairSteady::E_B, claim);
  const auto loss_matters_more = [](const Sensitivity& s) {
    return s.ratio < 1.0 && s.fraction < 0.5;
  };
  claim.parts = {
      {"axes to 2 and beyond", judge(std::all_of(list.begin() + 1, list.end(), loss_matters_more))},
      {"axes to 1", judge(loss_matters_more(list.front()))}};
  return claim;
}

Claim claim_17(Laboratory& lab) {
  Claim claim{
      .number = 17,
      .words = "At low dissipation further drive does not raise the stored energy (Fig. 2b)."};
  double largest_gain = 0.0;
  for (const double l : {0.001, 0.05}) {
    std::vector<double> energies;
    for (const double k : {0.5, 1.0, 2.0, 3.0, 5.0, 10.0}) {
      energies.push_back(battery_energy(lab, k, l));
      claim.measured.push_back({fmt::format("eb_k{}_l{}", tag(k), tag(l)),
                                fmt::format("E_B at k = {}, l = {}", k, l), energies.back()});
    }
    const double gain = *std::max_element(energies.begin(), energies.end()) - energies.front();
    largest_gain = std::max(largest_gain, gain);
  }
  // 1 % and 10 % of the ceiling 1/2.
  claim.parts = {{"", judge(largest_gain <= 0.005, largest_gain <= 0.05)}};
  return claim;
}

Claim claim_18(Laboratory& lab) {
  Claim claim{
      .number = 18,
      .words = "At high dissipation the pumped energy scarcely reaches the battery (Fig. 2b)."};
  double largest_share = 0.0;
  for (const double l : {2.0, 3.0, 5.0}) {
    const PairSteady steady = lab.steady_energies(pumped(3.0, l));
    claim.measured.push_back({"ea_l" + tag(l), fmt::format("E_A at k = 3, l = {}", l), steady.E_A});
    claim.measured.push_back({"eb_l" + tag(l), "E_B there", steady.E_B});
    largest_share = std::max(largest_share, steady.E_B / steady.E_A);
  }
  claim.parts = {{"", judge(largest_share < 1.0 / 3.0, largest_share < 2.0 / 3.0)}};
  return claim;
}

}  // namespace

std::vector<Claim> claims_of_steady_pump(Laboratory& lab) {
  return {claim_12(lab), claim_13(lab), claim_14(lab), claim_15(lab),
          claim_16(lab), claim_17(lab), claim_18(lab)};
}

}  // namespace qbattery::song2026
