#pragma once

#include "qbattery/quantum/types.hpp"

namespace qbattery::song2026 {

/// Whether one of two criteria that share nothing with S_{A->B} proves that the charger steers the
/// battery: F_3 > 1 for the best three settings (quantities/correlations.hpp), or mu rho + (1 - mu)
/// 1/2 (x) rho_B with mu = 1/sqrt(3) has a negative partial transpose: a state that is entangled
/// after so much noise on the untrusted side has no model of local hidden states. False proves
/// nothing.
bool is_certified(const Matrix& rho);

}  // namespace qbattery::song2026
