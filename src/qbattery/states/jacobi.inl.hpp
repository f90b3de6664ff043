// Included by states/kernels.inl.hpp alone, inside its unnamed namespace: Jacobi's rotations for
// 4 x 4 matrices, a matrix a lane. A lane that is done stays as it is while others go on, so that
// no result depends on its neighbours.

constexpr std::size_t levels = 4;
/// Rotations of disjoint pairs stand beside each other: they do not wait for one another.
constexpr std::size_t pairs[6][2] = {{0, 1}, {2, 3}, {0, 2}, {1, 3}, {0, 3}, {1, 2}};
/// Far more than are ever needed; NaN rotates nothing.
constexpr int most_sweeps = 40;

struct ComplexLanes {
  Vector re, im;
};

inline ComplexLanes conjugate(ComplexLanes a) { return {a.re, -a.im}; }
/// a + b c
inline ComplexLanes add_product(ComplexLanes a, ComplexLanes b, ComplexLanes c) {
  return {fnma(b.im, c.im, fma(b.re, c.re, a.re)), fma(b.im, c.re, fma(b.re, c.im, a.im))};
}
/// x a + b c for a real x.
inline ComplexLanes combine(Vector x, ComplexLanes a, ComplexLanes b, ComplexLanes c) {
  return add_product({x * a.re, x * a.im}, b, c);
}
inline Vector square_of_modulus(ComplexLanes a) { return fma(a.re, a.re, a.im * a.im); }

inline Vector choose(Bits condition, Vector yes, Vector no) { return condition ? yes : no; }
inline bool any(Bits bits) {
  std::int64_t all = 0;
  for (std::size_t lane = 0; lane < vector_lanes; ++lane) all |= bits[lane];
  return all != 0;
}

/// The unitary that makes the Hermitian [[alpha, b], [b', beta]] diagonal: p -> c p - s' q and
/// q -> s p + c q. The lower of both values falls by `shift`, the other rises.
struct Rotation {
  Vector c;
  ComplexLanes s;
  Vector shift;  ///< alpha -> alpha - shift, beta -> beta + shift
};

/// The identity where `needed` is false.
inline Rotation rotation(Vector alpha, Vector beta, ComplexLanes b, Vector b_squared, Bits needed) {
  const Vector half = 0.5 * (beta - alpha);
  const Vector h =
      choose(needed, absolute(half) + square_root(fma(half, half, b_squared)), spread(1.0));
  const Vector r = 1.0 / square_root(fma(h, h, b_squared));
  const Vector sign = choose(half < 0.0, spread(-1.0), spread(1.0));
  const Vector s = choose(needed, sign * r, spread(0.0));
  return {choose(needed, h * r, spread(1.0)),
          {s * b.re, s * b.im},
          choose(needed, sign * b_squared / h, spread(0.0))};
}

inline void rotate(const Rotation& u, ComplexLanes& p, ComplexLanes& q) {
  const ComplexLanes new_p = combine(u.c, p, {-u.s.re, u.s.im}, q);
  q = combine(u.c, q, u.s, p);
  p = new_p;
}

struct Hermitian {
  Vector diagonal[levels];
  ComplexLanes entry[levels][levels];  ///< above the diagonal

  ComplexLanes at(std::size_t i, std::size_t j) const {
    return i < j ? entry[i][j] : conjugate(entry[j][i]);
  }
  void set(std::size_t i, std::size_t j, ComplexLanes value) {
    (i < j ? entry[i][j] : entry[j][i]) = i < j ? value : conjugate(value);
  }
};

/// Columns of a matrix.
struct Columns {
  ComplexLanes at[levels][levels];  ///< column, row
};

inline Vector square_of_norm(const Hermitian& a) {
  Vector below = {};
  Vector sum = {};
  for (std::size_t i = 0; i < levels; ++i) {
    sum = fma(a.diagonal[i], a.diagonal[i], sum);
    for (std::size_t j = i + 1; j < levels; ++j) below += square_of_modulus(a.entry[i][j]);
  }
  return sum + 2.0 * below;
}

/// One rotation of rows and columns p and q, where their entry squared is above `least`.
inline void rotate_pair(Hermitian& a, Columns* vectors, std::size_t p, std::size_t q,
                        Vector least) {
  const ComplexLanes b = a.entry[p][q];
  const Vector b_squared = square_of_modulus(b);
  const Bits needed = b_squared > least;
  const Rotation u = rotation(a.diagonal[p], a.diagonal[q], b, b_squared, needed);
  a.diagonal[p] -= u.shift;
  a.diagonal[q] += u.shift;
  a.entry[p][q] = {choose(needed, spread(0.0), b.re), choose(needed, spread(0.0), b.im)};
  for (std::size_t k = 0; k < levels; ++k) {
    if (k == p || k == q) continue;
    ComplexLanes with_p = a.at(k, p);
    ComplexLanes with_q = a.at(k, q);
    rotate(u, with_p, with_q);
    a.set(k, p, with_p);
    a.set(k, q, with_q);
  }
  if (vectors == nullptr) return;
  for (std::size_t k = 0; k < levels; ++k) rotate(u, vectors->at[p][k], vectors->at[q][k]);
}

/// Leaves the eigenvalues on the diagonal; `vectors`, where they are wanted, take part. What is
/// left beside the diagonal is a tenth of a rounding error of the norm.
inline void make_diagonal(Hermitian& a, Columns* vectors = nullptr) {
  const Vector least = 1e-34 * square_of_norm(a);
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    Bits left = {};
    for (const auto& [p, q] : pairs) left |= square_of_modulus(a.entry[p][q]) > least;
    if (!any(left)) return;
#pragma GCC unroll 6
    for (const auto& [p, q] : pairs) rotate_pair(a, vectors, p, q, least);
  }
}

inline ComplexLanes dot(const ComplexLanes (&a)[levels], const ComplexLanes (&b)[levels]) {
  ComplexLanes sum = {};
  for (std::size_t k = 0; k < levels; ++k) sum = add_product(sum, conjugate(a[k]), b[k]);
  return sum;
}
inline Vector square_of_norm(const ComplexLanes (&a)[levels]) {
  Vector sum = {};
  for (std::size_t k = 0; k < levels; ++k) sum = fma(a[k].im, a[k].im, fma(a[k].re, a[k].re, sum));
  return sum;
}

/// Makes columns orthogonal (Hestenes): their lengths are the singular values then, small ones as
/// right relative to themselves as the columns allow.
inline void make_orthogonal(Columns& m) {
  constexpr double rounding = 8e-31;  // (4 x 2^-52)^2
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    Bits rotated = {};
#pragma GCC unroll 6
    for (const auto& [p, q] : pairs) {
      const Vector alpha = square_of_norm(m.at[p]);
      const Vector beta = square_of_norm(m.at[q]);
      const ComplexLanes b = dot(m.at[p], m.at[q]);
      const Vector b_squared = square_of_modulus(b);
      const Bits needed = b_squared > rounding * (alpha * beta);
      if (!any(needed)) continue;
      rotated |= needed;
      const Rotation u = rotation(alpha, beta, b, b_squared, needed);
      for (std::size_t k = 0; k < levels; ++k) rotate(u, m.at[p][k], m.at[q][k]);
    }
    if (!any(rotated)) return;
  }
}
