#pragma once

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "qbattery/engine/curve.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/model/model.hpp"
#include "qbattery/quantities/quantity.hpp"

namespace qbattery {

/// What a whole curve over time is reduced to: one number, or as many as crossings() asks for.
struct Reduction {
  std::size_t numbers = 1;
  std::function<void(const Curve&, std::vector<double>& out)> append;
  /// What it asks of the curve, with all names replaced by what they stand for.
  std::vector<expr::Expression> quantities = {};
};

/// Names that a reduction may use: earlier variables (expressions over moments) and earlier
/// reductions.
struct ReductionScope {
  std::map<std::string, expr::Expression> quantities = {};  ///< with names already substituted
  std::map<std::string, expr::Expression> reductions = {};  ///< the same
  Task task = Task::evolve;
  double last_time = std::numeric_limits<double>::infinity();  ///< where curves end, if known
  std::string time_units = "1/rate";                           ///< "1" where collisions are counted
};

/// Compiles an expression of numbers of a curve:
///   max(Q) min(Q) argmax(Q) argmin(Q) mean(Q) last(Q) at(Q, time) first_time(Q >= x)
///   argfirst_max(Q[, bound]): time of the first local maximum, ends included, at most `bound`
///   (1e-3 by default) below the global one,
///   crossings(Q, k): the first k times at which Q changes its sign, NaN for those there are not;
///   k from 1 to `most_crossings`; this one stands alone,
/// with Q an expression of quantities, and x one too or a number of the curve, such as 0.9*max(Q).
/// Extrema and crossings are refined on the exact evolution to
/// 1e-10 in t; `mean` is the trapezoid over the samples. NaN where there is no such time.
/// Throws expr::ParseError.
Reduction compile_reduction(const expr::Expression& expression, const Model& model,
                            const ReductionScope& scope);

inline constexpr std::size_t most_crossings = 1000;

/// How many numbers a reduction gives that compile_reduction() accepts.
std::size_t numbers_of(const expr::Expression& reduction);
/// Whether it gives a series, crossings(), however short.
bool is_series(const expr::Expression& reduction);

/// The name of the axis along which a series is counted, from that of its variable: "zeros_number".
std::string series_axis(const std::string& variable);

/// Units of a reduction: those of its quantity, of time, or "1" where arithmetic
/// is involved.
std::string units_of_reduction(const expr::Expression& reduction, const ReductionScope& scope);

/// Names of the functions above, for messages.
const std::vector<std::string>& reduction_names();
/// Whether it is one of them; max and min of two arguments only compare.
bool is_reduction_call(const expr::Expression& expression);

}  // namespace qbattery
