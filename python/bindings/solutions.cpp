#include <nanobind/stl/string.h>

#include <complex>
#include <vector>

#include "bindings.hpp"
#include "computing.hpp"
#include "datasets.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/scenario.hpp"
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

/// Density matrices, times x levels x levels.
nb::object states(const Scenario& scenario) {
  require_one_point(scenario);
  Numbers numbers;
  std::size_t levels = 0;
  compute([&](Watch&) {
    const Problem problem = make_problem(scenario, scenario.settings);
    levels = static_cast<std::size_t>(total_dimension(problem.model.dimensions()));
    if (levels > static_cast<std::size_t>(most_levels_mixed))
      throw InvalidInput("states", "density matrices of more than " +
                                       std::to_string(most_levels_mixed) +
                                       " levels are not written out: ask for quantities");
    const Plan plan(problem.model, request_for_states(scenario, problem));
    const Curve curve = plan.curve(problem.parameters, problem.initial_state);
    numbers.reserve(scenario.times.size() * levels * levels);
    for (const double t : scenario.times) append(numbers, density_of(curve.state(t)));
  });
  return array_of(std::move(numbers), {scenario.times.size(), levels, levels});
}

/// The density matrix, its residual and the dimension of the stationary space.
nb::tuple steady_state(const Scenario& scenario) {
  require_one_point(scenario);
  SteadyState found;
  compute([&](Watch&) {
    const Problem problem = make_problem(scenario, scenario.settings);
    const Plan plan(problem.model, request_for_states(scenario, problem));
    found = plan.steady_state(problem.parameters, problem.initial_state);
  });
  const auto levels = static_cast<std::size_t>(found.rho.rows());
  Numbers numbers;
  append(numbers, found.rho);
  return nb::make_tuple(array_of(std::move(numbers), {levels, levels}), found.residual,
                        found.stationary_dimension);
}

}  // namespace

void bind_solutions(nb::module_& core) {
  core.def("states", &states, nb::arg("scenario"), "Density matrices at all times.");
  core.def("steady_state", &steady_state, nb::arg("scenario"),
           "The density matrix, its residual, the dimension of the stationary space.");
}

}  // namespace qbattery::python
