#include "qbattery/sweep/sweep.hpp"

#include <fmt/format.h>

#include <cmath>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/sweep/labels.hpp"
#include "qbattery/sweep/workers.hpp"

namespace qbattery {

namespace {

using namespace std::chrono_literals;

// A run that is over sooner leaves no trace on its way.
constexpr auto short_run = 2s;
// What a kill costs at most, and the disk is asked no more often.
constexpr auto between_parts = 3s;
constexpr std::size_t most_bytes_in_memory = std::size_t{32} << 20U;

}  // namespace

Sweep::Sweep(const Scenario& scenario, const Destination& destination, const Notice& notice)
    : scenario_(scenario),
      shard_(destination.shard),
      identity_(identity_of(scenario, shard_)),
      notice_(notice ? notice : [](const std::string&) {}),
      labels_(labels_of(scenario)),
      tiling_(labels_.size(labels_.status.dimensions), numbers_per_point(labels_), scenario.task),
      store_(tiling_) {
  for (const std::string& target : destination.targets) open(target, destination.resume);
  points_before_ = store_.points();
}

void Sweep::open(const std::string& target, bool resume) {
  PartsFolder& folder = *folders_.emplace_back(std::make_unique<PartsFolder>(target, shard_));
  remove_leftovers_beside(target);
  if (const auto before = finished(target)) {
    qbattery::remove_parts(target, *before);
    const bool is_this = before->digest == digest(identity_);
    if (resume && is_this && folders_.size() == 1) finished_before_ = before->failures;
  }
  if (!folder.has_parts()) return;
  if (!resume) {
    throw InvalidInput("resume", fmt::format("{} holds finished points of an earlier run; go on "
                                             "from there with --resume, or remove that folder",
                                             parts_root(target)));
  }
  if (folders_.size() > 1) return;
  for (const Part& part : folder.read(identity_, notice_)) store_.add(part);
}

std::vector<std::size_t> Sweep::missing_tiles() const {
  std::vector<std::size_t> tiles;
  for (std::size_t tile = 0; tile < tiling_.tiles(); ++tile)
    if (shard_.has(tile) && !store_.has(tile)) tiles.push_back(tile);
  return tiles;
}

std::size_t Sweep::points_of_share() const {
  std::size_t points = 0;
  for (std::size_t tile = shard_.number - 1; tile < tiling_.tiles(); tile += shard_.count)
    points += tiling_.range(tile).count;
  return points;
}

void Sweep::compute(const RunOptions& options) {
  const Grid grid(scenario_);
  Workers workers(grid, tiling_, missing_tiles(), options.threads, options.stop);
  try {
    collect(workers, options);
  } catch (const IoError& error) {
    if (!keeps()) throw;
    throw IoError(
        fmt::format("{}; {}: make room, {:.0f} MB more for them and the result, and go on "
                    "with --resume",
                    error.what(), kept(), megabytes_to_come()));
  } catch (...) {
    keep();
    throw;
  }
  const bool is_whole = store_.points() == points_of_share();
  const bool is_long = store_.points_in_parts() > 0 || Clock::now() - began_ > short_run;
  if (!is_whole || !shard_.is_all() || is_long || options.keep_parts) keep();
  if (!is_whole)
    throw Interrupted(keeps() ? fmt::format("interrupted: {}; go on with --resume", kept())
                              : "interrupted: nothing was written");
  if (!shard_.is_all()) return;
  labels_.status.meanings = store_.collect_meanings();
  if (scenario_.sweep.empty() && failures() > 0)
    throw NumericalError(labels_.status.meanings.back());
  if (scenario_.sweep.empty() && labels_.status.meanings.size() > 1)
    labels_.attributes.emplace_back("warning", labels_.status.meanings.back());
}

void Sweep::collect(Workers& workers, const RunOptions& options) {
  const std::size_t failures_before = store_.failures();
  const auto report = [&] {
    if (!options.report) return;
    options.report({.done = points_before_ + workers.points(),
                    .total = points_of_share(),
                    .failed = failures_before + workers.failures(),
                    .before = points_before_});
  };
  last_kept_ = began_ = Clock::now();
  Clock::time_point last_report = began_;
  while (!workers.are_done()) {
    if (std::optional<Tile> tile = workers.next(200ms)) store_.add(std::move(*tile));
    keep_in_time();
    if (Clock::now() - last_report < 200ms) continue;
    report();
    last_report = Clock::now();
  }
  report();
}

void Sweep::keep_in_time() {
  const bool much = store_.bytes_in_memory() > most_bytes_in_memory;
  if (much && folders_.empty()) {
    temporary_.emplace();
    folders_.push_back(std::make_unique<PartsFolder>(temporary_->file("result"), shard_));
  }
  if (much || (!temporary_ && Clock::now() - last_kept_ > between_parts)) keep();
}

void Sweep::keep() {
  if (folders_.empty()) return;
  store_.write_part(*folders_.front(), identity_);
  last_kept_ = Clock::now();
}

double Sweep::megabytes_to_come() const {
  const std::size_t points = points_of_share() - store_.points_in_parts() + tiling_.points();
  return std::ceil(1e-6 * sizeof(double) *
                   static_cast<double>(points * tiling_.numbers_per_point()));
}

std::string Sweep::kept() const {
  return fmt::format("{} of {} points are kept in {}", store_.points_in_parts(), points_of_share(),
                     parts_root(folders_.front()->target()));
}

Dataset Sweep::dataset() const {
  Dataset dataset = labels_;
  for (std::size_t i = 0; i < dataset.variables.size(); ++i) {
    Variable& variable = dataset.variables[i];
    variable.values.resize(dataset.size(variable.dimensions));
    store_.read(i, 0, variable.values);
  }
  if (!dataset.status.is_there()) return dataset;
  dataset.status.flags.resize(dataset.size(dataset.status.dimensions));
  store_.read_flags(0, dataset.status.flags);
  return dataset;
}

void Sweep::remove_parts(const std::string& failures) {
  for (const auto& folder : folders_)
    qbattery::remove_parts(folder->target(), {digest(identity_), failures});
}

}  // namespace qbattery
