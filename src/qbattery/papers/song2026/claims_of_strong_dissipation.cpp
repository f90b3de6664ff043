// Claims 54 to 58: Fig. 7, the appendix on strong dissipation.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"
#include "qbattery/papers/song2026/statistics.hpp"

namespace qbattery::song2026 {

namespace {

const double largest_steering = 1.5 - std::sqrt(3.0) / 2.0;  // of two two-level systems

// The right-hand side of Eq. (6): what S_AB would be, with its sign turned, without correlations.
const std::string mixedness = "sqrt((1 + L_A) * L_B)";

double highest_after_start(const std::vector<double>& values) {
  return *std::max_element(values.begin() + 1, values.end());
}

Setting pumpless_with(Laboratory& lab, double Gamma, double to) {
  Setting setting = lab.panel("fig7a");
  setting.Gamma = Gamma;
  setting.to = to;
  return setting;
}

// The first maximum of S_BA after the battery has begun to charge, positive or not.
double peak_of_return_steering(Laboratory& lab, double Gamma) {
  const PairCurve& curve = lab.curve(pumpless_with(lab, Gamma, 1.2), 2e-2);
  for (const Extremum& top : curve.maxima("S_BA")) {
    if (top.time > 0.4) return top.value;
  }
  return -1.0;
}

double dissipation_that_ends_return_steering(Laboratory& lab) {
  const RealFunction peak = [&lab](double Gamma) { return peak_of_return_steering(lab, Gamma); };
  const std::vector<double> trials = spaced(0.5, 0.9, 5);
  const std::vector<double> values = values_of(peak, trials);
  const std::vector<double> zeros = sign_changes({trials, values, peak, 0.1});
  return zeros.empty() ? std::nan("") : zeros.front();
}

void add_peak_of_steering(Claim& claim, const PairCurve& curve, const std::string& panel) {
  const Extremum top = curve.maximum("S_AB");
  claim.measured.push_back({"s_ab_" + panel, "highest S_AB, " + panel, top.value});
  claim.measured.push_back({"t_" + panel, "at t", top.time});
  double end = std::nan("");
  for (const double zero : curve.zeros("S_AB")) {
    if (zero > top.time && std::isnan(end)) end = zero;
  }
  claim.measured.push_back({"lost_" + panel, "S_AB > 0 until t", end});
}

// S_AB/(g t) at so early a time that it is the slope; 2 - sqrt(2) follows from E_A and E_B to first
// order in t.
double early_slope(const PairCurve& curve, double t) { return curve.at("S_AB", t) / t; }

void add_other_dissipations(Claim& claim, Laboratory& lab) {
  const auto add = [&claim](const char* name, const char* label, double value) {
    claim.measured.push_back({name, label, value});
  };
  add("s_ba_gamma_0_5", "highest S_BA without a pump, T = 0, Gamma = 0.5",
      lab.curve(pumpless_with(lab, 0.5, 10.0)).maximum("S_BA").value);
  add("gamma_without_s_ba", "S_BA <= 0 throughout above Gamma",
      dissipation_that_ends_return_steering(lab));
  add("s_ab_gamma_4", "highest S_AB, Gamma = 4",
      lab.curve(pumpless_with(lab, 4.0, 1.0)).maximum("S_AB").value);
  const PairCurve& strongest = lab.curve(pumpless_with(lab, 100.0, 0.02), 5e-5);
  add("s_ab_gamma_100", "highest S_AB, Gamma = 100", strongest.maximum("S_AB").value);
  add("slope_gamma_100", "S_AB/(g t) at t = 1e-6, Gamma = 100", early_slope(strongest, 1e-6));
  add("slope_7a", "S_AB/(g t) at t = 1e-5, fig7a",
      early_slope(lab.curve(lab.panel("fig7a")), 1e-5));
}

Claim claim_54(Laboratory& lab) {
  Claim claim{.number = 54,
              .words =
                  "At strong dissipation steering is virtually absent: S <= 0 always, a potential "
                  "that is never activated (Fig. 7)."};
  double forward = 0.0;
  double backward = 0.0;
  for (const char* panel : {"fig7a", "fig7b"}) {
    const PairCurve& curve = lab.curve(lab.panel(panel));
    add_peak_of_steering(claim, curve, panel);
    forward = std::max(forward, curve.maximum("S_AB").value);
    backward = std::max(backward, highest_after_start(curve.samples("S_BA")));
  }
  claim.measured.push_back({"s_ba_cold", "highest S_BA for t > 0, fig7a and b", backward});
  add_other_dissipations(claim, lab);
  double warm = -1.0;
  for (const char* panel : {"fig7c", "fig7d"}) {
    for (const char* steering : {"S_AB", "S_BA"}) {
      warm = std::max(warm, highest_after_start(lab.curve(lab.panel(panel)).samples(steering)));
    }
  }
  claim.measured.push_back({"s_warm", "highest S of either side for t > 0, fig7c and d", warm});
  const auto verdict = [](double highest) {
    return judge(highest < sign_floor, highest < 0.01 * largest_steering);
  };
  claim.parts = {{"charger steers battery, T = 0", verdict(forward)},
                 {"battery steers charger, T = 0", verdict(backward)},
                 {"either way, n > 0", judge(warm < 0.0, warm < 0.01 * largest_steering)}};
  return claim;
}

// Rank correlation of two figures of merit for 0 < t <= `until`.
double rank_correlation(const PairCurve& curve, const char* x, const char* y, double until) {
  const std::vector<double>& times = curve.times();
  const auto end = std::upper_bound(times.begin(), times.end(), until) - times.begin();
  const auto part = [&curve, end](const char* text) {
    const std::vector<double>& all = curve.samples(text);
    return std::vector<double>(all.begin() + 1, all.begin() + end);
  };
  return spearman(part(x), part(y));
}

Claim claim_55(Laboratory& lab) {
  Claim claim{
      .number = 55,
      .words = "E_A follows S_AB and E_B follows S_BA, rising and falling together (Fig. 7a)."};
  double least = 1.0;
  const auto add = [&](const std::string& name, const std::string& when, const PairCurve& curve,
                       double until) {
    const double a = rank_correlation(curve, "E_A", "S_AB", until);
    const double b = rank_correlation(curve, "E_B", "S_BA", until);
    claim.measured.push_back({"a_" + name, "Spearman coefficient of E_A and S_AB, " + when, a});
    claim.measured.push_back({"b_" + name, "of E_B and S_BA", b});
    least = std::min({least, a, b});
    return std::min(a, b);
  };
  const PairCurve& curve = lab.curve(lab.panel("fig7a"));
  const double charging = add("charging", "0 < t <= tau, Gamma = 1", curve, curve.tau());
  for (const double Gamma : {0.5, 2.0}) {
    const PairCurve& other = lab.curve(pumpless_with(lab, Gamma, 10.0));
    add(fmt::format("charging_gamma_{}", Gamma == 0.5 ? "0_5" : "2"),
        fmt::format("0 < t <= tau, Gamma = {}", Gamma), other, other.tau());
  }
  add("whole", "0 < t <= 10, Gamma = 1", curve, curve.end());
  claim.measured.push_back(
      {"rising", "share of the time of rising E_B with rising S_BA, Gamma = 1",
       share_rising_while_rising(curve.samples("E_B"), curve.samples("S_BA"))});
  claim.parts = {{"", judge(least >= 0.8, charging >= 0.8)}};
  return claim;
}

bool changes_sign(const std::vector<double>& values) {
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  return *least<-sign_floor&& * greatest> sign_floor;
}

Claim claim_56(Laboratory& lab) {
  Claim claim{.number = 56,
              .words = "With a pump E_B is inversely proportional to S_AB and S_BA (Fig. 7b, c)."};
  Setting weaker = lab.panel("fig7b");
  weaker.F = 1.0;
  bool one_sign = true;
  double monotone = -1.0;
  double linear = -1.0;
  for (const auto& [name, label, setting] : {std::tuple{"fig7b_f1", "fig7b with F = 1", weaker},
                                             {"fig7b", "fig7b", lab.panel("fig7b")},
                                             {"fig7c", "fig7c", lab.panel("fig7c")}}) {
    const PairCurve& curve = lab.curve(setting);
    const std::vector<double>& energy = curve.samples("E_B");
    for (const char* steering : {"S_AB", "S_BA"}) {
      const std::vector<double>& s = curve.samples(steering);
      const std::string id = fmt::format("{}_{}", steering[2] == 'A' ? "ab" : "ba", name);
      const double coefficient = pearson(energy, s);
      claim.measured.push_back(
          {"r_" + id, fmt::format("Pearson coefficient of E_B and {}, {}", steering, label),
           coefficient});
      claim.measured.push_back({"falls_" + id,
                                "share of the time of rising E_B in which that S falls",
                                share_falling_while_rising(energy, s)});
      one_sign = one_sign && !changes_sign(s);
      monotone = std::max(monotone, spearman(energy, s));
      linear = std::max(linear, coefficient);
    }
  }
  claim.measured.push_back(
      {"highest_rank", "largest of the six Spearman coefficients (inverse: -1)", monotone});
  claim.parts = {{"", judge(one_sign && monotone <= -0.99, linear <= -0.8)}};
  return claim;
}

/// The lowest S_AB of a curve, E_B there, and how much of the fall is made good at the end.
struct Revival {
  double energy, recovered;
};

Revival revival(const PairCurve& curve) {
  const Extremum lowest = curve.minimum("S_AB");
  return {curve.at("E_B", lowest.time), 1.0 - curve.at("S_AB", curve.end()) / lowest.value};
}

void add_revival(Claim& claim, const std::string& name, const std::string& label,
                 const Revival& found) {
  claim.measured.push_back({"eb_" + name, "E_B at the lowest S_AB, " + label, found.energy});
  claim.measured.push_back(
      {"recovered_" + name, "share of that fall made good at t = 10", found.recovered});
}

Claim claim_57(Laboratory& lab) {
  Claim claim{.number = 57,
              .words =
                  "In a fermionic reservoir charging first suppresses steering and revives it once "
                  "the battery is about half full (Fig. 7d)."};
  double away = 0.0;
  double recovered = 1.0;
  for (const int Delta : {3, 5, 10}) {
    const Revival found = revival(lab.curve(lab.panel("fig7d").with_detuning(Delta)));
    add_revival(claim, fmt::format("delta_{}", Delta), fmt::format("n = 1, Delta = {}", Delta),
                found);
    away = std::max(away, std::abs(found.energy - 0.5));
    recovered = std::min(recovered, found.recovered);
  }
  Setting resonant = lab.panel("fig7d").with_detuning(0.0);
  resonant.F = 3.0;
  double resonant_away = 0.0;
  double resonant_recovered = 1.0;
  for (const double n : {0.9, 0.7}) {
    resonant.n = n;
    const Revival found = revival(lab.curve(resonant));
    add_revival(claim, n == 0.9 ? "n_0_9" : "n_0_7", fmt::format("n = {}, Delta = 0, F = 3", n),
                found);
    resonant_away = std::max(resonant_away, std::abs(found.energy - 0.5));
    resonant_recovered = std::min(resonant_recovered, found.recovered);
  }
  claim.measured.push_back(
      {"share_n_0_7", "E_B/n at the lowest S_AB, n = 0.7", claim.value("eb_n_0_7") / 0.7});
  const auto verdict = [](double distance, double share) {
    return judge(distance <= 0.1 && share >= 0.5, distance <= 0.2 && share >= 0.25);
  };
  claim.parts = {{"n = 1, detuned", verdict(away, recovered)},
                 {"n < 1, resonant", verdict(resonant_away, resonant_recovered)}};
  return claim;
}

Claim claim_58(Laboratory& lab) {
  Claim claim{.number = 58,
              .words =
                  "The fall and revival of S in Fig. 7d reflect steering, not the mixedness of "
                  "charger and battery alone."};
  const Extremum lowest = song2026::lowest(
      [](double E) { return -std::sqrt((1.0 + 2.0 * E * (1.0 - E)) * 2.0 * E * (1.0 - E)); }, 0.0,
      1.0, 11);
  claim.measured = {{"product_s", "lowest S of a product state with E_A = E_B = E", lowest.value},
                    {"product_e", "at E", lowest.time}};
  double least = 1.0;
  double highest = -1.0;
  for (const int Delta : {3, 5, 10}) {
    const PairCurve& curve = lab.curve(lab.panel("fig7d").with_detuning(Delta));
    const double coefficient = -pearson(curve.samples("S_AB"), curve.samples(mixedness));
    claim.measured.push_back({fmt::format("c_delta_{}", Delta),
                              fmt::format("largest ||C||_tr, Delta = {}", Delta),
                              curve.maximum("S_AB + " + mixedness).value});
    claim.measured.push_back({fmt::format("r_delta_{}", Delta),
                              "Pearson coefficient of S_AB and minus the right side of Eq. (6)",
                              coefficient});
    least = std::min(least, coefficient);
    for (const char* steering : {"S_AB", "S_BA"}) {
      highest = std::max(highest, highest_after_start(curve.samples(steering)));
    }
  }
  claim.measured.push_back({"highest", "highest S of either side for t > 0", highest});
  claim.parts = {{"", judge(highest > sign_floor, least < 0.95)}};
  return claim;
}

}  // namespace

std::vector<Claim> claims_of_strong_dissipation(Laboratory& lab) {
  return {claim_54(lab), claim_55(lab), claim_56(lab), claim_57(lab), claim_58(lab)};
}

}  // namespace qbattery::song2026
