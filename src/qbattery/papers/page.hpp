#pragma once

#include <optional>
#include <string>
#include <vector>

#include "qbattery/figures/figure.hpp"
#include "qbattery/results/dataset.hpp"
#include "qbattery/scenario/scenario.hpp"

namespace qbattery {

/// What a paper's figures.toml says of one panel: a map of one variable over two axes, or curves.
struct PanelPlan {
  std::string letter;
  std::string scenario;             ///< name of its file, without ".toml"
  std::vector<std::string> curves;  ///< variables against time; empty for a map
  std::string map;                  ///< the variable of a map
  std::vector<std::string> axes;    ///< of a map: the horizontal one first
  std::vector<std::string> axis_labels;
  std::string diagonal;             ///< label of the white line y = x; empty: no line
  std::string range;                ///< of the axes, in words, for a map
  std::vector<std::string> chosen;  ///< what the paper does not print
};

/// One figure of a paper.
struct PagePlan {
  int number = 0;
  int columns = 1;
  std::vector<PanelPlan> panels = {};
  /// Instead of panels: one scenario drawn as `qbattery plot` does, and the variables of it.
  std::string scenario = {};
  std::vector<std::string> variables = {};
};

/// Reads papers/`paper`/figures.toml. Throws IoError where it is missing or not understood.
std::vector<PagePlan> read_page_plans(const std::string& paper);

/// One panel's scenario and what came out of it.
struct PanelData {
  Scenario scenario;
  Dataset dataset;
};

/// The figure, its panels in the order of the plan.
Figure compose(const PagePlan& plan, const std::vector<PanelData>& data);

/// "F = 3", "Γ = 0.001", ...: every parameter of a panel as enhanced text, with what is swept left
/// out.
std::vector<Parameter> parameters_of(const PanelPlan& plan, const Scenario& scenario);

}  // namespace qbattery
