#include "qbattery/dynamics/ellipse.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace qbattery {
namespace {

Complex sum(const Ellipse& ellipse, double t, std::size_t count, Complex z) {
  const std::vector<double> weights = ellipse.exponential(t, count);
  const Complex y = (z - ellipse.center) / ellipse.mean();
  Complex total = weights[0] + weights[1] * y;
  Complex before = 2.0, now = y;
  for (std::size_t n = 2; n < count; ++n) {
    const Complex next = y * now - ellipse.flatness() * before;
    before = now;
    now = next;
    total += weights[n] * now;
  }
  return std::exp((ellipse.center + ellipse.re) * t) * total;
}

TEST(Ellipse, has_a_series_of_the_exponential) {
  for (const Ellipse& ellipse :
       {Ellipse{-20.0, 20.0, 30.0}, Ellipse{-20.0, 20.0, 20.0}, Ellipse{-5.0, 5.0, 1e-3},
        Ellipse{Complex(0.0, 7.0), 0.0, 12.0}, Ellipse{-1.0, 1.0, 0.0}}) {
    for (const double t : {0.0, 1e-120, 1e-12, 1e-3, 0.3, 4.0}) {
      // Far more than there need be as well: their weights end below the smallest number.
      const auto few = static_cast<std::size_t>((ellipse.re + ellipse.im) * t) + 50;
      for (const double angle : {0.1, 1.3, 3.0, 4.5}) {
        for (const double in : {0.0, 0.5, 1.0}) {
          const Complex z = ellipse.center + in * Complex(ellipse.re * std::cos(angle),
                                                          ellipse.im * std::sin(angle));
          for (const std::size_t count : {few, std::size_t{401}, std::size_t{2000}})
            EXPECT_LE(std::abs(sum(ellipse, t, count, z) - std::exp(z * t)), 2e-13)
                << ellipse.re << " " << ellipse.im << " " << t << " " << angle << " " << in << " "
                << count;
        }
      }
    }
  }
}

}  // namespace
}  // namespace qbattery
