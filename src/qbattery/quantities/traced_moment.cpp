#include "qbattery/quantities/traced_moment.hpp"

namespace qbattery {

namespace {

using lanes::Traced;
using Vector = TracedMoment::Vector;

std::size_t elements(int dimension) { return static_cast<std::size_t>(dimension * dimension); }

Vector local_components(int dimension, const Vector& populations) {
  Vector components;
  for (const Matrix& element : local_hermitian_basis(dimension)) {
    Traced sum = 0.0;
    for (int m = 0; m < dimension; ++m)
      sum += element(m, m).real() * populations[static_cast<std::size_t>(m)];
    components.push_back(sum);
  }
  components[0] = 1.0;
  return components;
}

}  // namespace

Vector components_of_product(const Dimensions& dimensions, const std::vector<Vector>& populations) {
  Vector product = {1.0};
  for (std::size_t place = 0; place < dimensions.size(); ++place) {
    const Vector local = local_components(dimensions[place], populations[place]);
    Vector next;
    for (const Traced& left : product)
      for (const Traced& right : local) next.push_back(left * right);
    product = std::move(next);
  }
  return product;
}

TracedMoment::TracedMoment(const Dimensions& dimensions, std::vector<Vector> populations,
                           Vector deviation, const std::vector<Vector>& matrix)
    : dimensions_(dimensions),
      populations_(std::move(populations)),
      deviation_(std::move(deviation)),
      reference_(populations_.empty() ? Vector(deviation_.size(), 0.0)
                                      : components_of_product(dimensions, populations_)),
      matrix_(matrix) {}

TracedMoment::TracedMoment(TracedMoment moment, Traced time, const std::optional<Vector>& initial)
    : TracedMoment(std::move(moment)) {
  time_ = time;
  initial_ = initial;
}

std::size_t TracedMoment::component(int place, std::size_t element) const {
  std::size_t index = element;
  for (std::size_t later = static_cast<std::size_t>(place) + 1; later < dimensions_.size(); ++later)
    index *= elements(dimensions_[later]);
  return index;
}

Traced TracedMoment::local(int place, std::size_t element) const {
  return whole(component(place, element));
}

std::vector<double> TracedMoment::weights(int place, const Matrix& hamiltonian) const {
  std::vector<double> weights;
  const int d = dimensions_[static_cast<std::size_t>(place)];
  for (const Matrix& element : local_hermitian_basis(d))
    weights.push_back((hamiltonian * element).trace().real() / d);
  return weights;
}

Traced TracedMoment::energy(int place, const Matrix& hamiltonian) const {
  Traced sum = 0.0;
  if (!populations_.empty()) {
    const Vector& p = populations_[static_cast<std::size_t>(place)];
    for (std::size_t m = 0; m < p.size(); ++m) {
      const auto level = static_cast<Eigen::Index>(m);
      sum += hamiltonian(level, level).real() * p[m];
    }
  }
  return sum + energy_of(place, hamiltonian, deviation_);
}

Traced TracedMoment::energy_of(int place, const Matrix& hamiltonian,
                               const Vector& components) const {
  const std::vector<double> weight = weights(place, hamiltonian);
  Traced sum = 0.0;
  for (std::size_t k = 0; k < weight.size(); ++k)
    sum += weight[k] * components[component(place, k)];
  return sum;
}

std::optional<Traced> TracedMoment::average_power(int place, const Matrix& hamiltonian) const {
  if (!initial_) return {};
  const Traced gained = energy(place, hamiltonian) - energy_of(place, hamiltonian, *initial_);
  return choose(less_equal(time_, 0.0), power(place, hamiltonian), gained / time_);
}

Traced TracedMoment::power(int place, const Matrix& hamiltonian) const {
  const std::vector<double> weight = weights(place, hamiltonian);
  Traced sum = 0.0;
  for (std::size_t j = 0; j < matrix_.size(); ++j) {
    Traced column = 0.0;
    for (std::size_t k = 0; k < weight.size(); ++k)
      column += weight[k] * matrix_[component(place, k)][j];
    sum += column * whole(j);
  }
  return sum;
}

TwoLevelState<Traced> TracedMoment::two_level(int place) const {
  const Traced norm = 0.5 * deviation_[0];
  const Traced z = 0.5 * deviation_[component(place, 3)];
  Traced first = norm + z;
  Traced second = norm - z;
  if (!populations_.empty()) {
    const Vector& p = populations_[static_cast<std::size_t>(place)];
    first = p[0] + first;
    second = p[1] + second;
  }
  return {first, second, 0.5 * local(place, 1), -0.5 * local(place, 2)};
}

std::array<Traced, 9> TracedMoment::correlations(int first, int second) const {
  std::array<Traced, 9> c;
  for (std::size_t j = 1; j <= 3; ++j) {
    for (std::size_t k = 1; k <= 3; ++k) {
      const Traced both = whole(component(first, j) + component(second, k));
      c[3 * (j - 1) + k - 1] = both - local(first, j) * local(second, k);
    }
  }
  return c;
}

}  // namespace qbattery
