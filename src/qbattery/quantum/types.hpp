#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <complex>
#include <vector>

namespace qbattery {

using Complex = std::complex<double>;

/// A dense operator or density matrix, in the product basis of all subsystems or of one of them.
using Matrix = Eigen::MatrixXcd;
/// An operator with its zeros left out.
using SparseMatrix = Eigen::SparseMatrix<Complex, Eigen::RowMajor>;
/// A state vector in the same basis.
using Ket = Eigen::VectorXcd;
/// Real vectors and matrices: states and generators in a basis of Hermitian matrices.
using RealVector = Eigen::VectorXd;
using RealMatrix = Eigen::MatrixXd;

/// Dimension of each subsystem, first subsystem first (the most significant index of the product).
using Dimensions = std::vector<int>;

/// Product of all dimensions: that of the whole Hilbert space.
int total_dimension(const Dimensions& dimensions);

}  // namespace qbattery
