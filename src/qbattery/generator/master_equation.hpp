#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "qbattery/generator/levels.hpp"
#include "qbattery/generator/linear_equation.hpp"
#include "qbattery/generator/sparse_generator.hpp"
#include "qbattery/model/model.hpp"

namespace qbattery {

/// The master equation of a model as sparse matrices that are applied to states and never written
/// out as one: for systems of many levels, and for coefficients that change in time. States are
/// density matrices (D x D), or kets (D x 1) where the model has no jumps:
///   d rho/dt = K rho + (K rho)' + sum_j gamma_j j rho j',  K = -i H - sum_j gamma_j j' j/2,
///   d psi/dt = -i H psi.
/// Made once a model; then asked for each set of parameters.
class MasterEquation {
 public:
  /// Throws InvalidInput where the model does not pass check_model.
  explicit MasterEquation(const Model& model);
  ~MasterEquation();

  /// D.
  int dimension() const;
  bool is_closed() const;

  /// The equation of a density matrix (packed_density()) or, of a closed model, of a ket.
  /// `parameters` are in the order of the model's. It must not outlive this. Throws InvalidInput
  /// where there are more or fewer of them, and as its functions do: InvalidInput where a
  /// constant rate is negative that must not be, NumericalError where a changing one is or a
  /// coefficient is not finite.
  LinearEquation of_density(std::span<const double> parameters) const;
  LinearEquation of_ket(std::span<const double> parameters) const;
  /// That of kets on some levels alone, which are all that they reach.
  LinearEquation of_ket(std::span<const double> parameters, const Levels& levels) const;
  /// Where a ket stays, whatever the parameters are.
  Levels levels_reached_from(const Matrix& ket) const;
  /// The part that does not change in time, at given parameters. Throws as above.
  SparseGenerator constant_part(std::span<const double> parameters) const;

  /// dv/dt at a time, and the same of a density matrix.
  static Ket change(const LinearEquation& equation, double t, const Ket& v);
  static Matrix derivative(const LinearEquation& equation, double t, const Matrix& rho);

 private:
  struct Part;
  double coefficient(const Part& part, std::span<const double> parameters, double t) const;
  /// Of density matrices where `levels` is null.
  LinearEquation equation(std::span<const double> parameters, const Levels* levels) const;

  int dimension_ = 0;
  std::vector<std::string> parameters_;
  std::vector<Part> parts_;
};

}  // namespace qbattery
