#include "qbattery/generator/packed_density.hpp"

#include <cmath>

namespace qbattery {

namespace {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace

Ket packed_density(const Matrix& rho) {
  Ket packed = Ket::Zero(packed_size(rho.rows()));
  Eigen::Map<RowMatrix>(reinterpret_cast<double*>(packed.data()), rho.rows(), rho.cols()) =
      rho.real() + rho.imag();
  return packed;
}

Matrix unpacked_density(const Ket& packed) {
  const auto levels =
      static_cast<Eigen::Index>(std::sqrt(2.0 * static_cast<double>(packed.size())));
  const Eigen::Map<const RowMatrix> sum(reinterpret_cast<const double*>(packed.data()), levels,
                                        levels);
  Matrix rho(levels, levels);
  rho.real() = 0.5 * (sum + sum.transpose());
  rho.imag() = 0.5 * (sum - sum.transpose());
  return rho;
}

}  // namespace qbattery
