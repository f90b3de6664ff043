// Every kind of bad input and the exact words of the answer.

#include "qbattery/scenario/example.test.hpp"

namespace qbattery::example {

TEST(complaints, say_what_is_wrong_with_head_and_parameters) {
  expect_complaints({
      {"format = 1\n", "", "s.toml: format is missing: a scenario begins with format = 1"},
      {"format = 1", "format = 2",
       "s.toml:1:10: format must be 1, the only version there is, got 2"},
      {"format = 1", "format = \"1\"",
       "s.toml:1:10: format must be 1, the only version there is, got \"1\""},
      {"format = 1", "formt = 1", "s.toml:1:1: unknown key \"formt\", did you mean \"format\"?"},
      {"title = \"test\"", "title = 3", "s.toml:2:9: title must be text in quotes, got 3"},
      {"title = \"test\"", "titel = \"x\"",
       "s.toml:2:1: unknown key \"titel\", did you mean \"title\"?"},
      {"title = \"test\"", "zzzzzzzzz = \"x\"",
       "s.toml:2:1: unknown key \"zzzzzzzzz\"; there are: format, title, source, model, task, "
       "truncation_tolerance, "
       "parameters, "
       "subsystem, operator, hamiltonian, jump, "
       "energy, reservoir, initial, target, stage, collisions, time, quantities, sweep, reduce, "
       "steady_state"},
      {"title = \"test\"", "\"é\" = \"x\"",
       "s.toml:2:1: unknown key \"é\"; there are: format, title, source, model, task, "
       "truncation_tolerance, parameters, "
       "subsystem, operator, hamiltonian, jump, "
       "energy, reservoir, initial, target, stage, collisions, time, quantities, sweep, reduce, "
       "steady_state"},
      {"\"charger-battery\"", "\"charger-batery\"",
       "s.toml:3:9: model must be \"charger-battery\" or another that `qbattery list models` "
       "names, got \"charger-batery\", did you mean "
       "\"charger-battery\"?"},
      {"\"charger-battery\"", "\"char\"",
       "s.toml:3:9: model must be \"charger-battery\" or another that `qbattery list models` "
       "names, got \"char\", did you mean \"charger-battery\"?"},
      {"\"charger-battery\"", "\"Ferraro\"",
       "s.toml:3:9: model must be \"charger-battery\" or another that `qbattery list models` "
       "names, got \"Ferraro\", did you mean \"ferraro2018\"?"},
      {"model = \"charger-battery\"\n", "",
       "s.toml: model is missing: give model = \"charger-battery\", or spell one out with "
       "[[subsystem]]"},
      {"\"evolve\"", "\"evolv\"",
       "s.toml:4:8: task must be \"evolve\" or \"steady-state\", got \"evolv\", did you mean "
       "\"evolve\"?"},
      {"\"evolve\"", "\"foo\"",
       "s.toml:4:8: task must be \"evolve\" or \"steady-state\", got \"foo\""},
      {"task = \"evolve\"\n", "",
       "s.toml: task is missing: give task = \"evolve\" or \"steady-state\""},
      {"\"evolve\"", "3", "s.toml:4:8: task must be \"evolve\" or \"steady-state\", got 3"},
      {"\"evolve\"", "\"steady-state\"",
       "s.toml:16:1: a steady state has no time: remove [time], or give task = \"evolve\""},
      {"[parameters]\nF = 3.0\ng = 1.0\nDelta = 0.0\n", "",
       "s.toml: parameters is missing: give F and g in a table headed [parameters]"},
      {"F = 3.0\n", "",
       "s.toml:5:1: parameters.F is missing: the amplitude of the pump; 0 for no pump"},
      {"F = 3.0", "f = 3.0",
       "s.toml:6:1: unknown key \"parameters.f\", did you mean \"parameters.F\"?"},
      {"F = 3.0", "F = \"3\"", "s.toml:6:5: parameters.F must be a number, got \"3\""},
      {"F = 3.0", "F = nan", "s.toml:6:5: parameters.F must be a finite number, got nan"},
      {"F = 3.0", "F = inf", "s.toml:6:5: parameters.F must be a finite number, got inf"},
      {"F = 3.0", "F = true", "s.toml:6:5: parameters.F must be a number, got true"},
      {"F = 3.0", "F = [1]", "s.toml:6:5: parameters.F must be a number, got a list"},
      {"F = 3.0", "F = {a=1}", "s.toml:6:5: parameters.F must be a number, got a table"},
      {"F = 3.0", "F = 1979-05-27",
       "s.toml:6:5: parameters.F must be a number, got a date or time of day"},
      {"Delta = 0.0", "Delta = 0.0\nDelta_A = 1",
       "s.toml:9:1: parameters.Delta and parameters.Delta_A cannot both be given, remove one"},
      {"Delta = 0.0", "n = 1",
       "s.toml:8:1: unknown key \"parameters.n\", did you mean \"reservoir.n\"? Here there are: F, "
       "g, Delta, Delta_A, Delta_B"},
      {"Delta = 0.0", "Omega = 1",
       "s.toml:8:1: unknown key \"parameters.Omega\"; there are: F, g, Delta, Delta_A, Delta_B"},
  });
}

TEST(complaints, say_what_is_wrong_with_a_reservoir) {
  expect_complaints({
      {"statistics = \"boson\"", "statistics = \"bosons\"",
       "s.toml:10:14: reservoir.statistics must be \"boson\" or \"fermion\", got \"bosons\", did "
       "you mean \"boson\"?"},
      {"statistics = \"boson\"", "statistics = 1",
       "s.toml:10:14: reservoir.statistics must be text in quotes, got 1"},
      {"Gamma = 0.001", "Gamma = -0.001",
       "s.toml:11:9: reservoir.Gamma must be at least 0, got -0.001"},
      {"Gamma = 0.001", "Gama = 0.001",
       "s.toml:11:1: unknown key \"reservoir.Gama\", did you mean \"reservoir.Gamma\"?"},
      {"Gamma = 0.001\n", "",
       "s.toml:9:1: reservoir.Gamma is missing: the strength of the reservoir"},
      {"n = 0.0", "n = -1", "s.toml:12:5: reservoir.n must be at least 0, got -1"},
      {"n = 0.0", "n = 0\nT = 1\nomega = 1",
       "s.toml:13:1: reservoir.n and reservoir.T cannot both be given, remove one\n"
       "s.toml:14:1: reservoir.n and reservoir.omega cannot both be given, remove one"},
      {"n = 0.0\n", "",
       "s.toml:9:1: reservoir.n is missing: the mean occupation; or give T and omega"},
      {"n = 0.0", "T = 1",
       "s.toml:9:1: reservoir.omega is missing: the frequency that T goes with"},
      {"n = 0.0", "omega = 1",
       "s.toml:9:1: reservoir.T is missing: the temperature that omega goes with"},
      {"n = 0.0", "T = -1\nomega=1", "s.toml:12:5: reservoir.T must be at least 0, got -1"},
      {"n = 0.0", "T = 1\nomega=0",
       "s.toml:13:7: reservoir.omega must be above 0 for bosons, got 0"},
      {"n = 0.0", "T = 1\nomega=1\nmu=0",
       "s.toml:14:4: reservoir.mu is for fermions: remove it, or give reservoir.statistics = "
       "\"fermion\""},
      {"n = 0.0", "T = 1e300\nomega=1e-300",
       "s.toml:12:5: reservoir.T must be lower: the mean occupation at reservoir.omega = 1e-300 is "
       "beyond all numbers, got 1e+300"},
      {"collectivity = 0.0", "collectivity = 1.5",
       "s.toml:13:16: reservoir.collectivity must be between 0 and 1, got 1.5"},
      {"collectivity = 0.0", "collectivity = -0.1",
       "s.toml:13:16: reservoir.collectivity must be between 0 and 1, got -0.1"},
      {"collectivity = 0.0", "on = []",
       "s.toml:13:6: reservoir.on must be a list of subsystems, such as [\"charger\"], got an "
       "empty list"},
      {"collectivity = 0.0", "on = \"charger\"",
       "s.toml:13:6: reservoir.on must be a list of subsystems, such as [\"charger\"], got "
       "\"charger\""},
      {"collectivity = 0.0", "on = [\"chargr\"]",
       "s.toml:13:7: reservoir.on names no subsystem: \"chargr\", did you mean \"charger\"?"},
      {"collectivity = 0.0", "on = [\"charger\",\"charger\"]",
       "s.toml:13:17: reservoir.on names \"charger\" twice, once is enough"},
      {"collectivity = 0.0", "on = [\"charger\",3]",
       "s.toml:13:17: reservoir.on must be a list of subsystems, such as [\"charger\"], got 3"},
      {"collectivity = 0.0", "on = [\"x\"]",
       "s.toml:13:7: reservoir.on names no subsystem: \"x\"; there are: charger, battery"},
      {"[reservoir]", "[reservoir.n]",
       "s.toml:9:12: reservoir.n is a key and no name of a reservoir"},
      {"[reservoir]", "[reservoir.\"a b\"]",
       "s.toml:9:12: a reservoir's name is made of letters, digits and _, and begins with no "
       "digit, got \"a b\""},
      {"[reservoir]", "[reservoir.hot]\nn=1\nGamma=-1\n[reservoir.cold]",
       "s.toml:11:7: reservoir.hot.Gamma must be at least 0, got -1"},
  });
}

TEST(complaints, say_what_is_wrong_with_an_initial_state) {
  expect_complaints({
      {"state = \"gg\"", "state = \"g\"",
       "s.toml:15:9: initial.state must be two letters of g, e, + and -, charger first, such as "
       "\"eg\", got \"g\""},
      {"state = \"gg\"", "state = \"ggg\"",
       "s.toml:15:9: initial.state must be two letters of g, e, + and -, charger first, such as "
       "\"eg\", got \"ggg\""},
      {"state = \"gg\"", "state = \"gx\"",
       "s.toml:15:9: initial.state must be two letters of g, e, + and -, charger first, such as "
       "\"eg\", got \"gx\""},
      {"state = \"gg\"", "state = 1", "s.toml:15:9: initial.state must be text in quotes, got 1"},
      {"state = \"gg\"", "state = \"\"",
       "s.toml:15:9: initial.state must be two letters of g, e, + and -, charger first, such as "
       "\"eg\", got \"\""},
      {"state = \"gg\"", "state = \"GG\"",
       "s.toml:15:9: initial.state must be two letters of g, e, + and -, charger first, such as "
       "\"eg\", got \"GG\""},
      {"state = \"gg\"", "state = \"gg\"\namplitudes=[1,0,0,0]",
       "s.toml:16:1: initial.state and initial.amplitudes cannot both be given, remove one"},
      {"state = \"gg\"", "amplitudes = [0,0,0,0]",
       "s.toml:15:14: initial.amplitudes must be finite and not all zero"},
      {"state = \"gg\"", "amplitudes = [1,0,0]",
       "s.toml:15:14: initial.amplitudes must be a list of 4 numbers, in the order ee, eg, ge, gg, "
       "got 3 of them"},
      {"state = \"gg\"", "amplitudes = [1,0,0,\"x\"]",
       "s.toml:15:21: initial.amplitudes takes finite numbers or text like \"0.1-0.2i\", got "
       "\"x\""},
      {"state = \"gg\"", "amplitudes = [inf,0,0,0]",
       "s.toml:15:15: initial.amplitudes takes finite numbers or text like \"0.1-0.2i\", got inf"},
      {"state = \"gg\"", "amplitudes = 3",
       "s.toml:15:14: initial.amplitudes must be a list of 4 numbers, in the order ee, eg, ge, gg, "
       "got 3"},
      {"state = \"gg\"", "amplitudes = []",
       "s.toml:15:14: initial.amplitudes must be a list of 4 numbers, in the order ee, eg, ge, gg, "
       "got 0 of them"},
      {"state = \"gg\"", "amplitudes = [true,0,0,0]",
       "s.toml:15:15: initial.amplitudes takes finite numbers or text like \"0.1-0.2i\", got true"},
      {"state = \"gg\"", "amplitudes = [\"1+\",\"2i3\",\"--1\",\"nan\"]",
       "s.toml:15:15: initial.amplitudes takes finite numbers or text like \"0.1-0.2i\", got "
       "\"1+\"\n"
       "s.toml:15:20: initial.amplitudes takes finite numbers or text like \"0.1-0.2i\", got "
       "\"2i3\"\n"
       "s.toml:15:26: initial.amplitudes takes finite numbers or text like \"0.1-0.2i\", got "
       "\"--1\"\n"
       "s.toml:15:32: initial.amplitudes takes finite numbers or text like \"0.1-0.2i\", got "
       "\"nan\""},
      {"state = \"gg\"", "density_matrix = [[1,0,0,0],[0,0,0,0],[0,0,0,0]]",
       "s.toml:15:18: initial.density_matrix must be a list of 4 rows, got 3 of them"},
      {"state = \"gg\"", "density_matrix = [[1,0,0,0],[0,0,0,0],[0,0,0,0],[0,0,0]]",
       "s.toml:15:49: initial.density_matrix must be a list of 4 numbers, in the order ee, eg, ge, "
       "gg, got 3 of them"},
      {"state = \"gg\"", "density_matrix = [[1,1,0,0],[0,0,0,0],[0,0,0,0],[0,0,0,0]]",
       "s.toml:15:18: initial.density_matrix: a density matrix must be Hermitian, but an entry "
       "differs from its mirror's conjugate by 1"},
      {"state = \"gg\"", "density_matrix = [[0.5,0,0,0],[0,0,0,0],[0,0,0,0],[0,0,0,0]]",
       "s.toml:15:18: initial.density_matrix: a density matrix must have trace 1, got 0.5"},
      {"state = \"gg\"", "density_matrix = [[2,0,0,0],[0,-1,0,0],[0,0,0,0],[0,0,0,0]]",
       "s.toml:15:18: initial.density_matrix: a density matrix must be positive, but it has the "
       "eigenvalue -1"},
      {"state = \"gg\"", "density_matrix = 4",
       "s.toml:15:18: initial.density_matrix must be a list of 4 rows, got 4"},
      {"state = \"gg\"", "density_matrix = [1,2,3,4]",
       "s.toml:15:19: initial.density_matrix must be a list of 4 numbers, in the order ee, eg, ge, "
       "gg, got 1\n"
       "s.toml:15:21: initial.density_matrix must be a list of 4 numbers, in the order ee, eg, ge, "
       "gg, got 2\n"
       "s.toml:15:23: initial.density_matrix must be a list of 4 numbers, in the order ee, eg, ge, "
       "gg, got 3\n"
       "s.toml:15:25: initial.density_matrix must be a list of 4 numbers, in the order ee, eg, ge, "
       "gg, got 4"},
      {"state = \"gg\"", "density_matrix = [[\"1i\",0,0,0],[0,0,0,0],[0,0,0,0],[0,0,0,0]]",
       "s.toml:15:18: initial.density_matrix: a density matrix must be Hermitian, but an entry "
       "differs from its mirror's conjugate by 2"},
      {"state = \"gg\"", "charger = \"groud\"",
       "s.toml:15:11: initial.charger must be \"ground\" or \"excited\" or \"+\" or \"-\", got "
       "\"groud\", did you mean \"ground\"?"},
      {"state = \"gg\"", "charger = \"ground\"\nstate=\"gg\"",
       "s.toml:16:1: initial.charger and initial.state cannot both be given, remove one"},
  });
}

TEST(complaints, say_what_is_wrong_with_times) {
  expect_complaints({
      {"to = 6.5\n", "", "s.toml:16:1: time.to is missing: the last time"},
      {"points = 11\n", "",
       "s.toml:16:1: time.points is missing: how many times, both ends included"},
      {"points = 11", "points = 0", "s.toml:18:10: time.points must be at least 2, got 0"},
      {"points = 11", "points = 1", "s.toml:18:10: time.points must be at least 2, got 1"},
      {"points = 11", "points = 1.5", "s.toml:18:10: time.points must be a whole number, got 1.5"},
      {"points = 11", "points = 100000000",
       "s.toml:18:10: time.points must be at most 1000000, got 1e+08"},
      {"points = 11", "points = \"a\"", "s.toml:18:10: time.points must be a number, got \"a\""},
      {"to = 6.5", "to = 0", "s.toml:17:6: time.to must be above time.from = 0, got 0"},
      {"to = 6.5", "from = -1\nto=-0.5", "s.toml:17:8: time.from must be at least 0, got -1"},
      {"to = 6.5\npoints = 11", "values = []",
       "s.toml:17:10: time.values must be a list of numbers, got an empty list"},
      {"to = 6.5\npoints = 11", "values = [0,1,1]",
       "s.toml:17:15: time.values must rise, got 1 after 1"},
      {"to = 6.5\npoints = 11", "values = [-1,1,1]",
       "s.toml:17:11: time.values must be at least 0, got -1"},
      {"to = 6.5\npoints = 11", "values = [0,nan,\"a\"]",
       "s.toml:17:13: time.values must be a list of finite numbers, got nan\n"
       "s.toml:17:17: time.values must be a list of finite numbers, got \"a\""},
      {"to = 6.5", "values = [0,1]",
       "s.toml:18:1: time.values and time.points cannot both be given, remove one"},
      {"[time]\nto = 6.5\npoints = 11\n", "",
       "s.toml: time is missing: task = \"evolve\" needs a table [time] with to and points, or "
       "values"},
      {"[time]\nto = 6.5\npoints = 11\n", "[time]",
       "s.toml:16:1: time.to is missing: the last time\n"
       "s.toml:16:1: time.points is missing: how many times, both ends included"},
  });
}

TEST(complaints, say_where_a_key_stands_that_is_in_the_wrong_table) {
  expect_complaints(
      evolution,
      {
          {"format = 1\n",
           "s.toml:19:1: unknown key \"time.format\"; format stands before the first table"},
          {"reduce = 1\n",
           "s.toml:19:1: unknown key \"time.reduce\"; reduce is a table of its own, headed "
           "[reduce]"},
          {"sweep = 1\n",
           "s.toml:19:1: unknown key \"time.sweep\"; sweep is a table of its own, headed "
           "[[sweep]]"},
          {"Gamma = 1\n",
           "s.toml:19:1: unknown key \"time.Gamma\", did you mean \"reservoir.Gamma\"? Here there "
           "are: from, to, points, values, tolerance"},
      });
}

TEST(complaints, say_what_a_steady_state_has_no_use_for) {
  expect_complaints(
      steady_state,
      {
          {"[reduce]\nx=\"max(E_B)\"\n",
           "s.toml:16:1: [reduce] works on curves over time: remove it, or give task = \"evolve\""},
          {"[time]\nto=1\npoints=2\n",
           "s.toml:16:1: a steady state has no time: remove [time], or give task = \"evolve\""},
          {"[steady_state]\nlong_time_limit=1\n",
           "s.toml:17:17: steady_state.long_time_limit must be true or false, got 1"},
          {"[steady_state]\ntime_average=true\n",
           "s.toml:17:14: steady_state.time_average needs steady_state.long_time_limit = true"},
          {"[steady_state]\nlong_time=true\n",
           "s.toml:17:1: unknown key \"steady_state.long_time\"; there are: long_time_limit, "
           "time_average"},
          {"[quantities]\nP=\"average_power(battery)\"\ng=\"gap()\"\n",
           "s.toml:17:4: quantities.P: average_power(X) is defined for evolutions only"},
      });
}

TEST(complaints, say_what_an_evolution_has_no_use_for) {
  expect_complaints(evolution, {
                                   {"[steady_state]\nlong_time_limit=true\n",
                                    "s.toml:19:1: an evolution has no use for [steady_state]: "
                                    "remove it, or give task = \"steady-state\""},
                               });
}

}  // namespace qbattery::example
