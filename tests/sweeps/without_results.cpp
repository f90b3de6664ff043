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

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    const qbattery::Scenario scenario = qbattery::load_scenario(argv[1]);
    const qbattery::Grid grid(scenario);
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < std::atoi(argv[2]); ++i) {
      threads.emplace_back([&] {
        for (std::size_t point = next++; point < grid.size(); point = next++) grid.run(point);
      });
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
