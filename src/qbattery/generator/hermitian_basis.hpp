#pragma once

#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// A basis B_0 = 1, B_1, ... of the Hermitian D x D matrices with tr(B_j B_k) = D delta_jk:
/// products of Pauli matrices for two-level systems, of scaled generalised Gell-Mann matrices
/// otherwise.
///
/// A state is the real vector v_k = tr(B_k rho), rho = sum_k v_k B_k / D. So v_0 is the trace, and
/// for two-level systems the other components are expectation values of Pauli products. For these
/// all entries are 0, +-1 or +-i, and generators assembled in this basis carry no rounding of their
/// own.
class HermitianBasis {
 public:
  explicit HermitianBasis(const Dimensions& dimensions);

  /// D^2, the number of elements.
  int size() const { return static_cast<int>(elements_.size()); }
  /// D, the dimension of the Hilbert space.
  int dimension() const { return dimension_; }

  /// v_k = tr(B_k rho), D^2 numbers, of a Hermitian D x D matrix. Throws InvalidInput on another
  /// shape.
  RealVector components(const Matrix& hermitian) const;
  /// sum_k v_k B_k / D. Throws InvalidInput where there are not D^2 components.
  Matrix matrix(const RealVector& components) const;
  /// B_k, k from 0 to D^2 - 1; std::out_of_range beyond.
  Matrix element(int k) const;

 private:
  struct Entry {
    int row;
    int column;
    Complex value;
  };
  int dimension_;
  std::vector<std::vector<Entry>> elements_;
};

/// The elements for one subsystem of dimension d, normalised to tr(B_j B_k) = d delta_jk.
std::vector<Matrix> local_hermitian_basis(int dimension);

}  // namespace qbattery
