#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "qbattery/dynamics/evolution.hpp"
#include "qbattery/dynamics/sampled_function.hpp"
#include "qbattery/engine/curve_lanes.hpp"
#include "qbattery/engine/flowing_state.hpp"
#include "qbattery/engine/running_integral.hpp"
#include "qbattery/generator/hermitian_basis.hpp"
#include "qbattery/quantities/quantity.hpp"

namespace qbattery {

/// A figure of merit and the text that identifies it.
struct TextAndQuantity {
  std::string text;
  Quantity quantity;
};

/// The evolution of one parameter point, and figures of merit along it. Samples of a figure of
/// merit, its extrema and numbers of the whole curve are kept once computed, under the text of
/// their expression; hence a curve belongs to one thread. It must not outlive `basis`.
class Curve {
 public:
  /// Without parameters: for figures of merit that ask for none.
  Curve(const HermitianBasis& basis, RealMatrix generator, Matrix initial_state,
        std::vector<double> times);
  /// Computes the figures of merit that `lanes` knows by them, in a workspace of its own where that
  /// is null. It must not outlive them either. The state is one of `lanes.support()`.
  Curve(const HermitianBasis& basis, RealMatrix generator, Matrix initial_state,
        std::shared_ptr<const SampleTimes> times, const CurveLanes& lanes,
        std::span<const double> parameters, Workspace* workspace = nullptr);
  /// By a flow, up to the last of the times. Figures of merit that are `wanted` are computed in one
  /// go, so that states need not be kept; it must not outlive them.
  Curve(FlowingState state, Matrix initial_state, std::vector<double> times,
        const std::vector<TextAndQuantity>& wanted);
  Curve(const Curve&) = delete;
  Curve& operator=(const Curve&) = delete;

  const std::vector<double>& times() const { return flowing_ ? times_ : evolution_->times(); }
  /// The density matrix, or a ket where the flow is one of kets.
  Matrix state(double t) const;

  /// The figure of merit at any time; NaN beyond what a flow has been made for. `text` identifies
  /// it.
  double at(const std::string& text, const Quantity& quantity, double t) const;
  /// At all sample times. `text` identifies the figure of merit.
  const std::vector<double>& samples(const std::string& text, const Quantity& quantity) const;
  /// All of the lanes' figures of merit at all sample times, number i to outputs[i].
  void sample_lanes(std::span<double* const> outputs) const;
  /// As a function of time that dynamics/features.hpp can search; where the
  /// evolution bends or jumps between sample times, with samples there too. Valid while the curve
  /// is.
  SampledFunction function(const std::string& text, const Quantity& quantity) const;
  /// The number remembered under `text`, computed by `compute` the first time.
  double remember(const std::string& text, const std::function<double()>& compute) const;
  Extremum remember_extremum(const std::string& text,
                             const std::function<Extremum()>& compute) const;

 private:
  Run run() const;
  double integral(const std::string& text, const Quantity& quantity, double t) const;
  void sample_lanes() const;
  void sample_wanted() const;
  double mean(const std::string& text, double t) const;
  bool is_wanted(const std::string& text) const;
  double time_scale() const;
  struct Samples {
    std::vector<double> times, values;
  };
  const Samples& with_corners(const std::string& text, const SampledFunction& f) const;

  const HermitianBasis* basis_ = nullptr;
  RealMatrix generator_;
  Matrix initial_state_;
  std::optional<Evolution> evolution_;
  std::optional<FlowingState> flowing_;
  std::vector<double> times_;  ///< of a flow
  const std::vector<TextAndQuantity>* wanted_ = nullptr;
  const CurveLanes* lanes_ = nullptr;
  std::vector<double> parameters_;
  std::unique_ptr<Workspace> own_workspace_;
  Workspace* workspace_ = nullptr;
  mutable std::map<std::string, std::vector<double>> samples_;
  mutable std::map<std::string, Samples> with_corners_;
  mutable std::map<std::string, double> numbers_;
  mutable std::map<std::string, Extremum> extrema_;
  mutable std::map<std::string, RunningIntegral> integrals_;
};

}  // namespace qbattery
