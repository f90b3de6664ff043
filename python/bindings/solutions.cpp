#include <nanobind/stl/string.h>

#include <complex>
#include <memory>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "computing.hpp"
#include "datasets.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/scenario.hpp"
#include "qbattery/support/stopping.hpp"
#include "qbattery/sweep/grid.hpp"

namespace nb = nanobind;

namespace qbattery::python {

namespace {

using Numbers = std::vector<std::complex<double>>;

/// Row by row.
void append(Numbers& numbers, const Matrix& matrix) {
  for (Eigen::Index i = 0; i < matrix.rows(); ++i)
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) numbers.push_back(matrix(i, j));
}

/// What a plan needs for states alone.
Request request_for_states(const Scenario& scenario, const Problem& problem) {
  Request request = request_of(scenario, problem);
  request.quantities.clear();
  request.reductions.clear();
  return request;
}

void require_one_point(const Scenario& scenario) {
  if (!scenario.sweep.empty())
    throw InvalidInput("states", "states are those of one point; this scenario has a sweep");
}

struct States {
  Numbers numbers;  ///< times x levels x levels
  std::size_t levels = 0;
};

void require_levels(std::size_t levels) {
  if (levels > static_cast<std::size_t>(most_levels_mixed))
    throw InvalidInput("states", "density matrices of more than " +
                                     std::to_string(most_levels_mixed) +
                                     " levels are not written out: ask for quantities");
}

void find_states(const Scenario& scenario, States& states) {
  const Problem problem = make_problem(scenario, scenario.settings);
  states.levels = static_cast<std::size_t>(total_dimension(problem.model.dimensions()));
  require_levels(states.levels);
  const Plan plan(problem.model, request_for_states(scenario, problem));
  const Curve curve = plan.curve(problem.parameters, problem.initial_state);
  states.numbers.reserve(scenario.times.size() * states.levels * states.levels);
  for (const double t : scenario.times) {
    throw_if_stopped();
    append(states.numbers, density_of(curve.state(t)));
  }
}

/// Density matrices, times x levels x levels.
nb::object states(const Scenario& scenario) {
  require_one_point(scenario);
  const auto found = std::make_shared<States>();
  compute([scenario, found](Watch&) { find_states(scenario, *found); });
  return array_of(std::move(found->numbers), {scenario.times.size(), found->levels, found->levels});
}

/// The density matrix, its residual and the dimension of the stationary space.
nb::tuple steady_state(const Scenario& scenario) {
  require_one_point(scenario);
  const auto found = std::make_shared<SteadyState>();
  compute([scenario, found](Watch&) {
    const Problem problem = make_problem(scenario, scenario.settings);
    const Plan plan(problem.model, request_for_states(scenario, problem));
    *found = plan.steady_state(problem.parameters, problem.initial_state);
  });
  const auto levels = static_cast<std::size_t>(found->rho.rows());
  Numbers numbers;
  append(numbers, found->rho);
  return nb::make_tuple(array_of(std::move(numbers), {levels, levels}), found->residual,
                        found->stationary_dimension);
}

}  // namespace

void bind_solutions(nb::module_& core) {
  core.def("states", &states, nb::arg("scenario"), "Density matrices at all times.");
  core.def("steady_state", &steady_state, nb::arg("scenario"),
           "The density matrix, its residual, the dimension of the stationary space.");
}

}  // namespace qbattery::python
