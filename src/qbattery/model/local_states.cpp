#include "qbattery/model/local_states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "qbattery/model/local_operators.hpp"
#include "qbattery/model/operator_text.hpp"
#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

using expr::Expression;
using expr::ParseError;

constexpr double same_energy = 1e-12;  // of the range of energies

constexpr const char* words =
    "ground, excited, plus, minus, level(k), fock(k), coherent(alpha), thermal(T)";

/// One state of one subsystem, as it is read.
class Reader {
 public:
  Reader(const Subsystem& subsystem, KnownValues& known) : subsystem_(subsystem), known_(known) {}

  Matrix read(const std::string& text) const {
    if (text == "+") return superposition(1.0);
    if (text == "-") return superposition(-1.0);
    const Expression e = expr::parse(text);
    if (e.kind == expr::Kind::name) return read_word(e);
    if (e.kind == expr::Kind::call && e.args().size() == 1) return read_call(e);
    throw_unknown(e);
  }

 private:
  [[noreturn]] static void throw_unknown(const Expression& e) {
    throw ParseError(e.column,
                     fmt::format("a state is one of {}; got \"{}\"", words, to_string(e)));
  }

  Matrix read_word(const Expression& e) const {
    if (e.text == "ground") return level_upwards(0);
    if (e.text == "excited") return level_upwards(1);
    if (e.text == "plus") return superposition(1.0);
    if (e.text == "minus") return superposition(-1.0);
    throw_unknown(e);
  }

  Matrix read_call(const Expression& e) const {
    const Complex argument = number(e.args()[0]);
    const bool is_real = argument.imag() == 0.0;
    if (e.text == "coherent") return coherent(argument, e.column);
    if (e.text != "level" && e.text != "fock" && e.text != "thermal") throw_unknown(e);
    if (!is_real)
      throw ParseError(e.args()[0].column, "an imaginary number, where a real one is wanted");
    if (e.text == "thermal") return thermal(argument.real(), e.args()[0].column);
    if (argument.real() != std::floor(argument.real()))
      throw ParseError(e.args()[0].column, "a level is a whole number");
    return level(argument.real(), e.args()[0].column);
  }

  Complex number(const Expression& e) const {
    std::vector<std::string> names;
    for (const auto& [name, value] : known_.values) names.push_back(name);
    const OperatorText text({.subsystems = {}, .symbols = names});
    const auto [re, im] = text.read(to_string(e)).number();
    return {value(re), value(im)};
  }

  double value(const Expression& e) const {
    return expr::compile<int>(e, [this](const Expression& name) -> expr::Compiled<int> {
      const auto found = known_.values.find(name.text);
      if (name.kind != expr::Kind::name || found == known_.values.end()) return {};
      known_.used.insert(name.text);
      return [value = found->second](int) { return value; };
    })(0);
  }

  Ket ket(double number, int column = 1) const {
    const int d = subsystem_.dimension();
    if (!(number >= 0.0 && number < d))
      throw ParseError(column, fmt::format("\"{}\" has the levels 0 to {}, and no level {}",
                                           subsystem_.name, d - 1, shortest_digits(number)));
    Ket ket = Ket::Zero(d);
    ket(index_of_level(subsystem_, static_cast<int>(number))) = 1.0;
    return ket;
  }

  Matrix level(double number, int column = 1) const { return ket(number, column); }

  /// The level that is one of so many below it; given levels may come in any order.
  Matrix level_upwards(int below) const {
    if (subsystem_.kind != SubsystemKind::levels) return level(below);
    const RealVector& energies = subsystem_.energies;
    std::vector<int> order(static_cast<std::size_t>(subsystem_.dimension()));
    std::iota(order.begin(), order.end(), 0);
    if (energies.size() > 0)
      std::ranges::stable_sort(order, {}, [&](int level) { return energies(level); });
    return level(order[static_cast<std::size_t>(below)]);
  }

  Matrix superposition(double sign) const {
    if (subsystem_.dimension() != 2)
      throw ParseError(1, fmt::format("plus and minus are states of two levels, and \"{}\" has {}",
                                      subsystem_.name, subsystem_.dimension()));
    return normalised(ket(1) + sign * ket(0));
  }

  Matrix coherent(Complex alpha, int column) const {
    if (subsystem_.kind != SubsystemKind::mode)
      throw ParseError(column, fmt::format("a coherent state is one of a mode, and \"{}\" is none",
                                           subsystem_.name));
    Ket ket(subsystem_.dimension());
    ket(0) = std::exp(-0.5 * std::norm(alpha));
    for (int n = 1; n < subsystem_.dimension(); ++n)
      ket(n) = ket(n - 1) * alpha / std::sqrt(static_cast<double>(n));
    const double lost = 1.0 - ket.squaredNorm();
    if (!(lost <= largest_lost_weight)) {
      throw ParseError(column,
                       fmt::format("{} levels of \"{}\" hold all but {:.3g} of this coherent "
                                   "state, at most {} may be lost: give more levels",
                                   subsystem_.dimension(), subsystem_.name, lost,
                                   shortest_digits(largest_lost_weight)));
    }
    return normalised(ket);
  }

  Matrix thermal(double T, int column) const {
    if (!(T >= 0.0) || !std::isfinite(T))
      throw ParseError(column,
                       fmt::format("a temperature is at least 0, got {}", shortest_digits(T)));
    const auto [energies, states] = hermitian_eigensystem(subsystem_.hamiltonian);
    const double lowest = energies.minCoeff();
    const double range = energies.maxCoeff() - lowest;
    const RealVector weights = energies.unaryExpr([&](double energy) {
      if (energy - lowest <= same_energy * range) return 1.0;
      return T == 0.0 ? 0.0 : std::exp((lowest - energy) / T);
    });
    return states * (weights / weights.sum()).cast<Complex>().asDiagonal() * states.adjoint();
  }

  const Subsystem& subsystem_;
  KnownValues& known_;
};

bool is_thermal(const std::string& text) {
  try {
    return expr::parse(text).is_call("thermal");
  } catch (const ParseError&) {
    return false;
  }
}

/// The group that begins at a text, where all its members have that text by its name and an energy
/// of their own as a whole; null where there is none.
const GroupEnergy* whole_group(const Model& model, std::span<const LocalStateText> texts) {
  const LocalStateText& first = texts.front();
  for (const GroupEnergy& group : model.group_energies) {
    const std::size_t size = group.members.size();
    if (group.members.front() != first.place || texts.size() < size) continue;
    const auto is_of_first = [&](const LocalStateText& each) {
      return each.is_of_group && each.text == first.text;
    };
    if (std::ranges::all_of(texts.first(size), is_of_first)) return &group;
  }
  return nullptr;
}

}  // namespace

std::vector<Matrix> local_states(const Model& model, std::span<const LocalStateText> texts,
                                 KnownValues& known) {
  std::vector<Matrix> states;
  while (!texts.empty()) {
    const auto& [place, text, is_of_group] = texts.front();
    const Subsystem& subsystem = model.subsystems[static_cast<std::size_t>(place)];
    const GroupEnergy* group = is_thermal(text) ? whole_group(model, texts) : nullptr;
    if (group == nullptr) {
      states.push_back(local_state(subsystem, text, known));
      texts = texts.subspan(1);
      continue;
    }
    const Subsystem whole{
        .name = subsystem.name.substr(0, subsystem.name.find('[')),
        .hamiltonian = dense_on(group->members, group->hamiltonian, model.dimensions())};
    states.push_back(local_state(whole, text, known));
    texts = texts.subspan(group->members.size());
  }
  return states;
}

Matrix local_state(const Subsystem& subsystem, const std::string& text, KnownValues& known) {
  return Reader(subsystem, known).read(text);
}

}  // namespace qbattery
