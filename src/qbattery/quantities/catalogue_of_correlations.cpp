// What two subsystems share.

#include "qbattery/quantities/catalogue.hpp"
#include "qbattery/quantities/correlations.hpp"
#include "qbattery/quantities/steering.hpp"

namespace qbattery::detail {

namespace {

Parties parties_of(const Model& model, const Arguments& arguments) {
  return {dimension_of(model, arguments.parties[0]), dimension_of(model, arguments.parties[1])};
}

/// A number of the state of X and Y.
template <double (*of)(const Matrix& rho, Parties parties)>
Quantity make_of_pair(const Model& model, const Arguments& arguments) {
  return [reduce = onto(model, arguments), parties = parties_of(model, arguments)](
             const Moment& moment) { return of(reduce(moment.rho), parties); };
}

void require_pair(const Model& model, const Arguments& arguments, const std::string& signature) {
  for (const auto& party : arguments.parties) require_two_levels(model, party, signature);
}

Quantity make_concurrence(const Model& model, const Arguments& arguments) {
  require_pair(model, arguments, "concurrence(X, Y)");
  return [reduce = onto(model, arguments)](const Moment& moment) {
    return concurrence(reduce(moment.rho));
  };
}

Quantity make_chsh(const Model& model, const Arguments& arguments) {
  require_pair(model, arguments, "chsh(X, Y)");
  return
      [reduce = onto(model, arguments)](const Moment& moment) { return chsh(reduce(moment.rho)); };
}

Quantity make_cjwr(const Model& model, const Arguments& arguments) {
  require_pair(model, arguments, "cjwr(X, Y, settings)");
  const double settings = arguments.numbers[0];
  if (settings != 2.0 && settings != 3.0)
    throw InvalidInput("settings", "cjwr(X, Y, settings) takes 2 or 3 settings");
  return [reduce = onto(model, arguments), settings](const Moment& moment) {
    return cjwr(reduce(moment.rho), static_cast<int>(settings));
  };
}

Quantity make_discord(const Model& model, const Arguments& arguments) {
  require_two_levels(model, arguments.parties[1], "discord(X, Y), which measures Y,");
  return make_of_pair<discord>(model, arguments);
}

template <double (*of)(const Matrix& rho, Parties parties)>
Quantity make_uncertainty(const Model& model, const Arguments& arguments) {
  require_two_levels(model, arguments.parties[0], "entropic uncertainty, which measures X,");
  return make_of_pair<of>(model, arguments);
}

Quantity make_steering(const Model& model, const Arguments& arguments) {
  const Parties parties = parties_of(model, arguments);
  return [reduce = onto(model, arguments), steering = Steering(parties.a, parties.b)](
             const Moment& moment) { return steering(reduce(moment.rho)); };
}

Traced trace_steering(const Model& model, const Arguments& arguments, const TracedMoment& moment) {
  const int x = place_of(arguments, 0);
  const int y = place_of(arguments, 1);
  if (!has_two_levels(model, x) || !has_two_levels(model, y)) return {};
  // The same matrix for both directions, so that its singular values are found once.
  const auto [first, second] = std::minmax(x, y);
  return steering(moment.correlations(first, second), moment.two_level(x), moment.two_level(y));
}

}  // namespace

std::vector<QuantityDefinition> quantities_of_correlations() {
  return {
      {"steering",
       {"X", "Y"},
       "1",
       "S_{X->Y}, Eqs. (6) and (7); positive proves that X steers Y, otherwise undecided",
       always,
       always,
       make_steering,
       trace_steering},
      {"cjwr",
       {"X", "Y", "settings"},
       "1",
       "linear steering inequality with 2 or 3 settings, two-level systems; above 1 proves "
       "steering "
       "both ways, otherwise undecided",
       always,
       always,
       make_cjwr},
      {"chsh",
       {"X", "Y"},
       "1",
       "largest CHSH value of two-level systems; above 2 excludes local models, otherwise "
       "undecided",
       always,
       always,
       make_chsh},
      {"concurrence",
       {"X", "Y"},
       "1",
       "Wootters' entanglement of two-level systems, 0 to 1; 0 proves the state separable",
       always,
       always,
       make_concurrence},
      {"negativity",
       {"X", "Y"},
       "1",
       "sum of negative eigenvalues of the partial transpose; positive proves entanglement",
       always,
       always,
       make_of_pair<negativity>},
      {"logarithmic_negativity",
       {"X", "Y"},
       "bit",
       "log2(2 negativity + 1); positive proves entanglement",
       always,
       always,
       make_of_pair<logarithmic_negativity>},
      {"mutual_information",
       {"X", "Y"},
       "bit",
       "S(X) + S(Y) - S(XY): all correlations; 0 proves a product",
       always,
       always,
       make_of_pair<mutual_information>},
      {"discord",
       {"X", "Y"},
       "bit",
       "what the best projective measurement of Y (two levels) misses of mutual_information; "
       "positive does not prove entanglement",
       always,
       always,
       make_discord},
      {"entropic_uncertainty",
       {"X", "Y"},
       "bit",
       "H(sigma_x|Y) + H(sigma_z|Y) of a two-level X with Y as memory",
       always,
       always,
       make_uncertainty<entropic_uncertainty>},
      {"entropic_uncertainty_bound",
       {"X", "Y"},
       "bit",
       "its lower bound 1 + S(X|Y); below 1 proves entanglement",
       always,
       always,
       make_uncertainty<entropic_uncertainty_bound>},
  };
}

}  // namespace qbattery::detail
