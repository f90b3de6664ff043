#include "qbattery/generator/hermitian_basis.hpp"

#include <fmt/format.h>

#include <cmath>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

std::vector<Matrix> local_hermitian_basis(int dimension) {
  if (dimension == 2) return {identity(2), sigma_x(), sigma_y(), sigma_z()};
  std::vector<Matrix> elements = {identity(dimension)};
  const double off_diagonal = std::sqrt(dimension / 2.0);
  for (int i = 0; i < dimension; ++i) {
    for (int j = i + 1; j < dimension; ++j) {
      Matrix symmetric = Matrix::Zero(dimension, dimension);
      symmetric(i, j) = symmetric(j, i) = off_diagonal;
      Matrix antisymmetric = Matrix::Zero(dimension, dimension);
      antisymmetric(i, j) = Complex(0, -off_diagonal);
      antisymmetric(j, i) = Complex(0, off_diagonal);
      elements.push_back(symmetric);
      elements.push_back(antisymmetric);
    }
  }
  for (int l = 1; l < dimension; ++l) {
    Matrix diagonal = Matrix::Zero(dimension, dimension);
    const double norm = std::sqrt(static_cast<double>(dimension) / (l * (l + 1)));
    for (int i = 0; i < l; ++i) diagonal(i, i) = norm;
    diagonal(l, l) = -l * norm;
    elements.push_back(diagonal);
  }
  return elements;
}

HermitianBasis::HermitianBasis(const Dimensions& dimensions)
    : dimension_(total_dimension(dimensions)), elements_{{{0, 0, 1.0}}} {
  for (const int d : dimensions) {
    std::vector<std::vector<Entry>> products;
    for (const std::vector<Entry>& left : elements_) {
      for (const Matrix& right : local_hermitian_basis(d)) {
        std::vector<Entry> product;
        for (const Entry& entry : left) {
          for (int i = 0; i < d; ++i) {
            for (int j = 0; j < d; ++j) {
              if (right(i, j) == 0.0) continue;
              product.push_back(
                  {entry.row * d + i, entry.column * d + j, entry.value * right(i, j)});
            }
          }
        }
        products.push_back(std::move(product));
      }
    }
    elements_ = std::move(products);
  }
}

RealVector HermitianBasis::components(const Matrix& hermitian) const {
  if (hermitian.rows() != dimension_ || hermitian.cols() != dimension_) {
    throw InvalidInput("hermitian", fmt::format("the matrix must be {0} x {0}, got {1} x {2}",
                                                dimension_, hermitian.rows(), hermitian.cols()));
  }
  RealVector v(size());
  for (int k = 0; k < size(); ++k) {
    double sum = 0.0;
    for (const Entry& entry : elements_[static_cast<std::size_t>(k)]) {
      const Complex& x = hermitian(entry.row, entry.column);
      sum += entry.value.real() * x.real() + entry.value.imag() * x.imag();
    }
    v(k) = sum;
  }
  return v;
}

Matrix HermitianBasis::matrix(const RealVector& components) const {
  if (components.size() != size()) {
    throw InvalidInput("components", fmt::format("there must be {} components, got {}", size(),
                                                 components.size()));
  }
  Matrix result = Matrix::Zero(dimension_, dimension_);
  for (int k = 0; k < size(); ++k) {
    const double weight = components(k) / dimension_;
    for (const Entry& entry : elements_[static_cast<std::size_t>(k)]) {
      result(entry.row, entry.column) += weight * entry.value;
    }
  }
  return result;
}

Matrix HermitianBasis::element(int k) const {
  Matrix result = Matrix::Zero(dimension_, dimension_);
  for (const Entry& entry : elements_.at(static_cast<std::size_t>(k))) {
    result(entry.row, entry.column) = entry.value;
  }
  return result;
}

}  // namespace qbattery
