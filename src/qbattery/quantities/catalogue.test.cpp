#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantities/quantity.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-15;  // a few ulp of numbers up to 3

struct Entry {
  std::string signature, units;
  bool for_evolution, for_steady_state;
  bool operator==(const Entry&) const = default;
};

TEST(catalogue, lists_every_figure_of_merit_with_its_unit_and_tasks) {
  const std::vector<Entry> known = {
      {"energy(X)", "omega_0", true, true},
      {"ergotropy(X)", "omega_0", true, true},
      {"single_cell_ergotropy(X)", "omega_0", true, true},
      {"symmetric_ergotropy(X)", "omega_0", true, true},
      {"average_power(X)", "omega_0 rate", true, false},
      {"power(X)", "omega_0 rate", true, true},
      {"passive_energy(X)", "omega_0", true, true},
      {"antiergotropy(X)", "omega_0", true, true},
      {"capacity(X)", "omega_0", true, true},
      {"incoherent_ergotropy(X)", "omega_0", true, true},
      {"coherent_ergotropy(X)", "omega_0", true, true},
      {"energy_variance(X)", "omega_0^2", true, true},
      {"daemonic_ergotropy(X, Y)", "omega_0", true, true},
      {"heat_current(reservoir)", "omega_0 rate", true, true},
      {"heat(reservoir)", "omega_0", true, false},
      {"pump_power()", "omega_0 rate", true, true},
      {"pump_work()", "omega_0", true, false},
      {"efficiency(X)", "1", true, false},
      {"entropy_production()", "bit rate", true, true},
      {"inversion(X)", "1", true, true},
      {"linear_entropy(X...)", "1", true, true},
      {"purity(X...)", "1", true, true},
      {"entropy(X...)", "bit", true, true},
      {"l1_coherence(X...)", "1", true, true},
      {"relative_entropy_coherence(X...)", "bit", true, true},
      {"fidelity(target)", "1", true, true},
      {"steering(X, Y)", "1", true, true},
      {"cjwr(X, Y, settings)", "1", true, true},
      {"chsh(X, Y)", "1", true, true},
      {"concurrence(X, Y)", "1", true, true},
      {"negativity(X, Y)", "1", true, true},
      {"logarithmic_negativity(X, Y)", "bit", true, true},
      {"mutual_information(X, Y)", "bit", true, true},
      {"discord(X, Y)", "bit", true, true},
      {"entropic_uncertainty(X, Y)", "bit", true, true},
      {"entropic_uncertainty_bound(X, Y)", "bit", true, true},
      {"smallest_eigenvalue()", "1", true, true},
      {"last_level(X)", "1", true, true},
      {"residual()", "1", false, true},
      {"stationary_dimension()", "1", false, true},
      {"gap()", "rate", false, true},
  };
  std::vector<Entry> found;
  for (const QuantityDefinition& d : quantity_catalogue()) {
    found.push_back({d.signature(), d.units, d.for_evolution, d.for_steady_state});
    EXPECT_FALSE(d.summary.empty()) << d.name;
    EXPECT_EQ(expr::find_function(d.name), nullptr) << d.name;  // it would hide the function
    EXPECT_EQ(units_of(expr::parse(d.signature())), d.units);
  }
  EXPECT_EQ(found, known);
}

// An atom under H = F s_x that loses energy at rate gamma.
Model atom() {
  Model model;
  model.subsystems = {two_level("atom")};
  model.parameters = {"F", "gamma"};
  model.hamiltonian = {{expr::parse("F"), product({{0, sigma_x()}})}};
  model.jumps = {{expr::parse("gamma"), product({{0, sigma_minus()}})}};
  return model;
}

struct Setting {
  Matrix rho;
  double time = 0.0, F = 0.0, gamma = 0.0;
  Matrix initial = product_state("g");
  Task task = Task::evolve;
  int stationary_dimension = 1;
};

double value(const std::string& text, const Setting& s) {
  const AffineGenerator generator(atom());
  const RealMatrix l = generator.assemble(std::vector<double>{s.F, s.gamma});
  const SteadyState steady{.rho = s.rho, .stationary_dimension = s.stationary_dimension};
  const Run run{&generator.basis(), &l, s.initial, s.task == Task::evolve ? nullptr : &steady};
  return compile_quantity(expr::parse(text), atom(), s.task)({s.time, s.rho, run});
}

// d<s_z>/dt = 2 F <s_y> - gamma (1 + <s_z>).
TEST(catalogue, power_is_what_pump_and_loss_do_to_the_energy) {
  const Matrix up = 0.5 * (identity(2) + sigma_y()), down = 0.5 * (identity(2) - sigma_y());
  EXPECT_NEAR(value("power(atom)", {.rho = up, .F = 0.7}), 0.7, rounding);
  EXPECT_NEAR(value("power(atom)", {.rho = down, .F = 0.7}), -0.7, rounding);
  EXPECT_NEAR(value("power(atom)", {.rho = up, .F = 0.7, .gamma = 0.4}), 0.5, rounding);
}

TEST(catalogue, average_power_starts_as_power_at_time_zero) {
  const Matrix e = product_state("e"), g = product_state("g");
  EXPECT_NEAR(value("average_power(atom)", {.rho = g, .time = 2.0, .initial = e}), -0.5, rounding);
  EXPECT_NEAR(value("average_power(atom)", {.rho = e, .gamma = 0.3, .initial = e}), -0.3, rounding);
}

TEST(catalogue, vouches_for_steady_states) {
  const Task steady = Task::steady_state;
  // Without a pump ||L|| = sqrt2 gamma, and |e> changes at 2 gamma.
  EXPECT_NEAR(value("residual()", {.rho = product_state("e"), .gamma = 0.3, .task = steady}),
              std::sqrt(2.0), 2 * rounding);
  EXPECT_EQ(value("residual()", {.rho = product_state("g"), .gamma = 0.3, .task = steady}), 0.0);
  EXPECT_EQ(value("residual()", {.rho = product_state("e"), .task = steady}), 0.0);  // L = 0
  // x and y die out at gamma / 2, z at gamma.
  const Matrix g = product_state("g");
  EXPECT_NEAR(value("gap()", {.rho = g, .gamma = 0.3, .task = steady}), 0.15, rounding);
  EXPECT_EQ(value("stationary_dimension()",
                  {.rho = g, .gamma = 0.3, .task = steady, .stationary_dimension = 3}),
            3.0);
}

double of_pair(const std::string& text, const Matrix& rho) {
  const Model pair = charger_battery();
  const AffineGenerator generator(pair);
  const RealMatrix l = generator.assemble(std::vector<double>{0, 1, 0});
  const Run run{&generator.basis(), &l, rho, nullptr};
  return compile_quantity(expr::parse(text), pair, Task::evolve)({0.0, rho, run});
}

TEST(catalogue, takes_parties_in_their_order) {
  const Matrix rho = tensor(product_state("e"), identity(2) / 2.0);
  const auto at = [&rho](const std::string& text) { return of_pair(text, rho); };
  EXPECT_NEAR(at("steering(charger, battery)"), -std::sqrt(0.5), rounding);
  EXPECT_EQ(at("steering(battery, charger)"), 0.0);
  EXPECT_NEAR(at("linear_entropy(battery)"), 0.5, rounding);
  EXPECT_EQ(at("linear_entropy(charger)"), 0.0);
  EXPECT_NEAR(at("smallest_eigenvalue()"), 0.0, rounding);
  EXPECT_EQ(at("energy(charger) < energy(battery)"), 0.0);
}

// cos a |eg> + sin a |ge>: the battery is the second party.
TEST(catalogue, asks_each_figure_of_the_parties_it_names) {
  const double a = 0.4, c = std::cos(a), s = std::sin(a);
  const Matrix rho = pure_state(Ket{{0.0, c, s, 0.0}});
  const auto at = [&rho](const std::string& text) { return of_pair(text, rho); };
  const double entropy = -c * c * std::log2(c * c) - s * s * std::log2(s * s);
  const double close = 1e-13;  // sums of a few dozen numbers
  EXPECT_NEAR(at("passive_energy(charger)"), s * s, close);
  EXPECT_NEAR(at("antiergotropy(battery)"), c * c - s * s, close);
  EXPECT_NEAR(at("capacity(battery)"), c * c - s * s, close);
  EXPECT_NEAR(at("incoherent_ergotropy(charger)"), c * c - s * s, close);
  EXPECT_NEAR(at("coherent_ergotropy(charger)"), 0.0, close);
  EXPECT_NEAR(at("energy_variance(battery)"), s * s * c * c, close);
  EXPECT_NEAR(at("daemonic_ergotropy(battery, charger)"), s * s, close);
  EXPECT_NEAR(at("linear_entropy()"), 0.0, close);
  EXPECT_NEAR(at("purity()"), 1.0, close);
  EXPECT_NEAR(at("purity(battery)"), 1 - 2 * s * s * c * c, close);
  EXPECT_NEAR(at("entropy(charger)"), entropy, close);
  EXPECT_NEAR(at("entropy(charger, battery)"), 0.0, close);
  EXPECT_NEAR(at("l1_coherence()"), 2 * s * c, close);
  EXPECT_NEAR(at("l1_coherence(battery)"), 0.0, close);
  EXPECT_NEAR(at("relative_entropy_coherence()"), entropy, close);
  EXPECT_NEAR(at("cjwr(charger, battery, 3)"), std::sqrt(1 + 8 * s * s * c * c), close);
  EXPECT_NEAR(at("cjwr(charger, battery, 2) * 2"), at("chsh(charger, battery)"), close);
  EXPECT_NEAR(at("concurrence(battery, charger)"), 2 * s * c, close);
  EXPECT_NEAR(at("negativity(charger, battery)"), s * c, close);
  EXPECT_NEAR(at("logarithmic_negativity(charger, battery)"), std::log2(1 + 2 * s * c), close);
  EXPECT_NEAR(at("mutual_information(charger, battery)"), 2 * entropy, close);
  EXPECT_NEAR(at("discord(charger, battery)"), entropy, close);
  EXPECT_NEAR(at("entropic_uncertainty_bound(charger, battery)"), 1 - entropy, close);
  EXPECT_GE(at("entropic_uncertainty(charger, battery)"), 1 - entropy);
}

std::pair<int, std::string> complaint(const std::string& text, const Model& model) {
  try {
    compile_quantity(expr::parse(text), model, Task::steady_state);
  } catch (const expr::ParseError& error) {
    return {error.column(), error.what()};
  }
  return {0, ""};
}

TEST(catalogue, says_where_a_subsystem_does_not_fit) {
  using Wrong = std::pair<int, std::string>;
  Model model = atom();
  model.subsystems.push_back({"ladder", identity(3)});
  model.subsystems.push_back({"point", identity(1)});
  EXPECT_EQ(complaint("1 + inversion(ladder)", model),
            (Wrong{5, "inversion(X) needs a two-level system, and \"ladder\" has 3 levels"}));
  EXPECT_EQ(complaint(" steering(atom, point)", model),
            (Wrong{2, "steering needs two parties of at least two levels each"}));
  EXPECT_EQ(complaint("concurrence(atom, ladder)", model),
            (Wrong{1, "concurrence(X, Y) needs a two-level system, and \"ladder\" has 3 levels"}));
  EXPECT_EQ(complaint("discord(atom, ladder)", model),
            (Wrong{1,
                   "discord(X, Y), which measures Y, needs a two-level system, and \"ladder\" "
                   "has 3 levels"}));
  EXPECT_EQ(complaint("cjwr(atom, ladder)", model),
            (Wrong{1, "cjwr(X, Y, settings) takes 3 argument(s), got 2"}));
  EXPECT_EQ(complaint("purity(ladder, ladder)", model),
            (Wrong{16, "purity(X...) needs different subsystems"}));
  EXPECT_EQ(complaint("gap(atom)", model), (Wrong{1, "gap() takes 0 argument(s), got 1"}));
  EXPECT_EQ(complaint("power()", model), (Wrong{1, "power(X) takes 1 argument(s), got 0"}));
  EXPECT_EQ(complaint("energy(atom + 1)", model),
            (Wrong{8, "there is no subsystem \"(atom + 1)\"; there are: atom, ladder, point"}));
  EXPECT_EQ(complaint("steering(atom, 2)", model).first, 16);
  EXPECT_EQ(complaint("sqrt(1, 2)", model), (Wrong{1, "sqrt takes 1 argument(s), got 2"}));
  EXPECT_EQ(complaint("2 * E_A", model), (Wrong{5, "unknown name \"E_A\""}));
}

}  // namespace
}  // namespace qbattery
