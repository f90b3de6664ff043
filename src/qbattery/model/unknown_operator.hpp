#pragma once

#include <string>
#include <vector>

#include "qbattery/expr/expression.hpp"

namespace qbattery {

/// What is said of names in an expression for an operator that stand for nothing, with what was
/// meant: names that other programs and papers use, slips of the pen, or all that there are.
/// Throws expr::ParseError.
[[noreturn]] void throw_unknown_call(const expr::Expression& call);
/// The same of a name that calls nothing; `operators` says whether some of `names` are such.
[[noreturn]] void throw_unknown_name(const expr::Expression& name,
                                     const std::vector<std::string>& names, bool operators);

}  // namespace qbattery
