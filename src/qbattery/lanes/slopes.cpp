// Derivatives of what is on a tape, written behind it: each number's rate of change from those of
// the numbers that it is made of.

#include <algorithm>

#include "qbattery/lanes/traced.hpp"

namespace qbattery::lanes {

class Slopes {
 public:
  Slopes(Tape& tape, std::uint32_t last) : tape_(tape), slopes_(last + 1U, Traced(0.0)) {}

  void set(const Traced& input, const Traced& rate) { slopes_[input.node_] = rate; }
  /// False where an operation has no derivative here.
  bool fill(const std::vector<bool>& needed);
  const Traced& last() const { return slopes_.back(); }

 private:
  Traced number(std::uint32_t node) const {
    const Tape::Node& from = tape_.nodes()[node];
    return from.kind == Tape::Node::Kind::constant ? Traced(from.constant) : Traced(&tape_, node);
  }
  std::optional<Traced> of(const Tape::Node& node, std::uint32_t place) const;
  Traced of_products(const std::vector<std::uint32_t>& factors, std::size_t added) const;

  Tape& tape_;
  std::vector<Traced> slopes_;
};

// sum of a b over the first products, less those that follow
Traced Slopes::of_products(const std::vector<std::uint32_t>& factors, std::size_t added) const {
  Traced sum = 0.0;
  for (std::size_t i = 0; i < factors.size(); i += 2) {
    const std::uint32_t a = factors[i];
    const std::uint32_t b = factors[i + 1];
    const Traced slope = slopes_[a] * number(b) + number(a) * slopes_[b];
    sum = i < 2 * added ? sum + slope : sum - slope;
  }
  return sum;
}

std::optional<Traced> Slopes::of(const Tape::Node& node, std::uint32_t place) const {
  const auto x = [&](std::size_t i) { return number(node.arguments[i]); };
  const auto dx = [&](std::size_t i) { return slopes_[node.arguments[i]]; };
  switch (node.op) {
    case Op::add:
      return dx(0) + dx(1);
    case Op::subtract:
      return dx(0) - dx(1);
    case Op::multiply:
      return of_products(node.arguments, 1);
    case Op::divide:
      return (dx(0) - number(place) * dx(1)) / x(1);
    case Op::square_root:
      return dx(0) / (2.0 * number(place));
    case Op::absolute:
      return choose(less(x(0), 0.0), -dx(0), dx(0));
    case Op::minimum:
      return choose(less(x(0), x(1)), dx(0), dx(1));
    case Op::maximum:
      return choose(less(x(1), x(0)), dx(0), dx(1));
    case Op::choose:
      return choose(x(0), dx(1), dx(2));
    case Op::difference_of_products:
      return of_products(node.arguments, 1);
    case Op::compensated_sum:
      return of_products(node.arguments, node.arguments.size());
    case Op::less:
    case Op::less_equal:
      return 0.0;
    default:
      break;
  }
  const bool depends = std::any_of(node.arguments.begin(), node.arguments.end(),
                                   [this](std::uint32_t a) { return !slopes_[a].is_zero(); });
  if (depends) return {};
  return 0.0;
}

bool Slopes::fill(const std::vector<bool>& needed) {
  for (std::uint32_t place = 0; place < slopes_.size(); ++place) {
    if (!needed[place]) continue;
    const Tape::Node node = tape_.nodes()[place];  // a copy: the tape grows meanwhile
    if (node.kind != Tape::Node::Kind::operation) continue;
    const std::optional<Traced> slope = of(node, place);
    if (!slope) return false;
    slopes_[place] = *slope;
  }
  return true;
}

std::optional<Traced> Tape::slope(const Traced& number,
                                  const std::vector<std::pair<Traced, Traced>>& rates_of_inputs) {
  if (number.is_constant()) return 0.0;
  const std::uint32_t last = number.node_;
  std::vector<bool> needed(nodes_.size(), false);
  needed[last] = true;
  for (std::uint32_t i = last + 1; i-- > 0;)
    if (needed[i])
      for (const std::uint32_t argument : nodes_[i].arguments) needed[argument] = true;
  Slopes slopes(*this, last);
  for (const auto& [input, rate] : rates_of_inputs)
    if (input.node_ <= last) slopes.set(input, rate);
  if (!slopes.fill(needed)) return {};
  return slopes.last();
}

}  // namespace qbattery::lanes
