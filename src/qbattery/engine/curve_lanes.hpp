#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "qbattery/dynamics/evolution.hpp"
#include "qbattery/dynamics/sampled_function.hpp"
#include "qbattery/engine/known.hpp"
#include "qbattery/engine/workspace.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/lanes/program.hpp"
#include "qbattery/model/model.hpp"

namespace qbattery {

/// Figures of merit along a curve, a sample a lane: programs that are written once a model.
class CurveLanes {
 public:
  /// Expressions that are not defined for lanes are left out, and all of them for models of more
  /// than 256 components.
  CurveLanes(const Model& model, const AffineGenerator& generator,
             const std::vector<expr::Expression>& quantities, const Known& known);

  /// The components of the state that may ever be other than 0.
  const std::vector<std::size_t>& support() const { return support_; }
  /// How many expressions there are; they are counted in the order in which they were given.
  std::size_t size() const { return texts_.size(); }
  const std::string& text(std::size_t i) const { return texts_[i]; }
  /// Which of them has this text.
  std::optional<std::size_t> find(const std::string& text) const;

  /// All of them at all sample times: number i goes to outputs[i], nowhere where that is null. The
  /// evolution is one of the components `support()`.
  void sample(const Evolution& evolution, std::span<const double> parameters, Workspace& workspace,
              std::span<double* const> outputs) const;

  bool has_slope(std::size_t i) const { return with_slopes_[i].has_value(); }
  /// Expression number i at `times_at_once` times, ascending.
  ValuesAndSlopes values(std::size_t i, const Evolution& evolution,
                         std::span<const double> parameters, const std::vector<double>& times,
                         Workspace& workspace) const;

 private:
  class Writer;
  void fill(std::span<const double> parameters, const double* times, const double* components,
            lanes::Machine& machine) const;

  std::vector<std::string> texts_;
  std::vector<std::size_t> support_;
  std::vector<std::size_t> inputs_;  ///< the parameters that the first inputs take
  lanes::Program program_;
  std::vector<std::optional<lanes::Program>> with_slopes_;  ///< value and slope of each
};

}  // namespace qbattery
