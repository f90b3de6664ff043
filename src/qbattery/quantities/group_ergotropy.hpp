#pragma once

#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

// What work a group of cells holds depends on the unitaries that may be used: any on all of them
// (ergotropy), those that treat all cells alike, those on single cells. Neither of the last two
// contains the other.

/// The most work that unitaries extract which commute with every exchange of cells, as collective
/// drives generate: they act on each total spin J by itself,
///   W = tr(H rho) - sum_J sum_m e_m lambda_m(rho_J), rho_J = sum over the multiplets of spin J.
/// `rho` is the state of `cells` two-level systems of transition energy `energy`, 2^N x 2^N, first
/// cell first. Throws InvalidInput where its size does not fit.
class SymmetricErgotropy {
 public:
  SymmetricErgotropy(int cells, double energy);
  double operator()(const Matrix& rho) const;

 private:
  /// All multiplets of one J: each 2^N x (2J + 1), m falling along the columns.
  struct Multiplets {
    int twice_j = 0;
    std::vector<RealMatrix> bases;
  };
  int cells_;
  double energy_;
  std::vector<Multiplets> multiplets_;
};

}  // namespace qbattery
