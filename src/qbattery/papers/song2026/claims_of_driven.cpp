// Claims 42 to 48: Fig. 5, charging with a resonant pump.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"

namespace qbattery::song2026 {

namespace {

double distance_to_balance(const PairCurve& curve, double t) {
  double nearest = curve.end();
  for (const double zero : curve.zeros("E_A - E_B"))
    nearest = std::min(nearest, std::abs(zero - t));
  return nearest;
}

// Without loss E_A - E_B = (2 F^2/O^2) cos(gt) (1 - cos(Ot)), O^2 = 4 F^2 + g^2: it changes sign
// where cos(gt) does, and only touches 0 at Ot = 2 pi m.
bool near_change_of_sign(double t) { return std::abs(std::cos(t)) < 0.1; }

Claim claim_42(Laboratory& lab) {
  Claim claim{
      .number = 42,
      .words = "With a pump, too, steering is extremal where the energies are equal (Fig. 5a-c)."};
  double worst = 0.0;
  for (const char* panel : {"fig5a", "fig5b", "fig5c"}) {
    const PairCurve& curve = lab.curve(lab.panel(panel));
    double of_main = 0.0;
    double of_others = 0.0;
    int place = 1;
    for (const Extremum& top : curve.maxima("S_AB")) {
      if (top.value <= sign_floor) continue;
      double& largest = near_change_of_sign(top.time) ? of_main : of_others;
      largest = std::max(largest, distance_to_balance(curve, top.time));
      claim.measured.push_back({fmt::format("t_{}_{}", panel, place),
                                fmt::format("maximum {} of S_AB in {}, t", place, panel),
                                top.time});
      ++place;
    }
    claim.measured.push_back({fmt::format("main_{}", panel),
                              "largest time to E_A = E_B from a maximum near gt = pi/2 or 3 pi/2",
                              of_main});
    claim.measured.push_back({fmt::format("others_{}", panel), "from another one", of_others});
    worst = std::max(worst, of_main);
  }
  claim.parts = {{"main maxima, Delta = 0", judge(worst < 0.05, worst < 0.2)}};
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
    const double top = curve.highest_multiple("S_AB", 2e-3).time;
    const double a = curve.at("E_A", top);
    const double b = curve.at("E_B", top);
    const std::string where = fmt::format("Delta = {}, F = {}, |{}>", c.Delta, c.F, c.start);
    claim.measured.push_back(
        {fmt::format("ea_{}", place),
         "E_A at the highest S_AB among multiples of 2e-3 in t, no loss, " + where, a});
    claim.measured.push_back({fmt::format("eb_{}", place), "E_B there", b});
    worst = std::max(worst, std::abs(a - b));
    ++place;
  }
  claim.parts = {{"detuned pump or superposed start", judge(worst < 0.02, worst < 0.1)}};
  return claim;
}

/// The concurrence of a pure pair with steering S = C + C^2/2 - C sqrt(1/2 + C^2/4), which rises
/// with C.
double concurrence_of_pure(double s) {
  const RealFunction excess = [s](double c) {
    return c + c * c / 2.0 - c * std::sqrt(0.5 + c * c / 4.0) - s;
  };
  const std::vector<double> ends = {0.0, 1.0};
  const std::vector<double> zeros = sign_changes({ends, values_of(excess, ends), excess, 1.0});
  return zeros.empty() ? std::nan("") : zeros.front();
}

// Energies at the highest S_AB; a grid of times because they change steeply there.
struct Peak {
  double value, a, b;
};

Peak peak_on_grid(const PairCurve& curve) {
  const double t = curve.highest_multiple("S_AB", 5e-4).time;
  return {curve.at("S_AB", t), curve.at("E_A", t), curve.at("E_B", t)};
}

// All main and small maxima of S_AB, and what the state without loss has at g t = pi/2.
void add_other_peaks(Claim& claim, Laboratory& lab) {
  const PairCurve& curve = lab.curve(lab.panel("fig5a"));
  int place = 1;
  for (const Extremum& top : curve.maxima("S_AB")) {
    if (top.value <= sign_floor) continue;
    claim.measured.push_back(
        {fmt::format("s_{}", place), fmt::format("maximum {} of S_AB, fig5a", place), top.value});
    claim.measured.push_back({fmt::format("ea_{}", place), "E_A there", curve.at("E_A", top.time)});
    claim.measured.push_back({fmt::format("eb_{}", place), "E_B there", curve.at("E_B", top.time)});
    ++place;
  }
  Setting without_loss = lab.panel("fig5a");
  without_loss.Gamma = 0.0;
  const PairCurve& closed = lab.curve(without_loss);
  const double quarter = std::numbers::pi / 2.0;
  const double s = closed.at("S_AB", quarter);
  claim.measured.push_back(
      {"e_lossless", "E_A = E_B at t = pi/2 for Gamma = 0", closed.at("E_B", quarter)});
  claim.measured.push_back({"s_lossless", "S_AB there", s});
  claim.measured.push_back({"c_lossless", "concurrence there", concurrence_of_pure(s)});
}

Claim claim_44(Laboratory& lab) {
  const Peak peak = peak_on_grid(lab.curve(lab.panel("fig5a")));
  const double away = std::max(std::abs(peak.a - 0.5), std::abs(peak.b - 0.5));
  Claim claim{.number = 44,
              .words = "The steering peak emerges at E_A = E_B = 1/2 (Fig. 5a).",
              .measured = {{"s_max", "highest S_AB among multiples of 5e-4 in t", peak.value},
                           {"ea", "E_A there", peak.a},
                           {"eb", "E_B there", peak.b}},
              .parts = {{"", judge(away < 0.005, away < 0.1)}}};
  add_other_peaks(claim, lab);
  return claim;
}

/// Least and greatest of both steering functions while both energies exceed a bound; NaN where they
/// never do.
struct Range {
  double least = std::nan(""), greatest = std::nan("");
};

Range steering_while_both_exceed(const PairCurve& curve, double bound) {
  Range range;
  const std::vector<double>& energies = curve.samples("min(E_A, E_B)");
  for (const char* steering : {"S_AB", "S_BA"}) {
    const std::vector<double>& s = curve.samples(steering);
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (energies[i] <= bound) continue;
      range = {std::fmin(range.least, s[i]), std::fmax(range.greatest, s[i])};
    }
  }
  return range;
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
    // In the warm reservoir of 5e the second peak of E_B stays just below 0.9.
    const double bound = empty ? 0.8 : (panel[4] == 'e' ? 0.88 : 0.9);
    const Range range = steering_while_both_exceed(lab.curve(lab.panel(panel), 5e-4), bound);
    claim.measured.push_back({fmt::format("least_{}", panel),
                              fmt::format("lowest S of either side while both energies exceed {}, "
                                          "{}",
                                          bound, panel),
                              range.least});
    claim.measured.push_back({fmt::format("greatest_{}", panel), "highest", range.greatest});
    double& worst = empty ? from_empty : from_charged;
    worst = std::fmax(worst, range.greatest);
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
    const auto [value, a, b] = peak_on_grid(lab.curve(lab.panel(panel)));
    claim.measured.push_back({fmt::format("s_{}", panel),
                              fmt::format("highest S_AB among multiples of 5e-4 in t, {}", panel),
                              value});
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
  return {claim_42(lab), claim_43(lab), claim_44(lab), claim_45(lab),
          claim_46(lab), claim_47(lab), claim_48(lab)};
}

}  // namespace qbattery::song2026
