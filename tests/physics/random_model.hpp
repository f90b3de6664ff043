#pragma once

#include <random>

#include "qbattery/model/model.hpp"
#include "tests/oracle/oracle.hpp"

/// States and models drawn at random, spelt out for the library and for the oracle.
namespace qbattery::testing_models {

using Random = std::mt19937_64;

Matrix random_matrix(int d, Random& random);
Matrix random_hermitian(int d, Random& random);
/// Of full rank.
Matrix random_state(int d, Random& random);
Ket random_ket(int d, Random& random);
Matrix random_unitary(int d, Random& random);

/// A model with a random term and jump on each subsystem, a term and a jump that join two of them,
/// parameters x and y; and its matrices at x = 0.7, y = 0.3 for the oracle.
struct Both {
  Model model;
  std::vector<double> parameters = {0.7, 0.3};
  Matrix hamiltonian;
  oracle::Jumps jumps;
  Matrix initial;
};
Both random_model(const Dimensions& dimensions, Random& random);

}  // namespace qbattery::testing_models
