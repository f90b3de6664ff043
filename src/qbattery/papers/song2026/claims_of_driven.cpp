// Claims 41 to 48: Fig. 5, charging with a resonant pump.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"

namespace qbattery::song2026 {

namespace {

/// P(tau) = E_B(tau)/tau at the first maximum within 1e-3 of the highest.
double power(const PairCurve& curve) {
  const Extremum full = curve.first_maximum("E_B");
  return full.value / full.time;
}

Claim claim_41(Laboratory& lab) {
  Claim claim{.number = 41,
              .words =
                  "Without a pump the charging power P(tau) is about twice that of "
                  "resonance-driven charging (Fig. 4 against 5)."};
  double worst = 0.0;
  for (const auto& [pumpless, driven] :
       {std::pair{"fig4a", "fig5a"}, {"fig4c", "fig5b"}, {"fig4d", "fig5c"}}) {
    const double without = power(lab.curve(lab.panel(pumpless)));
    const double with = power(lab.curve(lab.panel(driven)));
    claim.measured.push_back(
        {fmt::format("p_{}", pumpless), fmt::format("P(tau) of {}", pumpless), without});
    claim.measured.push_back(
        {fmt::format("p_{}", driven), fmt::format("P(tau) of {}", driven), with});
    claim.measured.push_back(
        {fmt::format("ratio_{}_{}", pumpless, driven), "their ratio", without / with});
    worst = std::max(worst, std::abs(without / with / 2.0 - 1.0));
  }
  const Extremum later = lab.curve(lab.panel("fig5a")).maximum("E_B");
  claim.measured.push_back(
      {"p_fig5a_global", "P of fig5a at the highest maximum of E_B", later.value / later.time});
  claim.parts = {{"", judge(worst < 0.1, worst < 0.25)}};
  return claim;
}

// From the highest maximum of S_AB to the nearest change of sign of E_A - E_B, in time.
double distance_of_highest(const PairCurve& curve) {
  const double top = curve.maximum("S_AB").time;
  double nearest = curve.end();
  for (const double zero : curve.zeros("E_A - E_B"))
    nearest = std::min(nearest, std::abs(zero - top));
  return nearest;
}

Claim claim_42(Laboratory& lab) {
  Claim claim{
      .number = 42,
      .words = "With a pump, too, steering is extremal where the energies are equal (Fig. 5a-c)."};
  double worst = 0.0;
  for (const char* panel : {"fig5a", "fig5b", "fig5c"}) {
    const PairCurve& curve = lab.curve(lab.panel(panel));
    const double distance = distance_of_highest(curve);
    claim.measured.push_back({fmt::format("distance_{}", panel),
                              fmt::format("time from the highest S_AB to E_A = E_B, {}", panel),
                              distance});
    worst = std::max(worst, distance);
  }
  int place = 1;
  for (const Extremum& top : lab.curve(lab.panel("fig5a")).maxima("S_AB")) {
    if (top.value <= 0.0) continue;
    claim.measured.push_back({fmt::format("t_max_{}", place),
                              fmt::format("maximum {} of S_AB in fig5a, t", place), top.time});
    ++place;
  }
  claim.parts = {{"highest maxima at Delta = 0", judge(worst < 0.05, worst < 0.2)}};
  return claim;
}

Claim claim_43(Laboratory& lab) {
  Claim claim{.number = 43,
              .words = "The same holds for other settings (implied generality of section IV B)."};
  struct Case {
    double Delta, F;
    const char* start;
  };
  double worst = 0.0;
  int place = 1;
  for (const Case& c :
       {Case{0.5, 1.0, "eg"}, Case{1.0, 3.0, "+g"}, Case{0.0, 3.0, "+g"}, Case{3.0, 1.0, "gg"}}) {
    Setting setting = lab.panel("fig5a").with_detuning(c.Delta);
    setting.F = c.F;
    setting.start = c.start;
    setting.Gamma = 0.0;
    const PairCurve& curve = lab.curve(setting);
    const double top = curve.maximum("S_AB").time;
    const double a = curve.at("E_A", top);
    const double b = curve.at("E_B", top);
    const std::string where = fmt::format("Delta = {}, F = {}, |{}>", c.Delta, c.F, c.start);
    claim.measured.push_back(
        {fmt::format("ea_{}", place), "E_A at the highest S_AB, no loss, " + where, a});
    claim.measured.push_back({fmt::format("eb_{}", place), "E_B there", b});
    worst = std::max(worst, std::abs(a - b));
    ++place;
  }
  claim.parts = {{"detuned pump or superposed start", judge(worst < 0.02, worst < 0.1)}};
  return claim;
}

Claim claim_44(Laboratory& lab) {
  const PairCurve& curve = lab.curve(lab.panel("fig5a"));
  const Extremum top = curve.maximum("S_AB");
  const double a = curve.at("E_A", top.time);
  const double b = curve.at("E_B", top.time);
  const double away = std::max(std::abs(a - 0.5), std::abs(b - 0.5));
  return {.number = 44,
          .words = "The steering peak emerges at E_A = E_B = 1/2 (Fig. 5a).",
          .measured = {{"s_max", "highest S_AB", top.value},
                       {"ea", "E_A there", a},
                       {"eb", "E_B there", b}},
          .parts = {{"", judge(away < 0.005, away < 0.1)}}};
}

// The highest S_AB among samples where both energies exceed a bound; NaN where they never do.
double highest_when_both_exceed(const PairCurve& curve, double bound) {
  double highest = std::nan("");
  const std::vector<double>& least = curve.samples("min(E_A, E_B)");
  const std::vector<double>& s = curve.samples("S_AB");
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (least[i] > bound) highest = std::fmax(highest, s[i]);
  }
  return highest;
}

Claim claim_45(Laboratory& lab) {
  Claim claim{
      .number = 45,
      .words =
          "When charger and battery are both excited there is no steerability (section IV B)."};
  double from_empty = -1.0;
  double from_charged = -1.0;
  for (const char* panel : {"fig5a", "fig5b", "fig5c", "fig5d", "fig5e", "fig5f"}) {
    const bool empty = panel[4] < 'd';
    const double highest = highest_when_both_exceed(lab.curve(lab.panel(panel)), empty ? 0.8 : 0.9);
    claim.measured.push_back(
        {fmt::format("s_{}", panel),
         fmt::format("highest S_AB while both energies exceed {}, {}", empty ? 0.8 : 0.9, panel),
         highest});
    double& worst = empty ? from_empty : from_charged;
    worst = std::isnan(highest) ? worst : std::max(worst, highest);
  }
  claim.parts = {{"from |gg>", judge(from_empty > -1.0 && from_empty <= 0.0)},
                 {"from |eg>", judge(from_charged > -1.0 && from_charged <= 0.0)}};
  return claim;
}

// The longest stretch of time with E_B above a bound.
double longest_above(const PairCurve& curve, double bound) {
  const std::string margin = fmt::format("E_B - {}", bound);
  std::vector<double> ends = curve.zeros(margin);
  ends.push_back(curve.end());
  double longest = 0.0;
  double last = 0.0;
  for (const double end : ends) {
    if (curve.at(margin, 0.5 * (last + end)) > 0.0) longest = std::max(longest, end - last);
    last = end;
  }
  return longest;
}

Claim claim_46(Laboratory& lab) {
  Claim claim{.number = 46,
              .words =
                  "From a charged charger the full battery persists for a shorter time (Fig. 5d-f "
                  "against a-c)."};
  int shorter = 0;
  int all = 0;
  for (const double bound : {0.95, 0.92, 0.90, 0.80}) {
    const double empty = longest_above(lab.curve(lab.panel("fig5a")), bound);
    const double charged = longest_above(lab.curve(lab.panel("fig5d")), bound);
    const int percent = static_cast<int>(std::lround(100 * bound));
    claim.measured.push_back({fmt::format("a_{}", percent),
                              fmt::format("longest time with E_B > {}, fig5a", bound), empty});
    claim.measured.push_back({fmt::format("d_{}", percent), "fig5d", charged});
    shorter += charged < empty ? 1 : 0;
    ++all;
  }
  claim.parts = {{"", judge(shorter == all, shorter > 0)}};
  return claim;
}

Claim claim_47(Laboratory& lab) {
  Claim claim{.number = 47,
              .words =
                  "From a charged charger the highest steering lies near, not at, E_A = E_B = 1/2 "
                  "(Fig. 5d-f)."};
  bool balanced = true;
  bool near_half = true;
  for (const char* panel : {"fig5d", "fig5e", "fig5f"}) {
    const PairCurve& curve = lab.curve(lab.panel(panel));
    const Extremum top = curve.maximum("S_AB");
    const double a = curve.at("E_A", top.time);
    const double b = curve.at("E_B", top.time);
    claim.measured.push_back(
        {fmt::format("s_{}", panel), fmt::format("highest S_AB of {}", panel), top.value});
    claim.measured.push_back({fmt::format("ea_{}", panel), "E_A there", a});
    claim.measured.push_back({fmt::format("eb_{}", panel), "E_B there", b});
    balanced = balanced && std::abs(a - b) < 0.02;
    near_half = near_half && std::abs(a - 0.5) < 0.1 && std::abs(a - 0.5) > 0.01;
  }
  claim.parts = {{"", judge(balanced && near_half, balanced)}};
  return claim;
}

Claim claim_48(Laboratory& lab) {
  Claim claim{
      .number = 48,
      .words = "At tau almost all of the stored energy is useful work (sections III and V)."};
  double least = 1.0;
  const auto add = [&](const std::string& name, const std::string& label, const Setting& setting) {
    const PairCurve& curve = lab.curve(setting);
    const double tau = curve.tau();
    const double share = curve.at("W_B", tau) / curve.at("E_B", tau);
    claim.measured.push_back({name, "W_B/E_B at tau, " + label, share});
    return share;
  };
  for (const char* panel : {"fig4a", "fig5a", "fig5b"}) {
    least = std::min(least, add(panel, panel, lab.panel(panel)));
  }
  Setting setting = lab.panel("fig4b");
  for (const double Gamma : {0.1, 0.3, 0.5}) {
    setting.Gamma = Gamma;
    add(fmt::format("gamma_0_{}", std::lround(10 * Gamma)),
        fmt::format("fig4b at Gamma = {}", Gamma), setting);
  }
  claim.parts = {{"low dissipation", judge(least > 0.95, least > 0.8)}};
  return claim;
}

}  // namespace

std::vector<Claim> claims_of_driven(Laboratory& lab) {
  return {claim_41(lab), claim_42(lab), claim_43(lab), claim_44(lab),
          claim_45(lab), claim_46(lab), claim_47(lab), claim_48(lab)};
}

}  // namespace qbattery::song2026
