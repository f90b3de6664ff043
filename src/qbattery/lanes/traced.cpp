#include "qbattery/lanes/traced.hpp"

#include <bit>
#include <cmath>

namespace qbattery::lanes {

bool Tape::Node::operator==(const Node& other) const {
  // Constants by their bits: -0 is not 0, and NaN is itself.
  return kind == other.kind && op == other.op && function == other.function &&
         std::bit_cast<std::uint64_t>(constant) == std::bit_cast<std::uint64_t>(other.constant) &&
         arguments == other.arguments;
}

std::size_t Tape::Hash::operator()(std::uint32_t place) const {
  const Node& node = nodes[place];
  std::uint64_t hash = static_cast<std::uint64_t>(node.op) + 1;
  const auto mix = [&hash](std::uint64_t more) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;  // Fibonacci hashing
    hash = (std::rotl(hash, 23) ^ more) * odd;
  };
  mix(std::bit_cast<std::uint64_t>(node.constant));
  for (const std::uint32_t argument : node.arguments) mix(argument);
  return hash ^ (hash >> 32);
}

Traced Tape::input() {
  nodes_.push_back({.kind = Node::Kind::input});
  return {this, static_cast<std::uint32_t>(nodes_.size() - 1)};
}

/// Where such a node stands, written now or before.
std::uint32_t Tape::place_of(Node node) {
  nodes_.push_back(std::move(node));
  const auto [found, is_new] = known_.insert(static_cast<std::uint32_t>(nodes_.size() - 1));
  if (!is_new) nodes_.pop_back();
  return *found;
}

std::uint32_t Tape::node_of(const Traced& number) {
  if (!number.is_constant()) return number.node_;
  return place_of({.kind = Node::Kind::constant, .constant = number.constant()});
}

Traced Tape::write(Op op, const std::vector<Traced>& arguments, Function function) {
  Node node{.op = op, .function = function, .arguments = {}};
  node.arguments.reserve(arguments.size());
  for (const Traced& argument : arguments) node.arguments.push_back(node_of(argument));
  return {this, place_of(std::move(node))};
}

/// The tape of the first number that is on one; null where all are constants.
Tape* tape_of(const std::vector<Traced>& numbers) {
  for (const Traced& number : numbers)
    if (number.tape_ != nullptr) return number.tape_;
  return nullptr;
}

/// (c, x) where a number is c x with c known.
std::optional<std::pair<double, Traced>> scaled(const Traced& number) {
  if (number.is_constant()) return {};
  const Tape::Node& node = number.tape_->nodes()[number.node_];
  if (node.op != Op::multiply || node.kind != Tape::Node::Kind::operation) return {};
  const Tape::Node& factor = number.tape_->nodes()[node.arguments[0]];
  if (factor.kind != Tape::Node::Kind::constant) return {};
  return std::pair{factor.constant, Traced(number.tape_, node.arguments[1])};
}

namespace {

/// Multiplying by it rounds nothing.
bool is_power_of_two(double x) {
  int exponent = 0;
  return std::isnormal(x) && std::abs(std::frexp(x, &exponent)) == 0.5;
}

/// Computes what is known, writes down what is not.
Traced apply(Op op, const std::vector<Traced>& arguments, double (*compute)(const double*)) {
  if (Tape* tape = tape_of(arguments)) return tape->write(op, arguments);
  std::vector<double> values;
  for (const Traced& argument : arguments) values.push_back(argument.constant());
  return compute(values.data());
}

bool is(const Traced& number, double value) {
  return number.is_constant() && number.constant() == value;
}

}  // namespace

Traced operator+(const Traced& a, const Traced& b) {
  if (a.is_zero()) return b;
  if (b.is_zero()) return a;
  return apply(Op::add, {a, b}, [](const double* x) { return x[0] + x[1]; });
}

Traced operator-(const Traced& a, const Traced& b) {
  if (b.is_zero()) return a;
  return apply(Op::subtract, {a, b}, [](const double* x) { return x[0] - x[1]; });
}

Traced operator-(const Traced& a) { return -1.0 * a; }

Traced operator*(const Traced& a, const Traced& b) {
  if (a.is_zero() || b.is_zero()) return 0.0;
  if (is(a, 1.0)) return b;
  if (is(b, 1.0)) return a;
  if (b.is_constant() && !a.is_constant()) return b * a;
  if (const auto inner = a.is_constant() ? scaled(b) : std::nullopt) {
    const double factor = a.constant() * inner->first;
    if (is_power_of_two(a.constant()) && is_power_of_two(inner->first) && is_power_of_two(factor))
      return factor * inner->second;
  }
  return apply(Op::multiply, {a, b}, [](const double* x) { return x[0] * x[1]; });
}

Traced operator/(const Traced& a, const Traced& b) {
  if (a.is_zero() && !b.is_zero()) return 0.0;
  if (is(b, 1.0)) return a;
  return apply(Op::divide, {a, b}, [](const double* x) { return x[0] / x[1]; });
}

Traced sqrt(const Traced& a) {
  return apply(Op::square_root, {a}, [](const double* x) { return std::sqrt(x[0]); });
}

Traced abs(const Traced& a) {
  return apply(Op::absolute, {a}, [](const double* x) { return std::abs(x[0]); });
}

Traced min(const Traced& a, const Traced& b) {
  return apply(Op::minimum, {a, b},
               [](const double* x) { return x[0] < x[1] || std::isnan(x[0]) ? x[0] : x[1]; });
}

Traced max(const Traced& a, const Traced& b) {
  return apply(Op::maximum, {a, b},
               [](const double* x) { return x[0] > x[1] || std::isnan(x[0]) ? x[0] : x[1]; });
}

Traced less(const Traced& a, const Traced& b) {
  return apply(Op::less, {a, b}, [](const double* x) { return less(x[0], x[1]); });
}

Traced less_equal(const Traced& a, const Traced& b) {
  return apply(Op::less_equal, {a, b}, [](const double* x) { return less_equal(x[0], x[1]); });
}

Traced choose(const Traced& condition, const Traced& yes, const Traced& no) {
  if (condition.is_constant()) return condition.is_zero() ? no : yes;
  return apply(Op::choose, {condition, yes, no}, nullptr);
}

Traced call(Function function, const std::vector<Traced>& arguments) {
  if (Tape* tape = tape_of(arguments)) return tape->write(Op::call, arguments, function);
  return apply(Op::call, arguments, function);
}

Traced difference_of_products(const Traced& a, const Traced& b, const Traced& c, const Traced& d) {
  if (a.is_zero() || b.is_zero()) return -(c * d);
  if (c.is_zero() || d.is_zero()) return a * b;
  return apply(Op::difference_of_products, {a, b, c, d},
               [](const double* x) { return difference_of_products(x[0], x[1], x[2], x[3]); });
}

Traced compensated_sum(const std::vector<std::pair<Traced, Traced>>& products) {
  std::vector<Traced> factors;
  for (const auto& [a, b] : products) {
    if (a.is_zero() || b.is_zero()) continue;
    factors.push_back(a);
    factors.push_back(b);
  }
  if (factors.empty()) return 0.0;
  if (factors.size() == 2) return factors[0] * factors[1];
  if (Tape* tape = tape_of(factors)) return tape->write(Op::compensated_sum, factors);
  long double sum = 0.0L;
  for (std::size_t i = 0; i < factors.size(); i += 2)
    sum += static_cast<long double>(factors[i].constant()) * factors[i + 1].constant();
  return static_cast<double>(sum);
}

}  // namespace qbattery::lanes
