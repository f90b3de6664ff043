// Claims 30 to 40: Fig. 4, charging without a pump from |eg>.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"

namespace qbattery::song2026 {

namespace {

using std::numbers::pi;

constexpr double transfer_time = pi / 2.0;  // pi/(2 g): the first complete exchange without loss
constexpr double step = 5e-4;

Claim claim_30(Laboratory& lab) {
  const PairCurve& curve = lab.curve(lab.panel("fig4a"));
  const double lost = 1.0 - curve.at("E_A + E_B", curve.end());
  return {.number = 30,
          .words = "At low dissipation the pair is almost a closed system (Fig. 4a).",
          .measured = {{"lost", "energy lost after one period, 1 - (E_A + E_B)(2 pi)", lost}},
          .parts = {{"", judge(lost < 0.01, lost < 0.1)}}};
}

/// Where a steering function is not positive: its windows within (0, end].
struct Windows {
  double total = 0.0;
  std::vector<std::pair<double, double>> list;
};

Windows windows_without(const PairCurve& curve, const std::string& steering) {
  Windows windows;
  const std::vector<double>& times = curve.times();
  const std::vector<double>& values = curve.samples(steering);
  double begin = -1.0;
  std::vector<double> zeros = curve.zeros(steering);
  zeros.push_back(curve.end());
  double last = times.front();
  for (const double zero : zeros) {
    const auto middle = std::lower_bound(times.begin(), times.end(), 0.5 * (last + zero));
    const bool negative = values[static_cast<std::size_t>(middle - times.begin())] < -sign_floor;
    if (negative) {
      begin = last;
      windows.list.emplace_back(begin, zero);
      windows.total += zero - begin;
    }
    last = zero;
  }
  return windows;
}

Claim claim_31(Laboratory& lab) {
  const PairCurve& curve = lab.curve(lab.panel("fig4a"), step);
  const Windows charger = windows_without(curve, "S_AB");
  const Windows battery = windows_without(curve, "S_BA");
  Claim claim{.number = 31,
              .words =
                  "Charger and battery can always steer each other, except at complete transfer "
                  "(Fig. 4a)."};
  const auto add = [&](const char* name, const std::string& label, double value) {
    claim.measured.push_back({name, label, value});
  };
  add("s_ab_share", "share of the period with S_AB <= 0", charger.total / curve.end());
  add("s_ba_share", "share of the period with S_BA <= 0", battery.total / curve.end());
  for (std::size_t i = 0; i < charger.list.size() && i < 2; ++i) {
    claim.measured.push_back(
        {fmt::format("s_ab_from_{}", i + 1), "S_AB <= 0 from t", charger.list[i].first});
    claim.measured.push_back({fmt::format("s_ab_to_{}", i + 1), "to t", charger.list[i].second});
  }
  for (std::size_t i = 0; i < battery.list.size() && i < 2; ++i) {
    claim.measured.push_back(
        {fmt::format("s_ba_from_{}", i + 1), "S_BA <= 0 from t", battery.list[i].first});
    claim.measured.push_back({fmt::format("s_ba_to_{}", i + 1), "to t", battery.list[i].second});
  }
  claim.measured.push_back({"certified_share",
                            "share with S_AB <= 0 although F_3 or ESC certifies steering",
                            std::nan(""), false});
  claim.measured.push_back(
      {"s_ab_before_window_end", "S_AB at t = 4.655", curve.at("S_AB", 4.655)});
  const double share = std::max(charger.total, battery.total) / curve.end();
  claim.parts = {{"", judge(share == 0.0, share < 0.05)}};
  return claim;
}

Claim claim_32(Laboratory& lab) {
  const PairCurve& curve = lab.curve(lab.panel("fig4a"));
  const double at_transfer = curve.at("S_AB", transfer_time);
  const double at_return = curve.at("S_BA", 2.0 * transfer_time);
  return {
      .number = 32,
      .words = "The empty side cannot steer: S_AB < 0 at E_A = 0, S_BA < 0 at E_B = 0 (Fig. 4a).",
      .measured = {{"ea_transfer", "E_A at t = pi/2", curve.at("E_A", transfer_time)},
                   {"s_ab_transfer", "S_AB there", at_transfer},
                   {"s_ba_transfer", "S_BA there", curve.at("S_BA", transfer_time)},
                   {"s_ba_return", "S_BA at t = pi", at_return},
                   {"s_ab_return", "S_AB there", curve.at("S_AB", 2.0 * transfer_time)},
                   {"s_ba_start", "S_BA at t = 0, where E_B = 0", curve.at("S_BA", 0.0)}},
      .parts = {{"for t > 0", judge(at_transfer < -sign_floor && at_return < -sign_floor &&
                                    curve.at("E_A", transfer_time) < 0.01)}}};
}

// The largest distance in time between a maximum of S_AB above 0 and the nearest E_A = E_B.
double distance_from_balance(const PairCurve& curve) {
  double largest = 0.0;
  for (const Extremum& top : curve.maxima("S_AB")) {
    if (top.value <= sign_floor) continue;
    double nearest = curve.end();
    for (const double zero : curve.zeros("E_A - E_B"))
      nearest = std::min(nearest, std::abs(zero - top.time));
    largest = std::max(largest, nearest);
  }
  return largest;
}

Claim claim_33(Laboratory& lab) {
  Setting setting = lab.panel("fig4a");
  const PairCurve& weak = lab.curve(setting);
  const Extremum top = weak.maximum("S_AB");
  const double weak_distance = distance_from_balance(weak);
  Claim claim{
      .number = 33,
      .words =
          "Steering is largest only where charger and battery have the same energy (Fig. 4a-b).",
      .measured = {{"distance_weak", "largest time from a maximum of S_AB to E_A = E_B, low loss",
                    weak_distance},
                   {"s_max_weak", "highest S_AB", top.value},
                   {"t_max_weak", "at t", top.time},
                   {"ea_weak", "E_A there", weak.at("E_A", top.time)},
                   {"eb_weak", "E_B there", weak.at("E_B", top.time)}}};
  double strong_distance = 0.0;
  for (const double Gamma : {0.1, 0.5}) {
    setting.Gamma = Gamma;
    const PairCurve& curve = lab.curve(setting);
    strong_distance = std::max(strong_distance, distance_from_balance(curve));
    const std::string name = Gamma == 0.1 ? "01" : "05";
    int place = 1;
    for (const Extremum& peak : curve.maxima("S_AB")) {
      if (peak.value <= sign_floor) continue;
      claim.measured.push_back({fmt::format("t_{}_{}", name, place),
                                fmt::format("maximum {} of S_AB at Gamma = {}: t", place, Gamma),
                                peak.time});
      claim.measured.push_back(
          {fmt::format("ea_{}_{}", name, place), "E_A there", curve.at("E_A", peak.time)});
      claim.measured.push_back(
          {fmt::format("eb_{}_{}", name, place), "E_B there", curve.at("E_B", peak.time)});
      ++place;
    }
  }
  const double margin = 0.01 * transfer_time;
  claim.parts = {
      {"", judge(weak_distance < margin && strong_distance < margin, weak_distance < margin)}};
  return claim;
}

// From the last maximum of S_AB before tau to tau: shares of the time in which S_AB falls and E_B
// rises.
std::pair<double, double> consumption(const PairCurve& curve) {
  const double tau = curve.tau();
  double from = 0.0;
  for (const Extremum& top : curve.maxima("S_AB")) {
    if (top.time < tau) from = top.time;
  }
  const std::vector<double>& times = curve.times();
  const std::vector<double>& s = curve.samples("S_AB");
  const std::vector<double>& e = curve.samples("E_B");
  int steps = 0, falling = 0, rising = 0;
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i - 1] < from || times[i] > tau) continue;
    ++steps;
    falling += s[i] < s[i - 1] ? 1 : 0;
    rising += e[i] > e[i - 1] ? 1 : 0;
  }
  const double all = std::max(1, steps);
  return {falling / all, rising / all};
}

Claim claim_34(Laboratory& lab) {
  double least_falling = 1.0, least_rising = 1.0;
  Setting setting = lab.panel("fig4a");
  for (const double Gamma : {lab.low_dissipation(), 0.01, 0.1, 0.5}) {
    setting.Gamma = Gamma;
    const auto [falling, rising] = consumption(lab.curve(setting));
    least_falling = std::min(least_falling, falling);
    least_rising = std::min(least_rising, rising);
  }
  return {.number = 34,
          .words =
              "Steering is accumulated first, then consumed until E_B(tau) is reached (Fig. 4a-b).",
          .measured = {{"falling",
                        "share of time from the last maximum of S_AB to tau in which S_AB falls, "
                        "least of all Gamma",
                        least_falling},
                       {"rising", "in which E_B rises", least_rising}},
          .parts = {{"", judge(least_falling == 1.0 && least_rising == 1.0, least_falling > 0.9)}}};
}

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

Claim claim_36(Laboratory& lab) {
  Claim claim{.number = 36, .words = "Dissipation amplifies the asymmetry of steering (Fig. 4b)."};
  std::vector<double> differences;
  Setting setting = lab.panel("fig4a");
  int place = 1;
  for (const double Gamma : {lab.low_dissipation(), 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0}) {
    setting.Gamma = Gamma;
    const PairCurve& curve = lab.curve(setting);
    differences.push_back(curve.maximum("abs(S_AB - S_BA)").value);
    const double peaks = std::abs(curve.maximum("S_AB").value - curve.maximum("S_BA").value);
    claim.measured.push_back({fmt::format("difference_{}", place),
                              fmt::format("largest |S_AB - S_BA| at Gamma = {:g}", Gamma),
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
  double largest = 0.0;
  const std::vector<double>& a = one.samples(of_one);
  const std::vector<double>& b = other.samples(of_other);
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

Claim claim_39(Laboratory& lab) {
  const PairCurve& cold = lab.curve(lab.panel("fig4a"), step);
  const PairCurve& full = lab.curve(lab.panel("fig4d"), step);
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
                       {"steering", "of a steering function", steering},
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
  return {claim_30(lab), claim_31(lab), claim_32(lab), claim_33(lab), claim_34(lab), claim_35(lab),
          claim_36(lab), claim_37(lab), claim_38(lab), claim_39(lab), claim_40(lab)};
}

}  // namespace qbattery::song2026
