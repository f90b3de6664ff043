// Included by kernels.inl.hpp files alone, inside the unnamed namespace of a source compiled for
// one instruction set: a vector of that set, and what it does in one instruction.

#if defined(__AVX512F__)
constexpr std::size_t vector_size = 64;
#elif defined(__AVX2__)
constexpr std::size_t vector_size = 32;
#else
constexpr std::size_t vector_size = 16;
#endif
constexpr std::size_t vector_lanes = vector_size / sizeof(double);

using Vector [[gnu::vector_size(vector_size)]] = double;
using Bits [[gnu::vector_size(vector_size)]] = std::int64_t;

inline Vector load(const double* from) {
  return *static_cast<const Vector*>(__builtin_assume_aligned(from, vector_size));
}
inline void store(double* to, Vector v) {
  *static_cast<Vector*>(__builtin_assume_aligned(to, vector_size)) = v;
}
// The same for numbers that are not aligned.
inline Vector load_anywhere(const double* from) {
  Vector v;
  __builtin_memcpy(&v, from, vector_size);
  return v;
}
inline void store_anywhere(double* to, Vector v) { __builtin_memcpy(to, &v, vector_size); }
// 0, 1, ... up to the last lane.
template <std::size_t... lane>
struct Lanes {};
#if defined(__AVX512F__)
using AllLanes = Lanes<0, 1, 2, 3, 4, 5, 6, 7>;
#elif defined(__AVX2__)
using AllLanes = Lanes<0, 1, 2, 3>;
#else
using AllLanes = Lanes<0, 1>;
#endif
inline Vector spread(double x) { return x - Vector{}; }

#if defined(__AVX512F__)
inline Vector fma(Vector a, Vector b, Vector c) { return _mm512_fmadd_pd(a, b, c); }
inline Vector fnma(Vector a, Vector b, Vector c) { return _mm512_fnmadd_pd(a, b, c); }
// GCC 12 warns of what its functions without a mask leave undefined.
inline Vector square_root(Vector a) { return _mm512_maskz_sqrt_pd(0xff, a); }
#elif defined(__AVX2__)
inline Vector fma(Vector a, Vector b, Vector c) { return _mm256_fmadd_pd(a, b, c); }
inline Vector fnma(Vector a, Vector b, Vector c) { return _mm256_fnmadd_pd(a, b, c); }
inline Vector square_root(Vector a) { return _mm256_sqrt_pd(a); }
#else
inline Vector fma(Vector a, Vector b, Vector c) { return a * b + c; }
inline Vector fnma(Vector a, Vector b, Vector c) { return c - a * b; }
inline Vector square_root(Vector a) {
  Vector root;
  for (std::size_t i = 0; i < vector_lanes; ++i) root[i] = __builtin_sqrt(a[i]);
  return root;
}
#endif

// 1/sqrt(a) to a rounding error or two, where a is neither 0 nor close to the largest or smallest
// numbers: Newton's steps from a guess of 14 bits take a third of a root's and a division's time.
#if defined(__AVX512F__)
inline Vector reciprocal_root(Vector a) {
  const Vector half = 0.5 * a;
  Vector r = _mm512_maskz_rsqrt14_pd(0xff, a);
  r = fma(r, fnma(half * r, r, spread(0.5)), r);
  return fma(r, fnma(half * r, r, spread(0.5)), r);
}
#else
inline Vector reciprocal_root(Vector a) { return 1.0 / square_root(a); }
#endif

inline Vector absolute(Vector a) {
  constexpr std::int64_t all_but_sign = INT64_MAX;
  return reinterpret_cast<Vector>(reinterpret_cast<Bits>(a) & all_but_sign);
}
// The number that is not greater or smaller; NaN where one is.
inline Bits is_nan(Vector a) { return a != a; }  // NOLINT(misc-redundant-expression)
inline Vector minimum(Vector a, Vector b) { return ((a < b) | is_nan(a)) ? a : b; }
inline Vector maximum(Vector a, Vector b) { return ((a > b) | is_nan(a)) ? a : b; }

// a b = product + error, exactly where nothing over- or underflows.
inline Vector product_error(Vector a, Vector b, Vector product) {
#if defined(__AVX2__)
  return fma(a, b, -product);
#else
  const auto upper = [](Vector x) {
    const Vector scaled = 134217729.0 * x;  // 2^27 + 1, Veltkamp's splitting
    return scaled - (scaled - x);
  };
  const Vector a1 = upper(a);
  const Vector b1 = upper(b);
  const Vector a2 = a - a1;
  const Vector b2 = b - b1;
  return a2 * b2 - (((product - a1 * b1) - a2 * b1) - a1 * b2);
#endif
}
