// Claim 41: charging power without a pump (Fig. 4) and with one (Fig. 5).

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

/// E_B/t at the highest maximum: later, and hardly higher, where there are several.
double power_at_highest(const PairCurve& curve) {
  const Extremum full = curve.maximum("E_B");
  return full.value / full.time;
}

double highest_mean_power(const PairCurve& curve) {
  return highest([&curve](double t) { return curve.at("E_B", t) / t; }, 1e-2, curve.end(), 629)
      .value;
}

constexpr std::array<std::pair<const char*, const char*>, 3> same_reservoirs = {
    {{"fig4a", "fig5a"}, {"fig4c", "fig5b"}, {"fig4d", "fig5c"}}};

// How the ratio depends on the pump and on which maximum is meant.
void add_other_pumps(Claim& claim, Laboratory& lab) {
  for (const double F : {0.5, 1.0, 2.0, 3.0}) {
    for (const auto& [pumpless, driven] : same_reservoirs) {
      Setting pumped = lab.panel(driven);
      pumped.F = F;
      pumped.to = F < 1.0 ? 10.0 : pumped.to;  // a weak pump takes longer than 2 pi
      const double without = power(lab.curve(lab.panel(pumpless)));
      const PairCurve& with = lab.curve(pumped);
      const std::string name = fmt::format("{}_f{}", driven, F == 0.5 ? "0_5" : fmt::to_string(F));
      const std::string label = fmt::format("ratio to {} at F = {}", driven, F);
      claim.measured.push_back({"highest_" + name, label + ", highest maximum of E_B",
                                without / power_at_highest(with)});
      claim.measured.push_back({"first_" + name, label + ", first maximum", without / power(with)});
    }
  }
}

void add_other_definitions(Claim& claim, Laboratory& lab) {
  const auto add = [&claim](const char* name, const char* label, double value) {
    claim.measured.push_back({name, label, value});
  };
  const PairCurve& pumpless = lab.curve(lab.panel("fig4a"));
  const PairCurve& driven = lab.curve(lab.panel("fig5a"));
  const Extremum first = driven.first_maximum("E_B");
  const Extremum highest = driven.maximum("E_B");
  add("p_fig5a_highest", "P of fig5a at the highest maximum of E_B", power_at_highest(driven));
  add("t_fig5a_first", "first maximum of E_B in fig5a within 1e-3 of the highest, t", first.time);
  add("t_fig5a_highest", "highest maximum, t", highest.time);
  add("gain_fig5a", "by how much it is higher", highest.value - first.value);
  add("ratio_of_best_power", "ratio of the largest E_B/t, fig4a to fig5a",
      highest_mean_power(pumpless) / highest_mean_power(driven));
  add("p_fig5d", "P(tau) with pump and |eg>, fig5d", power(lab.curve(lab.panel("fig5d"))));
  Setting without_loss = lab.panel("fig5a");
  without_loss.Gamma = 0.0;
  without_loss.F = 1000.0;
  const double fastest = power(lab.curve(without_loss, 1e-4));
  without_loss = lab.panel("fig4a");
  without_loss.Gamma = 0.0;
  add("ratio_strong_pump", "ratio without loss at F = 1000",
      power(lab.curve(without_loss)) / fastest);
}

Claim claim_41(Laboratory& lab) {
  Claim claim{.number = 41,
              .words =
                  "Without a pump the charging power P(tau) is about twice that of "
                  "resonance-driven charging (Fig. 4 against 5)."};
  double worst = 0.0;
  for (const auto& [pumpless, driven] : same_reservoirs) {
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
  add_other_pumps(claim, lab);
  add_other_definitions(claim, lab);
  claim.parts = {{"", judge(worst < 0.1, worst < 0.25)}};
  return claim;
}

}  // namespace

std::vector<Claim> claims_of_power(Laboratory& lab) { return {claim_41(lab)}; }

}  // namespace qbattery::song2026
