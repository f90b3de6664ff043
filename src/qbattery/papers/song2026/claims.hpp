#pragma once

#include <vector>

#include "qbattery/papers/claim.hpp"
#include "qbattery/papers/song2026/laboratory.hpp"

namespace qbattery::song2026 {

/// The claims of Song et al. 2026, measured. One file per part of the paper; in it one function per
/// claim, which holds its words, its measurements and the predicate that makes the verdict.
std::vector<Claim> claims_of_equations(Laboratory& laboratory);           ///< 1-7
std::vector<Claim> claims_of_criterion(Laboratory& laboratory);           ///< 8-10
std::vector<Claim> claims_of_eq_8(Laboratory& laboratory);                ///< 11
std::vector<Claim> claims_of_steady_pump(Laboratory& laboratory);         ///< 12-18, Fig. 2
std::vector<Claim> claims_of_steady_optimum(Laboratory& laboratory);      ///< 19-22, Fig. 2
std::vector<Claim> claims_of_steady_bath(Laboratory& laboratory);         ///< 23-29, Fig. 3
std::vector<Claim> claims_of_exchange(Laboratory& laboratory);            ///< 30-34, Fig. 4a
std::vector<Claim> claims_of_pumpless(Laboratory& laboratory);            ///< 35-40, Fig. 4b-d
std::vector<Claim> claims_of_power(Laboratory& laboratory);               ///< 41, Fig. 4 and 5
std::vector<Claim> claims_of_driven(Laboratory& laboratory);              ///< 42-48, Fig. 5
std::vector<Claim> claims_of_ergotropy(Laboratory& laboratory);           ///< 49-53, Fig. 6
std::vector<Claim> claims_of_strong_dissipation(Laboratory& laboratory);  ///< 54-58, Fig. 7
std::vector<Claim> claims_of_reservoirs(Laboratory& laboratory);          ///< 59-60, section V

/// All of them, in order of their numbers. See Laboratory for `low_dissipation`.
std::vector<Claim> claims(double low_dissipation = 0.001, int threads = 0);

}  // namespace qbattery::song2026
