#pragma once

#include <string>
#include <vector>

#include "qbattery/papers/claim.hpp"

namespace qbattery {

/// Measures what papers/NAME/claims.toml lists:
///
///   [[claim]]
///   words = "what the paper says"
///   [[claim.measure]]
///   name = "E_B"                  # an identifier
///   label = "E_B for F = g/2"     # in words
///   scenario = "steady"           # papers/NAME/steady.toml
///   set = { F = 0.5 }             # as --set
///   variable = "E_B"              # the last of its values
///   fit = "exponent"              # or the exponent of |variable| over the only axis of a sweep
///   expected = "3/10"             # what the paper has: a number or an expression of numbers
///   within = 1e-8                 # how far from it the claim still holds
///
/// A claim holds where each of its measurements does. Throws IoError where the file is missing or
/// not understood, and as scenarios do.
std::vector<Claim> measure_claims(const std::string& paper, int threads);

}  // namespace qbattery
