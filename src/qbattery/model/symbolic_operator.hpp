#pragma once

#include <string>
#include <vector>

#include "qbattery/model/model.hpp"

namespace qbattery {

/// A sum of products of local operators with coefficients that depend on parameters: what an
/// expression such as "g * (sp(charger) * sm(battery) + h.c.)" stands for. Numbers are those
/// without an operator. Coefficients are real; complex factors belong to the products.
class SymbolicOperator {
 public:
  SymbolicOperator() = default;  ///< 0
  explicit SymbolicOperator(Complex number);
  /// A real number that depends on parameters.
  explicit SymbolicOperator(const expr::Expression& real);
  SymbolicOperator(int subsystem, const SparseMatrix& matrix);

  friend SymbolicOperator operator+(SymbolicOperator a, const SymbolicOperator& b);
  friend SymbolicOperator operator*(const SymbolicOperator& a, const SymbolicOperator& b);
  SymbolicOperator adjoint() const;

  /// Whether an operator in it acts on all subsystems as one. Such a one and another multiply once
  /// both are on_whole().
  bool has_whole() const;
  /// The same with each product as one matrix on all subsystems.
  SymbolicOperator on_whole(const Dimensions& dimensions) const;

  /// The same as a sum of fewer products: a number is one, and operators on one subsystem with one
  /// coefficient are one matrix. Numbers beside operators on one subsystem alone are multiples of
  /// its identity.
  SymbolicOperator collected() const;

  /// How many products it is the sum of.
  std::size_t size() const { return terms_.size(); }
  /// Whether it has no operator in it.
  bool is_number() const;
  /// Real and imaginary part of a number.
  struct Number {
    expr::Expression real;
    expr::Expression imaginary;
  };
  Number number() const;

  /// Terms of one coefficient together, in the order in which they occurred; a known coefficient
  /// is 1.
  std::vector<HamiltonianTerm> terms() const;

 private:
  struct Term {
    expr::Expression coefficient;
    OperatorProduct product;
  };
  std::vector<Term> terms_;
};

}  // namespace qbattery
