// Included by states/kernels.inl.hpp alone, inside its unnamed namespace: Jacobi's rotations for
// 4 x 4 matrices, a matrix a lane. A lane that is done stays as it is while others go on, so that
// no result depends on its neighbours.

constexpr std::size_t levels = 4;

/// Calls function<p, q>() for all pairs of levels. Disjoint ones stand beside each other: their
/// rotations do not wait for one another.
template <class Function>
inline void each_pair(Function function) {
  function.template operator()<0, 1>();
  function.template operator()<2, 3>();
  function.template operator()<0, 2>();
  function.template operator()<1, 3>();
  function.template operator()<0, 3>();
  function.template operator()<1, 2>();
}

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
inline ComplexLanes operator*(Vector x, ComplexLanes a) { return {x * a.re, x * a.im}; }
inline ComplexLanes operator+(ComplexLanes a, ComplexLanes b) { return {a.re + b.re, a.im + b.im}; }
inline ComplexLanes operator-(ComplexLanes a, ComplexLanes b) { return {a.re - b.re, a.im - b.im}; }
inline ComplexLanes operator-(ComplexLanes a) { return {-a.re, -a.im}; }

// The same of real numbers.
inline Vector conjugate(Vector a) { return a; }
inline Vector combine(Vector x, Vector a, Vector b, Vector c) { return fma(b, c, x * a); }
inline Vector square_of_modulus(Vector a) { return a * a; }

inline Vector choose(Bits condition, Vector yes, Vector no) { return condition ? yes : no; }
inline ComplexLanes choose(Bits condition, ComplexLanes yes, ComplexLanes no) {
  return {choose(condition, yes.re, no.re), choose(condition, yes.im, no.im)};
}
inline bool any(Bits bits) {
#if defined(__AVX512F__)
  const auto all = reinterpret_cast<__m512i>(bits);
  return _mm512_test_epi64_mask(all, all) != 0;
#else
  std::int64_t all = 0;
  for (std::size_t lane = 0; lane < vector_lanes; ++lane) all |= bits[lane];
  return all != 0;
#endif
}

/// The unitary that makes the Hermitian [[alpha, b], [b', beta]] diagonal: p -> c p - s' q and
/// q -> s p + c q. The lower of both values falls by `shift`, the other rises.
template <class Entry>
struct Rotation {
  Vector c;
  Entry s;
  Vector shift;  ///< alpha -> alpha - shift, beta -> beta + shift
};

/// `a`, which is not negative, with the sign of b.
inline Vector with_sign(Vector a, Vector b) {
  constexpr std::int64_t sign = INT64_MIN;
  return reinterpret_cast<Vector>(reinterpret_cast<Bits>(a) | (reinterpret_cast<Bits>(b) & sign));
}

/// The identity where `needed` is false; elsewhere (alpha - beta)^2 + 4 |b|^2 is above the smallest
/// numbers.
template <class Entry>
inline Rotation<Entry> rotation(Vector alpha, Vector beta, Entry b, Vector b_squared, Bits needed) {
  const Vector apart = choose(needed, beta - alpha, spread(1.0));
  b = choose(needed, b, Entry{});
  b_squared = choose(needed, b_squared, Vector{});
  const Vector y = with_sign(reciprocal_root(fma(apart, apart, 4.0 * b_squared)), apart);
  const Vector c_squared = fma(0.5 * apart, y, spread(0.5));
  const Vector z = reciprocal_root(c_squared);
  const Vector yz = y * z;
  return {c_squared * z, yz * b, yz * z * b_squared};
}

template <class Entry>
inline void rotate(const Rotation<Entry>& u, Entry& p, Entry& q) {
  const Entry new_p = combine(u.c, p, -conjugate(u.s), q);
  q = combine(u.c, q, u.s, p);
  p = new_p;
}

/// A Hermitian matrix, complex or real.
template <class Entry>
struct SelfAdjoint {
  Vector diagonal[levels];
  Entry above[levels * (levels - 1) / 2];  ///< the diagonal, row by row

  Entry& entry(std::size_t i, std::size_t j) { return above[place(i, j)]; }  ///< i < j
  const Entry& entry(std::size_t i, std::size_t j) const { return above[place(i, j)]; }
  /// i != j
  Entry at(std::size_t i, std::size_t j) const {
    return i < j ? entry(i, j) : conjugate(entry(j, i));
  }

 private:
  static constexpr std::size_t place(std::size_t i, std::size_t j) {
    return i * (2 * levels - 1 - i) / 2 + j - i - 1;
  }
};
using Hermitian = SelfAdjoint<ComplexLanes>;
using Symmetric = SelfAdjoint<Vector>;

/// Columns of a matrix.
struct Columns {
  ComplexLanes at[levels][levels];  ///< column, row
};

template <class Entry>
inline Vector square_of_norm(const SelfAdjoint<Entry>& a) {
  Vector below = {};
  Vector sum = {};
  for (std::size_t i = 0; i < levels; ++i) {
    sum = fma(a.diagonal[i], a.diagonal[i], sum);
    for (std::size_t j = i + 1; j < levels; ++j) below += square_of_modulus(a.entry(i, j));
  }
  return sum + 2.0 * below;
}

/// What may stay beside the diagonal.
struct Negligible {
  Vector square;  ///< of the modulus of an entry
  Vector shift;  ///< of the two values that an entry moves apart, by its square over their distance

  Bits is_exceeded(Vector alpha, Vector beta, Vector b_squared) const {
    return (b_squared > square) & (b_squared > shift * absolute(alpha - beta));
  }
};

template <std::size_t p, std::size_t q>
inline void rotate_levels(const Rotation<Vector>& u, Symmetric& a) {
  const auto with = [&a](std::size_t k, std::size_t of) -> Vector& {
    return k < of ? a.entry(k, of) : a.entry(of, k);
  };
#pragma GCC unroll 4
  for (std::size_t k = 0; k < levels; ++k)
    if (k != p && k != q) rotate(u, with(k, p), with(k, q));
}

/// One rotation of rows and columns p and q of each matrix, where their entry is not negligible;
/// whether any is not.
template <std::size_t p, std::size_t q, std::size_t count>
inline bool rotate_pair(Symmetric (&a)[count], const Negligible (&negligible)[count]) {
  Vector b_squared[count];
  Bits needed[count];
  Bits all = {};
  for (std::size_t m = 0; m < count; ++m) {
    b_squared[m] = square_of_modulus(a[m].entry(p, q));
    needed[m] = negligible[m].is_exceeded(a[m].diagonal[p], a[m].diagonal[q], b_squared[m]);
    all |= needed[m];
  }
  if (!any(all)) return false;
#pragma GCC unroll 4
  for (std::size_t m = 0; m < count; ++m) {
    Vector& b = a[m].entry(p, q);
    const auto u = rotation(a[m].diagonal[p], a[m].diagonal[q], b, b_squared[m], needed[m]);
    a[m].diagonal[p] -= u.shift;
    a[m].diagonal[q] += u.shift;
    b = choose(needed[m], Vector{}, b);
    rotate_levels<p, q>(u, a[m]);
  }
  return true;
}

/// Rotates all pairs in turn until the eigenvalues are on the diagonal: what moves them by a tenth
/// of a rounding error of the norm, to second order, may stay beside it. Several matrices at once
/// do not wait for each other's roots.
template <std::size_t count>
inline void make_diagonal(Symmetric (&a)[count]) {
  Negligible negligible[count];
  for (std::size_t m = 0; m < count; ++m) {
    const Vector norm = square_of_norm(a[m]);
    negligible[m] = {1e-34 * norm, 1e-17 * square_root(norm)};
  }
  bool rotated = true;
  for (int sweep = 0; sweep < most_sweeps && rotated; ++sweep) {
    rotated = false;
    each_pair([&]<std::size_t p, std::size_t q>() { rotated |= rotate_pair<p, q>(a, negligible); });
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
    each_pair([&]<std::size_t p, std::size_t q>() {
      const Vector alpha = square_of_norm(m.at[p]);
      const Vector beta = square_of_norm(m.at[q]);
      const ComplexLanes b = dot(m.at[p], m.at[q]);
      const Vector b_squared = square_of_modulus(b);
      const Bits needed = b_squared > rounding * (alpha * beta);
      if (!any(needed)) return;
      rotated |= needed;
      const auto u = rotation(alpha, beta, b, b_squared, needed);
      for (std::size_t k = 0; k < levels; ++k) rotate(u, m.at[p][k], m.at[q][k]);
    });
    if (!any(rotated)) return;
  }
}
