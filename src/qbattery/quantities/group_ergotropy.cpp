#include "qbattery/quantities/group_ergotropy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

/// `basis` (x) spin 1/2, coupled to J' = J + step/2, step = 1 or -1, by Clebsch-Gordan coefficients
/// (Edmonds, Angular Momentum in Quantum Mechanics, table 5.2).
RealMatrix coupled(const RealMatrix& basis, int step) {
  const double j = 0.5 * static_cast<double>(basis.cols() - 1);
  const double total = j + 0.5 * step;
  RealMatrix result = RealMatrix::Zero(2 * basis.rows(), basis.cols() + step);
  for (Eigen::Index column = 0; column < result.cols(); ++column) {
    const double m = total - static_cast<double>(column);
    const double with_up = std::sqrt((j + step * m + 0.5) / (2.0 * j + 1.0));
    const double with_down = std::sqrt((j - step * m + 0.5) / (2.0 * j + 1.0));
    const auto up = static_cast<Eigen::Index>(std::lround(j - (m - 0.5)));
    const Eigen::Index down = up - 1;
    for (Eigen::Index row = 0; row < basis.rows(); ++row) {
      if (up >= 0 && up < basis.cols())
        result(2 * row, column) = (step > 0 ? with_up : -with_up) * basis(row, up);
      if (down >= 0 && down < basis.cols())
        result(2 * row + 1, column) = with_down * basis(row, down);
    }
  }
  return result;
}

}  // namespace

SymmetricErgotropy::SymmetricErgotropy(int cells, double energy) : cells_(cells), energy_(energy) {
  std::map<int, std::vector<RealMatrix>> all = {{1, {RealMatrix::Identity(2, 2)}}};
  for (int cell = 1; cell < cells; ++cell) {
    std::map<int, std::vector<RealMatrix>> next;
    for (const auto& [twice_j, bases] : all) {
      for (const RealMatrix& basis : bases) {
        next[twice_j + 1].push_back(coupled(basis, 1));
        if (twice_j > 0) next[twice_j - 1].push_back(coupled(basis, -1));
      }
    }
    all = std::move(next);
  }
  for (auto& [twice_j, bases] : all) multiplets_.push_back({twice_j, std::move(bases)});
}

double SymmetricErgotropy::operator()(const Matrix& rho) const {
  const Eigen::Index size = Eigen::Index{1} << cells_;
  if (rho.rows() != size || rho.cols() != size)
    throw InvalidInput("rho", fmt::format("{} cells have a state of {} x {}, got {} x {}", cells_,
                                          size, size, rho.rows(), rho.cols()));
  double work = 0.0;
  for (const Multiplets& each : multiplets_) {
    Matrix of_j = Matrix::Zero(each.twice_j + 1, each.twice_j + 1);
    for (const RealMatrix& basis : each.bases) of_j += basis.transpose() * rho * basis;
    const RealVector rising = hermitian_eigenvalues(of_j);
    const double lowest = 0.5 * (cells_ - each.twice_j);
    for (Eigen::Index k = 0; k <= each.twice_j; ++k) {
      const double passive = rising(each.twice_j - k);  // the largest goes lowest
      const double before = of_j(each.twice_j - k, each.twice_j - k).real();
      work += energy_ * (lowest + static_cast<double>(k)) * (before - passive);
    }
  }
  return std::max(work, 0.0);
}

}  // namespace qbattery
