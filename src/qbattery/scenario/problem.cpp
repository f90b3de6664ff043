#include "qbattery/model/charger_battery.hpp"
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

Model make_model(const Scenario& scenario, const Settings& settings) {
  ChargerBatteryOptions options;
  const bool common = settings.count("parameters.Delta") != 0;
  options.detuning = common ? Detuning::common : Detuning::separate;
  for (std::size_t i = 0; i < scenario.reservoirs.size(); ++i) {
    const std::string prefix = prefix_of(scenario.reservoirs[i]);
    const bool fermion = setting<std::string>(settings, prefix + "statistics") == "fermion";
    const bool number = settings.count(prefix + "n") != 0;
    options.reservoirs.push_back({
        .prefix = prefix,
        .statistics = fermion ? Statistics::fermion : Statistics::boson,
        .occupation = number ? Occupation::number : Occupation::temperature,
        .on = scenario.acts_on[i],
    });
  }
  return charger_battery(options);
}

std::vector<double> parameter_values(const Model& model, const Settings& settings) {
  std::vector<double> values;
  for (const std::string& name : model.parameters) {
    const bool of_reservoir = name.find('.') != std::string::npos;
    values.push_back(setting<double>(settings, of_reservoir ? name : "parameters." + name));
  }
  return values;
}

Matrix initial_state(const Scenario& scenario, const Settings& settings) {
  if (scenario.initial_state) return *scenario.initial_state;
  return product_state(setting<std::string>(settings, "initial.state"));
}

}  // namespace

Problem make_problem(const Scenario& scenario, const Settings& settings) {
  Model model = make_model(scenario, settings);
  std::vector<double> parameters = parameter_values(model, settings);
  return {std::move(model), std::move(parameters), initial_state(scenario, settings)};
}

}  // namespace qbattery
