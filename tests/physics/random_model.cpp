#include "tests/physics/random_model.hpp"

#include "qbattery/quantum/operators.hpp"

namespace qbattery::testing_models {

namespace {

// The operator of one subsystem on all of them, by Kronecker products.
Matrix spelt_out(const Dimensions& dimensions, std::size_t place, const Matrix& local) {
  Matrix whole = Matrix::Identity(1, 1);
  for (std::size_t k = 0; k < dimensions.size(); ++k) {
    const int d = dimensions[k];
    whole = oracle::kron(whole, k == place ? local : Matrix(Matrix::Identity(d, d)));
  }
  return whole;
}

void add_local(Both& both, const Dimensions& dimensions, std::size_t k, Random& random) {
  const int d = dimensions[k];
  const int place = static_cast<int>(k);
  both.model.subsystems.push_back(
      {std::string(1, static_cast<char>('a' + k)), random_hermitian(d, random)});
  const Matrix h = random_hermitian(d, random);
  both.model.hamiltonian.push_back({expr::parse("x"), product({{place, h}})});
  both.hamiltonian += 0.7 * spelt_out(dimensions, k, h);
  const Matrix jump = random_matrix(d, random);
  both.model.jumps.push_back({expr::parse("y^2"), product({{place, jump}})});
  both.jumps.emplace_back(0.09, spelt_out(dimensions, k, jump));
}

void add_shared(Both& both, const Dimensions& dimensions, Random& random) {
  const std::size_t last = dimensions.size() - 1;
  const Matrix h0 = random_hermitian(dimensions[0], random);
  const Matrix h1 = random_hermitian(dimensions[1], random);
  both.model.hamiltonian.push_back({expr::parse("x * y"), product({{0, h0}, {1, h1}})});
  both.hamiltonian += 0.21 * spelt_out(dimensions, 0, h0) * spelt_out(dimensions, 1, h1);
  const Matrix j0 = random_matrix(dimensions[0], random);
  const Matrix j1 = random_matrix(dimensions[last], random);
  both.model.jumps.push_back(
      {expr::parse("y / 3"), {{1.0, {{0, j0}}}, {Complex(0, 1), {{static_cast<int>(last), j1}}}}});
  both.jumps.emplace_back(
      0.1, spelt_out(dimensions, 0, j0) + Complex(0, 1) * spelt_out(dimensions, last, j1));
}

}  // namespace

Matrix random_matrix(int d, Random& random) {
  std::normal_distribution<double> normal;
  Matrix m(d, d);
  for (int i = 0; i < d; ++i) {
    for (int j = 0; j < d; ++j) m(i, j) = {normal(random), normal(random)};
  }
  return m;
}

Matrix random_hermitian(int d, Random& random) {
  const Matrix m = random_matrix(d, random);
  return 0.5 * (m + m.adjoint());
}

Matrix random_state(int d, Random& random) {
  const Matrix m = random_matrix(d, random);
  const Matrix rho = m * m.adjoint();
  return rho / rho.trace().real();
}

Ket random_ket(int d, Random& random) { return random_matrix(d, random).col(0).normalized(); }

Matrix random_unitary(int d, Random& random) {
  const Eigen::HouseholderQR<Matrix> qr(random_matrix(d, random));
  return qr.householderQ();
}

Both random_model(const Dimensions& dimensions, Random& random) {
  Both both;
  const int total = total_dimension(dimensions);
  both.hamiltonian = Matrix::Zero(total, total);
  for (std::size_t k = 0; k < dimensions.size(); ++k) add_local(both, dimensions, k, random);
  add_shared(both, dimensions, random);
  both.model.parameters = {"x", "y"};
  both.initial = random_state(total, random);
  return both;
}

}  // namespace qbattery::testing_models
