#include "qbattery/papers/song2026/claims.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "qbattery/support/stopping.hpp"

namespace qbattery::song2026 {

std::vector<Claim> claims(double low_dissipation, int threads) {
  using Section = std::vector<Claim> (*)(Laboratory&);
  constexpr std::array<Section, 13> sections = {
      claims_of_equations,   claims_of_criterion,      claims_of_eq_8,
      claims_of_steady_pump, claims_of_steady_optimum, claims_of_steady_bath,
      claims_of_exchange,    claims_of_pumpless,       claims_of_power,
      claims_of_driven,      claims_of_ergotropy,      claims_of_strong_dissipation,
      claims_of_reservoirs};
  std::array<std::vector<Claim>, sections.size()> results;
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr error;
  const auto work = [&, stop = stop_of_thread()] {
    const StopScope scope(stop);
    for (std::size_t i = next++; i < sections.size(); i = next++) {
      try {
        Laboratory laboratory(low_dissipation);
        results[i] = sections[i](laboratory);
      } catch (...) {
        const std::lock_guard lock(mutex);
        error = std::current_exception();
      }
    }
  };
  {
    const unsigned count = threads > 0 ? static_cast<unsigned>(threads)
                                       : std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < count; ++i) workers.emplace_back(work);
  }
  if (error) std::rethrow_exception(error);
  std::vector<Claim> all;
  for (std::vector<Claim>& section : results) {
    std::move(section.begin(), section.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace qbattery::song2026
