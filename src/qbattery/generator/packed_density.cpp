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

LinearForm packed_observable(const SparseMatrix& op) {
  LinearForm form;
  for (Eigen::Index r = 0; r < op.outerSize(); ++r) {
    for (SparseMatrix::InnerIterator it(op, r); it; ++it) {
      form.places.push_back(static_cast<std::size_t>(r * op.cols() + it.col()));
      form.weights.push_back(it.value().real() + it.value().imag());
    }
  }
  return form;
}

}  // namespace qbattery
