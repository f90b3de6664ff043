#include "tests/oracle/oracle.hpp"

#include <algorithm>
#include <cmath>

namespace oracle {

Matrix kron(const Matrix& a, const Matrix& b) {
  Matrix product(a.rows() * b.rows(), a.cols() * b.cols());
  for (int i = 0; i < product.rows(); ++i) {
    for (int j = 0; j < product.cols(); ++j) {
      product(i, j) = a(i / b.rows(), j / b.cols()) * b(i % b.rows(), j % b.cols());
    }
  }
  return product;
}

Matrix liouvillian(const Matrix& hamiltonian, const Jumps& jumps) {
  const Matrix one = Matrix::Identity(hamiltonian.rows(), hamiltonian.cols());
  const std::complex<double> i(0, 1);
  Matrix result = -i * (kron(one, hamiltonian) - kron(hamiltonian.transpose(), one));
  for (const auto& [rate, jump] : jumps) {
    const Matrix n = jump.adjoint() * jump;
    result +=
        rate * (kron(jump.conjugate(), jump) - 0.5 * kron(one, n) - 0.5 * kron(n.transpose(), one));
  }
  return result;
}

Matrix evolve(const Matrix& liouvillian, const Matrix& rho, double t) {
  const int halvings =
      std::max(0, static_cast<int>(std::ceil(std::log2(liouvillian.norm() * t + 1e-300))) + 1);
  const Matrix small = liouvillian * (t / std::ldexp(1.0, halvings));
  Matrix power = Matrix::Identity(small.rows(), small.cols());
  Matrix sum = power;
  for (int k = 1; k < 24; ++k) {
    power = power * small / k;
    sum += power;
  }
  for (int k = 0; k < halvings; ++k) sum = sum * sum;
  const Eigen::VectorXcd v = sum * Eigen::Map<const Eigen::VectorXcd>(rho.data(), rho.size());
  return Eigen::Map<const Matrix>(v.data(), rho.rows(), rho.cols());
}

Matrix steady_state(const Matrix& liouvillian) {
  const auto d = static_cast<int>(std::lround(std::sqrt(static_cast<double>(liouvillian.rows()))));
  Matrix system = liouvillian;
  for (int k = 0; k < d; ++k) system(0, k * (d + 1)) += 1.0;
  Eigen::VectorXcd right = Eigen::VectorXcd::Zero(liouvillian.rows());
  right(0) = 1.0;
  const Eigen::VectorXcd v = Eigen::FullPivLU<Matrix>(system).solve(right);
  return Eigen::Map<const Matrix>(v.data(), d, d);
}

Matrix reduce_to_first(const Matrix& rho, int d1, int d2) {
  Matrix result = Matrix::Zero(d1, d1);
  for (int i = 0; i < d1; ++i) {
    for (int j = 0; j < d1; ++j) {
      for (int k = 0; k < d2; ++k) result(i, j) += rho(i * d2 + k, j * d2 + k);
    }
  }
  return result;
}

Matrix reduce_to_second(const Matrix& rho, int d1, int d2) {
  Matrix result = Matrix::Zero(d2, d2);
  for (int i = 0; i < d2; ++i) {
    for (int j = 0; j < d2; ++j) {
      for (int k = 0; k < d1; ++k) result(i, j) += rho(k * d2 + i, k * d2 + j);
    }
  }
  return result;
}

double energy(const Matrix& rho, const Matrix& hamiltonian) {
  return (hamiltonian * rho).trace().real();
}

double ergotropy(const Matrix& rho, const Matrix& hamiltonian) {
  const Eigen::VectorXd levels = Eigen::SelfAdjointEigenSolver<Matrix>(hamiltonian).eigenvalues();
  const Eigen::VectorXd weights = Eigen::SelfAdjointEigenSolver<Matrix>(rho).eigenvalues();
  double passive = 0.0;
  for (int m = 0; m < levels.size(); ++m) passive += levels(m) * weights(weights.size() - 1 - m);
  return energy(rho, hamiltonian) - passive;
}

double steering(const Matrix& rho, int d1, int d2) {
  const Matrix a = reduce_to_first(rho, d1, d2);
  const Matrix b = reduce_to_second(rho, d1, d2);
  const Matrix difference = rho - kron(a, b);
  Matrix realigned(d1 * d1, d2 * d2);
  for (int i = 0; i < d1; ++i) {
    for (int k = 0; k < d1; ++k) {
      for (int j = 0; j < d2; ++j) {
        for (int l = 0; l < d2; ++l) {
          realigned(i * d1 + k, j * d2 + l) = difference(i * d2 + j, k * d2 + l);
        }
      }
    }
  }
  const double norm = Eigen::JacobiSVD<Matrix>(realigned).singularValues().sum();
  const double purity_a = (a * a).trace().real();
  const double purity_b = (b * b).trace().real();
  return norm - std::sqrt((d1 - purity_a) * std::max(0.0, 1.0 - purity_b));
}

Matrix liouvillian(const Pair& p) {
  Matrix lower = Matrix::Zero(2, 2);
  lower(1, 0) = 1.0;
  Matrix z = Matrix::Zero(2, 2);
  z(0, 0) = 1.0;
  z(1, 1) = -1.0;
  const Matrix one = Matrix::Identity(2, 2);
  const Matrix a = kron(lower, one);
  const Matrix b = kron(one, lower);
  const Matrix h = 0.5 * p.Delta_A * kron(z, one) + 0.5 * p.Delta_B * kron(one, z) +
                   p.g * (a.adjoint() * b + b.adjoint() * a) + p.F * (a + a.adjoint());
  const double down = p.Gamma * p.emission;
  const double up = p.Gamma * p.absorption;
  if (p.collective) {
    const Matrix both = a + b;
    return liouvillian(h, {{down, both}, {up, both.adjoint()}});
  }
  return liouvillian(h, {{down, a}, {down, b}, {up, a.adjoint()}, {up, b.adjoint()}});
}

}  // namespace oracle
