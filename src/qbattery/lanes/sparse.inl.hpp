// Sparse matrices and what is made of their products: included by kernels.inl.hpp.

// Adds one row of a sparse matrix: `to` += row times `from`, `other` += factor row times `beside`.
template <std::size_t vectors>
inline void add_sparse_row(const SparseRowsAt& matrix, std::size_t row, std::size_t stride,
                           const double* from, Vector* to, double factor, const double* beside,
                           Vector* other) {
  for (auto k = matrix.starts[row]; k < matrix.starts[row + 1]; ++k) {
    const std::size_t offset = static_cast<std::size_t>(matrix.places[k]) * stride;
    const Vector m = spread(matrix.entries[k]);
    const Vector n = spread(factor * matrix.entries[k]);
    for (std::size_t v = 0; v < vectors; ++v) {
      to[v] = fma(m, load_anywhere(from + offset + v * vector_lanes), to[v]);
      other[v] = fma(n, load_anywhere(beside + offset + v * vector_lanes), other[v]);
    }
  }
}

template <std::size_t vectors>
inline void sparse_pair(const SparseRowsAt& real, const SparseRowsAt& imaginary, std::size_t row,
                        const double* straight, const double* mirrored, std::size_t stride,
                        double* straight_out, double* mirrored_out) {
  Vector there[vectors] = {}, back[vectors] = {};
  add_sparse_row<vectors>(real, row, stride, straight, there, 1.0, mirrored, back);
  add_sparse_row<vectors>(imaginary, row, stride, mirrored, there, -1.0, straight, back);
  for (std::size_t v = 0; v < vectors; ++v) {
    store_anywhere(straight_out + v * vector_lanes, there[v]);
    store_anywhere(mirrored_out + v * vector_lanes, back[v]);
  }
}

inline void sparse_pair_of_one(const SparseRowsAt& real, const SparseRowsAt& imaginary,
                               std::size_t row, const double* straight, const double* mirrored,
                               std::size_t stride, double* straight_out, double* mirrored_out) {
  double there = 0.0, back = 0.0;
  const auto add = [&](const SparseRowsAt& matrix, const double* to_there, const double* to_back,
                       double factor) {
    for (auto k = matrix.starts[row]; k < matrix.starts[row + 1]; ++k) {
      const std::size_t offset = static_cast<std::size_t>(matrix.places[k]) * stride;
      there += matrix.entries[k] * to_there[offset];
      back += factor * matrix.entries[k] * to_back[offset];
    }
  };
  add(real, straight, mirrored, 1.0);
  add(imaginary, mirrored, straight, -1.0);
  *straight_out = there;
  *mirrored_out = back;
}

void sparse_pair_product(const SparseRowsAt& real, const SparseRowsAt& imaginary, std::size_t rows,
                         const double* straight, const double* mirrored, std::size_t stride,
                         double* straight_out, double* mirrored_out, std::size_t out_stride,
                         std::size_t columns) {
  const WithoutDenormals scope;
  constexpr std::size_t vectors = 2;
  for (std::size_t r = 0; r < rows; ++r) {
    double* const to = straight_out + r * out_stride;
    double* const back = mirrored_out + r * out_stride;
    std::size_t c = 0;
    for (; c + vectors * vector_lanes <= columns; c += vectors * vector_lanes)
      sparse_pair<vectors>(real, imaginary, r, straight + c, mirrored + c, stride, to + c,
                           back + c);
    for (; c + vector_lanes <= columns; c += vector_lanes)
      sparse_pair<1>(real, imaginary, r, straight + c, mirrored + c, stride, to + c, back + c);
    for (; c < columns; ++c)
      sparse_pair_of_one(real, imaginary, r, straight + c, mirrored + c, stride, to + c, back + c);
  }
}

void add_sparse_product(const SparseRowsAt& matrix, std::size_t rows, const double* in,
                        std::size_t stride, const double* factors, double* out,
                        std::size_t out_stride, std::size_t columns) {
  const WithoutDenormals scope;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto begin = matrix.starts[r], end = matrix.starts[r + 1];
    if (begin == end) continue;
    double* const to = out + r * out_stride;
    std::size_t c = 0;
    for (; c + vector_lanes <= columns; c += vector_lanes) {
      Vector total = {};
      for (auto k = begin; k < end; ++k)
        total =
            fma(spread(matrix.entries[k]),
                load_anywhere(in + static_cast<std::size_t>(matrix.places[k]) * stride + c), total);
      store_anywhere(to + c, fma(load_anywhere(factors + c), total, load_anywhere(to + c)));
    }
    for (; c < columns; ++c) {
      double total = 0.0;
      for (auto k = begin; k < end; ++k)
        total += matrix.entries[k] * in[static_cast<std::size_t>(matrix.places[k]) * stride + c];
      to[c] += factors[c] * total;
    }
  }
}

double combine(const Addends& what, std::size_t rows, std::size_t columns, std::size_t stride,
               double* out) {
  const WithoutDenormals scope;
  Vector norms = {};
  double norm = 0.0;
  const Vector scale = spread(what.scale), shift = spread(what.shift),
               before = spread(-what.before);
  for (std::size_t r = 0; r < rows; ++r) {
    const double* const image = what.image + r * what.image_stride;
    const double *const from = what.from + r * stride, *const last = what.last + r * stride;
    double* const to = out + r * stride;
    std::size_t c = 0;
    for (; c + vector_lanes <= columns; c += vector_lanes) {
      const Vector two = fma(shift, load_anywhere(from + c), before * load_anywhere(last + c));
      const Vector value = fma(scale, load_anywhere(image + c), two);
      store_anywhere(to + c, value);
      norms = fma(value, value, norms);
    }
    for (; c < columns; ++c) {
      const double value = what.scale * image[c] + (what.shift * from[c] - what.before * last[c]);
      to[c] = value;
      norm += value * value;
    }
  }
  for (std::size_t lane = 0; lane < vector_lanes; ++lane) norm += norms[lane];
  return norm;
}
