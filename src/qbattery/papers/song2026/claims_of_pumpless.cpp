// Claims 35 to 40: Fig. 4(b) to (d), what loss and reservoirs change without a pump.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"
#include "qbattery/papers/song2026/statistics.hpp"

namespace qbattery::song2026 {

namespace {

using std::numbers::pi;

constexpr double step = 5e-4;

Claim claim_35(Laboratory& lab) {
  Claim claim{.number = 35, .words = "Dissipation disrupts both energy and steering (Fig. 4b)."};
  std::vector<double> energies, steerings;
  Setting setting = lab.panel("fig4a");
  int place = 1;
  for (const double Gamma : {lab.low_dissipation(), 0.01, 0.1, 0.5}) {
    setting.Gamma = Gamma;
    const PairCurve& curve = lab.curve(setting);
    energies.push_back(curve.first_maximum("E_B").value);
    steerings.push_back(curve.maximum("S_AB").value);
    claim.measured.push_back({fmt::format("eb_{}", place),
                              fmt::format("E_B(tau) at Gamma = {:g}", Gamma), energies.back()});
    claim.measured.push_back({fmt::format("s_{}", place), "highest S_AB", steerings.back()});
    ++place;
  }
  claim.parts = {{"", judge(falls(energies) && falls(steerings))}};
  return claim;
}

// Differences of S are largest in a cusp at the end of the period, where what a grid sees of them
// depends on its last time: here 12565 steps, one short of the period.
Setting short_of_the_period(Setting setting) {
  setting.to = 12565.0 * step;
  return setting;
}

Claim claim_36(Laboratory& lab) {
  Claim claim{.number = 36, .words = "Dissipation amplifies the asymmetry of steering (Fig. 4b)."};
  std::vector<double> differences;
  Setting setting = short_of_the_period(lab.panel("fig4a"));
  int place = 1;
  for (const double Gamma : {lab.low_dissipation(), 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0}) {
    setting.Gamma = Gamma;
    const PairCurve& curve = lab.curve(setting, step);
    differences.push_back(largest_difference(curve.samples("S_AB"), curve.samples("S_BA")));
    const double peaks = std::abs(curve.maximum("S_AB").value - curve.maximum("S_BA").value);
    claim.measured.push_back({fmt::format("difference_{}", place),
                              fmt::format("largest |S_AB - S_BA| at Gamma = {:g}, on times 5e-4 "
                                          "apart up to 6.2825",
                                          Gamma),
                              differences.back()});
    claim.measured.push_back(
        {fmt::format("peaks_{}", place), "difference of their highest values", peaks});
    ++place;
  }
  const std::vector<double> to_tenth(differences.begin(), differences.begin() + 4);
  claim.parts = {{"up to Gamma = 0.1 g", judge(rises(to_tenth))},
                 {"beyond", judge(rises(differences))}};
  return claim;
}

Claim claim_37(Laboratory& lab) {
  const PairCurve& curve = lab.curve(lab.panel("fig4b"));
  const double top = curve.maximum("S_AB").time;
  const std::vector<double> balance = curve.zeros("E_A - E_B");
  const double equal = balance.empty() ? std::nan("") : balance.front();
  const double ahead = (equal - top) / transfer_time;
  return {.number = 37,
          .words =
              "At higher loss, too, steering is consumed after the balance of energies is broken "
              "(Fig. 4b).",
          .measured = {{"t_s_max", "S_AB is highest at t", top},
                       {"t_balance", "E_A = E_B at t", equal}},
          .parts = {{"", judge(std::abs(ahead) < 0.01, std::abs(ahead) < 0.1)}}};
}

Claim claim_38(Laboratory& lab) {
  Claim claim{.number = 38,
              .words = "In a warm reservoir the peaks of E_B decay faster (Fig. 4c)."};
  std::vector<double> last;
  for (const char* panel : {"fig4a", "fig4c"}) {
    Setting setting = lab.panel(panel);
    setting.to = 4.0 * pi;
    int place = 1;
    for (const Extremum& peak : lab.curve(setting).maxima("E_B")) {
      claim.measured.push_back({fmt::format("{}_{}", panel, place),
                                fmt::format("peak {} of E_B, {}", place, panel), peak.value});
      if (place == 4) last.push_back(peak.value);
      ++place;
    }
  }
  claim.parts = {{"", judge(last.size() == 2 && last[1] < last[0])}};
  return claim;
}

double largest_difference(const PairCurve& one, const PairCurve& other, const std::string& of_one,
                          const std::string& of_other) {
  return song2026::largest_difference(one.samples(of_one), other.samples(of_other));
}

Claim claim_39(Laboratory& lab) {
  const PairCurve& cold = lab.curve(short_of_the_period(lab.panel("fig4a")), step);
  const PairCurve& full = lab.curve(short_of_the_period(lab.panel("fig4d")), step);
  const double energies = std::max(largest_difference(cold, full, "E_A", "E_A"),
                                   largest_difference(cold, full, "E_B", "E_B"));
  const double steering = std::max(largest_difference(cold, full, "S_AB", "S_AB"),
                                   largest_difference(cold, full, "S_BA", "S_BA"));
  const double exchanged = largest_difference(full, cold, "S_AB", "S_BA");
  return {.number = 39,
          .words =
              "With n_f = 1 there is no significant dissipation: nearly the same as at T = 0 (Fig. "
              "4d).",
          .measured = {{"energies", "largest difference of an energy from Fig. 4a", energies},
                       {"steering", "of a steering function, on times 5e-4 apart up to 6.2825",
                        steering},
                       {"exchanged", "of S_AB here from S_BA there", exchanged}},
          .parts = {{"energies", judge(energies < 0.01, energies < 0.1)},
                    {"steering", judge(steering < 0.01, exchanged < sign_floor)}}};
}

Claim claim_40(Laboratory& lab) {
  const PairCurve& curve = lab.curve(lab.panel("fig4d"));
  const double battery = curve.at("S_BA", transfer_time);
  const double charger = curve.at("S_AB", 2.0 * transfer_time);
  const double full =
      std::min(curve.at("E_B", transfer_time), curve.at("E_A", 2.0 * transfer_time));
  return {.number = 40,
          .words =
              "With n_f = 1 the full side cannot steer: S_BA < 0 at E_B = 1, S_AB < 0 at E_A = 1 "
              "(Fig. 4d).",
          .measured = {{"s_ba_full", "S_BA at t = pi/2", battery},
                       {"s_ab_full", "S_AB at t = pi", charger},
                       {"least_full", "the smaller of the two full energies", full}},
          .parts = {{"", judge(full > 0.99 && battery < -sign_floor && charger < -sign_floor)}}};
}

}  // namespace

std::vector<Claim> claims_of_pumpless(Laboratory& lab) {
  return {claim_35(lab), claim_36(lab), claim_37(lab), claim_38(lab), claim_39(lab), claim_40(lab)};
}

}  // namespace qbattery::song2026
