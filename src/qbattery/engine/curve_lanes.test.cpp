#include "qbattery/engine/curve_lanes.hpp"

#include <gtest/gtest.h>

#include "qbattery/engine/plan.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/states.hpp"

namespace qbattery {
namespace {

const std::vector<std::string> texts = {"energy(charger)",        "power(battery)",
                                        "average_power(battery)", "ergotropy(battery)",
                                        "inversion(charger)",     "steering(charger, battery)",
                                        "energy(battery) ^ 2",    "abs(energy(charger) - 0.5)"};

std::vector<expr::Expression> expressions() {
  std::vector<expr::Expression> all;
  for (const std::string& text : texts) all.push_back(expr::parse(text));
  return all;
}

const std::vector<double> parameters = {1.3, 1.0, 0.2, 0.1, 0.3, 0.4};

// Their slopes are what makes extrema refine in one look; a wrong one would be covered up by the
// search that follows.
TEST(curve_lanes, know_slopes_of_every_figure_of_merit) {
  const Model model = charger_battery({.reservoirs = {Reservoir{}}});
  const AffineGenerator generator(model);
  const Matrix initial = product_state("+g");
  const CurveLanes lanes(model, generator, expressions(), {{}, initial});
  const Evolution evolution(generator.assemble(parameters), generator.basis().components(initial),
                            lanes.support(),
                            std::make_shared<const SampleTimes>(std::vector<double>{0.0, 2.0}));
  constexpr double step = 1e-5;
  std::vector<double> times;
  for (std::size_t i = 0; i < times_at_once; ++i)
    times.push_back(0.8 + step * static_cast<double>(i));
  Workspace workspace;
  ASSERT_EQ(lanes.size(), texts.size());
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    ASSERT_TRUE(lanes.has_slope(i)) << lanes.text(i);
    const ValuesAndSlopes seen = lanes.values(i, evolution, parameters, times, workspace);
    for (std::size_t k = 1; k + 1 < times.size(); ++k)
      EXPECT_NEAR(seen.slopes[k], (seen.values[k + 1] - seen.values[k - 1]) / (2.0 * step), 1e-7)
          << lanes.text(i);
  }
}

TEST(curve_lanes, keep_only_what_the_start_reaches) {
  const Model model = charger_battery({.reservoirs = {Reservoir{}}});
  const AffineGenerator generator(model);
  const Known resonant{{{}, 1.0, 0.0, {}, 0.0, 0.0}, product_state("gg")};
  EXPECT_EQ(CurveLanes(model, generator, expressions(), resonant).support().size(), 10U);
  EXPECT_EQ(CurveLanes(model, generator, expressions(), {}).support().size(), 16U);
}

TEST(curve_lanes, leave_out_what_is_not_defined_for_them) {
  const Model model = charger_battery({.reservoirs = {Reservoir{}}});
  const AffineGenerator generator(model);
  const std::vector<expr::Expression> some = {
      expr::parse("smallest_eigenvalue()"), expr::parse("energy(battery) + sin(energy(charger))")};
  const CurveLanes lanes(model, generator, some, {});
  ASSERT_EQ(lanes.size(), 1U);
  EXPECT_FALSE(lanes.has_slope(0));  // a sine has no lanes
  EXPECT_FALSE(lanes.find("smallest_eigenvalue()").has_value());
}

}  // namespace
}  // namespace qbattery
