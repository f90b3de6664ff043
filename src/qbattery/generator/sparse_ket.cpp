#include "qbattery/generator/sparse_ket.hpp"

namespace qbattery {

namespace {

/// Row r of a real matrix with a complex vector; std::complex would look for infinities.
Complex times_row(const SparseRows& matrix, std::size_t r, const Complex* vector) {
  double re = 0.0, im = 0.0;
  for (int k = matrix.starts[r]; k < matrix.starts[r + 1]; ++k) {
    const auto place = static_cast<std::size_t>(k);
    const Complex& v = vector[matrix.places[place]];
    re += matrix.entries[place] * v.real();
    im += matrix.entries[place] * v.imag();
  }
  return {re, im};
}

}  // namespace

SparseKetMap::SparseKetMap(const SparseMatrix& drift)
    : real_(real_part(drift)), imaginary_(imaginary_part(drift)) {}

double SparseKetMap::apply(const Complex* from, Complex* to, const Combination& with) const {
  double norm = 0.0;
  for (std::size_t r = 0; r + 1 < real_.starts.size(); ++r) {
    const Complex p = times_row(real_, r, from);
    const Complex q = times_row(imaginary_, r, from);
    const Complex now = from[r];
    double re = with.scale * (p.real() - q.imag()) + with.shift.real() * now.real() -
                with.shift.imag() * now.imag();
    double im = with.scale * (p.imag() + q.real()) + with.shift.real() * now.imag() +
                with.shift.imag() * now.real();
    if (with.before != 0.0) {
      re -= with.before * with.last[r].real();
      im -= with.before * with.last[r].imag();
    }
    to[r] = Complex(re, im);
    norm += re * re + im * im;
  }
  return norm;
}

}  // namespace qbattery
