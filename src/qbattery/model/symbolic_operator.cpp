#include "qbattery/model/symbolic_operator.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "qbattery/expr/normal_form.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery {

namespace {

/// a b: factors on one subsystem multiply, and stand in the order of the subsystems.
OperatorProduct times(const OperatorProduct& a, const OperatorProduct& b) {
  OperatorProduct product{a.factor * b.factor, a.factors};
  for (const LocalOperator& right : b.factors) {
    const auto same =
        std::ranges::find(product.factors, right.subsystem, &LocalOperator::subsystem);
    if (same == product.factors.end()) {
      product.factors.push_back(right);
    } else {
      same->matrix = SparseMatrix((same->matrix * right.matrix).pruned());
    }
  }
  std::ranges::sort(product.factors, {}, &LocalOperator::subsystem);
  return product;
}

}  // namespace

SymbolicOperator::SymbolicOperator(Complex number) {
  if (number != 0.0) terms_.push_back({expr::number(1.0), {number, {}}});
}

SymbolicOperator::SymbolicOperator(const expr::Expression& real) {
  if (real.kind == expr::Kind::number) {
    *this = SymbolicOperator(Complex(real.value));
  } else {
    terms_.push_back({real, {1.0, {}}});
  }
}

SymbolicOperator::SymbolicOperator(int subsystem, const SparseMatrix& matrix) {
  terms_.push_back({expr::number(1.0), {1.0, {{subsystem, matrix}}}});
}

SymbolicOperator operator+(SymbolicOperator a, const SymbolicOperator& b) {
  a.terms_.insert(a.terms_.end(), b.terms_.begin(), b.terms_.end());
  return a;
}

SymbolicOperator operator*(const SymbolicOperator& a, const SymbolicOperator& b) {
  SymbolicOperator result;
  for (const auto& left : a.terms_)
    for (const auto& right : b.terms_)
      result.terms_.push_back({expr::combine("*", left.coefficient, right.coefficient),
                               times(left.product, right.product)});
  return result;
}

namespace {

/// What an operator that is no number acts on, where that is one subsystem alone (or all as one).
template <class Terms>
std::optional<LocalOperator> only_place(const Terms& terms) {
  std::optional<LocalOperator> found;
  for (const auto& term : terms) {
    for (const LocalOperator& local : term.product.factors) {
      if (found && found->subsystem != local.subsystem) return {};
      if (!found) found = local;
    }
  }
  return found;
}

/// a + b of operators on one subsystem.
void add_local(OperatorProduct& a, const OperatorProduct& b) {
  SparseMatrix& sum = a.factors.front().matrix;
  sum = (a.factor * sum + b.factor * b.factors.front().matrix).pruned();
  a.factor = 1.0;
}

}  // namespace

SymbolicOperator SymbolicOperator::collected() const {
  if (size() < 2) return *this;
  if (is_number()) {
    const auto [re, im] = number();
    return SymbolicOperator(re) + SymbolicOperator(Complex(0.0, 1.0)) * SymbolicOperator(im);
  }
  const std::optional<LocalOperator> only = only_place(terms_);
  SymbolicOperator result;
  std::map<std::pair<int, std::string>, std::size_t> places;
  for (Term term : terms_) {
    if (only && term.product.factors.empty())
      term.product.factors = {
          {only->subsystem, sparse_identity(static_cast<int>(only->matrix.rows()))}};
    if (term.product.factors.size() == 1) {
      const auto [sign, text] = expr::normal_form(term.coefficient);
      const std::pair key(term.product.factors.front().subsystem, text);
      const auto [found, is_new] = places.emplace(key, result.size());
      if (!is_new) {
        Term& same = result.terms_[found->second];
        term.product.factor *= sign * expr::normal_form(same.coefficient).sign;
        add_local(same.product, term.product);
        continue;
      }
    }
    result.terms_.push_back(std::move(term));
  }
  return result;
}

SymbolicOperator SymbolicOperator::adjoint() const {
  SymbolicOperator result = *this;
  for (Term& term : result.terms_) term.product = qbattery::adjoint(std::move(term.product));
  return result;
}

bool SymbolicOperator::has_whole() const {
  return std::ranges::any_of(terms_, [](const Term& term) {
    return std::ranges::count(term.product.factors, all_subsystems, &LocalOperator::subsystem) > 0;
  });
}

SymbolicOperator SymbolicOperator::on_whole(const Dimensions& dimensions) const {
  SymbolicOperator result = *this;
  for (Term& term : result.terms_)
    if (!term.product.factors.empty())
      term.product = {1.0, {{all_subsystems, sparse({term.product}, dimensions)}}};
  return result;
}

bool SymbolicOperator::is_number() const {
  return std::ranges::all_of(terms_, [](const Term& term) { return term.product.factors.empty(); });
}

SymbolicOperator::Number SymbolicOperator::number() const {
  Number sum{expr::number(0.0), expr::number(0.0)};
  const auto add = [](expr::Expression& to, const Term& term, double factor) {
    to = expr::combine("+", to, expr::combine("*", expr::number(factor), term.coefficient));
  };
  for (const Term& term : terms_) {
    add(sum.real, term, term.product.factor.real());
    add(sum.imaginary, term, term.product.factor.imag());
  }
  return sum;
}

std::vector<HamiltonianTerm> SymbolicOperator::terms() const {
  std::vector<HamiltonianTerm> all;
  std::vector<expr::NormalForm> forms;
  for (const Term& term : terms_) {
    const expr::NormalForm form = expr::normal_form(term.coefficient);
    const auto same = std::ranges::find(forms, form.text, &expr::NormalForm::text);
    const auto place = static_cast<std::size_t>(same - forms.begin());
    if (same == forms.end()) {
      forms.push_back(form);
      all.push_back({term.coefficient, {}});
    }
    all[place].op.push_back(term.product);
    all[place].op.back().factor *= form.sign * forms[place].sign;
  }
  return all;
}

}  // namespace qbattery
