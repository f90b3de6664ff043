// Models spelt out in expressions, lowered to generators.

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/engine/plan.hpp"
#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/model/add_terms.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-14;  // sums of a few numbers up to 2

/// The paper's pair with a reservoir at each, spelt out.
Model spelt_pair() {
  Model model;
  model.subsystems = {two_level("charger"), two_level("battery")};
  model.parameters = {"F", "g", "Delta", "Gamma", "n"};
  add_hamiltonian(model, "Delta / 2 * (z(charger) + z(battery))");
  add_hamiltonian(model, "g * (sp(charger) * sm(battery) + h.c.) + F * x(charger)");
  for (const char* each : {"charger", "battery"}) {
    add_jump_each(model, each, std::string("sm(") + each + ")", "Gamma * (1 + n)");
    add_jump_each(model, each, std::string("sp(") + each + ")", "Gamma * n");
  }
  return model;
}

TEST(spelt_models, include_the_papers_pair) {
  const AffineGenerator ready(charger_battery({.reservoirs = {Reservoir{}}}));
  const AffineGenerator spelt(spelt_pair());
  const RealMatrix known = ready.assemble(std::vector<double>{0.7, 1.1, 0.3, 0.2, 0.4, 0.0});
  const RealMatrix found = spelt.assemble(std::vector<double>{0.7, 1.1, 0.3, 0.2, 0.4});
  EXPECT_LE((found - known).cwiseAbs().maxCoeff(), rounding);
}

TEST(spelt_models, give_every_member_a_bath_of_its_own) {
  Model apart;
  apart.subsystems = {two_level("battery[0]"), two_level("battery[1]")};
  apart.parameters = {"gamma"};
  Model together = apart;
  add_jump_each(apart, "battery", "lower(battery)", "2 * gamma");
  add_jump(together, "lower(battery)", "2 * gamma");
  EXPECT_EQ(apart.jumps.size(), 2U);
  EXPECT_EQ(together.jumps.size(), 1U);
  // The singlet is dark to a common bath alone.
  const Matrix singlet = Ket{{0.0, 1.0, -1.0, 0.0}} * Ket{{0.0, 1.0, -1.0, 0.0}}.adjoint() / 2.0;
  const auto change = [&singlet](const Model& model) {
    const AffineGenerator generator(model);
    return (generator.assemble(std::vector<double>{0.5}) * generator.basis().components(singlet))
        .norm();
  };
  EXPECT_LE(change(together), rounding);
  EXPECT_GT(change(apart), 0.5);
}

/// As in README.md.
Model dicke_model() {
  Model dicke;
  dicke.subsystems = {spin("charger", 1.0), two_level("battery[0]"), two_level("battery[1]")};
  dicke.parameters = {"g", "F", "gamma"};
  add_hamiltonian(dicke, "g * (lower(charger) * raise(battery) + h.c.) + F * x(charger)");
  add_jump_each(dicke, "battery", "lower(battery)", "gamma");
  return dicke;
}

// The exchange moves excitations and loses none; both cells get the same. Two quanta of a spin 1 go
// over to the symmetric pair and back as in a chain of three states with couplings 2 g.
TEST(spelt_models, run_like_others) {
  Request request{.task = Task::evolve, .times = {0.0, 0.3, 1.0, 2.5}};
  for (const char* name : {"charger", "battery[0]", "battery[1]"})
    request.quantities.push_back({name, expr::parse(std::string("energy(") + name + ")")});
  const Plan plan(dicke_model(), request);
  const Matrix full = tensor(Matrix(Eigen::Vector3cd::Unit(0).asDiagonal()), product_state("gg"));
  const double g = 0.7;
  const Outcome found = plan.run(std::vector<double>{g, 0.0, 0.0}, full);
  for (std::size_t i = 0; i < request.times.size(); ++i) {
    const double cell = found.curves[1][i];
    EXPECT_NEAR(cell, found.curves[2][i], 1e-12);
    EXPECT_NEAR(found.curves[0][i] + 2 * cell, 2.0, 1e-12);
    const double amplitude = (1 - std::cos(std::sqrt(8.0) * g * request.times[i])) / 2;
    const double half = std::sin(std::sqrt(8.0) * g * request.times[i]) / std::sqrt(2.0);
    EXPECT_NEAR(2 * cell, 2 * amplitude * amplitude + half * half, 1e-12);
  }
}

}  // namespace
}  // namespace qbattery
