#pragma once

#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// An ellipse in the complex plane with its axes along real and imaginary numbers, and the Faber
/// polynomials of it: G_0 = 1, G_1 = y, G_2 = y G_1 - 2 k, G_(n+1) = y G_n - k G_(n-1) with
/// y = (z - center)/mean and k = (re - im)/(re + im). On the ellipse none is larger than 2. They
/// are powers on a disc, and Chebyshev's polynomials on a line.
struct Ellipse {
  Complex center = 0.0;
  double re = 0.0;  ///< semi-axes
  double im = 0.0;

  double mean() const { return (re + im) / 2; }
  double flatness() const { return (re - im) / (re + im); }

  /// w_n, n < count, with exp(z t) = exp((center + re) t) sum_n w_n G_n(z): none is larger than 1.
  /// Good to some 1e-15.
  std::vector<double> exponential(double t, std::size_t count) const;
};

}  // namespace qbattery
