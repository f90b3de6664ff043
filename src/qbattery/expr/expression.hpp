#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "qbattery/support/error.hpp"

namespace qbattery::expr {

/// A text that is no expression: says what was expected and at which column (from 1).
class ParseError : public InvalidInput {
 public:
  ParseError(int column, const std::string& message)
      : InvalidInput("expression", message), column_(column) {}
  int column() const { return column_; }

 private:
  int column_;
};

enum class Kind {
  number,  ///< 0.5
  name,    ///< E_B, reservoir.cold.Gamma, h.c.; 1i: the imaginary unit
  call,    ///< energy(charger), max(E_B), abs(x)
  index,   ///< battery[i + 1], `text` is the name, the one argument the place
  apply    ///< an operator, `text` is one of + - * / ^ < <= > >= (unary minus: one argument)
};

/// One immutable node of a syntax tree; cheap to copy, since arguments are shared.
/// It knows nothing of what names and calls mean: whoever evaluates it does.
struct Expression {
  Kind kind = Kind::number;
  double value = 0.0;                                        ///< of a number
  std::string text;                                          ///< name, function or operator
  std::shared_ptr<const std::vector<Expression>> arguments;  ///< of a call or operator
  int column = 1;                                            ///< where it starts in its text

  const std::vector<Expression>& args() const { return *arguments; }
  bool is_call(std::string_view function) const { return kind == Kind::call && text == function; }
};

/// Reads the one language of numbers, quantities and reductions:
///   comparison := sum [("<" | "<=" | ">" | ">=") sum]
///   sum := product (("+" | "-") product)*,  product := signed (("*" | "/") signed)*
///   signed := "-" signed | power,  power := primary ["^" signed]
///   primary := number | number "i" | name | name "[" sum "]"
///            | name "(" [comparison ("," comparison)*] ")" | "(" comparison ")"
/// A name is made of letters, digits, "_" and "." and starts with a letter or "_". 2i is 2 times
/// the name 1i, which has a meaning in operators alone. Throws ParseError.
Expression parse(std::string_view text);

Expression number(double value);
Expression name(std::string text);

/// `left symbol right` for one of + - * / ^. What is known is computed, and sums with 0 and
/// products with 0 or 1 are left out.
Expression combine(std::string_view symbol, const Expression& left, const Expression& right);
/// A function of arguments, computed where all are known.
Expression call(const std::string& function, std::vector<Expression> arguments);

/// Text that parses to the same tree.
std::string to_string(const Expression& expression);

/// Every name (not function) that occurs, each once, in order of first occurrence.
std::vector<std::string> names_in(const Expression& expression);

/// The tree with each name for which `replacement` returns a tree replaced by it.
Expression substitute(const Expression& expression,
                      const std::function<const Expression*(const std::string&)>& replacement);

/// How many numbers, names, calls and operators there are, each name counted as often as
/// `size_of_name` says. Stops where there are more than `most` and returns `most` + 1: parts may be
/// shared, so that a tree can be far larger than what it takes in memory.
std::size_t count_nodes(const Expression& expression, std::size_t most,
                        const std::function<std::size_t(const std::string&)>& size_of_name);

/// A mathematical function of the language, taking as many arguments as `arguments` says.
struct Function {
  std::size_t arguments;
  double (*call)(const double* x);
};

/// No function takes more arguments than this.
inline constexpr std::size_t most_arguments = 3;

/// abs sqrt exp log sin cos sinh cosh tanh sech (one argument); min max (two; NaN where one is);
/// bose(omega, T) = 1/(e^(omega/T) - 1) and fermi(omega, T, mu) = 1/(e^((omega - mu)/T) + 1), the
/// mean occupations below Eq. (2), with their limits at T = 0: bose 0; fermi 0, 1/2, 1 for mu
/// below, at, above omega. Null where there is no such function.
const Function* find_function(std::string_view name);

/// Names of all mathematical functions, for messages.
const std::vector<std::string>& function_names();

/// The function of an operator of Kind::apply with two arguments; comparisons give 1 or 0.
double (*binary_operator(std::string_view text))(double left, double right);

/// A value that depends on a context of type `Context` fixed by whoever compiles: a list of
/// parameters, a moment of an evolution, a whole curve.
template <class Context>
using Compiled = std::function<double(const Context&)>;

/// Turns a tree into a function. `leaf` is asked first for every name and call; it returns an empty
/// function where it has nothing to say, and then arithmetic, `pi` and the mathematical functions
/// apply. Throws ParseError with the column of what is unknown.
template <class Context>
Compiled<Context> compile(const Expression& expression,
                          const std::function<Compiled<Context>(const Expression&)>& leaf);

/// The value of an expression without free names. Throws ParseError where there are some.
double evaluate_constant(const Expression& expression);

}  // namespace qbattery::expr

#include "qbattery/expr/compile.inl.hpp"
