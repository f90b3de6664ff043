// Times the engine for benchmarks/bench.py: prints one JSON object.
//
//     qbattery-bench scenario FILE THREADS [NUMBERS]
//         all points of a scenario, as a sweep computes them
//     qbattery-bench whole FILE THREADS ROUNDS
//         from the file to the data set in memory, the best of some rounds
//     qbattery-bench lone FILE ROUNDS
//         the points of a checked scenario, from operators to numbers, the best of some rounds
//     qbattery-bench chain POINTS NUMBERS
//         steady states of a chain, at the values of Gamma and F in a text file
//     qbattery-bench count FILE
//         the first points of a scenario, for tools/count_instructions.sh
//     qbattery-bench steps
//         the FMA peak, and the steps of curves beside it
//
// NUMBERS receives the results as doubles, variable after variable.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iostream>
#include <thread>

#include "peak.hpp"
#include "qbattery/engine/plan.hpp"
#include "qbattery/lanes/block.hpp"
#include "qbattery/model/reservoir.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/scenario.hpp"
#include "qbattery/sweep/grid.hpp"
#include "qbattery/sweep/labels.hpp"
#include "qbattery/sweep/run.hpp"

namespace {

using namespace qbattery;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void write(const char* path, const std::vector<std::vector<double>>& variables) {
  std::ofstream file(path, std::ios::binary);
  for (const std::vector<double>& values : variables)
    file.write(reinterpret_cast<const char*>(values.data()),
               static_cast<std::streamsize>(values.size() * sizeof(double)));
}

/// All tiles of a grid, each dropped when it is done, as the writer of a sweep does.
double time_tiles(const Grid& grid, const Tiling& tiling, int threads) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    Workspace workspace;
    for (std::size_t tile = next++; tile < tiling.tiles(); tile = next++)
      grid.run(tiling, tile, workspace);
  };
  const auto start = Clock::now();
  {
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(work);
    work();
  }
  return seconds_since(start);
}

int time_whole(const char* path, int threads, int rounds) {
  double best = INFINITY;
  for (int round = 0; round < rounds; ++round) {
    const auto start = Clock::now();
    const Dataset dataset = run(load_scenario(path), {.threads = threads});
    best = std::min(best, seconds_since(start));
  }
  fmt::print("{{\"seconds\": {}}}\n", best);
  return 0;
}

int time_scenario(const char* path, int threads, const char* numbers) {
  const Scenario scenario = load_scenario(path);
  const auto start = Clock::now();
  const Grid grid(scenario);
  const Tiling tiling(grid.size(), numbers_per_point(labels_of(scenario)), scenario.task);
  const double prepared = seconds_since(start);
  const double seconds = prepared + time_tiles(grid, tiling, threads);
  if (numbers != nullptr) {
    const Dataset dataset = run(scenario, {.threads = threads});
    std::vector<std::vector<double>> variables;
    for (const auto& variable : dataset.variables)
      if (variable.name != "status") variables.push_back(variable.values);
    write(numbers, variables);
  }
  fmt::print("{{\"seconds\": {}, \"prepared\": {}, \"points\": {}, \"samples\": {}}}\n", seconds,
             prepared, grid.size(), scenario.times.empty() ? 1 : scenario.times.size());
  return 0;
}

int time_lone(const char* path, int rounds) {
  const Scenario scenario = load_scenario(path);
  double best = INFINITY;
  for (int round = 0; round < rounds; ++round) {
    const auto start = Clock::now();
    const Grid grid(scenario);
    time_tiles(grid, {grid.size(), numbers_per_point(labels_of(scenario)), scenario.task}, 1);
    best = std::min(best, seconds_since(start));
  }
  fmt::print("{{\"seconds\": {}}}\n", best);
  return 0;
}

/// What tools/count_instructions.sh looks at.
int run_first_points(const char* path) {
  const Scenario scenario = load_scenario(path);
  const Grid grid(scenario);
  const Tiling tiling(grid.size(), numbers_per_point(labels_of(scenario)), scenario.task);
  Tile tile = empty_tile(tiling, 0);
  Workspace workspace;
  const std::size_t few = scenario.task == Task::evolve ? 4 : 4 * lanes::width;
  grid.run({0, std::min(few, tiling.range(0).count)}, columns_of(tile, tiling, 0), workspace);
  return 0;
}

/// Three two-level systems in a row, detuned, the first driven, each in a thermal bath.
Model chain() {
  Model model;
  const std::vector<double> detunings = {0.3, 0.1, -0.2};
  const auto count = static_cast<int>(detunings.size());
  for (int k = 0; k < count; ++k) model.subsystems.push_back(two_level(fmt::format("q{}", k)));
  model.parameters = {"F"};
  model.hamiltonian.push_back({expr::parse("F"), product({{0, sigma_x()}})});
  for (int k = 0; k < count; ++k) {
    model.hamiltonian.push_back(
        {expr::number(0.5 * detunings[static_cast<std::size_t>(k)]), product({{k, sigma_z()}})});
    if (k == 0) continue;
    model.hamiltonian.push_back(
        {expr::number(1.0), Operator{{1.0, {{k - 1, sigma_plus()}, {k, sigma_minus()}}},
                                     {1.0, {{k - 1, sigma_minus()}, {k, sigma_plus()}}}}});
  }
  add_reservoir(model, Reservoir{.prefix = ""});
  return model;
}

int time_chain(const char* points_file, const char* numbers) {
  std::vector<std::pair<double, double>> points;
  std::ifstream file(points_file);
  for (double Gamma = 0.0, F = 0.0; file >> Gamma >> F;) points.emplace_back(Gamma, F);
  ParameterRows rows(4, static_cast<Eigen::Index>(points.size()));  // F Gamma n collectivity
  for (std::size_t i = 0; i < points.size(); ++i)
    rows.col(static_cast<Eigen::Index>(i)) << points[i].second, points[i].first, 0.2, 0.0;
  Request request{.task = Task::steady_state};
  for (int k = 0; k < 3; ++k)
    request.quantities.push_back(
        {fmt::format("E{}", k), expr::parse(fmt::format("energy(q{})", k))});
  const auto start = Clock::now();
  const Plan plan(chain(), request, {.parameters = {{}, {}, 0.2, 0.0}});
  const double prepared = seconds_since(start);
  std::vector<std::vector<double>> values(3, std::vector<double>(points.size()));
  Columns columns{{values[0].data(), values[1].data(), values[2].data()},
                  [](std::size_t, const std::string& why) { throw NumericalError(why); }};
  Workspace workspace;
  plan.run(rows, product_state("ggg"), columns, workspace);
  write(numbers, values);
  fmt::print("{{\"seconds\": {}, \"prepared\": {}, \"points\": {}}}\n", seconds_since(start),
             prepared, points.size());
  return 0;
}

/// The steps v += P v of a curve of 16 components, a row of lanes each.
int time_steps() {
  constexpr std::size_t n = 16;
  constexpr std::size_t blocks = 32;
  constexpr int rounds = 20000;
  lanes::Block step(n, n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) step(i, j) = i == j ? -1e-3 : 1e-5;
  lanes::AlignedNumbers samples((blocks + 1) * n * lanes::width);
  std::fill_n(samples.data(), n * lanes::width, 1.0);
  const auto start = Clock::now();
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t b = 0; b < blocks; ++b) {
      const double* const from = samples.data() + b * n * lanes::width;
      lanes::kernels().add_product(step.data(), step.stride(), n, n, from, from,
                                   samples.data() + (b + 1) * n * lanes::width, lanes::width,
                                   lanes::width);
    }
  }
  const double seconds = seconds_since(start);
  const double flops = 2.0 * n * n * lanes::width * blocks * rounds / seconds;
  const Peak peak = measure_peak();
  fmt::print("{{\"flops\": {}, \"peak\": {}, \"clock\": {}, \"lanes\": {}}}\n", flops, peak.flops,
             peak.clock, peak.lanes);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view work = argc > 1 ? argv[1] : "";
  try {
    if (work == "scenario" && argc >= 4)
      return time_scenario(argv[2], std::stoi(argv[3]), argc > 4 ? argv[4] : nullptr);
    if (work == "whole" && argc == 5)
      return time_whole(argv[2], std::stoi(argv[3]), std::stoi(argv[4]));
    if (work == "lone" && argc == 4) return time_lone(argv[2], std::stoi(argv[3]));
    if (work == "chain" && argc == 4) return time_chain(argv[2], argv[3]);
    if (work == "count" && argc == 3) return run_first_points(argv[2]);
    if (work == "steps" && argc == 2) return time_steps();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  std::cerr << "see the head of benchmarks/engine.cpp\n";
  return 2;
}
