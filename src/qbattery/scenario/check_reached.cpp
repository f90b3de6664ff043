#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/scenario/check.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery::detail {

namespace {

/// One reservoir in all the shapes that the sweep gives it.
class ReservoirCheck {
 public:
  ReservoirCheck(Check& check, std::string prefix) : check_(check), prefix_(std::move(prefix)) {
    for (const auto& [value, place] : reached("statistics")) {
      const auto* word = std::get_if<std::string>(&value);
      bosons_ = bosons_ || (word != nullptr && *word == "boson");
      fermions_ = fermions_ || (word != nullptr && *word == "fermion");
    }
  }

  void run() const {
    if (fermions_) check_fermion_number();
    if (bosons_) check_boson_frequency();
    if (bosons_) check_boson_temperature();
    check_chemical_potential();
  }

 private:
  std::vector<std::pair<Setting, Place>> reached(const std::string& key) const {
    const auto swept = check_.reached.find(prefix_ + key);
    if (swept != check_.reached.end()) return swept->second;
    const auto given = check_.scenario.settings.find(prefix_ + key);
    if (given == check_.scenario.settings.end()) return {};
    const auto place = check_.places.find(prefix_ + key);
    return {{given->second, place == check_.places.end() ? Place{} : place->second}};
  }

  std::vector<PlacedNumber> numbers(const std::string& key) const {
    std::vector<PlacedNumber> result;
    for (const auto& [value, place] : reached(key)) {
      if (const double* number = std::get_if<double>(&value)) result.push_back({*number, place});
    }
    return result;
  }

  void complain(const PlacedNumber& number, const std::string& key, const std::string& what) const {
    check_.report.add(number.place, fmt::format("{}{} {}, got {}", prefix_, key, what,
                                                shortest_digits(number.value)));
  }

  void check_fermion_number() const {
    for (const PlacedNumber& n : numbers("n")) {
      if (n.value > 1.0) complain(n, "n", "must be at most 1 for fermions");
    }
  }

  // n(T) of bosons, below Eq. (2), is a number of quanta only above the ground state.
  void check_boson_frequency() const {
    for (const PlacedNumber& omega : numbers("omega")) {
      if (omega.value <= 0.0) complain(omega, "omega", "must be above 0 for bosons");
    }
  }

  void check_boson_temperature() const {
    const std::vector<PlacedNumber> frequencies = numbers("omega");
    const std::vector<PlacedNumber> temperatures = numbers("T");
    if (frequencies.empty() || temperatures.empty()) return;
    const auto less = [](const PlacedNumber& a, const PlacedNumber& b) {
      return a.value < b.value;
    };
    const auto lowest = std::min_element(frequencies.begin(), frequencies.end(), less);
    const auto hottest = std::max_element(temperatures.begin(), temperatures.end(), less);
    if (lowest->value <= 0.0 || hottest->value <= 0.0) return;
    const double x[] = {lowest->value, hottest->value};
    if (std::isfinite(expr::find_function("bose")->call(x))) return;
    complain(*hottest, "T",
             fmt::format("must be lower: the mean occupation at {}omega = {} is beyond all numbers",
                         prefix_, shortest_digits(lowest->value)));
  }

  void check_chemical_potential() const {
    const auto mu = check_.places.find(prefix_ + "mu");
    if (!fermions_ && mu != check_.places.end()) {
      check_.report.add(mu->second, fmt::format("{0}mu is for fermions: remove it, or give "
                                                "{0}statistics = \"fermion\"",
                                                prefix_));
    }
    const auto temperature = check_.places.find(prefix_ + "T");
    if (check_.places.count(prefix_ + "n") != 0) return;
    if (fermions_ && mu == check_.places.end() && temperature != check_.places.end()) {
      check_.report.add(
          temperature->second,
          fmt::format("{0}mu is missing: fermions at a temperature {0}T have a chemical "
                      "potential",
                      prefix_));
    }
  }

  Check& check_;
  std::string prefix_;
  bool bosons_ = false;
  bool fermions_ = false;
};

}  // namespace

void check_reached_values(Check& check) {
  for (const ReservoirText& each : check.scenario.reservoirs)
    ReservoirCheck(check, each.prefix()).run();
}

}  // namespace qbattery::detail
