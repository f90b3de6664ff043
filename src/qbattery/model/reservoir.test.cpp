#include "qbattery/model/reservoir.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

using Names = std::vector<std::string>;
using Numbers = std::map<std::string, double>;

Model three_atoms() {
  Model model;
  model.subsystems = {two_level("a"), two_level("b"), two_level("c")};
  return model;
}

/// The rate of every jump where the parameters have these values.
std::vector<double> rates(const Model& model, const Numbers& values) {
  std::vector<double> all;
  for (const Jump& jump : model.jumps) {
    const expr::Compiled<Numbers> rate = expr::compile<Numbers>(jump.rate,
                                                                [](const expr::Expression& leaf) {
                                                                  return leaf.kind == expr::Kind::name && leaf.text != "pi"
                     ? [name = leaf.text](const Numbers& n) { return n.at(name); }
                     : expr::Compiled<Numbers>();
                                                                });
    all.push_back(rate(values));
  }
  return all;
}

void expect_near(const std::vector<double>& found, const std::vector<double>& known) {
  ASSERT_EQ(found.size(), known.size());
  // Three roundings of numbers below 10.
  for (std::size_t k = 0; k < known.size(); ++k) EXPECT_NEAR(found[k], known[k], 1e-14) << k;
}

Model with(const Reservoir& reservoir) {
  Model model = three_atoms();
  add_reservoir(model, reservoir);
  return model;
}

TEST(reservoir, of_bosons_emits_at_1_plus_n_and_absorbs_at_n) {
  const Model model = with({.on = {"a", "b"}});
  EXPECT_EQ(model.parameters, (Names{"reservoir.Gamma", "reservoir.n", "reservoir.collectivity"}));
  const Numbers values = {
      {"reservoir.Gamma", 2.0}, {"reservoir.n", 0.5}, {"reservoir.collectivity", 0.25}};
  // Each of a and b, then their sum: emission 2 * 1.5, absorption 2 * 0.5.
  expect_near(rates(model, values), {2.25, 2.25, 0.75, 0.75, 0.75, 0.25});
}

TEST(reservoir, of_fermions_emits_at_1_minus_n) {
  const Model model = with({.prefix = "hot.", .statistics = Statistics::fermion, .on = {"b"}});
  EXPECT_EQ(model.parameters, (Names{"hot.Gamma", "hot.n", "hot.collectivity"}));
  const Numbers values = {{"hot.Gamma", 2.0}, {"hot.n", 0.75}, {"hot.collectivity", 0.0}};
  expect_near(rates(model, values), {0.5, 0.0, 1.5, 0.0});
}

TEST(reservoir, of_some_temperature_has_the_occupation_below_equation_2) {
  const Model bosons = with({.prefix = "r.", .occupation = Occupation::temperature, .on = {"a"}});
  EXPECT_EQ(bosons.parameters, (Names{"r.Gamma", "r.T", "r.omega", "r.collectivity"}));
  // e^(omega / T) = 3: n = 1/2.
  Numbers values = {
      {"r.Gamma", 1.0}, {"r.T", 2.0}, {"r.omega", 2.0 * std::log(3.0)}, {"r.collectivity", 0.0}};
  expect_near(rates(bosons, values), {1.5, 0.0, 0.5, 0.0});
  const Model fermions = with({.prefix = "r.",
                               .statistics = Statistics::fermion,
                               .occupation = Occupation::temperature,
                               .on = {"a"}});
  EXPECT_EQ(fermions.parameters, (Names{"r.Gamma", "r.T", "r.omega", "r.mu", "r.collectivity"}));
  // e^((omega - mu) / T) = 3: n = 1/4.
  values["r.mu"] = 0.7;
  values["r.omega"] += 0.7;
  expect_near(rates(fermions, values), {0.75, 0.0, 0.25, 0.0});
}

TEST(reservoir, jumps_on_the_subsystems_that_it_names) {
  const Model model = with({.on = {"c", "a"}});
  const Dimensions dimensions = {2, 2, 2};
  const Matrix c = embed(sigma_minus(), 2, dimensions);
  const Matrix a = embed(sigma_minus(), 0, dimensions);
  ASSERT_EQ(model.jumps.size(), 6U);
  const std::vector<Matrix> known = {
      c, a, a + c, c.adjoint(), a.adjoint(), (a + c).adjoint(),
  };
  for (std::size_t k = 0; k < known.size(); ++k) {
    EXPECT_EQ(dense(model.jumps[k].op, dimensions), known[k]) << k;
  }
  EXPECT_EQ(with({}).jumps.size(), 8U);  // three and their sum, each way
}

// In sum_jk M_jk (s_j rho s_k' - ...) the matrix of a pair is Gamma (1, c; c, 1): no rate is
// negative and each alone decays at Gamma, whatever c.
TEST(reservoir, of_any_collectivity_keeps_the_rate_of_each_subsystem) {
  const Model model = with({.on = {"a", "b"}});
  for (const double c : {0.0, 0.3, 1.0}) {
    const std::vector<double> r = rates(
        model, {{"reservoir.Gamma", 0.7}, {"reservoir.n", 0.0}, {"reservoir.collectivity", c}});
    for (const double rate : r) EXPECT_GE(rate, 0.0);
    EXPECT_NEAR(r[0] + r[2], 0.7, 1e-15);    // M_aa
    EXPECT_NEAR(r[1] + r[2], 0.7, 1e-15);    // M_bb
    EXPECT_NEAR(r[2], 0.7 * c, 1e-15) << c;  // M_ab
  }
}

TEST(reservoir, comes_after_what_the_model_has) {
  Model model = three_atoms();
  model.parameters = {"w"};
  model.jumps = {{expr::parse("w"), product({{0, sigma_z()}})}};
  add_reservoir(model, {.prefix = "one.", .on = {"a"}});
  add_reservoir(model, {.prefix = "two.", .on = {"b"}});
  EXPECT_EQ(model.parameters, (Names{"w", "one.Gamma", "one.n", "one.collectivity", "two.Gamma",
                                     "two.n", "two.collectivity"}));
  EXPECT_EQ(model.jumps.size(), 9U);
  EXPECT_NO_THROW(check_model(model));
  add_reservoir(model, {.prefix = "one.", .on = {"c"}});
  EXPECT_THROW(check_model(model), InvalidInput);  // two of each parameter
}

TEST(reservoir, says_what_is_wrong_with_its_subsystems) {
  const auto complaint = [](Model model, const Names& on) -> std::string {
    try {
      add_reservoir(model, {.on = on});
    } catch (const InvalidInput& error) {
      EXPECT_TRUE(model.jumps.empty() && model.parameters.empty());
      return error.key() + ": " + error.what();
    }
    return "";
  };
  EXPECT_EQ(complaint(three_atoms(), {"a", "d"}),
            "d: there is no subsystem \"d\"; there are: a, b, c");
  EXPECT_EQ(complaint(three_atoms(), {"a", "b", "a"}), "on: a reservoir names \"a\" twice");
  Model ladder = three_atoms();
  ladder.subsystems[1] = {"b", identity(3), SubsystemKind::levels};
  EXPECT_EQ(complaint(ladder, {}),
            "on: a reservoir exchanges energy, and all levels of \"b\" have one");
  EXPECT_EQ(complaint(ladder, {"c", "a"}), "");
}

TEST(reservoir, adds_a_jump_each_way_for_each_subsystem_and_their_sum) {
  const Model pair = charger_battery({.reservoirs = {Reservoir{}}});
  ASSERT_EQ(pair.jumps.size(), 6U);
  EXPECT_EQ(dense(pair.jumps[0].op, {2, 2}), tensor(sigma_minus(), identity(2)));
  EXPECT_EQ(dense(pair.jumps[1].op, {2, 2}), tensor(identity(2), sigma_minus()));
  EXPECT_EQ(dense(pair.jumps[2].op, {2, 2}),
            Matrix(tensor(sigma_minus(), identity(2)) + tensor(identity(2), sigma_minus())));
  EXPECT_EQ(dense(pair.jumps[5].op, {2, 2}), dense(pair.jumps[2].op, {2, 2}).adjoint());
}

TEST(reservoir, acts_on_levels_that_are_there) {
  Model model;
  model.subsystems = {two_level("a"), {"b", identity(3)}};
  EXPECT_THROW(add_reservoir(model, {}), InvalidInput);
  EXPECT_THROW(add_reservoir(model, {.on = {"c"}}), InvalidInput);
  EXPECT_NO_THROW(add_reservoir(model, {.on = {"a"}}));
}

}  // namespace
}  // namespace qbattery
