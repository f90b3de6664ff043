#pragma once

#include "qbattery/results/dataset.hpp"
#include "qbattery/scenario/scenario.hpp"

namespace qbattery {

/// How the result of a scenario looks before a number of it is known: a dimension per axis, then
/// those of a variable's own; no values, no flags. The first variables are those of [reduce], then
/// the curves or the numbers of steady states, in the order of `Outcome`.
Dataset labels_of(const Scenario& scenario);

/// How many numbers each variable has at one point of the grid.
std::vector<std::size_t> numbers_per_point(const Dataset& labels);

}  // namespace qbattery
