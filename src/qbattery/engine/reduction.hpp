#pragma once

#include <map>
#include <string>

#include "qbattery/engine/curve.hpp"
#include "qbattery/expr/expression.hpp"
#include "qbattery/model/model.hpp"
#include "qbattery/quantities/quantity.hpp"

namespace qbattery {

/// One number of a whole curve over time.
using Reduction = expr::Compiled<Curve>;

/// Names that a reduction may use: earlier variables (expressions over moments) and earlier
/// reductions.
struct ReductionScope {
  std::map<std::string, expr::Expression> quantities;  ///< with names already substituted
  std::map<std::string, expr::Expression> reductions;  ///< the same
};

/// Compiles an expression of numbers of a curve:
///   max(Q) min(Q) argmax(Q) argmin(Q) mean(Q) last(Q) at(Q, time) first_time(Q >= x)
///   argfirst_max(Q[, bound]): time of the first local maximum, ends included, at most `bound`
///   (1e-3 by default) below the global one,
/// with Q an expression of quantities. Extrema and crossings are refined on the exact evolution to
/// 1e-10 in t; `mean` is the trapezoid over the samples. NaN where there is no such time.
/// Throws expr::ParseError.
Reduction compile_reduction(const expr::Expression& expression, const Model& model,
                            const ReductionScope& scope);

/// Names of the functions above, for messages.
const std::vector<std::string>& reduction_names();

}  // namespace qbattery
