// Claims 1 to 7 and 11: the equations of section II and Eq. (8).

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "qbattery/model/charger_battery.hpp"
#include "qbattery/papers/song2026/claims.hpp"
#include "qbattery/papers/song2026/scan.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery::song2026 {

namespace {

struct Energies {
  double a = 0.0, b = 0.0;
};

// Eq. (8) as printed: the claim under test, not a way to compute anything else.
Energies equation_8(double k, double l) {
  const double k2 = k * k, l2 = l * l, k4 = k2 * k2, l4 = l2 * l2;
  const double alpha = 256 * k4 * k2 * (1 + l2) + l2 * (4 + l2) * (4 + l2) * (4 + 9 * l2) +
                       4 * k2 * l2 * (4 + 3 * l2) * (4 + 9 * l2) + 64 * k4 * (4 + 11 * l2 + 5 * l4);
  return {
      4 * k2 * (32 * k4 * (1 + l2) + l4 * (4 + 9 * l2) + 4 * k2 * (2 + l2) * (4 + 9 * l2)) / alpha,
      16 * k2 * (8 * (k2 + k4) + 2 * (2 + 9 * k2) * l2 + 9 * l4) / alpha};
}

double bose(double omega, double temperature) {
  const std::array<double, 2> x = {omega, temperature};
  return expr::find_function("bose")->call(x.data());
}

double fermi(double omega, double temperature, double mu) {
  const std::array<double, 3> x = {omega, temperature, mu};
  return expr::find_function("fermi")->call(x.data());
}

double commutator(const Matrix& a, const Matrix& b) {
  return (a * b - b * a).cwiseAbs().maxCoeff();
}

Claim claim_1(Laboratory&) {
  const Model model = charger_battery({});
  const Dimensions dimensions = model.dimensions();
  double defect = 0.0;
  for (const HamiltonianTerm& term : model.hamiltonian) {
    const Matrix h = dense(term.op, dimensions);
    defect = std::max(defect, (h - h.adjoint()).cwiseAbs().maxCoeff());
  }
  const Matrix drive = dense(model.hamiltonian.back().op, dimensions);
  double on_battery = 0.0;
  double on_charger = 0.0;
  for (const Matrix& sigma : {sigma_x(), sigma_y(), sigma_z()}) {
    on_battery = std::max(on_battery, commutator(drive, embed(sigma, 1, dimensions)));
    on_charger = std::max(on_charger, commutator(drive, embed(sigma, 0, dimensions)));
  }
  return {.number = 1,
          .words = "Eq. (1) is a Hamiltonian, and its pump acts on the charger alone.",
          .measured = {{"hermiticity_defect", "largest entry of H - H'", defect},
                       {"drive_on_battery", "largest commutator of the pump with the battery",
                        on_battery},
                       {"drive_on_charger", "the same with the charger", on_charger}},
          .parts = {{"", judge(defect == 0.0 && on_battery == 0.0 && on_charger > 0.0)}}};
}

// Largest distance of a steady energy from Eq. (8) on a logarithmic grid of 31 x 31 points, each
// axis from 10^-1.5 to 10^1.5.
double distance_from_equation_8(Laboratory& lab, double collectivity,
                                const std::vector<std::string>& on) {
  double largest = 0.0;
  for (const double k : log_spaced(std::pow(10.0, -1.5), std::pow(10.0, 1.5), 31)) {
    for (const double l : log_spaced(std::pow(10.0, -1.5), std::pow(10.0, 1.5), 31)) {
      Setting setting = pumped(k, l);
      setting.collectivity = collectivity;
      setting.on = on;
      const PairSteady steady = lab.steady_energies(setting);
      const Energies printed = equation_8(k, l);
      largest =
          std::max({largest, std::abs(steady.E_A - printed.a), std::abs(steady.E_B - printed.b)});
    }
  }
  return largest;
}

Claim claim_2(Laboratory& lab) {
  const double local = distance_from_equation_8(lab, 0.0, {});
  const double collective = distance_from_equation_8(lab, 1.0, {});
  const double charger = distance_from_equation_8(lab, 0.0, {"charger"});
  return {.number = 2,
          .words = "Charger and battery dissipate into a shared reservoir, Eq. (2).",
          .measured = {{"local", "largest distance of Eq. (8) from local jumps", local},
                       {"collective", "from one collective jump", collective},
                       {"charger_only", "from a reservoir of the charger alone", charger}},
          .parts = {
              {"Eq. (8) follows from Eq. (2) with local jumps", judge(local < 1e-10, local < 1e-2)},
              {"the reservoir is shared", judge(collective < 1e-10, collective < 1e-2)}}};
}

Claim claim_3(Laboratory&) {
  const double temperature = 1.0 / std::log(1.2);  // n_b = 5: e^(1/T) = 6/5
  double defect = std::abs(bose(1.0, temperature) - 5.0);
  for (const double t : {0.2, 1.0, 5.0}) {
    const double n = bose(1.0, t);
    const double f = fermi(1.0, t, 0.3);
    defect = std::max({defect, std::abs((1 + n) / n / std::exp(1 / t) - 1),
                       std::abs((1 - f) / f / std::exp(0.7 / t) - 1)});
  }
  return {.number = 3,
          .words =
              "N and n below Eq. (2) are the occupations of bosons (N = 1 + n) and fermions (N = 1 "
              "- n).",
          .measured = {{"temperature_for_nb_5", "T/omega_k at which n_b = 5", temperature},
                       {"detailed_balance_defect",
                        "largest relative error of N/n = exp((omega - mu)/T)", defect}},
          .parts = {{"", judge(defect < 1e-12)}}};
}

Claim claim_4(Laboratory&) {
  const std::vector<double> temperatures = log_spaced(0.1, 10.0, 41);
  const bool bosons = rises(values_of([](double t) { return bose(1.0, t); }, temperatures));
  const std::vector<double> below =
      values_of([](double t) { return fermi(1.0, t, 0.5); }, temperatures);
  const std::vector<double> above =
      values_of([](double t) { return fermi(1.0, t, 1.5); }, temperatures);
  return {
      .number = 4,
      .words = "A higher temperature raises the mean occupation n(T) (caption of Fig. 3).",
      .measured = {{"fermion_below_largest", "largest n_f with mu below omega_k", below.back()},
                   {"fermion_above_coldest", "n_f at T = 0.1 with mu above omega_k", above.front()},
                   {"fermion_above_hottest", "the same at T = 10", above.back()}},
      .parts = {{"bosons", judge(bosons)}, {"fermions", judge(rises(below) && rises(above))}}};
}

// Steady states with local coherence, 100 of them.
std::vector<Matrix> mixed_states(Laboratory& lab) {
  std::vector<Matrix> states;
  for (const double k : {0.0, 0.3, 1.0, 2.0, 3.0}) {
    for (const double l : {0.001, 0.1, 0.5, 1.0, 3.0}) {
      for (const double Delta : {0.0, 0.5, 1.0, 3.0}) {
        Setting setting = pumped(k, l).with_detuning(Delta);
        setting.n = 0.3;
        states.push_back(lab.steady_matrix(setting));
      }
    }
  }
  return states;
}

// Claims 5 and 7: an energy as a trace, and as the sum of two diagonal entries of rho.
Claim energy_claim(Laboratory& lab, int number, int party, const std::string& words) {
  double largest = 0.0;
  const Matrix h = sigma_plus() * sigma_minus();
  for (const Matrix& rho : mixed_states(lab)) {
    const int second = party == 0 ? 1 : 2;
    const double entries = (rho(0, 0) + rho(second, second)).real();
    largest = std::max(largest, std::abs(energy(partial_trace(rho, {2, 2}, {party}), h) - entries));
  }
  return {.number = number,
          .words = words,
          .measured = {{"largest_difference", "over 100 steady states", largest}},
          .parts = {{"", judge(largest < 1e-12)}}};
}

Claim claim_6(Laboratory& lab) {
  double largest = 0.0;
  const Matrix h = sigma_plus() * sigma_minus();
  for (const Matrix& rho : mixed_states(lab)) {
    const double chi = 2.0 * (rho(0, 0) + rho(2, 2)).real() - 1.0;
    const double formula =
        (std::sqrt(4.0 * std::norm(rho(0, 1) + rho(2, 3)) + chi * chi) + chi) / 2.0;
    largest = std::max(largest, std::abs(ergotropy(partial_trace(rho, {2, 2}, {1}), h) - formula));
  }
  return {.number = 6,
          .words = "The ergotropy of Eq. (4) is the closed form printed below it.",
          .measured = {{"largest_difference", "over 100 steady states", largest}},
          .parts = {{"", judge(largest < 1e-12)}}};
}

Claim claim_11(Laboratory& lab) {
  double largest = 0.0;
  for (const double k : log_spaced(0.05, 10.0, 9)) {
    for (const double l : log_spaced(0.05, 10.0, 9)) {
      const PairSteady steady = lab.steady_energies(pumped(k, l));
      const Energies printed = equation_8(k, l);
      largest =
          std::max({largest, std::abs(steady.E_A - printed.a), std::abs(steady.E_B - printed.b)});
    }
  }
  const PairSteady even = lab.steady_energies(pumped(1.0, 1.0));
  const PairSteady weak = lab.steady_energies(pumped(3.0, 0.1));
  return {.number = 11,
          .words = "Eq. (8) gives the steady energies at T = Delta = 0.",
          .measured = {{"largest_difference", "over 81 points", largest},
                       {"ea_k1_l1", "E_A at F = Gamma = g", even.E_A},
                       {"eb_k1_l1", "E_B there", even.E_B},
                       {"ea_k3_l01", "E_A at F = 3 g, Gamma = 0.1 g", weak.E_A},
                       {"eb_k3_l01", "E_B there", weak.E_B}},
          .parts = {{"", judge(largest < 1e-10, largest < 1e-2)}}};
}

}  // namespace

std::vector<Claim> claims_of_eq_8(Laboratory& lab) { return {claim_11(lab)}; }

std::vector<Claim> claims_of_equations(Laboratory& lab) {
  return {claim_1(lab),
          claim_2(lab),
          claim_3(lab),
          claim_4(lab),
          energy_claim(lab, 5, 1, "Eq. (3): E_B = rho_11 + rho_33, with H_B = omega_0 s+_B s-_B."),
          claim_6(lab),
          energy_claim(lab, 7, 0, "Eq. (5): E_A = rho_11 + rho_22.")};
}

}  // namespace qbattery::song2026
