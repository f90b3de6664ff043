#pragma once

#include <array>
#include <optional>
#include <vector>

#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/model/model.hpp"
#include "qbattery/quantities/two_level.hpp"

namespace qbattery {

/// A state at a time, written down for lanes: rho = reference + sum_k x_k B_k / D, with the
/// reference a product of diagonal states or nothing. The two stay apart: energies far below
/// rounding of the reference keep their digits.
class TracedMoment {
 public:
  using Vector = std::vector<lanes::Traced>;

  /// `populations` are those of the reference, per subsystem, empty for none; `deviation` are the
  /// x_k in the model's HermitianBasis, `matrix` is L in it.
  TracedMoment(const Dimensions& dimensions, std::vector<Vector> populations, Vector deviation,
               const std::vector<Vector>& matrix);

  /// The same with a time and the components of the state at time 0.
  TracedMoment(TracedMoment moment, lanes::Traced time, const std::optional<Vector>& initial);

  /// (E_X(t) - E_X(0))/t, dE_X/dt at t = 0. None where it is not known how it began.
  std::optional<lanes::Traced> average_power(int place, const Matrix& hamiltonian) const;
  /// tr(H_X rho_X) of the subsystem at a place.
  lanes::Traced energy(int place, const Matrix& hamiltonian) const;
  /// tr(H_X d rho_X/dt).
  lanes::Traced power(int place, const Matrix& hamiltonian) const;
  /// rho_X of a two-level subsystem.
  TwoLevelState<lanes::Traced> two_level(int place) const;
  /// <s_j s_k> - <s_j><s_k> of two two-level subsystems, j along the rows.
  std::array<lanes::Traced, 9> correlations(int first, int second) const;

  const Dimensions& dimensions() const { return dimensions_; }

 private:
  std::size_t component(int place, std::size_t element) const;
  /// <B> of element number `element` of one subsystem.
  lanes::Traced local(int place, std::size_t element) const;
  lanes::Traced whole(std::size_t k) const { return reference_[k] + deviation_[k]; }
  lanes::Traced energy_of(int place, const Matrix& hamiltonian, const Vector& components) const;
  /// tr(H B)/d for every element B of the local basis.
  std::vector<double> weights(int place, const Matrix& hamiltonian) const;

  Dimensions dimensions_;
  std::vector<Vector> populations_;
  Vector deviation_;
  Vector reference_;  ///< its components
  const std::vector<Vector>& matrix_;
  lanes::Traced time_ = 0.0;
  std::optional<Vector> initial_ = {};
};

/// The components of a product of diagonal states in the HermitianBasis, from its populations.
std::vector<lanes::Traced> components_of_product(
    const Dimensions& dimensions, const std::vector<std::vector<lanes::Traced>>& populations);

}  // namespace qbattery
