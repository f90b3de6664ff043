#pragma once

#include <Eigen/Dense>
#include <utility>
#include <vector>

/// The slow way to every number: shares no code with the library beyond Eigen.
namespace oracle {

using Matrix = Eigen::MatrixXcd;
/// Rates and jump operators.
using Jumps = std::vector<std::pair<double, Matrix>>;

Matrix kron(const Matrix& a, const Matrix& b);

/// The Liouvillian on vec(rho), columns stacked: vec(A rho B) = (B^T (x) A) vec(rho).
Matrix liouvillian(const Matrix& hamiltonian, const Jumps& jumps);

/// exp(L t) vec(rho) by scaling, a Taylor series and squaring.
Matrix evolve(const Matrix& liouvillian, const Matrix& rho, double t);

/// L rho = 0 with tr rho = 1, where that is unique: (L + e0 tr) rho = e0.
Matrix steady_state(const Matrix& liouvillian);

/// tr over the other party of a pair.
Matrix reduce_to_first(const Matrix& rho, int d1, int d2);
Matrix reduce_to_second(const Matrix& rho, int d1, int d2);

double energy(const Matrix& rho, const Matrix& hamiltonian);
double ergotropy(const Matrix& rho, const Matrix& hamiltonian);

/// ||C||_tr from the realigned rho - rho_A (x) rho_B, and the bound with purities taken plainly.
double steering(const Matrix& rho, int d1, int d2);

/// The paper's pair spelt out by hand: Eqs. (1) and (2).
struct Pair {
  double F, g, Delta_A, Delta_B, Gamma, emission, absorption;
  bool collective;
};
Matrix liouvillian(const Pair& pair);

}  // namespace oracle
