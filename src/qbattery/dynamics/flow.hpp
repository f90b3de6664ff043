#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "qbattery/dynamics/piecewise_polynomial.hpp"
#include "qbattery/dynamics/series.hpp"
#include "qbattery/generator/linear_equation.hpp"

namespace qbattery {

/// A stretch of time with one equation.
struct FlowStage {
  LinearEquation equation;
  double to = 0.0;  ///< where it ends
};

struct FlowOptions {
  /// Bound of the error of v at the last time, in the norm sqrt(sum |v_i|^2).
  double tolerance = 1e-10;
  /// Times between which coefficients are looked at eight times or more.
  double spacing = 1.0;
  /// Memory for states to begin anew from.
  std::size_t bytes = std::size_t{256} << 20U;
  /// What visit_forms() gives; for numbers that are real in pairs, as packed density matrices are.
  std::vector<LinearForm> forms = {};
};

/// The solution of a LinearEquation from a given start, at any time: series of as many terms as
/// each step needs. Taylor series where coefficients change, with c_k(t) as polynomials, so that
/// all derivatives are known; Faber series where none does.
///
/// Each step may leave its share of the tolerance in proportion to its length. Evolutions of states
/// do not enlarge errors (exactly for closed systems; in the trace norm for open ones), so that the
/// sum bounds the error at the end. Steps are made as later times are asked for; earlier ones are
/// made again from states kept on the way.
class Flow {
 public:
  /// Stages follow each other from t = 0. Throws InvalidInput where sizes do not fit,
  /// NumericalError where a coefficient cannot be followed.
  Flow(std::vector<FlowStage> stages, Ket initial, const FlowOptions& options);
  ~Flow();
  Flow(Flow&&) noexcept;

  double last() const { return stages_.back().to; }
  /// v(t), 0 <= t <= last(). Throws NumericalError where the error outgrows the tolerance.
  const Ket& at(double t) const;
  /// The same of many times, ascending: `use` is called for each in turn.
  void visit(std::span<const double> times,
             const std::function<void(std::size_t i, const Ket& value)>& use) const;
  /// The values of the forms at many times, ascending: a fraction of the work, since states are not
  /// added up and a few terms at a time stay in the cache.
  void visit_forms(std::span<const double> times,
                   const std::function<void(std::span<const double> values)>& use) const;
  /// Sum of what the steps so far may have lost, rounding included.
  double error_estimate() const { return error_; }
  /// Times that a matrix has been applied so far.
  std::size_t applications() const { return applications_; }
  /// A time in which v does not change by much.
  double time_scale() const { return time_scale_; }
  /// Where stages and the pieces of their coefficients begin, ascending from 0, and such a time of
  /// each.
  std::vector<std::pair<double, double>> pieces() const;
  /// Where stages begin and coefficients bend or jump, as far as their expressions tell: ascending,
  /// without 0.
  const std::vector<double>& corners() const { return corners_; }

 private:
  /// A state on the way, and what to try from it (dynamics/series).
  struct Milestone {
    double time = 0.0;
    std::size_t stage = 0;
    Trial trial;
    Ket state;
  };

  struct Step;

  void make(Step& step) const;
  bool is_of_use(const Step& step) const;
  Trial first_trial(std::size_t stage, double from) const;
  Milestone end_of(const Step& step) const;
  void advance() const;
  void go_back_to(double t) const;
  void go_to(double t) const;
  void keep(const Milestone& milestone) const;
  void count_error() const;

  std::vector<FlowStage> stages_;
  std::vector<PiecewisePolynomial> coefficients_;  ///< of each stage
  std::vector<double> corners_;
  Ket initial_;
  FlowOptions options_;
  double time_scale_ = 1.0;
  mutable double error_ = 0.0;
  mutable double furthest_ = 0.0;  ///< up to where errors have been counted
  mutable std::size_t applications_ = 0;
  mutable bool by_forms_ = false;  ///< whether steps are made for those, or for states
  mutable std::size_t keep_every_ = 1;
  mutable std::size_t steps_ = 0;
  mutable std::vector<Milestone> milestones_;
  mutable std::unique_ptr<Step> now_;     ///< the step at hand
  mutable std::unique_ptr<Step> before_;  ///< the one that was left for an earlier time
  mutable Ket value_;
  mutable lanes::AlignedNumbers values_{0};  ///< of visit()
};

}  // namespace qbattery
