// Included by states/kernels.inl.hpp alone, behind jacobi.inl.hpp: Hermitian 4 x 4 matrices as real
// ones of the same eigenvalues, which take half of the work.

inline ComplexLanes times(ComplexLanes a, ComplexLanes b) {
  return {fnma(a.im, b.im, a.re * b.re), fma(a.im, b.re, a.re * b.im)};
}
/// Re(conj(a) b)
inline Vector real_product(ComplexLanes a, ComplexLanes b) { return fma(a.im, b.im, a.re * b.re); }

/// Levels 1 to 3 of `a` reflected so that level 0 touches level 1 alone (Householder):
/// B -> B - v w' - w v' with v = x + e_1 sigma x_1/|x_1|, x the column below a_00, sigma its norm,
/// p = B v/(sigma (sigma + |x_1|)), w = p - v v'p/(2 sigma (sigma + |x_1|)). Returns sigma, 0 where
/// sigma^2 is not above `least`: x is then left out.
inline Vector reflect(Hermitian& a, Vector least) {
  constexpr std::size_t n = levels - 1;
  ComplexLanes v[n];
  Vector square = {};
  for (std::size_t k = 0; k < n; ++k) {
    v[k] = conjugate(a.entry(0, k + 1));
    square += square_of_modulus(v[k]);
  }
  const Bits is_there = square > least;
  square = choose(is_there, square, spread(1.0));
  const Vector sigma = square * reciprocal_root(square);
  const Vector first = square_of_modulus(v[0]);
  const Bits has_first = first > 0.0;
  const Vector over_modulus = reciprocal_root(choose(has_first, first, spread(1.0)));
  v[0] = choose(has_first, (1.0 + sigma * over_modulus) * v[0], ComplexLanes{sigma, {}});
  const Vector scale = choose(is_there, 1.0 / (square + sigma * first * over_modulus), Vector{});
  ComplexLanes w[n];
  Vector overlap = {};
  for (std::size_t i = 0; i < n; ++i) {
    w[i] = a.diagonal[i + 1] * v[i];
    for (std::size_t j = 0; j < n; ++j)
      if (j != i) w[i] = add_product(w[i], a.at(i + 1, j + 1), v[j]);
    w[i] = scale * w[i];
    overlap += real_product(v[i], w[i]);
  }
  for (std::size_t i = 0; i < n; ++i) w[i] = w[i] - 0.5 * scale * overlap * v[i];
  for (std::size_t i = 0; i < n; ++i) {
    a.diagonal[i + 1] -= 2.0 * real_product(v[i], w[i]);
    for (std::size_t j = i + 1; j < n; ++j) {
      ComplexLanes& entry = a.entry(i + 1, j + 1);
      entry = add_product(add_product(entry, -v[i], conjugate(w[j])), -w[i], conjugate(v[j]));
    }
  }
  return choose(is_there, sigma, Vector{});
}

/// The real tridiagonal matrix of the same eigenvalues: phases of levels make its entries positive.
inline Symmetric tridiagonal(Hermitian a) {
  const Vector least = 1e-34 * square_of_norm(a);
  Symmetric real;
  real.diagonal[0] = a.diagonal[0];
  real.entry(0, 1) = reflect(a, least);
  real.entry(0, 2) = real.entry(0, 3) = real.entry(1, 3) = Vector{};
  real.diagonal[1] = a.diagonal[1];
  // Levels 2 and 3 turned to y/|y|, where y is what touches level 1, and what is orthogonal to it.
  ComplexLanes y[2] = {conjugate(a.entry(1, 2)), conjugate(a.entry(1, 3))};
  const Vector square = square_of_modulus(y[0]) + square_of_modulus(y[1]);
  const Bits is_there = square > least;
  const Vector over_length = reciprocal_root(choose(is_there, square, spread(1.0)));
  real.entry(1, 2) = choose(is_there, square * over_length, Vector{});
  y[0] = choose(is_there, over_length * y[0], ComplexLanes{spread(1.0), {}});
  y[1] = choose(is_there, over_length * y[1], ComplexLanes{});
  const Vector squares[2] = {square_of_modulus(y[0]), square_of_modulus(y[1])};
  const Vector c[2] = {a.diagonal[2], a.diagonal[3]};
  const ComplexLanes between = a.entry(2, 3);
  const Vector crossed = 2.0 * real_product(y[0], times(between, y[1]));
  real.diagonal[2] = fma(squares[0], c[0], squares[1] * c[1]) + crossed;
  real.diagonal[3] = fma(squares[1], c[0], squares[0] * c[1]) - crossed;
  const ComplexLanes of_both = (c[1] - c[0]) * times(y[0], y[1]);
  const ComplexLanes last =
      of_both + times(conjugate(between), times(y[0], y[0])) - times(between, times(y[1], y[1]));
  real.entry(2, 3) = square_root(square_of_modulus(last));
  return real;
}
