// Computes every point of a scenario and forgets it: what a sweep costs without any bookkeeping.
//
//     without-results SCENARIO THREADS

#include <atomic>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <thread>
#include <vector>

#include "qbattery/sweep/grid.hpp"
#include "qbattery/sweep/labels.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    const qbattery::Scenario scenario = qbattery::load_scenario(argv[1]);
    const qbattery::Grid grid(scenario);
    const qbattery::Tiling tiling(grid.size(), numbers_per_point(labels_of(scenario)),
                                  scenario.task);
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < std::atoi(argv[2]); ++i) {
      threads.emplace_back([&] {
        qbattery::Workspace workspace;
        for (std::size_t tile = next++; tile < tiling.tiles(); tile = next++)
          grid.run(tiling, tile, workspace);
      });
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
