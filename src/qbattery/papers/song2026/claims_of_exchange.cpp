// Claims 30 to 34: Fig. 4(a), energy and steering exchanged without a pump.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"
#include "qbattery/papers/song2026/steering_criteria.hpp"
#include "qbattery/quantities/correlations.hpp"

namespace qbattery::song2026 {

namespace {

using std::numbers::pi;

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

// A window at the start has the name "until", later ones are counted from 1.
void add_windows(Claim& claim, const std::string& name, const std::string& label,
                 const Windows& windows) {
  int place = 1;
  for (const auto& [from, to] : windows.list) {
    if (from == 0.0) {
      claim.measured.push_back({name + "_until", label + " <= 0 from the start until t", to});
      continue;
    }
    claim.measured.push_back(
        {fmt::format("{}_from_{}", name, place), label + " <= 0 from t", from});
    claim.measured.push_back({fmt::format("{}_to_{}", name, place), "to t", to});
    ++place;
  }
}

double share_with_neither(const PairCurve& curve) {
  const std::vector<double>& larger = curve.samples("max(S_AB, S_BA)");
  const auto neither =
      std::count_if(larger.begin() + 1, larger.end(), [](double s) { return s < -sign_floor; });
  return static_cast<double>(neither) / static_cast<double>(larger.size() - 1);
}

// Of the samples of the period, the last one being the first again.
double certified_share(const PairCurve& curve) {
  const std::vector<double>& s = curve.samples("S_AB");
  int count = 0;
  for (std::size_t i = 1; i < s.size(); ++i)
    if (s[i] < -sign_floor && is_certified(curve.state(curve.times()[i]))) ++count;
  return static_cast<double>(count) / static_cast<double>(s.size() - 1);
}

Claim claim_31(Laboratory& lab) {
  const Setting setting = lab.panel("fig4a");
  const PairCurve& curve = lab.curve(setting, step);
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
  add("neither_share", "share of the period with both <= 0", share_with_neither(curve));
  add_windows(claim, "s_ab", "S_AB", charger);
  add_windows(claim, "s_ba", "S_BA", battery);
  if (!charger.list.empty()) {
    const auto [from, to] = charger.list.front();
    add("half_width", "half the width of the first window of S_AB", 0.5 * (to - from));
    add("half_width_estimate", "sqrt(pi Gamma/(2 g))", std::sqrt(pi * setting.Gamma / 2.0));
  }
  add("certified_share", "share with S_AB <= 0 although F_3 or ESC certifies steering",
      certified_share(curve));
  add("f3_before_window_end", "F_3 at t = 4.655", cjwr(curve.state(4.655), 3));
  add("s_ab_before_window_end", "S_AB at t = 4.655", curve.at("S_AB", 4.655));
  const double share = std::max(charger.total, battery.total) / curve.end();
  claim.parts = {{"", judge(share == 0.0, share < 0.05)}};
  return claim;
}

Claim claim_32(Laboratory& lab) {
  const PairCurve& curve = lab.curve(lab.panel("fig4a"));
  const double at_transfer = curve.at("S_AB", transfer_time);
  const double at_return = curve.at("S_BA", 2.0 * transfer_time);
  Setting without_loss = lab.panel("fig4a");
  without_loss.Gamma = 0.0;
  const PairCurve& closed = lab.curve(without_loss);
  double lossless = 0.0;
  for (const double t : {0.0, transfer_time, 2.0 * transfer_time}) {
    lossless = std::max(lossless, closed.at("max(abs(S_AB), abs(S_BA))", t));
  }
  return {
      .number = 32,
      .words = "The empty side cannot steer: S_AB < 0 at E_A = 0, S_BA < 0 at E_B = 0 (Fig. 4a).",
      .measured = {{"ea_transfer", "E_A at t = pi/2", curve.at("E_A", transfer_time)},
                   {"s_ab_transfer", "S_AB there", at_transfer},
                   {"s_ba_transfer", "S_BA there", curve.at("S_BA", transfer_time)},
                   {"s_ba_return", "S_BA at t = pi", at_return},
                   {"s_ab_return", "S_AB there", curve.at("S_AB", 2.0 * transfer_time)},
                   {"s_ba_start", "S_BA at t = 0, where E_B = 0", curve.at("S_BA", 0.0)},
                   {"s_lossless", "largest |S| at t = 0, pi/2, pi for Gamma = 0", lossless}},
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

}  // namespace

std::vector<Claim> claims_of_exchange(Laboratory& lab) {
  return {claim_30(lab), claim_31(lab), claim_32(lab), claim_33(lab), claim_34(lab)};
}

}  // namespace qbattery::song2026
