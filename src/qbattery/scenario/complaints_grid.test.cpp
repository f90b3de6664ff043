// Faults of expressions and sweeps, and the exact words of the answer.

#include "qbattery/scenario/example.test.hpp"

namespace qbattery::example {

TEST(complaints, say_what_is_wrong_with_variables) {
  expect_complaints(
      evolution,
      {
          {"[quantities]\n\n",
           "s.toml:19:1: [quantities] defines no variable; remove it for the model's own set"},
          {"[quantities]\n\"a-b\"=\"energy(charger)\"\n",
           "s.toml:20:1: a variable's name is made of letters, digits and _, and begins with no "
           "digit, got \"a-b\""},
          {"[quantities]\ntime=\"energy(charger)\"\n",
           "s.toml:20:1: a variable cannot be called quantities.time: time has a meaning already"},
          {"[quantities]\nstatus=\"1\"\n",
           "s.toml:20:1: a variable cannot be called quantities.status: status has a meaning "
           "already"},
          {"[quantities]\npi=\"3\"\n",
           "s.toml:20:1: a variable cannot be called quantities.pi: pi has a meaning already"},
          {"[quantities]\ncharger=\"1\"\n",
           "s.toml:20:1: a variable cannot be called quantities.charger: charger has a meaning "
           "already"},
          {"[quantities]\nX=3\n",
           "s.toml:20:3: quantities.X must be an expression in quotes, such as "
           "\"energy(battery)\", got 3"},
          {"[quantities]\nX=\"energy(chargr)\"\n",
           "s.toml:20:11: quantities.X: there is no subsystem \"chargr\", did you mean "
           "\"charger\"?"},
          {"[quantities]\nX=\"energie(charger)\"\n",
           "s.toml:20:4: quantities.X: there is no quantity or function \"energie\", did you mean "
           "\"energy\"?"},
          {"[quantities]\nX=\"E_A\"\nE_A=\"energy(charger)\"\n",
           "s.toml:20:4: quantities.X: \"E_A\" is defined below; a name stands for one further up"},
          {"[quantities]\nX=\"X+1\"\n", "s.toml:20:4: quantities.X: \"X\" is defined by itself"},
          {"[quantities]\nE_A=\"energy(charger)\"\nX=\"E_B*2\"\n",
           "s.toml:21:4: quantities.X: there is no variable \"E_B\", did you mean \"E_A\"?"},
          {"[quantities]\nX=\"gap()\"\n",
           "s.toml:20:4: quantities.X: gap() is defined for steady states only"},
          {"[quantities]\nX=\"energy(charger\"\n", "s.toml:20:18: quantities.X: expected \")\""},
          {"[quantities]\nX=\"energy(charger,battery)\"\n",
           "s.toml:20:4: quantities.X: energy(X) takes 1 argument(s), got 2"},
          {"[quantities]\nX=\"steering(charger,charger)\"\n",
           "s.toml:20:21: quantities.X: steering(X, Y) needs different subsystems"},
          {"[quantities]\nX=\"max(energy(charger))\"\n",
           "s.toml:20:4: quantities.X: max makes one number of a whole curve: it stands in "
           "[reduce]"},
          {"[quantities]\nX=\"\"\"\nenergy(chargr)\"\"\"\n",
           "s.toml:20:3: quantities.X: there is no subsystem \"chargr\", did you mean \"charger\"? "
           "(character 8)"},
          {"[quantities]\nX=\"\\u0065nergy(chargr)\"\n",
           "s.toml:20:3: quantities.X: there is no subsystem \"chargr\", did you mean \"charger\"? "
           "(character 8)"},
          {"[quantities]\nX=\"charger\"\n",
           "s.toml:20:4: quantities.X: \"charger\" is a subsystem; ask for a quantity of it, such "
           "as energy(charger)"},
          {"[quantities]\nX=\"\"\n",
           "s.toml:20:4: quantities.X: expected a number, a name or \"(\""},
          {"[quantities]\nE_A=\"bad(\"\nY=\"E_A+1\"\n",
           "s.toml:20:10: quantities.E_A: expected a number, a name or \"(\""},
          {"[quantities]\nX=\"3+é\"\n",
           "s.toml:20:6: quantities.X: a character outside ASCII, where an expression has none"},
          {"[quantities]\nX=\"energy(1+2)\"\n",
           "s.toml:20:11: quantities.X: there is no subsystem \"(1 + 2)\"; there are: charger, "
           "battery"},
          {"[quantities]\nX='energy(battry)'\n",
           "s.toml:20:11: quantities.X: there is no subsystem \"battry\", did you mean "
           "\"battery\"?"},
          {"[quantities]\nX=\"argmax(energy(charger))\"\n",
           "s.toml:20:4: quantities.X: argmax makes one number of a whole curve: it stands in "
           "[reduce]"},
          {"[quantities]\nX = \"energy(charger) energy\"\n",
           "s.toml:20:22: quantities.X: expected an operator or the end, got \"e\""},
          {"[quantities]\nX=\"energy\"\n",
           "s.toml:20:4: quantities.X: \"energy\" is a quantity and is written energy(X)"},
          {"[quantities]\nX=\"1 < 2 < 3\"\n",
           "s.toml:20:10: quantities.X: one comparison is all that is possible"},
      });
}

TEST(complaints, say_what_is_wrong_with_reductions) {
  expect_complaints(
      evolution,
      {
          {"[reduce]\n\n", "s.toml:19:1: [reduce] defines no number; remove it to keep the curves"},
          {"[reduce]\nkeep_curves=true\n",
           "s.toml:19:1: [reduce] defines no number; remove it to keep the curves"},
          {"[reduce]\nkeep_curves=1\nx=\"max(E_B)\"\n",
           "s.toml:20:13: reduce.keep_curves must be true or false, got 1"},
          {"[reduce]\nE_B=\"max(E_A)\"\n",
           "s.toml:20:1: reduce.E_B is also a variable of [quantities]; give one of them another "
           "name"},
          {"[reduce]\nx=\"max(E_C)\"\n",
           "s.toml:20:8: reduce.x: there is no variable \"E_C\", did you mean \"E_A\"?"},
          {"[reduce]\nx=\"E_B\"\n",
           "s.toml:20:4: reduce.x: \"E_B\" is a curve over time; a reduction makes it one number, "
           "such as max(E_B)"},
          {"[reduce]\nx=\"tau\"\ntau=\"argmax(E_B)\"\n",
           "s.toml:20:4: reduce.x: \"tau\" is defined below; a name stands for one further up"},
          {"[reduce]\ntau=\"argmax(E_B)\"\nx=\"max(tau)\"\n",
           "s.toml:21:8: reduce.x: \"tau\" is one number, but max runs over a variable of time"},
          {"[reduce]\nx=\"mean(max(E_B))\"\n",
           "s.toml:20:9: reduce.x: \"max(E_B)\" is one number, but mean runs over a variable of "
           "time"},
          {"[reduce]\nx=\"first_time(E_B > max(E_B) + E_A)\"\n",
           "s.toml:20:21: reduce.x: first_time compares a curve on one side with a number of it on "
           "the other, such as first_time(E_B >= 0.9*max(E_B))"},
          {"[reduce]\nx=\"first_time(E_B/max(E_B) >= 0.9)\"\n",
           "s.toml:20:15: reduce.x: first_time compares a curve on one side with a number of it on "
           "the other, such as first_time(E_B >= 0.9*max(E_B))"},
          {"[reduce]\nx=\"first_time(E_B = 0.9)\"\n",
           "s.toml:20:19: reduce.x: \"=\" has no meaning here; a comparison is written >=, <=, > "
           "or <"},
          {"[reduce]\nx=\"2i * max(E_B)\"\n",
           "s.toml:20:4: reduce.x: an imaginary number, and figures of merit are real"},
          {"[reduce]\nx=\"at(E_B, -1)\"\n",
           "s.toml:20:12: reduce.x: at() looks at times from 0 to 6.5, where the curve ends"},
          {"[reduce]\nx=\"at(E_B, 9*pi)\"\n",
           "s.toml:20:12: reduce.x: at() looks at times from 0 to 6.5, where the curve ends"},
          {"[reduce]\nx=\"at(E_B, 1/0)\"\n",
           "s.toml:20:12: reduce.x: at() looks at times from 0 to 6.5, where the curve ends"},
          {"[reduce]\nx=\"argfirst_max(E_B, -1)\"\n",
           "s.toml:20:22: reduce.x: argfirst_max(Q, bound) looks at most `bound`, from 0, below "
           "the "
           "global maximum"},
          {"[reduce]\nx=\"argfirst_max(E_B, 1, 2)\"\n",
           "s.toml:20:4: reduce.x: argfirst_max takes 1 or 2 arguments, got 3"},
          {"[reduce]\nx=\"at(E_B)\"\n", "s.toml:20:4: reduce.x: at takes 2 argument(s), got 1"},
          {"[reduce]\nx=\"crossings(E_A-E_B,0)\"\n",
           "s.toml:20:22: reduce.x: crossings takes a whole number from 1 to 1000, such as "
           "crossings(E_A - E_B, 5)"},
          {"[reduce]\nx=\"crossing(E_A-E_B,5)\"\n",
           "s.toml:20:4: reduce.x: there is no reduction \"crossing\", did you mean "
           "\"crossings\"?"},
          {"[reduce]\nx=\"first_time(E_B)\"\n",
           "s.toml:20:15: reduce.x: first_time takes a comparison, such as first_time(E_B >= 0.9)"},
          {"[reduce]\nx=\"max(E_B, 3)\"\n",
           "s.toml:20:8: reduce.x: \"E_B\" is a curve over time; a reduction makes it one number, "
           "such as max(E_B)"},
          {"[reduce]\ntime=\"max(E_B)\"\n",
           "s.toml:20:1: a variable cannot be called reduce.time: time has a meaning already"},
          {"[reduce]\nx=3\n",
           "s.toml:20:3: reduce.x must be an expression in quotes, such as \"energy(battery)\", "
           "got 3"},
          {"[reduce]\nx=\"x\"\n", "s.toml:20:4: reduce.x: \"x\" is defined by itself"},
          {"[reduce]\nx=\"energy(charger)\"\n",
           "s.toml:20:4: reduce.x: energy(charger) runs over time; a reduction makes it one "
           "number, such as max(energy(charger))"},
          {"[reduce]\nkeep_curvs=true\n",
           "s.toml:20:1: unknown key \"reduce.keep_curvs\", did you mean \"reduce.keep_curves\"?"},
          {"[reduce]\nx=\"argmaks(E_B)\"\n",
           "s.toml:20:4: reduce.x: there is no reduction \"argmaks\", did you mean \"argmax\"?"},
          {"[reduce]\nx=\"at(E_B, argfirst_max(E_B, E_A))\"\n",
           "s.toml:20:30: reduce.x: \"E_A\" is a curve over time; a reduction makes it one number, "
           "such as max(E_A)"},
      });
}

TEST(complaints, say_what_is_wrong_with_a_sweep) {
  expect_complaints(
      evolution,
      {
          {"[[sweep]]\n\n",
           "s.toml:19:1: sweep.parameter is missing: the key that takes the values, such as \"F\"\n"
           "s.toml:19:1: sweep.values is missing: the values of the axis; or give from, to and "
           "points"},
          {"[[sweep]]\nparameter=\"F\"\n",
           "s.toml:19:1: sweep.values is missing: the values of the axis; or give from, to and "
           "points"},
          {"[[sweep]]\nparameter=\"F\"\nfrom=0\nto=1\n",
           "s.toml:19:1: sweep.points is missing: a range has from, to and points"},
          {"[[sweep]]\nparameter=\"F\"\nfrom=0\nto=1\npoints=0\n",
           "s.toml:23:8: sweep.points must be at least 1, got 0"},
          {"[[sweep]]\nparameter=\"F\"\nfrom=1\nto=1\npoints=2\n",
           "s.toml:22:4: sweep.to must differ from sweep.from where there are 2 points, got 1"},
          {"[[sweep]]\nparameter=\"F\"\nfrom=0\nto=1\npoints=1\n",
           "s.toml:23:8: sweep.points must be at least 2 where sweep.from and sweep.to differ, got "
           "1"},
          {"[[sweep]]\nparameter=\"F\"\nfrom=0\nto=1\npoints=5\nscale=\"log\"\n",
           "s.toml:21:6: sweep.from must be above 0 where scale = \"log\", got 0"},
          {"[[sweep]]\nparameter=\"F\"\nfrom=1\nto=2\npoints=5\nscale=\"lin\"\n",
           "s.toml:24:7: sweep.scale must be \"linear\" or \"log\", got \"lin\""},
          {"[[sweep]]\nparameter=\"F\"\nfrom=1\nto=2\npoints=5\nvalues=[1]\n",
           "s.toml:24:1: sweep.from and sweep.values cannot both be given, remove one"},
          {"[[sweep]]\nparameter=\"T\"\nvalues=[1]\n",
           "s.toml:20:11: sweep.parameter \"T\" has no value in this scenario; there are: "
           "initial.state, parameters.Delta, parameters.F, parameters.g, reservoir.Gamma, "
           "reservoir.collectivity, reservoir.n, reservoir.statistics"},
          {"[[sweep]]\nparameter=\"Gama\"\nvalues=[1]\n",
           "s.toml:20:11: sweep.parameter \"Gama\" has no value in this scenario, did you mean "
           "\"Gamma\"?"},
          {"[[sweep]]\nparameter=\"zzzzzz\"\nvalues=[1]\n",
           "s.toml:20:11: sweep.parameter \"zzzzzz\" has no value in this scenario; there are: "
           "initial.state, parameters.Delta, parameters.F, parameters.g, reservoir.Gamma, "
           "reservoir.collectivity, reservoir.n, reservoir.statistics"},
          {"[[sweep]]\nparameter=\"title\"\nvalues=[\"a\"]\n",
           "s.toml:20:11: sweep.parameter \"title\" has no value in this scenario; there are: "
           "initial.state, parameters.Delta, parameters.F, parameters.g, reservoir.Gamma, "
           "reservoir.collectivity, reservoir.n, reservoir.statistics"},
          {"[[sweep]]\nparameter=3\nvalues=[1]\n",
           "s.toml:20:11: sweep.parameter must be a key in quotes such as \"F\", or a list of "
           "keys, got 3"},
          {"[[sweep]]\nparameter=[]\nvalues=[1]\n",
           "s.toml:20:11: sweep.parameter must be a key in quotes such as \"F\", or a list of "
           "keys, got an empty list"},
          {"[[sweep]]\nparameter=[\"F\",\"F\"]\nvalues=[1]\n",
           "s.toml:20:16: parameters.F is swept twice, once is enough"},
          {"[[sweep]]\nparameter=[\"F\",\"state\"]\nvalues=[1]\n",
           "s.toml:20:11: sweep.parameter moves parameters.F and initial.state together, but only "
           "parameters.F takes numbers"},
          {"[[sweep]]\nparameter=\"F\"\nvalues=[]\n",
           "s.toml:21:8: sweep.values must be a list of numbers or words, got an empty list"},
          {"[[sweep]]\nparameter=\"F\"\nvalues=[1,\"a\",-1]\n",
           "s.toml:21:11: parameters.F takes numbers, got \"a\""},
          {"[[sweep]]\nparameter=\"F\"\nvalues=[1,1]\n",
           "s.toml:21:11: sweep.values has 1 twice, once is enough"},
          {"[[sweep]]\nparameter=\"statistics\"\nvalues=[\"boson\",\"fermoin\"]\n",
           "s.toml:21:17: reservoir.statistics must be \"boson\" or \"fermion\", got \"fermoin\", "
           "did you mean \"fermion\"?"},
          {"[[sweep]]\nparameter=\"statistics\"\nvalues=[1]\n",
           "s.toml:21:9: reservoir.statistics takes words in quotes, got 1"},
          {"[[sweep]]\nparameter=\"statistics\"\nfrom=1\nto=2\npoints=3\n",
           "s.toml:20:11: sweep.parameter sweeps words, so give values = [...] for "
           "reservoir.statistics"},
          {"[[sweep]]\nparameter=\"state\"\nvalues=[\"gg\",\"ggg\"]\n",
           "s.toml:21:14: initial.state must be two letters of g, e, + and -, charger first, such "
           "as \"eg\", got \"ggg\""},
          {"[[sweep]]\nparameter=\"Gamma\"\nfrom=-1\nto=1\npoints=3\n",
           "s.toml:21:6: reservoir.Gamma must be at least 0, got -1"},
          {"[[sweep]]\nparameter=\"n\"\nvalues=[0,-1,-2]\n",
           "s.toml:21:11: reservoir.n must be at least 0, got -1\n"
           "s.toml:21:14: reservoir.n must be at least 0, got -2"},
          {"[[sweep]]\nparameter=\"F\"\nname=\"time\"\nvalues=[1]\n",
           "s.toml:21:6: sweep.name cannot be \"time\", which has a meaning already"},
          {"[[sweep]]\nparameter=\"F\"\nname=\"a b\"\nvalues=[1]\n",
           "s.toml:21:6: sweep.name must be made of letters, digits and _, and begin with no "
           "digit, got \"a b\""},
          {"[[sweep]]\nparameter=\"F\"\nvalues=[1]\nparam=3\n",
           "s.toml:22:1: unknown key \"sweep.param\"; there are: name, parameter, from, to, "
           "points, scale, values"},
          {"[[sweep]]\nparameter=\"F\"\nvalues=[1]\n[[sweep]]\nparameter=\"F\"\nvalues=[2]\n",
           "s.toml:23:11: parameters.F is swept twice, once is enough"},
          {"[[sweep]]\nparameter=\"F\"\nvalues=[1]\n[[sweep]]\nparameter=\"g\"\nname=\"F\"\nvalues="
           "[2]\n",
           "s.toml:24:6: sweep.name calls a second axis \"F\", give another"},
          {"[[sweep]]\nparameter=\"F\"\nfrom=0\nto=1\npoints=100000\n[[sweep]]\nparameter="
           "\"g\"\nfrom=0\nto=1\npoints=100000\n",
           "s.toml:28:8: sweep.points makes a grid of 1e+10 points, and 1e+09 is the most"},
          {"[[sweep]]\nparameter=\"F\"\nvalues=[inf,nan]\n",
           "s.toml:21:9: parameters.F must be a finite number, got inf\n"
           "s.toml:21:13: parameters.F must be a finite number, got nan"},
          {"[[sweep]]\nparameter=\"F\"\nname=\"E_B\"\nvalues=[1]\n",
           "s.toml:19:3: the axis E_B is called as the variable E_B of the model's own set is; "
           "give it another name, or the variables in [quantities]"},
          {"[[sweep]]\nparameter=\"F\"\nvalues=[1]\n[quantities]\nF=\"energy(charger)\"\n",
           "s.toml:23:1: quantities.F is also the name of an axis; rename it, or give the axis "
           "another name"},
          {"[[sweep]]\nparameter=\"collectivity\"\nfrom=0\nto=1.5\npoints=3\n",
           "s.toml:22:4: reservoir.collectivity must be between 0 and 1, got 1.5"},
          {"[[sweep]]\nfrom=1\nto=2\npoints=2\n",
           "s.toml:19:1: sweep.parameter is missing: the key that takes the values, such as \"F\""},
          {"[sweep]\nparameter=\"F\"\n",
           "s.toml:19:1: sweep must be a table for each axis, headed [[sweep]], got a table"},
      });
}

TEST(complaints, look_at_every_value_that_a_sweep_reaches) {
  const std::string both = "[[sweep]]\nparameter=\"statistics\"\nvalues=[\"boson\",\"fermion\"]\n";
  EXPECT_EQ(complaints(with(evolution, "n = 0.0", "n = 5") + both),
            "s.toml:12:5: reservoir.n must be at most 1 for fermions, got 5");
  EXPECT_EQ(complaints(with(evolution, "n = 0.0", "n = 1") + both), "");
  EXPECT_EQ(complaints(evolution + both + "[[sweep]]\nparameter=\"n\"\nfrom=0\nto=2\npoints=5\n"),
            "s.toml:25:4: reservoir.n must be at most 1 for fermions, got 2");
  // The file's own n is out of reach where n is swept.
  EXPECT_EQ(complaints(with(evolution, "n = 0.0", "n = 5") + both +
                       "[[sweep]]\nparameter=\"n\"\nvalues=[0.5]\n"),
            "");
  const std::string warm = with(evolution, "n = 0.0", "T = 1\nomega = 1\nmu = 1");
  EXPECT_EQ(complaints(warm + both), "");
  EXPECT_EQ(complaints(warm + both + "[[sweep]]\nparameter=\"omega\"\nfrom=-1\nto=2\npoints=5\n"),
            "s.toml:26:6: reservoir.omega must be above 0 for bosons, got -1");
}

TEST(complaints, tell_reservoirs_with_names_apart) {
  const std::string two =
      with(evolution, "[reservoir]", "[reservoir.hot]\nGamma=1\nn=0\n[reservoir.cold]");
  EXPECT_EQ(complaints(two + "[[sweep]]\nparameter=\"n\"\nvalues=[1]\n"),
            "s.toml:23:11: sweep.parameter \"n\" is ambiguous: it may be reservoir.cold.n or "
            "reservoir.hot.n");
  const std::string each =
      "[[sweep]]\nparameter=\"reservoir.hot.n\"\nvalues=[1]\n"
      "[[sweep]]\nparameter=\"reservoir.cold.n\"\nvalues=[1]\n";
  EXPECT_EQ(
      complaints(two + each),
      "s.toml:26:11: sweep.parameter calls a second axis \"n\", give the axis a name of its own");
  EXPECT_EQ(
      complaints(two + "[[sweep]]\nparameter=[\"reservoir.hot.n\",\"reservoir.cold.n\"]\n"
                       "values=[1]\n[quantities]\nreservoir_cold_n=\"1\"\n"),
      "s.toml:26:1: quantities.reservoir_cold_n is also the name of an axis; rename it, or give "
      "the axis another name");
}

TEST(complaints, stop_expressions_that_grow_beyond_all_bounds) {
  std::string doubling = "[quantities]\nq0 = \"energy(charger)\"\n";
  for (int i = 1; i < 64; ++i)
    doubling += "q" + std::to_string(i) + " = \"q" + std::to_string(i - 1) + " + q" +
                std::to_string(i - 1) + "\"\n";
  EXPECT_EQ(
      complaints(evolution + doubling),
      "s.toml:30:8: quantities.q10: an expression may have at most 2000 parts, with all names "
      "replaced by what they stand for");
  std::string sum = "1";
  for (int i = 0; i < 1000; ++i) sum += "+1";
  EXPECT_EQ(complaints(evolution + "[quantities]\nX = \"" + sum + "\"\n"),
            "s.toml:20:6: quantities.X: an expression may have at most 2000 characters, got 2001");
}

TEST(complaints, keep_the_axis_of_crossings_to_itself) {
  const std::string zeros = "[reduce]\nzeros = \"crossings(E_A - E_B, 2)\"\n";
  EXPECT_EQ(complaints(evolution + zeros), "");
  const std::string message =
      "reduce.zeros counts its crossings along an axis zeros_number, and that name is taken; "
      "rename "
      "one of them";
  EXPECT_EQ(complaints(evolution + zeros + "zeros_number = \"max(E_B)\"\n"),
            "s.toml:20:1: " + message);
  EXPECT_EQ(complaints(evolution +
                       "[[sweep]]\nparameter=\"F\"\nvalues=[1]\nname=\"zeros_number\"\n" + zeros),
            "s.toml:24:1: " + message);
  EXPECT_EQ(complaints(evolution + zeros + "x = \"2 * zeros\"\n"),
            "s.toml:21:10: reduce.x: \"zeros\" is several numbers, where one is needed; "
            "crossings(Q, k) stands alone");
}

TEST(complaints, refuse_grids_that_would_take_days) {
  const std::string axis = "from=0\nto=1\npoints=100000\n";
  EXPECT_EQ(complaints(evolution + "[[sweep]]\nparameter=\"F\"\n" + axis +
                       "[[sweep]]\nparameter=\"g\"\n" + axis),
            "s.toml:28:8: sweep.points makes a grid of 1e+10 points, and 1e+09 is the most");
}
}  // namespace qbattery::example
