#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "qbattery/engine/plan.hpp"
#include "qbattery/model/reservoir.hpp"

namespace qbattery::song2026 {

/// One setting of the paper's charger and battery: the parameters of Eqs. (1) and (2), the start.
struct Setting {
  double F = 0.0;
  double g = 1.0;
  double Delta_A = 0.0;
  double Delta_B = 0.0;
  double Gamma = 0.0;
  Statistics statistics = Statistics::boson;
  double n = 0.0;
  double collectivity = 0.0;
  std::vector<std::string> on = {};  ///< subsystems with a reservoir; empty: both
  bool is_dephasing = false;         ///< of that reservoir, which then has neither statistics nor n
  std::string start = "eg";
  double to = 0.0;  ///< end of the curve, which begins at 0

  Setting with_detuning(double Delta) const;     ///< Delta_A = Delta_B = Delta
  Setting until_multiple_of(double step) const;  ///< ends at the last multiple of `step` up to `to`
};

/// What is in the panel's scenario file, papers/song2026/`panel`.toml (a curve, not a map).
Setting read_panel(const std::string& panel);

/// A curve of the pair over time. Figures of merit are texts of the expression language over
/// E_A, E_B, W_B, sz_B, S_AB, S_BA, L_A, L_B (linear entropies): "E_B", "E_A - E_B", "abs(sz_B)".
class PairCurve {
 public:
  PairCurve(std::shared_ptr<const Plan> plan, const std::vector<double>& parameters,
            const Matrix& initial_state);

  const std::vector<double>& times() const { return curve_.times(); }
  double end() const { return times().back(); }
  const std::vector<double>& samples(const std::string& text) const;
  double at(const std::string& text, double t) const;
  Matrix state(double t) const { return curve_.state(t); }

  /// Refined on the exact evolution (dynamics/features.hpp).
  Extremum maximum(const std::string& text) const;  ///< global, ends included
  Extremum minimum(const std::string& text) const;
  std::vector<Extremum> maxima(const std::string& text) const;  ///< interior local ones
  std::vector<Extremum> minima(const std::string& text) const;
  std::vector<double> zeros(const std::string& text) const;  ///< changes of sign
  Extremum first_maximum(const std::string& text, double bound = 1e-3) const;
  /// Not refined: the highest among the times k step, which are sought between the samples next to
  /// every local maximum that is within 0.01 of the highest sample.
  Extremum highest_multiple(const std::string& text, double step) const;

  /// The time of the first local maximum of E_B at most 1e-3 below the global one: the paper's tau.
  double tau() const { return first_maximum("E_B").time; }

 private:
  /// A figure of merit with all names replaced by what they stand for.
  struct Named {
    std::string whole;
    Quantity quantity;
  };
  const Named& quantity(const std::string& text) const;
  SampledFunction function(const std::string& text) const;

  std::shared_ptr<const Plan> plan_;  ///< owns the basis that the curve refers to
  Curve curve_;
  mutable std::map<std::string, Named> quantities_;
};

/// Figures of merit of a steady state.
struct PairSteady {
  double E_A = 0.0, E_B = 0.0, W_B = 0.0, S_AB = 0.0, S_BA = 0.0;
};

/// Where the claims of the paper are measured: curves and steady states of the pair. Curves are
/// kept, so that claims about one panel share it; hence a laboratory belongs to one thread.
class Laboratory {
 public:
  /// `low_dissipation` takes the place of Gamma = 0.001 wherever the paper's low-dissipation regime
  /// is meant: another value asks what the claims would be worth there.
  explicit Laboratory(double low_dissipation = 0.001) : low_dissipation_(low_dissipation) {}

  double low_dissipation() const { return low_dissipation_; }

  /// The setting of a panel, such as "fig4a", from its scenario file.
  Setting panel(const std::string& name) const;

  /// Samples every `step` (rounded so that they end at `setting.to`).
  const PairCurve& curve(const Setting& setting, double step = 2e-3);

  PairSteady steady(const Setting& setting);
  /// E_A and E_B alone: much cheaper, for scans.
  PairSteady steady_energies(const Setting& setting);
  /// Of many settings at once that differ in numbers alone.
  std::vector<PairSteady> steady_energies(const std::vector<Setting>& settings);
  /// The state itself, 4 x 4.
  Matrix steady_matrix(const Setting& setting);
  /// The limit t -> infinity from `setting.start`, also where there are several steady states.
  Matrix long_time_limit(const Setting& setting);

 private:
  std::shared_ptr<const Plan> plan(const Setting& setting, const Request& request);
  PairSteady steady_numbers(const Setting& setting, const std::vector<std::string>& names);

  double low_dissipation_;
  std::map<std::string, std::shared_ptr<const Plan>> plans_;
  Workspace workspace_;
  std::map<std::string, std::unique_ptr<PairCurve>> curves_;
};

}  // namespace qbattery::song2026
