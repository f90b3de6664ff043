// Claims 19 to 22: the best coupling, work and steering of steady states at T = 0. k = F/g, l =
// Gamma/g.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"

namespace qbattery::song2026 {

namespace {

double battery_energy(Laboratory& lab, double k, double l) {
  return lab.steady_energies(pumped(k, l)).E_B;
}

Claim claim_19(Laboratory& lab) {
  const auto line = [&](double x) { return battery_energy(lab, x, x); };
  const auto of_coupling = [&](double g) { return line(1.0 / g); };
  const auto slope_x = [&](double x) { return slope(line, x); };
  const auto slope_g = [&](double g) { return slope(of_coupling, g); };
  const Extremum top = highest(line, 0.1, 3.0, 30);
  // Moving along the line as g grows, x falls: towards the top energy rises, past it falls.
  const Extremum rise_x = lowest(slope_x, 0.75, 3.0, 46);
  const Extremum loss_x = highest(slope_x, 0.05, 0.6, 56);
  const Extremum rise_g = highest(slope_g, 0.1, 1.0, 46);
  const Extremum fall_g = lowest(slope_g, 1.5, 5.0, 36);
  const bool has_top = top.value > 1.1 * line(0.05) && top.value > 1.1 * line(10.0);
  return {
      .number = 19,
      .words =
          "Along F = Gamma a growing g makes the stored energy grow slowly and then fall rapidly "
          "(Fig. 2b, white line).",
      .measured = {{"eb_max", "highest E_B on the line", top.value},
                   {"x_at_max", "at F/g = Gamma/g", top.time},
                   {"x2_eb_large_x", "x^2 E_B far out, x = 10^3", 1e6 * line(1e3)},
                   {"eb_over_x2_small_x", "E_B/x^2 close to 0, x = 10^-3", 1e6 * line(1e-3)},
                   {"rise_vs_x", "steepest rise against x", -rise_x.value},
                   {"loss_vs_x", "steepest loss against x", loss_x.value},
                   {"ratio_vs_x", "their ratio", -loss_x.value / rise_x.value},
                   {"rise_vs_g", "steepest rise against g, F = Gamma = 1", rise_g.value},
                   {"g_of_rise", "at g", rise_g.time},
                   {"fall_vs_g", "steepest fall against g", -fall_g.value},
                   {"g_of_fall", "at g", fall_g.time}},
      .parts = {{"it rises and falls", judge(has_top)},
                {"slow rise, rapid loss on the plot's axes", judge(loss_x.value > -rise_x.value)},
                {"slow rise, rapid loss as a function of g", judge(-fall_g.value > rise_g.value)}}};
}

Claim claim_20(Laboratory& lab) {
  const auto line = [&](double x) { return battery_energy(lab, x, x); };
  const Extremum top = highest(line, 0.1, 3.0, 30);
  const double share = line(top.time / 10.0) / top.value;
  return {.number = 20,
          .words = "A stronger coupling is not always better for storage.",
          .measured = {{"share_at_tenfold_coupling", "E_B at ten times the best g, over the best",
                        share}},
          .parts = {{"", judge(share < 0.9, share < 1.0)}}};
}

Claim claim_21(Laboratory& lab) {
  const PairSteady steady = lab.steady(pumped(3.0, lab.low_dissipation()));
  const auto work = [&](double log_k, double log_l) {
    return lab.steady(pumped(std::exp(log_k), std::exp(log_l))).W_B;
  };
  const auto best_loss = [&](double log_k) {
    return highest([&](double log_l) { return work(log_k, log_l); }, -1.5, 1.0, 11);
  };
  const Extremum best =
      highest([&](double log_k) { return best_loss(log_k).value; }, -1.5, 1.0, 11);
  const double useful = steady.W_B / best.value;
  const bool high = std::min(steady.E_A, steady.E_B) > 0.495;
  return {.number = 21,
          .words = "Strong pump and low loss make a high-energy system (section III).",
          .measured = {{"ea", "steady E_A at F = 3, low loss", steady.E_A},
                       {"eb", "E_B there", steady.E_B},
                       {"ergotropy", "W_B there", steady.W_B},
                       {"s", "the larger of both S there", std::max(steady.S_AB, steady.S_BA)},
                       {"best_ergotropy", "highest steady W_B of all k, l", best.value},
                       {"best_k", "at k", std::exp(best.time)},
                       {"best_l", "and l", std::exp(best_loss(best.time).time)}},
          .parts = {
              {"high energy, and useful work", judge(high && useful > 0.5, high || useful > 0.5)}}};
}

Claim claim_22(Laboratory& lab) {
  int positive = 0;
  int all = 0;
  for (const double k : log_spaced(1e-2, 10.0, 31)) {
    for (const double l : log_spaced(1e-3, 10.0, 31)) {
      positive += lab.steady(pumped(k, l)).S_AB > 0.0 ? 1 : 0;
      ++all;
    }
  }
  const double share = static_cast<double>(positive) / all;
  constexpr double l = 1e-6;
  const auto at = [&](double u) { return lab.steady(pumped(u * std::sqrt(l), l)); };
  const Extremum top = highest([&](double u) { return at(u).S_AB; }, 0.2, 0.9, 15);
  return {
      .number = 22,
      .words = "Steady states can be steered (the paper does not mention it).",
      .measured = {{"share", "share of 10^-2 < k < 10, 10^-3 < l < 10 (logarithmic) with S_AB > 0",
                    share},
                   {"largest_s", "highest S_AB as l -> 0 (l = 10^-6)", top.value},
                   {"k_over_sqrt_l", "at k/sqrt(l)", top.time},
                   {"energy", "E_B there", at(top.time).E_B}},
      .parts = {{"", share > 0.0 ? Verdict::finding : Verdict::does_not_hold}}};
}

}  // namespace

std::vector<Claim> claims_of_steady_optimum(Laboratory& lab) {
  return {claim_19(lab), claim_20(lab), claim_21(lab), claim_22(lab)};
}

}  // namespace qbattery::song2026
