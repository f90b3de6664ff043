// Claims 49 to 53: Fig. 6, useful work and steering.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"
#include "qbattery/papers/song2026/statistics.hpp"
#include "qbattery/quantities/work.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery::song2026 {

namespace {

/// The three reservoirs of Figs. 4 to 6.
struct Bath {
  const char* name;
  const char* label;
  Statistics statistics;
  double n;
};
constexpr std::array<Bath, 3> baths = {{{"t0", "T = 0", Statistics::boson, 0.0},
                                        {"nb5", "bosons, n = 5", Statistics::boson, 5.0},
                                        {"nf1", "fermions, n = 1", Statistics::fermion, 1.0}}};

struct Charging {
  double F;
  const char* start;
  std::string name() const { return fmt::format("f{:.0f}_{}", F, start); }
  std::string label() const { return fmt::format("F = {:.0f}, |{}>", F, start); }
};
constexpr Charging pumpless{0.0, "eg"};
constexpr Charging from_empty{3.0, "gg"};
constexpr Charging from_charged{3.0, "eg"};

Setting setting_of(Laboratory& lab, const Charging& charging, const Bath& bath) {
  Setting setting = lab.panel("fig6a").until_multiple_of(2e-3);
  setting.F = charging.F;
  setting.start = charging.start;
  setting.statistics = bath.statistics;
  setting.n = bath.n;
  return setting;
}

const PairCurve& curve_of(Laboratory& lab, const Charging& charging, const Bath& bath) {
  return lab.curve(setting_of(lab, charging, bath));
}

Claim claim_49(Laboratory& lab) {
  Claim claim{.number = 49,
              .words =
                  "Steering from charger to battery is largest where the battery is half charged, "
                  "<sigma_z>_B = 0, with a pump and without, in every reservoir (Fig. 6)."};
  double half = 0.0;
  double charged = 0.0;
  for (const Charging& charging : {pumpless, from_empty, from_charged}) {
    for (const Bath& bath : baths) {
      const PairCurve& curve = curve_of(lab, charging, bath);
      const double inversion = curve.at("sz_B", curve.highest_multiple("S_AB", 5e-4).time);
      claim.measured.push_back({fmt::format("sz_{}_{}", charging.name(), bath.name),
                                fmt::format("<sigma_z>_B at the highest S_AB among multiples of "
                                            "5e-4 in t, {}, {}",
                                            charging.label(), bath.label),
                                inversion});
      double& worst = charging.name() == from_charged.name() ? charged : half;
      worst = std::max(worst, std::abs(inversion));
    }
  }
  claim.measured.push_back(
      {"largest_f3_eg", "largest |<sigma_z>_B| of the three at F = 3, |eg>", charged});
  claim.parts = {{"without a pump, and pumped from |gg>", judge(half < 0.05, half < 0.2)},
                 {"pumped from |eg>", judge(charged < 0.05, charged < 0.2)}};
  return claim;
}

// Where the battery begins to hold useful work if it has no coherence; NaN if it never does.
double time_half_full(const PairCurve& curve) {
  const std::vector<double> zeros = curve.zeros("E_B - 0.5");
  return zeros.empty() ? std::nan("") : zeros.front();
}

Claim claim_50(Laboratory& lab) {
  const PairCurve& curve = curve_of(lab, pumpless, baths[0]);
  const double onset = time_half_full(curve);
  const double steered = curve.maximum("S_AB").time;
  const std::vector<double>& departure = curve.samples("abs(W_B - max(0, 2*E_B - 1))");
  const double largest = *std::max_element(departure.begin(), departure.end());
  const double delay = onset - steered;
  const auto within = [&](double share) { return delay >= 0.0 && delay <= share * transfer_time; };
  return {.number = 50,
          .words =
              "Without a pump the highest steering marks the moment at which stored energy begins "
              "to turn into ergotropy (Fig. 6a).",
          .measured = {{"onset", "t at which W_B rises from 0 (E_B = 1/2)", onset},
                       {"steered", "t of the highest S_AB", steered},
                       {"departure", "largest |W_B - max(0, 2 E_B - 1)|", largest}},
          .parts = {{"", judge(largest < 1e-9 && within(0.01), within(0.1))}}};
}

Claim claim_51(Laboratory& lab) {
  Claim claim{.number = 51,
              .words =
                  "With a pump, too, useful work begins to grow where steering is highest "
                  "(Fig. 6b-d)."};
  double lead = 0.0;
  double most = 0.0;
  for (const Charging& charging : {from_empty, from_charged}) {
    const PairCurve& curve = curve_of(lab, charging, baths[0]);
    const Extremum steered = curve.maximum("S_AB");
    const double work = curve.at("W_B", steered.time);
    const double share = work / curve.maximum("W_B").value;
    const double onset = curve.zeros("W_B - 1e-6").front();
    const std::string name = charging.start;
    const auto add = [&](const std::string& what, const std::string& label, double value) {
      claim.measured.push_back({what + name, label + ", " + charging.label(), value});
    };
    add("onset_", "first t with W_B > 1e-6", onset);
    add("steered_", "t of the highest S_AB", steered.time);
    add("w_", "W_B at the highest S_AB", work);
    add("share_", "its share of the largest W_B", share);
    const Matrix battery = partial_trace(curve.state(steered.time), {2, 2}, {1});
    add("coherent_", "what coherence holds of it",
        coherent_ergotropy(battery, two_level("battery").hamiltonian));
    lead = std::max(lead, steered.time - onset);
    most = std::max(most, share);
  }
  claim.parts = {{"begins there", judge(lead < 0.01 * transfer_time, lead < 0.1 * transfer_time)},
                 {"is still small there", judge(most < 0.05, most < 0.25)}};
  return claim;
}

std::size_t place_of_highest(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

// From the highest S_AB to the highest W_B: the share of time in which S_AB falls.
double falling_until_full(const PairCurve& curve) {
  const std::vector<double>& steering = curve.samples("S_AB");
  return share_falling(steering, place_of_highest(steering),
                       place_of_highest(curve.samples("W_B")));
}

Claim claim_52(Laboratory& lab) {
  Claim claim{.number = 52,
              .words =
                  "Ergotropy invariably grows at the expense of the charger's steering of the "
                  "battery (Fig. 6)."};
  const auto falling = [&](const Charging& charging, const Bath& bath) {
    const PairCurve& curve = curve_of(lab, charging, bath);
    return share_falling_while_rising(curve.samples("W_B"), curve.samples("S_AB"));
  };
  const double without = falling(pumpless, baths[0]);
  claim.measured.push_back(
      {"f0_eg_t0", "share of the time of rising W_B with falling S_AB, F = 0", without});
  double least = 1.0;
  for (const Charging& charging : {from_empty, from_charged}) {
    for (const Bath& bath : baths) {
      const std::string name = charging.name() + "_" + bath.name;
      const std::string label = charging.label() + ", " + bath.label;
      const double share = falling(charging, bath);
      claim.measured.push_back({name, "the same share of time, " + label, share});
      claim.measured.push_back({"after_" + name,
                                "share of falling S_AB from its maximum to that of W_B, " + label,
                                falling_until_full(curve_of(lab, charging, bath))});
      least = std::min(least, share);
    }
  }
  claim.parts = {{"without a pump", judge(without >= 0.99, without >= 0.95)},
                 {"with a pump", judge(least >= 0.99, least >= 0.95)}};
  return claim;
}

Claim claim_53(Laboratory& lab) {
  Claim claim{.number = 53,
              .words =
                  "<sigma_z>_B = p_e - p_g is -1, 0, 1 for the empty, half full and full battery "
                  "(section IV C)."};
  double departure = 0.0;
  for (const auto& [start, name] :
       {std::pair{"gg", "empty"}, {"g+", "half_full"}, {"ge", "full"}}) {
    const PairCurve& curve = lab.curve({.start = start, .to = 2e-3});
    claim.measured.push_back({fmt::format("sz_{}", name), fmt::format("<sigma_z>_B of |{}>", start),
                              curve.at("sz_B", 0.0)});
    claim.measured.push_back({fmt::format("eb_{}", name), "E_B of it", curve.at("E_B", 0.0)});
  }
  for (const double x : curve_of(lab, from_charged, baths[1]).samples("abs(sz_B - (2*E_B - 1))")) {
    departure = std::max(departure, x);
  }
  claim.measured.push_back(
      {"departure", "largest |<sigma_z>_B - (2 E_B - 1)|, F = 3, |eg>, n = 5", departure});
  const double ends =
      std::max({std::abs(claim.value("sz_empty") + 1.0), std::abs(claim.value("sz_half_full")),
                std::abs(claim.value("sz_full") - 1.0)});
  claim.parts = {{"", judge(std::max(departure, ends) < 1e-12)}};
  return claim;
}

}  // namespace

std::vector<Claim> claims_of_ergotropy(Laboratory& lab) {
  return {claim_49(lab), claim_50(lab), claim_51(lab), claim_52(lab), claim_53(lab)};
}

}  // namespace qbattery::song2026
