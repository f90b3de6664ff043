// Squares of as many vectors as a vector has lanes: included by kernels.inl.hpp files alone.

// What two rows `step` apart of a square have become when their squares of `step` columns are
// exchanged across its diagonal: all steps together transpose it.
template <std::size_t step, bool is_lower, std::size_t... lane>
inline Vector exchanged(Vector a, Vector b, Lanes<lane...>) {
  return __builtin_shufflevector(
      a, b,
      (is_lower ? ((lane & step) == 0 ? lane + step : vector_lanes + lane)
                : ((lane & step) == 0 ? lane : vector_lanes + lane - step))...);
}

template <std::size_t step = 1>
inline void transpose_square(Vector* rows) {
  if constexpr (step < vector_lanes) {
    for (std::size_t r = 0; r < vector_lanes; ++r) {
      if ((r & step) != 0) continue;
      const Vector a = rows[r], b = rows[r + step];
      rows[r] = exchanged<step, false>(a, b, AllLanes{});
      rows[r + step] = exchanged<step, true>(a, b, AllLanes{});
    }
    transpose_square<2 * step>(rows);
  }
}
