#include "qbattery/papers/song2026/laboratory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "qbattery/dynamics/features.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/papers/paper.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/scenario/scenario.hpp"

namespace qbattery::song2026 {

namespace {

const std::vector<NamedExpression>& figures_of_merit() {
  static const std::vector<NamedExpression> all = {
      {"E_A", expr::parse("energy(charger)")},
      {"E_B", expr::parse("energy(battery)")},
      {"W_B", expr::parse("ergotropy(battery)")},
      {"sz_B", expr::parse("inversion(battery)")},
      {"S_AB", expr::parse("steering(charger, battery)")},
      {"S_BA", expr::parse("steering(battery, charger)")},
      {"L_A", expr::parse("linear_entropy(charger)")},
      {"L_B", expr::parse("linear_entropy(battery)")},
  };
  return all;
}

const expr::Expression* figure_of_merit(const std::string& name) {
  for (const NamedExpression& known : figures_of_merit()) {
    if (known.name == name) return &known.expression;
  }
  return nullptr;
}

Model model_of(const Setting& setting) {
  return charger_battery({.detuning = Detuning::separate,
                          .reservoirs = {{.statistics = setting.statistics,
                                          .on = setting.on,
                                          .kind = setting.is_dephasing ? ReservoirKind::dephasing
                                                                       : ReservoirKind::local}}});
}

// In the order of the model's parameters: those of the pair, then those of its reservoir.
std::vector<double> parameters_of(const Setting& s) {
  if (s.is_dephasing) return {s.F, s.g, s.Delta_A, s.Delta_B, s.Gamma, s.collectivity};
  return {s.F, s.g, s.Delta_A, s.Delta_B, s.Gamma, s.n, s.collectivity};
}

std::string structure_of(const Setting& setting) {
  const char* const kind = setting.is_dephasing                      ? "dephasing"
                           : setting.statistics == Statistics::boson ? "boson"
                                                                     : "fermion";
  return fmt::format("{} {}", kind, fmt::join(setting.on, " "));
}

std::vector<double> sample_times(double to, double step) {
  const auto count = static_cast<std::size_t>(std::max(1.0, std::round(to / step)));
  std::vector<double> times;
  for (std::size_t i = 0; i <= count; ++i) {
    times.push_back(to * static_cast<double>(i) / static_cast<double>(count));
  }
  return times;
}

double number(const Scenario& scenario, const std::string& key, double otherwise) {
  const auto found = scenario.settings.find(key);
  return found == scenario.settings.end() ? otherwise : std::get<double>(found->second);
}

}  // namespace

Setting Setting::with_detuning(double Delta) const {
  Setting changed = *this;
  changed.Delta_A = changed.Delta_B = Delta;
  return changed;
}

Setting Setting::until_multiple_of(double step) const {
  Setting changed = *this;
  changed.to = step * std::floor(to / step);
  return changed;
}

Setting read_panel(const std::string& panel) {
  const Scenario scenario = load_scenario(paper_file("song2026", panel + ".toml"));
  Setting setting;
  setting.F = number(scenario, "parameters.F", 0.0);
  setting.g = number(scenario, "parameters.g", 1.0);
  setting = setting.with_detuning(number(scenario, "parameters.Delta", 0.0));
  setting.Gamma = number(scenario, "reservoir.Gamma", 0.0);
  setting.n = number(scenario, "reservoir.n", 0.0);
  setting.collectivity = number(scenario, "reservoir.collectivity", 0.0);
  const bool fermion =
      std::get<std::string>(scenario.settings.at("reservoir.statistics")) == "fermion";
  setting.statistics = fermion ? Statistics::fermion : Statistics::boson;
  setting.start = std::get<std::string>(scenario.settings.at("initial.state"));
  setting.to = scenario.times.back();
  return setting;
}

PairCurve::PairCurve(std::shared_ptr<const Plan> plan, const std::vector<double>& parameters,
                     const Matrix& initial_state)
    : plan_(std::move(plan)), curve_(plan_->curve(parameters, initial_state)) {}

const PairCurve::Named& PairCurve::quantity(const std::string& text) const {
  const auto [entry, is_new] = quantities_.try_emplace(text);
  if (is_new) {
    const expr::Expression whole = expr::substitute(expr::parse(text), figure_of_merit);
    entry->second = {to_string(whole), compile_quantity(whole, model_of({}), Task::evolve)};
  }
  return entry->second;
}

SampledFunction PairCurve::function(const std::string& text) const {
  const Named& named = quantity(text);
  return curve_.function(named.whole, named.quantity);
}

const std::vector<double>& PairCurve::samples(const std::string& text) const {
  const Named& named = quantity(text);
  return curve_.samples(named.whole, named.quantity);
}

double PairCurve::at(const std::string& text, double t) const {
  const Named& named = quantity(text);
  return curve_.at(named.whole, named.quantity, t);
}

Extremum PairCurve::maximum(const std::string& text) const {
  return global_maximum(function(text));
}

Extremum PairCurve::minimum(const std::string& text) const {
  return global_minimum(function(text));
}

std::vector<Extremum> PairCurve::maxima(const std::string& text) const {
  return local_maxima(function(text), Ends::excluded);
}

std::vector<Extremum> PairCurve::minima(const std::string& text) const {
  return local_minima(function(text), Ends::excluded);
}

std::vector<double> PairCurve::zeros(const std::string& text) const {
  return sign_changes(function(text));
}

Extremum PairCurve::first_maximum(const std::string& text, double bound) const {
  return qbattery::first_maximum(function(text), bound);
}

Extremum PairCurve::highest_multiple(const std::string& text, double step) const {
  const std::vector<double>& values = samples(text);
  const double enough = *std::max_element(values.begin(), values.end()) - 0.01;
  Extremum highest{0.0, -std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t before = i == 0 ? 0 : i - 1;
    const std::size_t after = std::min(i + 1, values.size() - 1);
    if (values[i] < std::max({enough, values[before], values[after]})) continue;
    const double last = std::floor(times()[after] / step);
    for (double k = std::ceil(times()[before] / step); k <= last; ++k) {
      const double value = at(text, k * step);
      if (value > highest.value) highest = {k * step, value};
    }
  }
  return highest;
}

Setting Laboratory::panel(const std::string& name) const {
  Setting setting = read_panel(name);
  if (setting.Gamma == 0.001) setting.Gamma = low_dissipation_;
  return setting;
}

std::shared_ptr<const Plan> Laboratory::plan(const Setting& setting, const Request& request) {
  const std::string key = fmt::format(
      "{} {} {} {} {}", structure_of(setting), request.quantities.size(), request.times.size(),
      request.times.empty() ? 0.0 : request.times.back(), request.steady.long_time_limit);
  std::shared_ptr<const Plan>& entry = plans_[key];
  if (!entry) entry = std::make_shared<const Plan>(model_of(setting), request);
  return entry;
}

const PairCurve& Laboratory::curve(const Setting& setting, double step) {
  const std::string key =
      fmt::format("{} {} {} {} {}", structure_of(setting), fmt::join(parameters_of(setting), " "),
                  setting.start, setting.to, step);
  std::unique_ptr<PairCurve>& entry = curves_[key];
  if (!entry) {
    const auto shared =
        plan(setting, {.times = sample_times(setting.to, step), .quantities = figures_of_merit()});
    entry =
        std::make_unique<PairCurve>(shared, parameters_of(setting), product_state(setting.start));
  }
  return *entry;
}

PairSteady Laboratory::steady_numbers(const Setting& setting,
                                      const std::vector<std::string>& names) {
  Request request{.task = Task::steady_state};
  for (const std::string& name : names)
    request.quantities.push_back({name, *figure_of_merit(name)});
  const std::vector<double> values = parameters_of(setting);
  const ParameterRows one_point =
      Eigen::Map<const RealVector>(values.data(), static_cast<Eigen::Index>(values.size()));
  PairSteady result;
  Columns columns{{&result.E_A, &result.E_B, &result.W_B, &result.S_AB, &result.S_BA},
                  [](std::size_t, const std::string& reason) { throw NumericalError(reason); }};
  columns.variables.resize(names.size());
  static const Matrix start = product_state("gg");
  plan(setting, request)->run(one_point, start, columns, workspace_);
  return result;
}

PairSteady Laboratory::steady(const Setting& setting) {
  return steady_numbers(setting, {"E_A", "E_B", "W_B", "S_AB", "S_BA"});
}

PairSteady Laboratory::steady_energies(const Setting& setting) {
  return steady_numbers(setting, {"E_A", "E_B"});
}

std::vector<PairSteady> Laboratory::steady_energies(const std::vector<Setting>& settings) {
  ParameterRows rows(parameters_of(settings.front()).size(), settings.size());
  for (std::size_t i = 0; i < settings.size(); ++i) {
    const std::vector<double> values = parameters_of(settings[i]);
    rows.col(static_cast<Eigen::Index>(i)) =
        Eigen::Map<const RealVector>(values.data(), static_cast<Eigen::Index>(values.size()));
  }
  Request request{.task = Task::steady_state};
  for (const char* name : {"E_A", "E_B"})
    request.quantities.push_back({name, *figure_of_merit(name)});
  std::vector<double> a(settings.size());
  std::vector<double> b(settings.size());
  const Columns columns{{a.data(), b.data()}, [](std::size_t, const std::string& reason) {
                          throw NumericalError(reason);
                        }};
  plan(settings.front(), request)->run(rows, product_state("gg"), columns, workspace_);
  std::vector<PairSteady> steady(settings.size());
  for (std::size_t i = 0; i < steady.size(); ++i) {
    steady[i].E_A = a[i];
    steady[i].E_B = b[i];
  }
  return steady;
}

Matrix Laboratory::steady_matrix(const Setting& setting) {
  const Request request{.task = Task::steady_state};
  return plan(setting, request)->steady_state(parameters_of(setting), product_state("gg")).rho;
}

Matrix Laboratory::long_time_limit(const Setting& setting) {
  const Request request{.task = Task::steady_state, .steady = {.long_time_limit = true}};
  return plan(setting, request)
      ->steady_state(parameters_of(setting), product_state(setting.start))
      .rho;
}

}  // namespace qbattery::song2026
