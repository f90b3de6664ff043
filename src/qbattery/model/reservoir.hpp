#pragma once

#include <string>
#include <vector>

#include "qbattery/model/model.hpp"

namespace qbattery {

enum class Statistics { boson, fermion };

/// Which numbers a reservoir's mean occupation comes from.
enum class Occupation {
  number,      ///< n itself
  temperature  ///< T, omega and, for fermions, mu: the formulas below Eq. (2)
};

/// A reservoir as in Eq. (2): weight Gamma N on emission and Gamma n on absorption, with N = 1 + n
/// for bosons and N = 1 - n for fermions ("fermion" speaks of the occupation alone: jumps are
/// local, without Jordan-Wigner strings). Its parameters are named `prefix` + Gamma, n or T, omega,
/// mu, and collectivity.
struct Reservoir {
  std::string prefix = "reservoir.";
  Statistics statistics = Statistics::boson;
  Occupation occupation = Occupation::number;
  std::vector<std::string> on = {};  ///< names of the two-level subsystems it acts on; empty: all
};

/// Adds the reservoir's parameters and jumps to a model. Collectivity c: jumps sigma_j of each
/// subsystem with weight 1 - c, and one jump for their sum with weight c; c = 0 is Eq. (2) as the
/// paper solves it (Eq. (8)). Throws InvalidInput for subsystems that are absent, named twice or
/// not two-level.
void add_reservoir(Model& model, const Reservoir& reservoir);

}  // namespace qbattery
