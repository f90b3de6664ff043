// Claims 59 and 60: section V, what depends on the reservoir.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/statistics.hpp"

namespace qbattery::song2026 {

namespace {

constexpr double grid = 2e-3;  // on which curves are compared

/// How far two curves of one panel are apart.
struct Change {
  double energy = 0.0;    ///< largest difference of E_A or E_B
  double steering = 0.0;  ///< of S_AB or S_BA
  double at_peak = 0.0;   ///< of E_A or E_B at the highest S_AB

  void include(const Change& other) {
    energy = std::max(energy, other.energy);
    steering = std::max(steering, other.steering);
    at_peak = std::max(at_peak, other.at_peak);
  }
};

Change change_between(const PairCurve& a, const PairCurve& b) {
  const auto between = [&](const char* x, const char* y) {
    return std::max(largest_difference(a.samples(x), b.samples(x)),
                    largest_difference(a.samples(y), b.samples(y)));
  };
  Change change{between("E_A", "E_B"), between("S_AB", "S_BA")};
  const double peak_a = a.maximum("S_AB").time;
  const double peak_b = b.maximum("S_AB").time;
  for (const char* energy : {"E_A", "E_B"}) {
    change.at_peak =
        std::max(change.at_peak, std::abs(a.at(energy, peak_a) - b.at(energy, peak_b)));
  }
  return change;
}

Setting local(Laboratory& lab, const std::string& panel) {
  return lab.panel(panel).until_multiple_of(grid);
}

Setting collective(Setting setting) {
  setting.collectivity = 1.0;
  return setting;
}

Setting only_on(Setting setting, const std::string& subsystem) {
  setting.on = {subsystem};
  return setting;
}

Setting dephasing(Setting setting) {
  setting.is_dephasing = true;
  return setting;
}

Change change_if_collective(Laboratory& lab, const std::string& panel) {
  const Setting setting = local(lab, panel);
  return change_between(lab.curve(setting), lab.curve(collective(setting)));
}

// One collective jump for two local ones, at low dissipation.
Change measure_collective(Laboratory& lab, Claim& claim) {
  Change cold;
  for (const char* panel : {"fig4a", "fig5a", "fig5d"}) {
    cold.include(change_if_collective(lab, panel));
  }
  Change hot;
  for (const char* panel : {"fig4c", "fig5b", "fig5e"}) {
    hot.include(change_if_collective(lab, panel));
  }
  Change all = cold;
  all.include(hot);
  claim.measured.push_back({"e_collective",
                            "largest change of E_A or E_B, local to collective, T = 0 and n = 5",
                            all.energy});
  claim.measured.push_back(
      {"s_collective_t0", "of S_AB or S_BA on times 2e-3 apart, T = 0", cold.steering});
  claim.measured.push_back({"s_collective_nb5", "the same, n = 5", hot.steering});
  claim.measured.push_back({"peak_collective", "of E_A or E_B at the highest S_AB", all.at_peak});
  return all;
}

// A reservoir on one of the two alone, at low dissipation.
Change measure_one_sided(Laboratory& lab, Claim& claim) {
  Change all;
  double peak = 0.0;
  for (const char* panel : {"fig4a", "fig5a", "fig5d"}) {
    const Setting both = local(lab, panel);
    for (const char* subsystem : {"charger", "battery"}) {
      const Change change = change_between(lab.curve(both), lab.curve(only_on(both, subsystem)));
      all.include(change);
      if (panel != std::string("fig5d")) peak = std::max(peak, change.at_peak);
    }
  }
  all.at_peak = peak;
  claim.measured.push_back({"e_one_sided",
                            "largest change of E_A or E_B, both to charger or battery alone, T = 0",
                            all.energy});
  claim.measured.push_back({"s_one_sided", "of S_AB or S_BA", all.steering});
  claim.measured.push_back(
      {"peak_one_sided", "of E_A or E_B at the highest S_AB, fig4a and 5a", all.at_peak});
  const Setting swaps = local(lab, "fig5d");
  claim.measured.push_back(
      {"t_5d_local", "t of the highest S_AB, fig5d", lab.curve(swaps).maximum("S_AB").time});
  claim.measured.push_back({"t_5d_charger", "with a reservoir on the charger alone",
                            lab.curve(only_on(swaps, "charger")).maximum("S_AB").time});
  return all;
}

// Dephasing of both with as large a Gamma, at low dissipation.
Change measure_dephasing(Laboratory& lab, Claim& claim) {
  Change all;
  double peak = 0.0;
  for (const char* panel : {"fig4a", "fig5a", "fig5d"}) {
    const Setting lossy = local(lab, panel);
    const Change change = change_between(lab.curve(lossy), lab.curve(dephasing(lossy)));
    all.include(change);
    if (panel != std::string("fig5d")) peak = std::max(peak, change.at_peak);
  }
  all.at_peak = peak;
  claim.measured.push_back(
      {"e_dephasing", "largest change of E_A or E_B, loss to dephasing, T = 0", all.energy});
  claim.measured.push_back({"s_dephasing", "of S_AB or S_BA", all.steering});
  claim.measured.push_back(
      {"peak_dephasing", "of E_A or E_B at the highest S_AB, fig4a and 5a", all.at_peak});
  claim.measured.push_back({"t_5d_dephasing", "t of the highest S_AB, fig5d",
                            lab.curve(dephasing(local(lab, "fig5d"))).maximum("S_AB").time});
  return all;
}

double measure_strong(Laboratory& lab, Claim& claim) {
  double largest = 0.0;
  for (const char* panel : {"fig4b", "fig7a"}) {
    const Change change = change_if_collective(lab, panel);
    claim.measured.push_back({fmt::format("e_{}", panel),
                              fmt::format("largest change of E_A or E_B, collective, {}", panel),
                              change.energy});
    claim.measured.push_back({fmt::format("s_{}", panel), "of S_AB or S_BA", change.steering});
    largest = std::max(largest, change.energy);
  }
  return largest;
}

// Concurrence of a state whose only coherences are between eg and ge and between ee and gg (an X
// state): 2 max(0, |rho_eg,ge| - sqrt(rho_ee rho_gg), |rho_ee,gg| - sqrt(rho_eg rho_ge)).
double concurrence_of_x_state(const Matrix& rho) {
  const auto population = [&rho](int i) { return std::max(0.0, rho(i, i).real()); };
  return 2.0 * std::max({0.0, std::abs(rho(1, 2)) - std::sqrt(population(0) * population(3)),
                         std::abs(rho(0, 3)) - std::sqrt(population(1) * population(2))});
}

// A collective reservoir does not empty the singlet.
void measure_dark_state(Laboratory& lab, Claim& claim) {
  const Setting setting = lab.panel("fig7a");
  const Matrix dark = lab.long_time_limit(collective(setting));
  const Matrix empty = lab.long_time_limit(setting);
  const auto energy = [](const Matrix& rho, int other) {
    return rho(0, 0).real() + rho(other, other).real();
  };
  const auto add = [&claim](const char* name, const char* label, double value) {
    claim.measured.push_back({name, label, value});
  };
  add("ea_dark", "E_A for t to infinity, F = 0, |eg>, collective, T = 0", energy(dark, 1));
  add("eb_dark", "E_B", energy(dark, 2));
  add("c_dark", "concurrence", concurrence_of_x_state(dark));
  add("e_local", "larger of E_A, E_B, local", std::max(energy(empty, 1), energy(empty, 2)));
}

Claim claim_59(Laboratory& lab) {
  Claim claim{.number = 59,
              .words =
                  "The relation between energy and steering applies across reservoir "
                  "configurations (section V)."};
  Change low = measure_collective(lab, claim);
  low.include(measure_one_sided(lab, claim));
  low.include(measure_dephasing(lab, claim));
  const double strong = measure_strong(lab, claim);
  measure_dark_state(lab, claim);
  claim.parts = {
      {"low dissipation", judge(low.energy <= 0.01 && low.at_peak <= 0.01, low.energy <= 0.1)},
      {"high dissipation", judge(strong <= 0.01, strong <= 0.1)}};
  return claim;
}

Claim claim_60(Laboratory& lab) {
  Setting setting{.F = 1.0, .Gamma = 1.0};
  const PairSteady cold = lab.steady(setting);
  setting.n = 5.0;
  const PairSteady hot = lab.steady(setting);
  setting.n = 1000.0;
  const PairSteady hottest = lab.steady(setting);
  const double cold_peak = lab.curve(lab.panel("fig4a")).maxima("E_B").front().value;
  const double hot_peak = lab.curve(lab.panel("fig4c")).maxima("E_B").front().value;
  const bool steady_gains = hot.W_B >= cold.W_B;
  const bool peak_gains = hot_peak >= cold_peak;
  return {.number = 60,
          .words =
              "High temperature is essential for a battery of high energy (abstract, section V): "
              "energy that can be used.",
          .measured = {{"eb_cold", "steady E_B, F = Gamma = g, T = 0", cold.E_B},
                       {"eb_hot", "the same, bosons, n = 5", hot.E_B},
                       {"eb_hottest", "n = 1000", hottest.E_B},
                       {"w_cold", "steady W_B, T = 0", cold.W_B},
                       {"w_hot", "n = 5", hot.W_B},
                       {"w_hottest", "n = 1000", hottest.W_B},
                       {"peak_cold", "first maximum of E_B, fig4a", cold_peak},
                       {"peak_hot", "fig4c (n = 5)", hot_peak}},
          .parts = {{"", judge(steady_gains && peak_gains, steady_gains || peak_gains)}}};
}

}  // namespace

std::vector<Claim> claims_of_reservoirs(Laboratory& lab) { return {claim_59(lab), claim_60(lab)}; }

}  // namespace qbattery::song2026
