#pragma once

#include <string>

#include "qbattery/results/dataset.hpp"

namespace qbattery {

/// A data set at one place of one of its axes, which disappears with its auxiliary coordinates.
Dataset at_place(const Dataset& dataset, const std::string& axis, std::size_t place);

/// The place of an axis nearest to a value given as text; a word must be one of the axis' own.
/// Throws InvalidInput where there is no such axis, the text is no number, or it lies outside.
std::size_t place_of(const Dataset& dataset, const std::string& axis, const std::string& value);

}  // namespace qbattery
