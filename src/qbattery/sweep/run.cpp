#include "qbattery/sweep/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "qbattery/support/build_info.hpp"
#include "qbattery/sweep/grid.hpp"

namespace qbattery {

namespace {

/// Where the numbers of all points go: each point writes places of its own.
class Storage {
 public:
  Storage(const Scenario& scenario, std::size_t points)
      : samples_(scenario.task == Task::evolve ? scenario.times.size() : 1),
        reductions_(scenario.reduce.size(), std::vector<double>(points)),
        failures_(points) {
    if (scenario.reduce.empty() || scenario.keep_curves) {
      curves_.assign(scenario.quantities.size(), std::vector<double>(points * samples_));
    }
  }

  void put(std::size_t point, Outcome&& outcome) {
    for (std::size_t i = 0; i < reductions_.size(); ++i) {
      reductions_[i][point] = outcome.reductions[i];
    }
    for (std::size_t i = 0; i < curves_.size(); ++i) {
      std::copy(outcome.curves[i].begin(), outcome.curves[i].end(),
                curves_[i].begin() + static_cast<std::ptrdiff_t>(point * samples_));
    }
    failures_[point] = std::move(outcome.failure);
  }

  std::vector<std::vector<double>>& reductions() { return reductions_; }
  std::vector<std::vector<double>>& curves() { return curves_; }
  const std::vector<std::string>& failures() const { return failures_; }

 private:
  std::size_t samples_;
  std::vector<std::vector<double>> reductions_;
  std::vector<std::vector<double>> curves_;
  std::vector<std::string> failures_;
};

/// The threads of one run: they take points in small bunches until none is left.
class Workers {
 public:
  Workers(const Grid& grid, Storage& storage, const RunOptions& options)
      : grid_(grid), storage_(storage), options_(options) {
    const std::size_t wanted = options.threads > 0
                                   ? static_cast<std::size_t>(options.threads)
                                   : std::max(1U, std::thread::hardware_concurrency());
    running_ = std::min(wanted, (grid.size() + bunch - 1) / bunch);
    for (std::size_t i = 0, count = running_; i < count; ++i)
      threads_.emplace_back([this] { work(); });
  }

  /// Waits for all, reporting now and then; passes on what stopped a worker.
  void finish() {
    std::unique_lock lock(mutex_);
    while (
        !done_.wait_for(lock, std::chrono::milliseconds(200), [this] { return running_ == 0; })) {
      report();
    }
    lock.unlock();
    threads_.clear();
    if (error_) std::rethrow_exception(error_);
    if (stopped()) throw Interrupted();
    report();
  }

 private:
  static constexpr std::size_t bunch = 16;

  bool stopped() const { return options_.stop != nullptr && options_.stop->load(); }

  void report() const {
    if (options_.report) options_.report({finished_.load(), grid_.size(), failed_.load()});
  }

  void work() {
    try {
      for (std::size_t begin = next_.fetch_add(bunch); begin < grid_.size();
           begin = next_.fetch_add(bunch)) {
        for (std::size_t i = begin; i < std::min(begin + bunch, grid_.size()); ++i) {
          if (stopped()) return leave();
          run_point(i);
        }
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::current_exception();
      next_ = grid_.size();
    }
    leave();
  }

  void run_point(std::size_t point) {
    try {
      Outcome outcome = grid_.run(point);
      if (!outcome.failure.empty()) ++failed_;
      storage_.put(point, std::move(outcome));
      ++finished_;
    } catch (const std::exception& error) {
      throw Error(fmt::format("at {}: {}", grid_.describe(point), error.what()));
    }
  }

  void leave() {
    const std::lock_guard lock(mutex_);
    --running_;
    done_.notify_one();
  }

  const Grid& grid_;
  Storage& storage_;
  const RunOptions& options_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> finished_ = 0;
  std::atomic<std::size_t> failed_ = 0;
  std::mutex mutex_;
  std::condition_variable done_;
  std::size_t running_ = 0;
  std::exception_ptr error_;
  std::vector<std::jthread> threads_;
};

std::string last_component(const std::string& key) { return key.substr(key.rfind('.') + 1); }

std::string units_of_key(const std::string& key) {
  const std::string name = last_component(key);
  const bool is_pure =
      name == "n" || name == "collectivity" || name == "statistics" || name == "state";
  return is_pure ? "1" : "rate";
}

Coordinate coordinate(const std::string& name, const std::string& key, const Axis& axis) {
  Coordinate result{name, axis.name, {}, units_of_key(key), key};
  if (std::holds_alternative<double>(axis.values.front())) {
    std::vector<double> numbers;
    for (const Setting& value : axis.values) numbers.push_back(std::get<double>(value));
    result.values = std::move(numbers);
  } else {
    std::vector<std::string> words;
    for (const Setting& value : axis.values) words.push_back(std::get<std::string>(value));
    result.values = std::move(words);
  }
  return result;
}

// The other keys of an axis whose keys move together, named by their full paths.
void add_auxiliary_coordinates(Dataset& dataset, const Axis& axis) {
  for (std::size_t i = 1; i < axis.keys.size(); ++i) {
    std::string name = axis.keys[i];
    std::replace(name.begin(), name.end(), '.', '_');
    dataset.coordinates.push_back(coordinate(name, axis.keys[i], axis));
  }
}

void add_status(Dataset& dataset, const Scenario& scenario,
                const std::vector<std::string>& failures) {
  for (const Axis& axis : scenario.sweep) dataset.status.dimensions.push_back(axis.name);
  std::vector<std::string>& meanings = dataset.status.meanings;
  for (const std::string& failure : failures) {
    int flag = 0;
    if (!failure.empty()) {
      const auto found = std::find(meanings.begin(), meanings.end(), failure);
      flag = static_cast<int>(found - meanings.begin());
      if (found == meanings.end()) meanings.push_back(failure);
    }
    dataset.status.flags.push_back(flag);
  }
}

Dataset label(const Scenario& scenario, Storage& storage) {
  Dataset dataset;
  std::vector<std::string> axes;
  for (const Axis& axis : scenario.sweep) {
    dataset.coordinates.push_back(coordinate(axis.name, axis.keys.front(), axis));
    axes.push_back(axis.name);
  }
  std::vector<std::string> with_time = axes;
  if (scenario.task == Task::evolve && !storage.curves().empty()) {
    dataset.coordinates.push_back({"time", "time", scenario.times, "1/rate", "time"});
    with_time.emplace_back("time");
  }
  for (const Axis& axis : scenario.sweep) add_auxiliary_coordinates(dataset, axis);
  for (std::size_t i = 0; i < storage.reductions().size(); ++i) {
    const NamedExpression& reduction = scenario.reduce[i];
    dataset.variables.push_back({reduction.name, axes, std::move(storage.reductions()[i]), "1",
                                 to_string(reduction.expression)});
  }
  for (std::size_t i = 0; i < storage.curves().size(); ++i) {
    const NamedExpression& quantity = scenario.quantities[i];
    dataset.variables.push_back({quantity.name, with_time, std::move(storage.curves()[i]),
                                 units_of(quantity.expression), to_string(quantity.expression)});
  }
  if (!scenario.sweep.empty()) add_status(dataset, scenario, storage.failures());
  dataset.attributes = {{"title", scenario.title},
                        {"scenario", scenario.source},
                        {"program", fmt::format("qbattery {}", build_info::version)},
                        {"format", "1"}};
  return dataset;
}

}  // namespace

Dataset run(const Scenario& scenario, const RunOptions& options) {
  const Grid grid(scenario);
  Storage storage(scenario, grid.size());
  Workers(grid, storage, options).finish();
  if (scenario.sweep.empty() && !storage.failures().front().empty()) {
    throw NumericalError(storage.failures().front());
  }
  return label(scenario, storage);
}

}  // namespace qbattery
