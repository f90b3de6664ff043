#pragma once

#include <optional>
#include <string>
#include <vector>

#include "qbattery/expr/expression.hpp"
#include "qbattery/quantum/subsystem.hpp"
#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// Stands for the place of an operator that acts on all subsystems as one.
inline constexpr int all_subsystems = -1;

/// A matrix that acts on one subsystem, or on all.
struct LocalOperator {
  LocalOperator(int subsystem_, const SparseMatrix& matrix_)
      : subsystem(subsystem_), matrix(matrix_) {}
  LocalOperator(int subsystem_, const Matrix& dense)
      : subsystem(subsystem_), matrix(dense.sparseView()) {}

  int subsystem;
  SparseMatrix matrix;
};

/// factor * A (x) B (x) ...: local operators on different subsystems, the identity on all others.
struct OperatorProduct {
  Complex factor = 1.0;
  std::vector<LocalOperator> factors;
};

/// A sum of products: what a term of a Hamiltonian or a jump is made of.
using Operator = std::vector<OperatorProduct>;

/// coefficient * operator; the coefficient is a real expression of the model's parameters.
struct HamiltonianTerm {
  expr::Expression coefficient;
  Operator op;
};

/// rate * L_j with L_j[rho] = j rho j' - {j' j, rho}/2, as in Eq. (2). The rate (not its square
/// root) is a real expression of the parameters. It must not be negative, unless it is signed: a
/// rate that is negative for a while describes memory of the reservoir, and whether the state stays
/// one is then for smallest_eigenvalue() to say.
struct Jump {
  expr::Expression rate;
  Operator op;
  bool is_signed = false;
  std::string reservoir = {};  ///< the name of the reservoir it is part of; empty for none
};

/// What the energy of a group is counted by where it is not the sum over its members: that of an
/// interacting chain, say. From its lowest eigenvalue up; for energy and work alone, as H_X is.
struct GroupEnergy {
  std::vector<int> members;  ///< places of its subsystems, ascending
  Operator hamiltonian;      ///< acts on these alone
};

/// An operator that is given by its matrix; expressions call it by its name.
struct NamedOperator {
  std::string name;
  LocalOperator op;  ///< on one subsystem, or on all
};

/// A state that others are compared with: of some subsystems or of all.
struct TargetState {
  std::vector<int> places;
  Matrix state;  ///< a density matrix or a ket of them, in this order
};

/// The name of time in coefficients and rates; no parameter may have it.
inline constexpr const char* time_name = "t";

/// What is simulated, still symbolic: d rho/dt = -i [H, rho] + sum of jumps. Nothing in it knows
/// about two levels or two subsystems. Lowered to matrices by AffineGenerator.
struct Model {
  std::vector<Subsystem> subsystems;
  std::vector<std::string> parameters;  ///< the names that coefficients and rates may use
  std::vector<HamiltonianTerm> hamiltonian;
  std::vector<Jump> jumps;
  std::vector<NamedOperator> operators = {};  ///< that its terms were written with
  std::vector<GroupEnergy> group_energies = {};
  std::optional<TargetState> target = {};

  Dimensions dimensions() const { return dimensions_of(subsystems); }
};

/// The dense D x D matrix of an operator. Factors on one subsystem multiply in their order. Throws
/// InvalidInput where a local operator does not fit its subsystem.
Matrix dense(const Operator& op, const Dimensions& dimensions);

/// The same with its zeros left out.
SparseMatrix sparse(const Operator& op, const Dimensions& dimensions);

/// The dense matrix on some subsystems alone, in their order, of an operator that acts on no other.
Matrix dense_on(const std::vector<int>& members, Operator op, const Dimensions& dimensions);

/// Whether it is its own adjoint to 1e-12 of its norm. Throws as above.
bool is_hermitian(const Operator& op, const Dimensions& dimensions);

/// Whether a coefficient or a rate changes in time.
bool depends_on_time(const Model& model);

OperatorProduct adjoint(OperatorProduct product);
Operator adjoint(Operator op);

/// A single product without a numeric factor.
Operator product(std::vector<LocalOperator> factors);

/// Throws InvalidInput where there are no subsystems, one of them has no Hermitian Hamiltonian of
/// at least two levels, two subsystems or two parameters share a name, a parameter is called t, a
/// coefficient names an unknown parameter, a Hamiltonian term is not Hermitian (to 1e-12 of its
/// norm), or a local operator does not fit its subsystem.
void check_model(const Model& model);

}  // namespace qbattery
