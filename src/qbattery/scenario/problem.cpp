#include <fmt/format.h>

#include "qbattery/model/charger_battery.hpp"
#include "qbattery/model/local_states.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/scenario.hpp"

namespace qbattery {

namespace {

// "reservoir.hot." of the reservoir "hot", "reservoir." of the only one.
std::string prefix_of(const std::string& reservoir) {
  return reservoir.empty() ? "reservoir." : "reservoir." + reservoir + ".";
}

template <class Value>
const Value& setting(const Settings& settings, const std::string& key) {
  const auto found = settings.find(key);
  const Value* value = found == settings.end() ? nullptr : std::get_if<Value>(&found->second);
  if (value == nullptr) throw InvalidInput(key, "the scenario has no right value for " + key);
  return *value;
}

std::vector<Reservoir> reservoirs_of(const Scenario& scenario, const Settings& settings) {
  std::vector<Reservoir> reservoirs;
  for (std::size_t i = 0; i < scenario.reservoirs.size(); ++i) {
    const std::string prefix = prefix_of(scenario.reservoirs[i]);
    const bool fermion = setting<std::string>(settings, prefix + "statistics") == "fermion";
    const bool number = settings.count(prefix + "n") != 0;
    reservoirs.push_back({
        .prefix = prefix,
        .statistics = fermion ? Statistics::fermion : Statistics::boson,
        .occupation = number ? Occupation::number : Occupation::temperature,
        .on = scenario.acts_on[i],
    });
  }
  return reservoirs;
}

Model make_model(const Scenario& scenario, const Settings& settings, KnownValues& known) {
  const std::vector<Reservoir> reservoirs = reservoirs_of(scenario, settings);
  if (!scenario.spelt) {
    const bool common = settings.count("parameters.Delta") != 0;
    return charger_battery(
        {.detuning = common ? Detuning::common : Detuning::separate, .reservoirs = reservoirs});
  }
  Model model = build_model(*scenario.spelt, known);
  for (const Reservoir& reservoir : reservoirs) add_reservoir(model, reservoir);
  return model;
}

std::vector<double> parameter_values(const Model& model, const Settings& settings) {
  std::vector<double> values;
  for (const std::string& name : model.parameters) {
    const bool of_reservoir = name.find('.') != std::string::npos;
    values.push_back(setting<double>(settings, of_reservoir ? name : "parameters." + name));
  }
  return values;
}

// Its own state, or that of its group.
const std::string& state_text(const Settings& settings, const std::string& subsystem) {
  const std::string own = "initial." + subsystem;
  if (settings.count(own) != 0) return setting<std::string>(settings, own);
  return setting<std::string>(settings, own.substr(0, own.find('[')));
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

void require_small_mixture(const Model& model) {
  const int levels = total_dimension(model.dimensions());
  if (levels <= most_levels_mixed) return;
  throw InvalidInput("initial", fmt::format("a mixed initial state may have {} levels at most, the "
                                            "model has {}",
                                            most_levels_mixed, levels));
}

Matrix initial_state(const Scenario& scenario, const Settings& settings, const Model& model,
                     KnownValues& known) {
  if (scenario.initial_state) return *scenario.initial_state;
  if (!scenario.spelt) return product_state(setting<std::string>(settings, "initial.state"));
  std::vector<Matrix> locals;
  for (const Subsystem& subsystem : model.subsystems)
    locals.push_back(local_state(subsystem, state_text(settings, subsystem.name), known));
  if (total_dimension(model.dimensions()) > largest_density_matrix) {
    if (const auto ket = product_ket(locals)) return *ket;
    require_small_mixture(model);
  }
  Matrix rho = identity(1);
  for (const Matrix& local : locals) rho = tensor(rho, local);
  return rho;
}

}  // namespace

Problem make_problem(const Scenario& scenario, const Settings& settings) {
  KnownValues known = known_values(settings);
  Model model = make_model(scenario, settings, known);
  std::vector<double> parameters = parameter_values(model, settings);
  Matrix initial = initial_state(scenario, settings, model, known);
  return {std::move(model), std::move(parameters), std::move(initial)};
}

}  // namespace qbattery
