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

/// What a reservoir does to the subsystems it acts on.
enum class ReservoirKind {
  local,      ///< takes and gives excitations of each, whatever couples them: Eq. (2)
  dephasing,  ///< takes the phases between their levels and leaves the energies
  global      ///< takes and gives between the eigenstates of all of H (model/global_reservoir)
};

/// A reservoir as in Eq. (2): weight Gamma N on emission and Gamma n on absorption, with N = 1 + n
/// for bosons and N = 1 - n for fermions ("fermion" speaks of the occupation alone: jumps are
/// local, without Jordan-Wigner strings). Its parameters are named `prefix` + Gamma, n or T, omega,
/// mu, and collectivity; of dephasing Gamma and collectivity.
struct Reservoir {
  std::string prefix = "reservoir.";
  Statistics statistics = Statistics::boson;
  Occupation occupation = Occupation::number;
  std::vector<std::string> on = {};  ///< names of the subsystems it acts on; empty: all
  ReservoirKind kind = ReservoirKind::local;
};

/// Adds the reservoir's parameters and jumps to a model; of any kind but global.
///
/// Local: excitations go one by one, by s- of two levels, a of a mode, J_- of a spin, with
/// n(omega); of given levels between each two of different energies, with n(omega (e_m - e_n)).
/// Collectivity c: jumps of each subsystem with weight 1 - c, and one jump for their sum with
/// weight c, of given levels for the sum over alike pairs of levels; c = 0 is Eq. (2) as the paper
/// solves it (Eq. (8)).
///
/// Dephasing: jumps N_X, the number of excitations (of given levels their energies), with rate 2
/// Gamma, so that coherence between neighbouring levels decays as exp(-Gamma t).
///
/// Throws InvalidInput for subsystems that are absent or named twice, or that have no two levels of
/// different energies.
void add_reservoir(Model& model, const Reservoir& reservoir);

/// "hot" of the prefix "reservoir.hot.", "reservoir" of the only one.
std::string name_of(const Reservoir& reservoir);

/// Places of the subsystems a reservoir acts on. Throws InvalidInput as above.
std::vector<int> places_of(const Model& model, const Reservoir& reservoir);

/// The mean occupation at `factor` times omega, or at a frequency of its own, as text in the
/// reservoir's parameters.
std::string occupation_text(const Reservoir& reservoir, const std::string& frequency);

}  // namespace qbattery
