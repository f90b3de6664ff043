#include "qbattery/states/matrices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/quantum/states.hpp"

namespace qbattery {

namespace {

std::string name_of(const std::string& argument, std::size_t index, std::size_t count) {
  return count == 1 ? argument : fmt::format("{}[{}]", argument, index);
}

std::optional<std::string> complaint_about(const Matrix& matrix, double tolerance) {
  if (!matrix.allFinite()) return "has entries that are NaN or infinite; all must be finite";
  const double difference = (matrix - matrix.adjoint()).norm();
  if (difference <= tolerance) return {};
  return fmt::format("must be Hermitian (to {:g}); it differs from its adjoint by {:.3g}",
                     tolerance, difference);
}

}  // namespace

Matrix Matrices::operator[](std::size_t i) const {
  using RowMajor = Eigen::Matrix<Complex, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto size = static_cast<std::size_t>(levels) * static_cast<std::size_t>(levels);
  return Eigen::Map<const RowMajor>(numbers + (count == 1 ? 0 : i) * size, levels, levels);
}

UnfitMatrix::UnfitMatrix(const std::string& argument, std::size_t index, std::size_t count,
                         const std::string& complaint)
    : InvalidInput(argument, name_of(argument, index, count) + " " + complaint),
      index_(index),
      complaint_(complaint) {}

std::optional<std::string> complaint_about_state(const Matrix& rho) {
  if (auto complaint = complaint_about(rho, state_tolerance)) return complaint;
  const double trace = rho.trace().real();
  if (std::abs(trace - 1.0) <= state_tolerance) return {};
  return fmt::format("must have trace 1 (to {:g}), got {:.12g}", state_tolerance, trace);
}

std::optional<std::string> complaint_about_operator(const Matrix& hermitian) {
  return complaint_about(hermitian, state_tolerance * hermitian.cwiseAbs().maxCoeff());
}

void require_hermitian(const Matrices& operators, const std::string& argument, std::size_t begin,
                       std::size_t end) {
  if (operators.count == 1) end = std::min(end, begin + 1);
  for (std::size_t i = begin; i < end; ++i) {
    if (const auto complaint = complaint_about_operator(operators[i]))
      throw UnfitMatrix(argument, i, operators.count, *complaint);
  }
}

}  // namespace qbattery
