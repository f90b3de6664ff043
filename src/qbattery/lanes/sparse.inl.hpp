// Sums of scaled rows, as sparse matrices make them: included by kernels.inl.hpp.

/// One row of what sum_rows() writes.
struct SumRow {
  const Combined& what;
  const Addend* plain;
  const Addend* factored;
  const Addend* scaled;
  const Addend* end;
  const double* straight;
  const double* turned;
  const double* last;
  double* out;
};

template <std::size_t vectors>
inline void add_up(const SumRow& row, std::size_t column, Vector* total) {
  const double* const from = row.what.from + column;
  const auto in = [](const double* at, std::size_t v) {
    return load_anywhere(at + v * vector_lanes);
  };
  for (const Addend* a = row.plain; a != row.factored; ++a) {
    const Vector scale = spread(a->scale);
    for (std::size_t v = 0; v < vectors; ++v) total[v] = fma(scale, in(from + a->at, v), total[v]);
  }
  for (const Addend* a = row.factored; a != row.scaled; ++a)
    for (std::size_t v = 0; v < vectors; ++v)
      total[v] = fma(in(a->factors + column, v), in(from + a->at, v), total[v]);
  for (const Addend* a = row.scaled; a != row.end; ++a) {
    const Vector scale = spread(a->scale);
    for (std::size_t v = 0; v < vectors; ++v)
      total[v] = fma(scale * in(a->factors + column, v), in(from + a->at, v), total[v]);
  }
}

template <std::size_t vectors>
inline void sum_columns(const SumRow& row, std::size_t column, Vector& norms) {
  Vector total[vectors] = {};
  add_up<vectors>(row, column, total);
  const Vector scale = spread(row.what.scale), shift = spread(row.what.shift);
  const Vector turn = spread(row.what.turn), before = spread(-row.what.before);
  for (std::size_t v = 0; v < vectors; ++v) {
    const std::size_t c = column + v * vector_lanes;
    Vector back = before * load_anywhere(row.last + c);
    if (row.turned != nullptr) back = fma(turn, load_anywhere(row.turned + c), back);
    const Vector two = fma(shift, load_anywhere(row.straight + c), back);
    const Vector value = fma(scale, total[v], two);
    store_anywhere(row.out + c, value);
    norms = fma(value, value, norms);
  }
}

// Those that fill no vector. What addends read goes on behind them.
inline double sum_last_columns(const SumRow& row, std::size_t column, std::size_t columns) {
  Vector total[1] = {};
  add_up<1>(row, column, total);
  double norm = 0.0;
  for (std::size_t c = column; c < columns; ++c) {
    const double turned = row.turned != nullptr ? row.what.turn * row.turned[c] : 0.0;
    const double back = turned - row.what.before * row.last[c];
    const double value =
        row.what.scale * total[0][c - column] + (row.what.shift * row.straight[c] + back);
    row.out[c] = value;
    norm += value * value;
  }
  return norm;
}

double sum_rows(const RowSumsAt& sums, const Combined& what, std::size_t rows, std::size_t columns,
                double* out) {
  const WithoutDenormals scope;
  constexpr std::size_t most = 4, fewer = 2;
  Vector norms = {};
  double norm = 0.0;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t* const starts = sums.starts + 3 * r;
    const SumRow row{what,
                     sums.addends + starts[0],
                     sums.addends + starts[1],
                     sums.addends + starts[2],
                     sums.addends + starts[3],
                     what.straight + r * what.stride,
                     what.turned != nullptr ? what.turned + r * what.stride : nullptr,
                     what.last + r * columns,
                     out + r * columns};
    std::size_t c = 0;
    for (; c + most * vector_lanes <= columns; c += most * vector_lanes)
      sum_columns<most>(row, c, norms);
    for (; c + fewer * vector_lanes <= columns; c += fewer * vector_lanes)
      sum_columns<fewer>(row, c, norms);
    for (; c + vector_lanes <= columns; c += vector_lanes) sum_columns<1>(row, c, norms);
    if (c < columns) norm += sum_last_columns(row, c, columns);
  }
  for (std::size_t lane = 0; lane < vector_lanes; ++lane) norm += norms[lane];
  return norm;
}

void spread_out(const double* from, std::size_t size, std::size_t stride, double* straight,
                double* transposed) {
  const std::size_t whole = size / vector_lanes * vector_lanes;
  for (std::size_t row = 0; row < whole; row += vector_lanes) {
    for (std::size_t column = 0; column < whole; column += vector_lanes) {
      Vector square[vector_lanes];
      for (std::size_t r = 0; r < vector_lanes; ++r) {
        square[r] = load_anywhere(from + (row + r) * size + column);
        store(straight + (row + r) * stride + column, square[r]);
      }
      transpose_square(square);
      for (std::size_t c = 0; c < vector_lanes; ++c)
        store(transposed + (column + c) * stride + row, square[c]);
    }
  }
  for (std::size_t row = 0; row < size; ++row) {
    for (std::size_t column = row < whole ? whole : 0; column < size; ++column) {
      straight[row * stride + column] = from[row * size + column];
      transposed[column * stride + row] = from[row * size + column];
    }
    for (std::size_t column = size; column < stride; ++column)
      straight[row * stride + column] = transposed[row * stride + column] = 0.0;
  }
}
