#pragma once

#include <string>
#include <utility>
#include <vector>

#include "qbattery/model/coefficient.hpp"
#include "qbattery/model/model.hpp"

namespace qbattery {

// Where stored energy comes from and goes to. With H_0 = sum_X H_X, what energies are counted by,
// and the equation of motion d rho/dt = -i [H, rho] + sum_r D_r[rho],
//   d tr(H_0 rho)/dt = i tr([H, H_0] rho) + sum_r tr(H_0 D_r[rho]):
// the work of the Hamiltonian, and the heat of each reservoir. All of it is the same in the frame
// of the pump and in the laboratory, which differ by a unitary that commutes with H_0.

/// An observable whose coefficients depend on parameters and time.
class Current {
 public:
  void add(expr::Compiled<Instant> coefficient, SparseMatrix observable) {
    parts_.emplace_back(std::move(coefficient), std::move(observable));
  }
  /// tr(M rho) of a density matrix or a ket.
  double operator()(const Instant& instant, const Matrix& state) const;

 private:
  std::vector<std::pair<expr::Compiled<Instant>, SparseMatrix>> parts_;
};

/// H_0: the energies of all subsystems, or of their groups where these have their own.
SparseMatrix free_hamiltonian(const Model& model);

/// tr(H_0 D_r[rho]): the energy per time that flows from a reservoir into the levels; positive
/// where it heats.
Current heat_current(const Model& model, const std::string& reservoir);

/// i tr([H, H_0] rho): the energy per time that the Hamiltonian brings into the levels: the work of
/// the pump where all other terms keep H_0, as resonant exchange does.
Current pump_power(const Model& model);

/// The entropy that jumps carry into the reservoirs per time, in bits, by local detailed balance:
///   sum over pairs j, j' of (gamma <j' j> - gamma' <j j'>) log2(gamma/gamma').
/// A jump that is its own adjoint, such as dephasing, carries none.
class EntropyFlow {
 public:
  /// Throws InvalidInput where a jump has no reverse: it belongs to no temperature.
  explicit EntropyFlow(const Model& model);
  /// Infinite where one direction alone is possible and happens (T = 0); NaN for a negative rate.
  double operator()(const Instant& instant, const Matrix& state) const;

 private:
  struct Pair {
    expr::Compiled<Instant> down_rate;
    expr::Compiled<Instant> up_rate;
    SparseMatrix down;  ///< j' j
    SparseMatrix up;    ///< j j'
  };
  std::vector<Pair> pairs_;
};

/// d/dt of -tr(rho log2 rho), from rho and d rho/dt; infinite where a level of probability 0 fills.
double entropy_rate(const Matrix& rho, const Matrix& change);

}  // namespace qbattery
