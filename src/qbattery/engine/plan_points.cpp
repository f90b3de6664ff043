// Many points of a plan, whose numbers go where they belong at once.

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "qbattery/engine/plan.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

std::vector<double> values_at(const ParameterRows& parameters, Eigen::Index point) {
  const RealVector column = parameters.col(point);
  return {column.begin(), column.end()};
}

}  // namespace

std::vector<std::size_t> Plan::widths() const {
  std::vector<std::size_t> widths;
  for (const Reduction& reduction : reductions_) widths.push_back(reduction.numbers);
  if (!reductions_.empty() && !request_.keep_curves) return widths;
  widths.resize(widths.size() + outputs_.size(),
                request_.task == Task::evolve ? request_.times.size() : 1);
  return widths;
}

void Plan::advance(Columns& columns, std::size_t points) const {
  const std::vector<std::size_t> each = widths();
  for (std::size_t i = 0; i < each.size(); ++i) columns.variables[i] += points * each[i];
}

void Plan::put(const Outcome& outcome, std::size_t point, const Columns& columns) const {
  std::size_t variable = 0;
  const auto put_variable = [&](const double* numbers, std::size_t width) {
    std::copy_n(numbers, width, columns.variables[variable++] + point * width);
  };
  const double* next = outcome.reductions.data();
  for (const Reduction& reduction : reductions_) {
    put_variable(next, reduction.numbers);
    next += reduction.numbers;
  }
  for (const std::vector<double>& curve : outcome.curves) put_variable(curve.data(), curve.size());
  if (!outcome.failure.empty()) columns.fail(point, outcome.failure);
  if (!outcome.warning.empty()) columns.fail(point, outcome.warning);
}

void Plan::run(const ParameterRows& parameters, const Matrix& initial_state, const Columns& columns,
               Workspace& workspace) const {
  if (steady_lanes_) return run_steady(parameters, initial_state, columns, workspace);
  for (Eigen::Index point = 0; point < parameters.cols(); ++point) {
    const std::vector<double> values = values_at(parameters, point);
    const auto place = static_cast<std::size_t>(point);
    if (curves_in_lanes_) {
      run_curve(values, initial_state, place, columns, workspace);
    } else {
      put(run(values, initial_state, &workspace), place, columns);
    }
  }
}

// The samples go where they belong at once.
void Plan::run_curve(std::span<const double> parameters, const Matrix& initial_state,
                     std::size_t point, const Columns& columns, Workspace& workspace) const {
  std::vector<double*> outputs(curve_lanes_->size(), nullptr);
  for (std::size_t i = 0; i < outputs_.size(); ++i)
    outputs[*curve_lanes_->find(outputs_[i].text)] =
        columns.variables[i] + point * request_.times.size();
  try {
    curve(parameters, initial_state, &workspace).sample_lanes(outputs);
  } catch (const NumericalError& error) {
    put(failed(error.what()), point, columns);
  }
}

void Plan::run_steady(const ParameterRows& parameters, const Matrix& initial_state,
                      const Columns& columns, Workspace& workspace) const {
  require_state(initial_state);
  const SteadyLanes::Left left = steady_lanes_->run(parameters, columns.variables, workspace);
  fail_several(left.several, columns);
  for (const std::size_t point : left.doubtful) {
    try {
      const SteadyState steady =
          steady_state(values_at(parameters, static_cast<Eigen::Index>(point)), initial_state);
      steady_lanes_->of_deviation(parameters, point, steady.deviation, columns.variables,
                                  workspace);
    } catch (const NumericalError& error) {
      put(failed(error.what()), point, columns);
    }
  }
}

void Plan::fail_several(const std::vector<std::pair<std::size_t, int>>& points,
                        const Columns& columns) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  int last = 0;
  std::string reason;
  for (const auto& [point, dimension] : points) {
    if (dimension != last) reason = several_dimensions(fmt::format("at least {}", dimension));
    last = dimension;
    for (double* const variable : columns.variables) variable[point] = nan;
    columns.fail(point, reason);
  }
}

}  // namespace qbattery
