// The inner loops, compiled once for each instruction set: included by kernels_*.cpp, which define
// QBATTERY_KERNELS, the name of their table. Nothing here may have external linkage but the table,
// and no function of the standard library may be instantiated: the linker keeps one copy of an
// inline function, and could keep one that this machine cannot run. `make check` looks.

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "qbattery/lanes/kernels.hpp"

namespace qbattery::lanes {
namespace {

#include "qbattery/lanes/vector.inl.hpp"
#include "qbattery/lanes/vector_transpose.inl.hpp"
#include "qbattery/lanes/without_denormals.inl.hpp"

// As many vectors at once as hide the latency of an instruction, and fit the vector registers.
constexpr std::size_t at_once = 8;
constexpr std::size_t chunk = at_once * vector_lanes;
static_assert(width % chunk == 0);

struct Chunk {
  Vector part[at_once];
};

inline Chunk load_chunk(const double* from) {
  Chunk chunk_of = {};
  for (std::size_t k = 0; k < at_once; ++k) chunk_of.part[k] = load(from + k * vector_lanes);
  return chunk_of;
}

template <class Compute>
inline void each_vector(double* out, Compute compute) {
  for (std::size_t lane = 0; lane < width; lane += vector_lanes) store(out + lane, compute(lane));
}

inline void sum(const Instruction& i, const std::uint32_t* factors, double* registers) {
  const auto row = [=](std::uint32_t r) { return registers + r * width; };
  for (std::size_t lane = 0; lane < width; lane += chunk) {
    const std::uint32_t* factor = factors + i.place;
    const std::uint32_t* const subtracted = factor + 2 * i.added;
    const std::uint32_t* const end = subtracted + 2 * i.subtracted;
    Chunk total = {};
    if (i.c != no_register) total = load_chunk(row(i.c) + lane);
    for (; factor != subtracted; factor += 2) {
      const double* const a = row(factor[0]) + lane;
      const double* const b = row(factor[1]) + lane;
      for (std::size_t k = 0; k < at_once; ++k)
        total.part[k] = fma(load(a + k * vector_lanes), load(b + k * vector_lanes), total.part[k]);
    }
    for (; factor != end; factor += 2) {
      const double* const a = row(factor[0]) + lane;
      const double* const b = row(factor[1]) + lane;
      for (std::size_t k = 0; k < at_once; ++k)
        total.part[k] = fnma(load(a + k * vector_lanes), load(b + k * vector_lanes), total.part[k]);
    }
    for (std::size_t k = 0; k < at_once; ++k)
      store(row(i.out) + lane + k * vector_lanes, total.part[k]);
  }
}

// Algorithm 5.3 of Ogita, Rump and Oishi: the sum of the products, and of what rounding took from
// each product and sum.
inline void compensated_sum(const Instruction& i, const std::uint32_t* factors, double* registers) {
  const auto row = [=](std::uint32_t r) { return registers + r * width; };
  for (std::size_t lane = 0; lane < width; lane += chunk) {
    Chunk total = {};
    Chunk lost = {};
    const std::uint32_t* factor = factors + i.place;
    for (std::size_t term = 0; term < i.added; ++term, factor += 2) {
      for (std::size_t k = 0; k < at_once; ++k) {
        const Vector a = load(row(factor[0]) + lane + k * vector_lanes);
        const Vector b = load(row(factor[1]) + lane + k * vector_lanes);
        const Vector product = a * b;
        const Vector error = product_error(a, b, product);
        const Vector old = total.part[k];
        const Vector next = old + product;
        const Vector rest = next - old;
        lost.part[k] += ((old - (next - rest)) + (product - rest)) + error;
        total.part[k] = next;
      }
    }
    for (std::size_t k = 0; k < at_once; ++k)
      store(row(i.out) + lane + k * vector_lanes, total.part[k] + lost.part[k]);
  }
}

inline void difference_of_products(const Instruction& i, const std::uint32_t* factors,
                                   double* registers) {
  const double* const a = registers + factors[i.place] * width;
  const double* const b = registers + factors[i.place + 1] * width;
  const double* const c = registers + factors[i.place + 2] * width;
  const double* const d = registers + factors[i.place + 3] * width;
  each_vector(registers + i.out * width, [=](std::size_t lane) {
    const Vector added = load(a + lane) * load(b + lane);
    const Vector subtracted = load(c + lane) * load(d + lane);
    return (added - subtracted) + (product_error(load(a + lane), load(b + lane), added) -
                                   product_error(load(c + lane), load(d + lane), subtracted));
  });
}

inline void call(const Instruction& i, const Function* functions, double* registers) {
  const auto at = [=](std::uint32_t r, std::size_t lane) {
    return r == no_register ? 0.0 : registers[r * width + lane];
  };
  for (std::size_t lane = 0; lane < width; ++lane) {
    const double arguments[] = {at(i.a, lane), at(i.b, lane), at(i.c, lane)};
    registers[i.out * width + lane] = functions[i.place](arguments);
  }
}

void run(const Instruction* instructions, std::size_t count, const std::uint32_t* factors,
         const Function* functions, double* registers) {
  const WithoutDenormals scope;
  const Vector one = spread(1.0);
  const Vector zero = {};
  for (std::size_t place = 0; place < count; ++place) {
    const Instruction& i = instructions[place];
    double* const out = registers + i.out * width;
    const auto a = [&](std::size_t lane) { return load(registers + i.a * width + lane); };
    const auto b = [&](std::size_t lane) { return load(registers + i.b * width + lane); };
    const auto c = [&](std::size_t lane) { return load(registers + i.c * width + lane); };
    switch (i.op) {
      case Op::sum:
        sum(i, factors, registers);
        break;
      case Op::compensated_sum:
        compensated_sum(i, factors, registers);
        break;
      case Op::difference_of_products:
        difference_of_products(i, factors, registers);
        break;
      case Op::add:
        each_vector(out, [&](std::size_t l) { return a(l) + b(l); });
        break;
      case Op::subtract:
        each_vector(out, [&](std::size_t l) { return a(l) - b(l); });
        break;
      case Op::multiply:
        each_vector(out, [&](std::size_t l) { return a(l) * b(l); });
        break;
      case Op::divide:
        each_vector(out, [&](std::size_t l) { return a(l) / b(l); });
        break;
      case Op::square_root:
        each_vector(out, [&](std::size_t l) { return square_root(a(l)); });
        break;
      case Op::absolute:
        each_vector(out, [&](std::size_t l) { return absolute(a(l)); });
        break;
      case Op::minimum:
        each_vector(out, [&](std::size_t l) { return minimum(a(l), b(l)); });
        break;
      case Op::maximum:
        each_vector(out, [&](std::size_t l) { return maximum(a(l), b(l)); });
        break;
      case Op::less:
        each_vector(out, [&](std::size_t l) { return a(l) < b(l) ? one : zero; });
        break;
      case Op::less_equal:
        each_vector(out, [&](std::size_t l) { return a(l) <= b(l) ? one : zero; });
        break;
      case Op::choose:
        each_vector(out, [&](std::size_t l) { return a(l) != zero ? b(l) : c(l); });
        break;
      case Op::call:
        call(i, functions, registers);
        break;
    }
  }
}

// `rows` rows of a product, all of `inner` terms, for `vectors` vectors of columns.
template <std::size_t rows, std::size_t vectors>
inline void product_block(const double* matrix, std::size_t matrix_stride, std::size_t inner,
                          const double* start, const double* in, double* out, std::size_t stride) {
  Vector total[rows][vectors];
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t k = 0; k < vectors; ++k)
      total[r][k] = start == nullptr ? Vector{} : load(start + r * stride + k * vector_lanes);
  for (std::size_t term = 0; term < inner; ++term) {
    Vector x[vectors];
    for (std::size_t k = 0; k < vectors; ++k) x[k] = load(in + term * stride + k * vector_lanes);
    for (std::size_t r = 0; r < rows; ++r) {
      const Vector m = spread(matrix[r * matrix_stride + term]);
      for (std::size_t k = 0; k < vectors; ++k) total[r][k] = fma(m, x[k], total[r][k]);
    }
  }
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t k = 0; k < vectors; ++k)
      store(out + r * stride + k * vector_lanes, total[r][k]);
}

template <std::size_t vectors>
inline void product_columns(const double* matrix, std::size_t matrix_stride, std::size_t rows,
                            std::size_t inner, const double* start, const double* in, double* out,
                            std::size_t stride) {
  constexpr std::size_t most = 4;
  std::size_t r = 0;
  const auto from = [&](const double* base) {
    return base == nullptr ? nullptr : base + r * stride;
  };
  for (; r + most <= rows; r += most)
    product_block<most, vectors>(matrix + r * matrix_stride, matrix_stride, inner, from(start), in,
                                 out + r * stride, stride);
  for (; r + 2 <= rows; r += 2)
    product_block<2, vectors>(matrix + r * matrix_stride, matrix_stride, inner, from(start), in,
                              out + r * stride, stride);
  for (; r < rows; ++r)
    product_block<1, vectors>(matrix + r * matrix_stride, matrix_stride, inner, from(start), in,
                              out + r * stride, stride);
}

void add_product(const double* matrix, std::size_t matrix_stride, std::size_t rows,
                 std::size_t inner, const double* start, const double* in, double* out,
                 std::size_t columns, std::size_t stride) {
  const WithoutDenormals scope;
  // Four rows of as many vectors as there are registers for, beside those that are multiplied.
  constexpr std::size_t vectors = vector_size == 64 ? 4 : 2;
  std::size_t column = 0;
  const auto from = [&](const double* base) { return base == nullptr ? nullptr : base + column; };
  for (; column + vectors * vector_lanes <= columns; column += vectors * vector_lanes)
    product_columns<vectors>(matrix, matrix_stride, rows, inner, from(start), in + column,
                             out + column, stride);
  for (; column < columns; column += vector_lanes)
    product_columns<1>(matrix, matrix_stride, rows, inner, from(start), in + column, out + column,
                       stride);
}

#include "qbattery/lanes/sparse.inl.hpp"

}  // namespace

const Kernels QBATTERY_KERNELS = {run, add_product, sum_rows, spread_out};

}  // namespace qbattery::lanes
