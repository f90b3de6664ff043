// From a tape to a program: leaves out what nobody needs, makes sums of products one instruction
// each, gives every number a register and takes it back after its last use.

#include <algorithm>

#include "qbattery/lanes/traced.hpp"

namespace qbattery::lanes {

namespace {

using Node = Tape::Node;
using Nodes = std::vector<Node>;
using Numbers = std::vector<std::uint32_t>;

/// The terms of one instruction `sum`.
struct Terms {
  Numbers added;       // nodes,
  Numbers subtracted;  // the same
  Numbers added_products;
  Numbers subtracted_products;
};

class ProgramWriter {
 public:
  ProgramWriter(const Nodes& nodes, std::uint32_t one) : nodes_(nodes), one_(one) {}

  Program write(const Numbers& outputs);

 private:
  bool is(std::uint32_t node, Op op) const {
    return nodes_[node].kind == Node::Kind::operation && nodes_[node].op == op;
  }
  bool is_sum(std::uint32_t node) const { return is(node, Op::add) || is(node, Op::subtract); }
  /// Whether the node has no instruction of its own, as part of the one sum that uses it.
  bool is_part(std::uint32_t node) const { return part_[node]; }

  void count_uses(const Numbers& outputs);
  void find_parts(const Numbers& outputs);
  void gather(std::uint32_t node, bool adds, Terms& terms) const;
  Numbers needs(std::uint32_t node) const;
  void find_last_uses(const Numbers& outputs);
  void place_constants_and_inputs();
  void write_node(std::uint32_t node);
  void write_sum(std::uint32_t node, Instruction& instruction);
  void add_factors(Numbers products);
  std::uint32_t new_register();

  const Nodes& nodes_;
  std::uint32_t one_;  // the node of the constant 1
  std::vector<std::uint32_t> uses_;
  std::vector<bool> part_;
  std::vector<std::uint32_t> last_use_;  // the node after which its register is free
  std::vector<std::uint32_t> register_;
  Numbers free_;
  Program program_;
};

constexpr std::uint32_t never = UINT32_MAX;

void ProgramWriter::count_uses(const Numbers& outputs) {
  uses_.assign(nodes_.size(), 0);
  for (const std::uint32_t node : outputs) ++uses_[node];
  uses_[one_] = std::max(uses_[one_], 1U);
  for (std::size_t i = nodes_.size(); i-- > 0;) {
    if (uses_[i] == 0) continue;
    for (const std::uint32_t argument : nodes_[i].arguments) ++uses_[argument];
  }
}

// Only the left side of a sum is taken apart: a sum in brackets on the right is one on purpose.
void ProgramWriter::find_parts(const Numbers& outputs) {
  part_.assign(nodes_.size(), false);
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (uses_[i] == 0 || !is_sum(i)) continue;
    const std::uint32_t left = nodes_[i].arguments[0];
    const std::uint32_t right = nodes_[i].arguments[1];
    if (uses_[left] == 1 && (is_sum(left) || is(left, Op::multiply))) part_[left] = true;
    if (uses_[right] == 1 && is(right, Op::multiply)) part_[right] = true;
  }
  for (const std::uint32_t node : outputs) part_[node] = false;
}

void ProgramWriter::gather(std::uint32_t node, bool adds, Terms& terms) const {
  const Numbers& arguments = nodes_[node].arguments;
  if (is(node, Op::multiply)) {
    Numbers& products = adds ? terms.added_products : terms.subtracted_products;
    products.insert(products.end(), arguments.begin(), arguments.end());
    return;
  }
  for (std::size_t k = 0; k < 2; ++k) {
    const bool adds_this = k == 0 ? adds : adds == is(node, Op::add);
    if (is_part(arguments[k])) {
      gather(arguments[k], adds_this, terms);
    } else {
      (adds_this ? terms.added : terms.subtracted).push_back(arguments[k]);
    }
  }
}

Numbers ProgramWriter::needs(std::uint32_t node) const {
  if (!is_sum(node)) return nodes_[node].arguments;
  Terms terms;
  gather(node, true, terms);
  Numbers all = terms.added;
  for (const Numbers* more : {&terms.subtracted, &terms.added_products, &terms.subtracted_products})
    all.insert(all.end(), more->begin(), more->end());
  return all;
}

void ProgramWriter::find_last_uses(const Numbers& outputs) {
  last_use_.assign(nodes_.size(), 0);
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (uses_[i] == 0 || is_part(i)) continue;
    for (const std::uint32_t needed : needs(i)) last_use_[needed] = i;
  }
  for (const std::uint32_t node : outputs) last_use_[node] = never;
}

std::uint32_t ProgramWriter::new_register() {
  if (free_.empty()) return static_cast<std::uint32_t>(program_.registers++);
  const std::uint32_t place = free_.back();
  free_.pop_back();
  return place;
}

void ProgramWriter::place_constants_and_inputs() {
  register_.assign(nodes_.size(), no_register);
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].kind != Node::Kind::constant || uses_[i] == 0) continue;
    register_[i] = new_register();
    last_use_[i] = never;
    program_.constants.push_back(nodes_[i].constant);
  }
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].kind != Node::Kind::input) continue;
    register_[i] = new_register();
    ++program_.inputs;
    program_.uses_input.push_back(uses_[i] > 0);
  }
}

void ProgramWriter::add_factors(Numbers products) {
  for (std::uint32_t& node : products) node = register_[node];
  program_.factors.insert(program_.factors.end(), products.begin(), products.end());
}

void ProgramWriter::write_sum(std::uint32_t node, Instruction& instruction) {
  Terms terms;
  gather(node, true, terms);
  if (terms.added_products.empty() && terms.subtracted_products.empty() &&
      terms.added.size() + terms.subtracted.size() == 2) {
    const Numbers& arguments = nodes_[node].arguments;
    instruction.a = register_[arguments[0]];
    instruction.b = register_[arguments[1]];
    return;
  }
  instruction.op = Op::sum;
  instruction.place = static_cast<std::uint32_t>(program_.factors.size());
  if (!terms.added.empty()) instruction.c = register_[terms.added.front()];
  for (std::size_t i = 1; i < terms.added.size(); ++i)
    terms.added_products.insert(terms.added_products.end(), {terms.added[i], one_});
  for (const std::uint32_t each : terms.subtracted)
    terms.subtracted_products.insert(terms.subtracted_products.end(), {each, one_});
  instruction.added = static_cast<std::uint16_t>(terms.added_products.size() / 2);
  instruction.subtracted = static_cast<std::uint16_t>(terms.subtracted_products.size() / 2);
  add_factors(terms.added_products);
  add_factors(terms.subtracted_products);
}

void ProgramWriter::write_node(std::uint32_t node) {
  const Node& from = nodes_[node];
  Instruction instruction{.op = from.op};
  if (is_sum(node)) {
    write_sum(node, instruction);
  } else if (from.op == Op::compensated_sum || from.op == Op::difference_of_products) {
    instruction.place = static_cast<std::uint32_t>(program_.factors.size());
    instruction.added = static_cast<std::uint16_t>(from.arguments.size() / 2);
    add_factors(from.arguments);
  } else {
    std::uint32_t* const places[] = {&instruction.a, &instruction.b, &instruction.c};
    for (std::size_t k = 0; k < from.arguments.size(); ++k)
      *places[k] = register_[from.arguments[k]];
  }
  if (from.op == Op::call) {
    instruction.place = static_cast<std::uint32_t>(program_.functions.size());
    program_.functions.push_back(from.function);
  }
  for (const std::uint32_t needed : needs(node)) {
    if (last_use_[needed] != node) continue;
    free_.push_back(register_[needed]);
    last_use_[needed] = never;  // once, where it is needed twice
  }
  instruction.out = register_[node] = new_register();
  program_.instructions.push_back(instruction);
}

Program ProgramWriter::write(const Numbers& outputs) {
  count_uses(outputs);
  find_parts(outputs);
  find_last_uses(outputs);
  place_constants_and_inputs();
  for (std::uint32_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].kind == Node::Kind::operation && uses_[i] > 0 && !is_part(i)) write_node(i);
  for (const std::uint32_t node : outputs) program_.outputs.push_back(register_[node]);
  return std::move(program_);
}

}  // namespace

Program Tape::program(const std::vector<Traced>& outputs) {
  const std::uint32_t one = node_of(1.0);
  Numbers nodes;
  for (const Traced& output : outputs) nodes.push_back(node_of(output));
  return ProgramWriter(nodes_, one).write(nodes);
}

}  // namespace qbattery::lanes
