#include <fmt/format.h>

#include <map>

#include "qbattery/model/charger_battery.hpp"
#include "qbattery/model/global_reservoir.hpp"
#include "qbattery/model/local_states.hpp"
#include "qbattery/model/operator_text.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/scenario.hpp"

namespace qbattery {

namespace {

template <class Value>
const Value& setting(const Settings& settings, const std::string& key) {
  const auto found = settings.find(key);
  const Value* value = found == settings.end() ? nullptr : std::get_if<Value>(&found->second);
  if (value == nullptr) throw InvalidInput(key, "the scenario has no right value for " + key);
  return *value;
}

Reservoir reservoir_of(const ReservoirText& text, const Settings& settings) {
  const std::string prefix = text.prefix();
  const bool fermion = setting<std::string>(settings, prefix + "statistics") == "fermion";
  const bool number = settings.count(prefix + "n") != 0;
  return {.prefix = prefix,
          .statistics = fermion ? Statistics::fermion : Statistics::boson,
          .occupation = number ? Occupation::number : Occupation::temperature,
          .on = text.on,
          .kind = text.kind};
}

Model without_reservoirs(const Scenario& scenario, const Settings& settings, KnownValues& known) {
  if (scenario.spelt) return build_model(*scenario.spelt, known);
  const bool common = settings.count("parameters.Delta") != 0;
  return charger_battery({.detuning = common ? Detuning::common : Detuning::separate});
}

std::vector<double> parameter_values(const Model& model, const Settings& settings) {
  std::vector<double> values;
  for (const std::string& name : model.parameters) {
    const bool of_reservoir = name.find('.') != std::string::npos;
    values.push_back(setting<double>(settings, of_reservoir ? name : "parameters." + name));
  }
  return values;
}

// The state that a key such as initial.b[0] gives, or that of its group.
LocalStateText state_text(const Settings& settings, const Model& model, int place) {
  const std::string own = "initial." + model.subsystems[static_cast<std::size_t>(place)].name;
  if (settings.count(own) != 0) return {place, setting<std::string>(settings, own)};
  return {place, setting<std::string>(settings, own.substr(0, own.find('['))), true};
}

// Larger states are kets where they can be.
constexpr int largest_density_matrix = 32;

std::optional<Ket> product_ket(const std::vector<Matrix>& locals) {
  Matrix product = identity(1);
  for (const Matrix& local : locals) {
    const std::optional<Ket> ket = ket_of(local);
    if (!ket) return {};
    product = tensor(product, *ket);
  }
  return product;
}

Matrix product_of(const std::vector<Matrix>& locals) {
  double levels = 1.0;
  for (const Matrix& local : locals) levels *= static_cast<double>(local.rows());
  if (levels > largest_density_matrix) {
    if (const auto ket = product_ket(locals)) return *ket;
    if (levels > most_levels_mixed)
      throw InvalidInput("initial", fmt::format("a mixed state may have {} levels at most, this "
                                                "one has {}",
                                                most_levels_mixed, levels));
  }
  Matrix rho = identity(1);
  for (const Matrix& local : locals) rho = tensor(rho, density_of(local));
  return rho;
}

Matrix initial_state(const Scenario& scenario, const Settings& settings, const Model& model,
                     KnownValues& known) {
  if (scenario.initial_state) return *scenario.initial_state;
  if (!scenario.spelt) return product_state(setting<std::string>(settings, "initial.state"));
  std::vector<LocalStateText> texts;
  for (int place = 0; place < static_cast<int>(model.subsystems.size()); ++place)
    texts.push_back(state_text(settings, model, place));
  return product_of(local_states(model, texts, known));
}

std::optional<TargetState> target_of(const TargetText& text, const Model& model,
                                     KnownValues& known) {
  TargetState target;
  if (text.whole) {
    for (int k = 0; k < static_cast<int>(model.subsystems.size()); ++k) target.places.push_back(k);
    target.state = *text.whole;
    return target;
  }
  if (text.states.empty()) return {};
  std::map<int, LocalStateText> texts;  // a member's own goes before that of its group
  for (const auto& [name, words] : text.states) {
    const std::vector<int> members = members_of(model.subsystems, name);
    const bool is_group = members.size() > 1;
    for (const int place : members)
      if (!is_group || texts.count(place) == 0) texts[place] = {place, words, is_group};
  }
  std::vector<LocalStateText> all;
  for (const auto& [place, each] : texts) {
    target.places.push_back(place);
    all.push_back(each);
  }
  target.state = product_of(local_states(model, all, known));
  return target;
}

/// The model and an ancilla, which are coupled while they collide.
std::optional<Collisions> collisions_of(const Scenario& scenario, const Model& model,
                                        KnownValues& known) {
  if (!scenario.collisions) return {};
  const CollisionText& text = *scenario.collisions;
  Model joint = with_ancilla(model, text.ancilla, known);
  add_hamiltonian(joint, text.hamiltonian, known);
  const Matrix state = text.whole_state ? *text.whole_state
                                        : local_state(joint.subsystems.back(), text.state, known);
  return Collisions{std::move(joint), density_of(state), read_rate(model, text.duration)};
}

}  // namespace

Model make_model(const Scenario& scenario, const Settings& settings, KnownValues& known) {
  Model model = without_reservoirs(scenario, settings, known);
  for (const ReservoirText& text : scenario.reservoirs) {
    const Reservoir reservoir = reservoir_of(text, settings);
    if (text.kind == ReservoirKind::global) {
      const double omega_L = setting<double>(settings, text.prefix() + "omega_L");
      add_global_reservoir(model, reservoir, omega_L, known.values, known.used);
    } else {
      add_reservoir(model, reservoir);
    }
  }
  model.target = target_of(scenario.target, model, known);
  return model;
}

Problem make_problem(const Scenario& scenario, const Settings& settings) {
  KnownValues known = known_values(settings);
  Model model = make_model(scenario, settings, known);
  std::vector<double> parameters = parameter_values(model, settings);
  Matrix initial = initial_state(scenario, settings, model, known);
  std::optional<Collisions> collisions = collisions_of(scenario, model, known);
  return {std::move(model), std::move(parameters), std::move(initial), std::move(collisions)};
}

}  // namespace qbattery
