#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "qbattery/model/symbolic_operator.hpp"

namespace qbattery {

/// What expressions may call beside operators and functions of numbers.
inline constexpr std::array<const char*, 5> other_calls = {"sum", "product", "step", "ramp",
                                                           "table"};

/// What the names in an expression for an operator stand for.
struct OperatorScope {
  std::vector<Subsystem> subsystems;
  /// Names that stay in coefficients: parameters, and t where it has a meaning.
  std::vector<std::string> symbols;
  /// Values of parameters, for where a number must be known: bounds of sums, places, levels,
  /// powers.
  std::map<std::string, double> values = {};
  /// Names that stand for one subsystem: that of the group a jump is for each of.
  std::map<std::string, int> aliases = {};
  /// Operators that have names of their own.
  std::vector<NamedOperator> operators = {};
};

/// Reads expressions for operators:
///   g * (a(charger) * sum(i, 0, N-1, sp(battery[i])) + h.c.)
/// Operators with names of their own stand by themselves: F * (V + h.c.). Operators of one
/// subsystem are those of local_operators(); on the name of a group ("battery" for battery[0],
/// battery[1], ...) they are sums over all of it. `+ - * / ^`, sum(index, from, to,
/// ...) and product(index, from, to, ...) with both ends included, 2i, pi and the functions of
/// numbers; "+ h.c." adds the adjoint of all that stands before it in its bracket.
class OperatorText {
 public:
  explicit OperatorText(OperatorScope scope) : scope_(std::move(scope)) {}

  /// Throws expr::ParseError with the column of what is wrong.
  SymbolicOperator read(std::string_view text) const;

  /// Parameters whose values have been needed so far: the model's structure depends on them.
  const std::set<std::string>& structural() const { return structural_; }

 private:
  class Reader;
  OperatorScope scope_;
  mutable std::set<std::string> structural_;
};

/// Places of the subsystems that a name stands for: of that name, or battery[0], battery[1], ... of
/// the group "battery". None where there are none.
std::vector<int> members_of(const std::vector<Subsystem>& subsystems, const std::string& name);

}  // namespace qbattery
