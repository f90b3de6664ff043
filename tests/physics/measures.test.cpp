// Figures of merit of known states, computed by two other routes each.

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "qbattery/quantities/correlations.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/information.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantities/work.hpp"

namespace qbattery {
namespace {

using Json = nlohmann::json;

// The numbers were confirmed to 3e-14; the sums have up to a hundred terms.
constexpr double tolerance = 1e-12;

const Json& data() {
  static const Json json = Json::parse(std::ifstream(QBATTERY_TEST_DATA_DIR "/measures.json"));
  return json;
}

struct Known {
  Matrix rho;
  Parties parties;
  Matrix hamiltonian;  ///< empty where the state has none
};

Known known_state(const std::string& name) {
  const Json& json = data()["states"][name];
  const auto d = static_cast<Eigen::Index>(json["rho"].size());
  Known known{Matrix(d, d), {static_cast<int>(d), 1}, {}};
  for (Eigen::Index i = 0; i < d; ++i) {
    for (Eigen::Index j = 0; j < d; ++j) {
      const Json& entry = json["rho"][static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
      known.rho(i, j) = {entry[0].get<double>(), entry[1].get<double>()};
    }
  }
  if (json["dimensions"].size() == 2)
    known.parties = {json["dimensions"][0], json["dimensions"][1]};
  if (data()["energies"].contains(name)) {
    known.hamiltonian = Matrix::Zero(d, d);
    for (Eigen::Index i = 0; i < d; ++i)
      known.hamiltonian(i, i) = data()["energies"][name][static_cast<std::size_t>(i)].get<double>();
  }
  return known;
}

/// The parties in the other order.
Known swapped(const Known& known) {
  const Eigen::Index a = known.parties.a;
  const Eigen::Index b = known.parties.b;
  Known other{Matrix(a * b, a * b), {known.parties.b, known.parties.a}, {}};
  for (Eigen::Index i = 0; i < a * b; ++i)
    for (Eigen::Index j = 0; j < a * b; ++j)
      other.rho(i % b * a + i / b, j % b * a + j / b) = known.rho(i, j);
  return other;
}

const std::map<std::string, std::function<double(const Known&)>>& measures() {
  static const std::map<std::string, std::function<double(const Known&)>> all = {
      {"S_AB", [](const Known& k) { return steering(k.rho, k.parties.a, k.parties.b); }},
      {"CJWR_F2", [](const Known& k) { return cjwr(k.rho, 2); }},
      {"CJWR_F3", [](const Known& k) { return cjwr(k.rho, 3); }},
      {"CHSH", [](const Known& k) { return chsh(k.rho); }},
      {"concurrence", [](const Known& k) { return concurrence(k.rho); }},
      {"negativity", [](const Known& k) { return negativity(k.rho, k.parties); }},
      {"log_negativity", [](const Known& k) { return logarithmic_negativity(k.rho, k.parties); }},
      {"l1_coherence", [](const Known& k) { return l1_coherence(k.rho); }},
      {"relent_coherence_bits", [](const Known& k) { return relative_entropy_coherence(k.rho); }},
      {"mutual_information_bits",
       [](const Known& k) { return mutual_information(k.rho, k.parties); }},
      {"discord_measB_bits", [](const Known& k) { return discord(k.rho, k.parties); }},
      {"discord_measA_bits",
       [](const Known& k) { return discord(swapped(k).rho, swapped(k).parties); }},
      {"EUR_lhs_bits", [](const Known& k) { return entropic_uncertainty(k.rho, k.parties); }},
      {"energy", [](const Known& k) { return energy(k.rho, k.hamiltonian); }},
      {"ergotropy", [](const Known& k) { return ergotropy(k.rho, k.hamiltonian); }},
      {"coherent_ergotropy",
       [](const Known& k) { return coherent_ergotropy(k.rho, k.hamiltonian); }},
      {"incoherent_ergotropy",
       [](const Known& k) { return incoherent_ergotropy(k.rho, k.hamiltonian); }},
      {"battery_capacity", [](const Known& k) { return capacity(k.rho, k.hamiltonian); }},
  };
  return all;
}

TEST(measures, have_the_known_values_on_known_states) {
  std::size_t compared = 0;
  for (const Json& row : data()["values"]) {
    const std::string measure = row["measure"];
    const std::string state = row["state"];
    const double known = row["value"];
    ++compared;
    if (measure == "fidelity_squared") {
      const std::size_t bar = state.find('|');
      EXPECT_NEAR(
          fidelity(known_state(state.substr(0, bar)).rho, known_state(state.substr(bar + 1)).rho),
          known, tolerance);
      continue;
    }
    ASSERT_TRUE(measures().contains(measure)) << measure;
    EXPECT_NEAR(measures().at(measure)(known_state(state)), known, tolerance)
        << measure << " of " << state;
  }
  EXPECT_EQ(compared, 35U);
}

}  // namespace
}  // namespace qbattery
