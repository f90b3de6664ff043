#include "qbattery/model/local_operators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

constexpr Complex i(0.0, 1.0);

/// The sum of |place of row(k)><place of column(k)| entry(k) over levels k counted from the lowest.
template <class Entry>
SparseMatrix from_levels(const Subsystem& subsystem, int count, int row, int column, Entry entry) {
  std::vector<Eigen::Triplet<Complex>> entries;
  for (int k = 0; k < count; ++k)
    entries.emplace_back(index_of_level(subsystem, k + row), index_of_level(subsystem, k + column),
                         entry(k));
  SparseMatrix matrix(subsystem.dimension(), subsystem.dimension());
  matrix.setFromTriplets(entries.begin(), entries.end());
  return matrix;
}

// From the level k + 1 excitations up to k, in the order of the subsystem's basis.
SparseMatrix lowering(const Subsystem& subsystem) {
  const int d = subsystem.dimension();
  const double j = 0.5 * (d - 1);
  return from_levels(subsystem, d - 1, 0, 1, [&](int k) {
    const double m = k + 1 - j;  // of the upper level, for a spin
    return subsystem.kind == SubsystemKind::mode   ? std::sqrt(k + 1.0)
           : subsystem.kind == SubsystemKind::spin ? std::sqrt(j * (j + 1) - m * (m - 1))
                                                   : 1.0;
  });
}

SparseMatrix number_of(const Subsystem& subsystem) {
  return from_levels(subsystem, subsystem.dimension(), 0, 0,
                     [](int k) { return static_cast<double>(k); });
}

SparseMatrix component(const Subsystem& subsystem, char axis) {
  const SparseMatrix lower = lowering(subsystem);
  const SparseMatrix raise = lower.adjoint();
  const bool is_mode = subsystem.kind == SubsystemKind::mode;
  const double scale = subsystem.kind == SubsystemKind::spin ? 0.5 : 1.0;
  if (axis == 'x') return scale * (raise + lower);
  if (axis == 'y') return (is_mode ? i : -scale * i) * (raise - lower);
  if (is_mode) {
    throw InvalidInput("z", fmt::format("z({0}): a mode has x and y alone; number({0}) counts its "
                                        "excitations",
                                        subsystem.name));
  }
  const int d = subsystem.dimension();
  return from_levels(subsystem, d, 0, 0, [&](int k) { return 2.0 * scale * (k - 0.5 * (d - 1)); });
}

}  // namespace

const std::vector<LocalOperatorDefinition>& local_operators() {
  static const std::vector<LocalOperatorDefinition> all = {
      {{"lower", "sm", "a"}, "lower(b)", "takes an excitation away: s-, a, J-"},
      {{"raise", "sp", "adag"}, "raise(b)", "adds one: s+, a', J+"},
      {{"number"}, "number(b)", "excitations above the lowest level"},
      {{"x"}, "x(b)", "sigma_x; J_x of a spin; a + a' of a mode"},
      {{"y"}, "y(b)", "sigma_y; J_y of a spin; i(a' - a) of a mode"},
      {{"z"}, "z(b)", "sigma_z; J_z of a spin"},
      {{"identity"}, "identity(b)", "1"},
      {{"projector"}, "projector(b, k)", "|k><k|, levels counted from the lowest, 0", 1},
      {{"ketbra"}, "ketbra(b, i, j)", "|i><j|", 2},
  };
  return all;
}

const LocalOperatorDefinition* find_local_operator(std::string_view name) {
  for (const LocalOperatorDefinition& definition : local_operators())
    if (std::ranges::find(definition.names, name) != definition.names.end()) return &definition;
  return nullptr;
}

Eigen::Index index_of_level(const Subsystem& subsystem, int level) {
  const int d = subsystem.dimension();
  if (level < 0 || level >= d) {
    throw InvalidInput(subsystem.name, fmt::format("\"{}\" has the levels 0 to {}, and no level {}",
                                                   subsystem.name, d - 1, level));
  }
  const bool falls =
      subsystem.kind == SubsystemKind::two_level || subsystem.kind == SubsystemKind::spin;
  return falls ? d - 1 - level : level;
}

RealVector level_energies(const Subsystem& subsystem) {
  if (subsystem.energies.size() > 0) return subsystem.energies;
  if (!subsystem.hamiltonian.isDiagonal(1e-12))
    throw InvalidInput("on", fmt::format("\"{}\" has no levels in its basis, since its energy is "
                                         "not diagonal there",
                                         subsystem.name));
  return subsystem.hamiltonian.diagonal().real();
}

SparseMatrix local_operator(const LocalOperatorDefinition& definition, const Subsystem& subsystem,
                            const std::vector<int>& levels) {
  const std::string& name = definition.names.front();
  if (name == "identity") return sparse_identity(subsystem.dimension());
  if (definition.levels > 0)
    return from_levels(subsystem, 1, levels.front(), levels.back(), [](int) { return 1.0; });
  if (name == "number") return number_of(subsystem);
  if (subsystem.kind == SubsystemKind::levels) {
    throw InvalidInput(subsystem.name,
                       fmt::format("\"{}\" is made of levels, which have no {}; write it with "
                                   "ketbra({}, i, j)",
                                   subsystem.name, definition.signature, subsystem.name));
  }
  if (name == "lower") return lowering(subsystem);
  if (name == "raise") return lowering(subsystem).adjoint();
  if (name == "x" || name == "y" || name == "z") return component(subsystem, name.front());
  throw InvalidInput(name, fmt::format("the operator {} has no matrix", name));
}

}  // namespace qbattery
