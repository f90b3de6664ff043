#pragma once

#include <functional>
#include <span>
#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// Real functions of time as polynomials, piece by piece: pulses, made once so that an integrator
/// knows all their derivatives. A piece is halved until its polynomials meet the functions between
/// their nodes to 1e-13 of each function's largest value, or to what 8 ulp of the time change it
/// by, so that pieces pile up at a jump or a kink; what is left there is shorter than rounding of
/// the time. Where jumps and kinks are known, pieces end there.
class PiecewisePolynomial {
 public:
  /// Writes the value of each function at a time.
  using Functions = std::function<void(double t, std::span<double> values)>;

  /// Functions from one time to another. What changes within less than an eighth of `longest` may
  /// be overlooked; not so at `corners`, times that ascend. Throws NumericalError where they change
  /// too fast for 200,000 pieces; `functions` throw what they will where they are not finite.
  PiecewisePolynomial(const Functions& functions, std::size_t count, double from, double to,
                      double longest, const std::vector<double>& corners = {});

  struct Piece {
    double from = 0.0;
    double to = 0.0;
    /// Of each function, in powers of x = (2 t - from - to)/(to - from), from -1 to 1.
    std::vector<RealVector> coefficients;
  };
  const std::vector<Piece>& pieces() const { return pieces_; }
  /// The piece that holds t; at a border the one that begins there, the last one at the end.
  const Piece& at(double t) const;

  /// The coefficients of one function in powers of (s - t)/h, on the piece that holds t.
  static RealVector about(const Piece& piece, std::size_t function, double t, double h);

 private:
  void approximate(const Functions& functions, std::size_t count, double from, double to);
  bool try_piece(const Functions& functions, std::size_t count, Piece& piece);
  std::vector<double> misfits(const RealMatrix& at_nodes, const Piece& piece) const;

  std::vector<Piece> pieces_;
  std::vector<double> scales_;  ///< largest absolute value of each function so far
};

/// Where functions change their signs, to the last bit of the time, ascending: for each two
/// neighbours of `samples` times between which one does, one such time, from which on the new sign
/// holds. 0 counts as positive.
std::vector<double> sign_changes(const std::function<double(std::size_t i, double t)>& function,
                                 std::size_t count, double from, double to, std::size_t samples);

}  // namespace qbattery
