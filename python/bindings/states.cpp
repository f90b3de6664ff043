#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <complex>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "computing.hpp"
#include "datasets.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/information.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantities/work.hpp"
#include "qbattery/states/figures_of_merit.hpp"

namespace nb = nanobind;

namespace qbattery::python {

namespace {

/// (count, levels, levels)
using Array =
    nb::ndarray<nb::numpy, const std::complex<double>, nb::ndim<3>, nb::c_contig, nb::device::cpu>;

// So few are not worth a thread of their own.
constexpr std::size_t few = 16;

struct Arguments {
  Matrices rho;
  Matrices other;  ///< H or sigma
  Parties parties;
  Results results;
  int threads = 0;
};
using Figure = std::function<void(const Arguments&)>;

Figure of_state(double (*figure)(const Matrix&)) {
  return [figure](const Arguments& a) { each_state(a.rho, figure, a.results, a.threads); };
}

Figure of_parties(double (*figure)(const Matrix&, Parties)) {
  return [figure](const Arguments& a) {
    each_state(
        a.rho, [&](const Matrix& rho) { return figure(rho, a.parties); }, a.results, a.threads);
  };
}

Figure of_hamiltonian(double (*figure)(const Matrix&, const Matrix&)) {
  return [figure](const Arguments& a) { each_state(a.rho, a.other, figure, a.results, a.threads); };
}

Figure of_settings(int settings) {
  return [settings](const Arguments& a) {
    each_state(
        a.rho, [settings](const Matrix& rho) { return cjwr(rho, settings); }, a.results, a.threads);
  };
}

void daemonic_ergotropies(const Arguments& a) {
  each_state(
      a.rho, a.other,
      [&](const Matrix& rho, const Matrix& hamiltonian) {
        return daemonic_ergotropy(rho, a.parties, hamiltonian);
      },
      a.results, a.threads);
}

const std::map<std::string, Figure>& figures() {
  static const std::map<std::string, Figure> all = {
      {"energy", of_hamiltonian(&energy)},
      {"ergotropy", [](const Arguments& a) { ergotropy(a.rho, a.other, a.results, a.threads); }},
      {"passive_energy", of_hamiltonian(&passive_energy)},
      {"antiergotropy", of_hamiltonian(&antiergotropy)},
      {"capacity", of_hamiltonian(&capacity)},
      {"incoherent_ergotropy", of_hamiltonian(&incoherent_ergotropy)},
      {"coherent_ergotropy", of_hamiltonian(&coherent_ergotropy)},
      {"energy_variance", of_hamiltonian(&energy_variance)},
      {"purity", of_state(&purity)},
      {"linear_entropy", of_state(&linear_entropy)},
      {"entropy", of_state(&entropy)},
      {"l1_coherence", of_state(&l1_coherence)},
      {"relative_entropy_coherence", of_state(&relative_entropy_coherence)},
      {"steering", [](const Arguments& a) { steering(a.rho, a.parties, a.results, a.threads); }},
      {"cjwr 2", of_settings(2)},
      {"cjwr 3", of_settings(3)},
      {"chsh", of_state(&chsh)},
      {"concurrence", [](const Arguments& a) { concurrence(a.rho, a.results, a.threads); }},
      {"negativity",
       [](const Arguments& a) { negativity(a.rho, a.parties, a.results, a.threads); }},
      {"logarithmic_negativity", of_parties(&logarithmic_negativity)},
      {"mutual_information", of_parties(&mutual_information)},
      {"discord", of_parties(&discord)},
      {"entropic_uncertainty", of_parties(&entropic_uncertainty)},
      {"entropic_uncertainty_bound", of_parties(&entropic_uncertainty_bound)},
      {"daemonic_ergotropy", &daemonic_ergotropies},
      {"fidelity",
       [](const Arguments& a) {
         each_two_states(a.rho, a.other, &fidelity, a.results, a.threads);
       }},
  };
  return all;
}

Matrices matrices_of(const Array& array) {
  return {array.data(), array.shape(0), static_cast<int>(array.shape(1))};
}

/// "rho[1, 2]" of a flat index.
std::string name_of(const UnfitMatrix& unfit, const std::vector<std::size_t>& shape) {
  std::string places;
  std::size_t index = unfit.index();
  for (std::size_t axis = shape.size(); axis-- > 0; index /= shape[axis])
    places = std::to_string(index % shape[axis]) + (places.empty() ? "" : ", ") + places;
  return unfit.key() + (places.empty() ? "" : "[" + places + "]");
}

/// One number for each matrix of the broadcast arrays, whose leading axes are `shape`.
nb::object figure_of_merit(const std::string& name, const Array& rho,
                           const std::optional<Array>& other, std::pair<int, int> dims,
                           const std::vector<std::size_t>& shape, int threads) {
  const Figure& figure = figures().at(name);
  std::size_t count = 1;
  for (const std::size_t size : shape) count *= size;
  std::vector<double> numbers(count);
  Arguments arguments = {matrices_of(rho), {}, {dims.first, dims.second}, numbers, threads};
  if (other) arguments.other = matrices_of(*other);
  try {
    if (numbers.size() <= few) {
      const nb::gil_scoped_release released;
      figure(arguments);
    } else {
      compute([&](Watch&) { figure(arguments); });
    }
  } catch (const UnfitMatrix& unfit) {
    throw InvalidInput(unfit.key(), name_of(unfit, shape) + " " + unfit.complaint());
  }
  return array_of(std::move(numbers), shape);
}

}  // namespace

void bind_states(nb::module_& core) {
  core.def("figure_of_merit", &figure_of_merit, nb::arg("name"), nb::arg("rho"),
           nb::arg("other").none(), nb::arg("dims"), nb::arg("shape"), nb::arg("threads"),
           "One number for each state of an array (count, levels, levels).");
}

}  // namespace qbattery::python
