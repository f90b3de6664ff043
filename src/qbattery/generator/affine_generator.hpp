#pragma once

#include <Eigen/SparseCore>
#include <span>
#include <vector>

#include "qbattery/generator/hermitian_basis.hpp"
#include "qbattery/lanes/traced.hpp"
#include "qbattery/model/model.hpp"

namespace qbattery {

/// A generator and its reference state, written down for lanes.
struct TracedGenerator {
  std::vector<lanes::Traced> coefficients;         ///< c_k of each part
  std::vector<std::vector<lanes::Traced>> matrix;  ///< L, row by row; constant 0 where it has none
  std::vector<std::vector<lanes::Traced>> populations;  ///< of the reference, per subsystem
  lanes::Traced smallest_rate;  ///< where it is negative, the numbers mean nothing
  lanes::Traced scale;          ///< an upper bound of the absolute values of L's entries
  /// The parts of L from the Hamiltonian and from the jumps, with a number of the order of 1 for
  /// each coefficient: by them, zeros that come of cancellation are told from others.
  RealMatrix typical_hamiltonian;
  RealMatrix typical_jumps;
};

/// A number of the order of 1, another one for each place: what holds with these in the place of
/// coefficients holds in general.
double typical_number(std::size_t place);

/// The generator of a model's master equation, affine in numbers that depend on its parameters:
/// L(theta) = sum_k c_k(theta) A_k with real sparse A_k in a HermitianBasis, so that dv/dt = L v.
/// Row 0 is zero: the trace does not change. Made once a model; assembled for each set of
/// parameters.
class AffineGenerator {
 public:
  using Coefficient = expr::Compiled<std::span<const double>>;
  /// Throws InvalidInput where the model does not pass check_model.
  explicit AffineGenerator(const Model& model);

  /// c_k A_k of one term of the Hamiltonian or one jump.
  struct Part {
    expr::Expression expression;
    Coefficient coefficient;
    Eigen::SparseMatrix<double> matrix;
    bool is_rate = false;
    bool is_signed = false;  ///< a rate that may be negative
  };

  const HermitianBasis& basis() const { return basis_; }
  const std::vector<Part>& parts() const { return parts_; }

  /// L, D^2 x D^2. `parameters` are in the order of the model's. Throws InvalidInput where there
  /// are more or fewer of them, a parameter is not finite or a rate is negative that is not signed,
  /// NumericalError where a coefficient overflows.
  RealMatrix assemble(std::span<const double> parameters) const;

  /// A product state near the stationary one: each subsystem's level populations as its own jumps
  /// alone would leave them (the vacuum at T = 0), its lowest level where there are none. Steady
  /// states are solved for as deviations from it, which keeps tiny energies exact.
  Matrix reference_state(std::span<const double> parameters) const;

  /// All of it for lanes; `parameters` in the order of the model's, constants where they are known.
  TracedGenerator trace(const std::vector<lanes::Traced>& parameters) const;

 private:
  /// How a jump moves populations between the levels of one subsystem: rates(to, from).
  struct LocalRates {
    expr::Expression expression;
    Coefficient coefficient;
    int subsystem = 0;
    RealMatrix rates;
  };

  void add_hamiltonian(const Model& model);
  void add_jumps(const Model& model);
  Eigen::SparseMatrix<double> lower(
      const std::function<Matrix(const Matrix&)>& superoperator) const;

  [[noreturn]] static void complain(const Part& part, double coefficient,
                                    std::span<const double> parameters);
  void require_all(std::span<const double> parameters) const;

  HermitianBasis basis_;
  std::vector<Subsystem> subsystems_;
  std::vector<std::string> parameters_;  ///< their names
  std::vector<Part> parts_;
  std::vector<LocalRates> local_rates_;
};

}  // namespace qbattery
