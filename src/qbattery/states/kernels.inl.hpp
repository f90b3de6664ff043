// Figures of merit of states of 2 or 4 levels, a state a lane, compiled once for each instruction
// set: included by kernels_*.cpp, which define QBATTERY_KERNELS, the name of their table. The rules
// of lanes/kernels.inl.hpp hold: nothing has external linkage but the table.

#include <array>
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "qbattery/quantities/two_level.hpp"
#include "qbattery/states/kernels.hpp"

namespace qbattery::states {
namespace {

#include "qbattery/lanes/vector.inl.hpp"
#include "qbattery/lanes/vector_transpose.inl.hpp"
#include "qbattery/lanes/without_denormals.inl.hpp"
#include "qbattery/states/jacobi.inl.hpp"
#include "qbattery/states/number.inl.hpp"
#include "qbattery/states/root.inl.hpp"
#include "qbattery/states/tridiagonal.inl.hpp"

/// How far a state may be from Hermitian and of trace 1: state_tolerance of quantum/states.hpp.
constexpr double tolerance = 1e-9;
constexpr double largest_number = 0x1.fffffffffffffp1023;

constexpr std::size_t numbers_of(std::size_t size) { return 2 * size * size; }

/// The entries of as many matrices as there are lanes.
template <std::size_t size>
struct Entries {
  Vector number[numbers_of(size)];

  ComplexLanes at(std::size_t i, std::size_t j) const {
    return {number[2 * (size * i + j)], number[2 * (size * i + j) + 1]};
  }
};

template <std::size_t size>
inline Entries<size> entries(const MatricesAt& from) {
  Entries<size> result;  // NOLINT(cppcoreguidelines-pro-type-member-init): all of it is written
  static_assert(numbers_of(size) % vector_lanes == 0);
  for (std::size_t k = 0; k < numbers_of(size); k += vector_lanes) {
#pragma GCC unroll 8
    for (std::size_t lane = 0; lane < vector_lanes; ++lane)
      result.number[k + lane] = load_anywhere(from.numbers + lane * from.stride + k);
    transpose_square(result.number + k);
  }
  return result;
}

/// The Hermitian part, and the norm of its difference from its adjoint, squared (NaN where an entry
/// is).
struct Read {
  Hermitian matrix;
  Vector off;
};
struct ReadTwoLevels {
  TwoLevelState<Number> state;
  Vector off;
};

inline Read read(const MatricesAt& from) {
  const Entries<levels> all = entries<levels>(from);
  Read result;  // NOLINT(cppcoreguidelines-pro-type-member-init): all of it is written
  result.off = Vector{};
  for (std::size_t i = 0; i < levels; ++i) {
    const ComplexLanes real = all.at(i, i);
    result.matrix.diagonal[i] = real.re;
    result.off += 4.0 * real.im * real.im;
    for (std::size_t j = i + 1; j < levels; ++j) {
      const ComplexLanes a = all.at(i, j);
      const ComplexLanes b = all.at(j, i);
      const ComplexLanes difference = {a.re - b.re, a.im + b.im};
      result.off += 2.0 * square_of_modulus(difference);
      result.matrix.entry(i, j) = {0.5 * (a.re + b.re), 0.5 * (a.im - b.im)};
    }
  }
  return result;
}

inline ReadTwoLevels read_two_levels(const MatricesAt& from) {
  const Entries<2> all = entries<2>(from);
  const ComplexLanes first = all.at(0, 0), second = all.at(1, 1);
  const ComplexLanes a = all.at(0, 1), b = all.at(1, 0);
  const Vector off = 4.0 * fma(first.im, first.im, second.im * second.im) +
                     2.0 * square_of_modulus({a.re - b.re, a.im + b.im});
  return {{first.re, second.re, 0.5 * (a.re + b.re), 0.5 * (a.im - b.im)}, off};
}

/// Which lanes hold no state.
inline Bits unfit(const ReadTwoLevels& rho) {
  const Vector missing = (rho.state.first.value + rho.state.second.value) - 1.0;
  const Vector norm = square_of_modulus({rho.state.real.value, rho.state.imaginary.value});
  return ~((rho.off <= tolerance * tolerance) & (absolute(missing) <= tolerance) &
           (norm <= largest_number));
}
inline Bits unfit(const Read& rho) {
  const Vector* const d = rho.matrix.diagonal;
  const Vector missing = (d[0] + d[1]) + (d[2] + d[3]) - 1.0;
  const Vector norm = square_of_norm(rho.matrix);
  return ~((rho.off <= tolerance * tolerance) & (absolute(missing) <= tolerance) &
           (norm <= largest_number));
}

/// As many matrices as there are lanes, from one place on; where fewer are left, the last one
/// again and again.
template <std::size_t size>
class Group {
 public:
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): filled_up_ is read where it is written.
  Group(const MatricesAt& all, std::size_t at, std::size_t here) {
    matrices_ = {all.numbers + at * all.stride, all.stride};
    if (here == vector_lanes || all.stride == 0) return;
    for (std::size_t lane = 0; lane < vector_lanes; ++lane) {
      const std::size_t from = lane < here ? lane : here - 1;
      for (std::size_t k = 0; k < numbers_of_one; ++k)
        filled_up_[numbers_of_one * lane + k] = matrices_.numbers[numbers_of_one * from + k];
    }
    matrices_.numbers = filled_up_;
  }
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  const MatricesAt& matrices() const { return matrices_; }

 private:
  static constexpr std::size_t numbers_of_one = numbers_of(size);
  MatricesAt matrices_;
  double filled_up_[numbers_of_one * vector_lanes];
};

/// Some states next to each other, at most as many as there are lanes.
struct Span {
  std::size_t at, count;
};

/// For each `at_once` groups of as many states as there are lanes, writes what
/// compute(states of each group, their places, results) makes of them; returns the place of the
/// first one that is no state. Behind the last group the first one stands again.
template <std::size_t size, std::size_t at_once, class State, class Compute>
inline std::size_t each_group(const MatricesAt& rho, std::size_t count, double* results,
                              State (*read_them)(const MatricesAt&), Compute compute) {
  const WithoutDenormals scope;
  std::size_t first_unfit = count;
  for (std::size_t at = 0; at < count; at += at_once * vector_lanes) {
    Span spans[at_once];
    State states[at_once];
    for (std::size_t g = 0; g < at_once; ++g) {
      const std::size_t begin = at + g * vector_lanes;
      const std::size_t left = begin < count ? count - begin : 0;
      spans[g] = left == 0 ? spans[0] : Span{begin, left < vector_lanes ? left : vector_lanes};
      states[g] = read_them(Group<size>(rho, spans[g].at, spans[g].count).matrices());
    }
    Vector values[at_once];
    compute(states, spans, values);
    for (std::size_t g = 0; g < at_once; ++g) {
      const Bits bad = unfit(states[g]);
      for (std::size_t lane = 0; lane < spans[g].count; ++lane) {
        results[spans[g].at + lane] = values[g][lane];
        if (bad[lane] != 0 && first_unfit == count) first_unfit = spans[g].at + lane;
      }
    }
  }
  return first_unfit;
}

/// S_{A->B} of quantities/two_level.hpp, from the entries: |ee>, |eg>, |ge>, |gg> are 0 to 3.
inline Vector steering_of(const Hermitian& rho) {
  const Vector* const d = rho.diagonal;
  const ComplexLanes of_a = rho.entry(0, 2) + rho.entry(1, 3);
  const ComplexLanes of_b = rho.entry(0, 1) + rho.entry(2, 3);
  const ComplexLanes differs_a = rho.entry(0, 2) - rho.entry(1, 3);  // with sigma_z of B
  const ComplexLanes differs_b = rho.entry(0, 1) - rho.entry(2, 3);
  const TwoLevelState<Number> a = {{d[0] + d[1]}, {d[2] + d[3]}, {of_a.re}, {of_a.im}};
  const TwoLevelState<Number> b = {{d[0] + d[2]}, {d[1] + d[3]}, {of_b.re}, {of_b.im}};
  const Vector x[3] = {2.0 * of_a.re, -2.0 * of_a.im, a.first.value - a.second.value};
  const Vector y[3] = {2.0 * of_b.re, -2.0 * of_b.im, b.first.value - b.second.value};
  const ComplexLanes outer = rho.entry(0, 3);
  const ComplexLanes inner = rho.entry(1, 2);
  const Vector both[9] = {
      2.0 * (inner.re + outer.re),  2.0 * (inner.im - outer.im), 2.0 * differs_a.re,
      -2.0 * (inner.im + outer.im), 2.0 * (inner.re - outer.re), -2.0 * differs_a.im,
      2.0 * differs_b.re,           -2.0 * differs_b.im,         (d[0] - d[1]) - (d[2] - d[3])};
  std::array<Number, 9> c = {};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) c[3 * i + j] = {fnma(x[i], y[j], both[3 * i + j])};
  return steering(c, a, b).value;
}

inline Hermitian partial_transpose(Hermitian rho) {
  const ComplexLanes outer = rho.entry(0, 3);
  rho.entry(0, 3) = conjugate(rho.entry(1, 2));
  rho.entry(1, 2) = conjugate(outer);
  rho.entry(0, 2) = conjugate(rho.entry(0, 2));
  rho.entry(1, 3) = conjugate(rho.entry(1, 3));
  return rho;
}

/// From the singular values of A^T (sigma_y (x) sigma_y) A with rho = A A': the textbook's
/// eigenvalues of a product are squares of them, and lose half of the digits.
inline Vector concurrence_of(const Hermitian& rho) {
  const Columns a = root_of(rho);
  Columns m = {};
  for (std::size_t p = 0; p < levels; ++p) {
    for (std::size_t q = p; q < levels; ++q) {
      const ComplexLanes(&x)[levels] = a.at[p];
      const ComplexLanes(&y)[levels] = a.at[q];
      const ComplexLanes zero = {};
      const ComplexLanes added = add_product(add_product(zero, x[1], y[2]), x[2], y[1]);
      const ComplexLanes taken = add_product(add_product(zero, x[0], y[3]), x[3], y[0]);
      m.at[p][q] = m.at[q][p] = added - taken;
    }
  }
  make_orthogonal(m);
  Vector sum = {};
  Vector largest = {};
  for (const auto& column : m.at) {
    const Vector value = square_root(square_of_norm(column));
    sum += value;
    largest = maximum(largest, value);
  }
  return maximum(2.0 * largest - sum, Vector{});
}

/// Puts the smaller of two first.
inline void in_order(Vector& a, Vector& b) {
  const Vector smaller = minimum(a, b);
  b = maximum(a, b);
  a = smaller;
}

/// In rising order.
struct Eigenvalues {
  Vector value[levels];
};

/// Of a matrix that is diagonal.
inline Eigenvalues sorted(const Symmetric& a) {
  Eigenvalues values = {{a.diagonal[0], a.diagonal[1], a.diagonal[2], a.diagonal[3]}};
  Vector* const d = values.value;
  in_order(d[0], d[1]);
  in_order(d[2], d[3]);
  in_order(d[0], d[2]);
  in_order(d[1], d[3]);
  in_order(d[1], d[2]);
  return values;
}

/// Those of a matrix of any size: it is divided by its largest entry first.
inline Eigenvalues energies_of(Hermitian h) {
  Vector largest = {};
  const auto each = [&h](auto function) {
    for (std::size_t i = 0; i < levels; ++i) {
      function(h.diagonal[i]);
      for (std::size_t j = i + 1; j < levels; ++j) {
        function(h.entry(i, j).re);
        function(h.entry(i, j).im);
      }
    }
  };
  each([&](const Vector& x) { largest = maximum(largest, absolute(x)); });
  largest = choose(largest > 0.0, largest, spread(1.0));
  each([&](Vector& x) { x /= largest; });
  Symmetric diagonal[1] = {tridiagonal(h)};
  make_diagonal(diagonal);
  Eigenvalues values = sorted(diagonal[0]);
  for (Vector& value : values.value) value *= largest;
  return values;
}

/// tr(H rho)
inline Vector energy_of(const Hermitian& rho, const Hermitian& h) {
  Vector sum = {};
  Vector beside = {};
  for (std::size_t i = 0; i < levels; ++i) {
    sum = fma(h.diagonal[i], rho.diagonal[i], sum);
    for (std::size_t j = i + 1; j < levels; ++j) {
      const ComplexLanes a = h.entry(i, j);
      const ComplexLanes b = rho.entry(i, j);
      beside = fma(a.im, b.im, fma(a.re, b.re, beside));
    }
  }
  return sum + 2.0 * beside;
}

/// A Hamiltonian and its eigenvalues.
struct Energies {
  Hermitian h;
  Eigenvalues values;
};

/// tr(H rho) - sum_m e_m lambda_m, energies rising, populations falling.
template <std::size_t count>
inline void ergotropies(const Read (&rho)[count], const Energies* const (&energies)[count],
                        Vector* results) {
  Symmetric diagonal[count];
  for (std::size_t g = 0; g < count; ++g) diagonal[g] = tridiagonal(rho[g].matrix);
  make_diagonal(diagonal);
  for (std::size_t g = 0; g < count; ++g) {
    const Eigenvalues populations = sorted(diagonal[g]);
    Vector passive = {};
    for (std::size_t m = 0; m < levels; ++m)
      passive = fma(energies[g]->values.value[m], populations.value[levels - 1 - m], passive);
    results[g] = maximum(energy_of(rho[g].matrix, energies[g]->h) - passive, Vector{});
  }
}

/// A figure of merit of one group of states after the other.
template <class Figure>
inline std::size_t each_state(const MatricesAt& rho, std::size_t count, double* results,
                              Figure figure) {
  return each_group<levels, 1>(
      rho, count, results, &read,
      [&](const Read(&states)[1], const Span*, Vector* out) { *out = figure(states[0].matrix); });
}

std::size_t steering(MatricesAt rho, std::size_t count, double* results) {
  return each_state(rho, count, results, &steering_of);
}

std::size_t concurrence(MatricesAt rho, std::size_t count, double* results) {
  return each_state(rho, count, results, &concurrence_of);
}

/// -(the sum of the negative eigenvalues) of the partial transpose.
std::size_t negativity(MatricesAt rho, std::size_t count, double* results) {
  return each_group<levels, 2>(
      rho, count, results, &read, [](const Read(&states)[2], const Span*, Vector* out) {
        Symmetric transposed[2] = {tridiagonal(partial_transpose(states[0].matrix)),
                                   tridiagonal(partial_transpose(states[1].matrix))};
        make_diagonal(transposed);
        for (std::size_t g = 0; g < 2; ++g) {
          out[g] = Vector{};
          for (const Vector& value : transposed[g].diagonal) out[g] += maximum(-value, Vector{});
        }
      });
}

std::size_t ergotropy(MatricesAt rho, MatricesAt hamiltonian, std::size_t count, double* results) {
  if (hamiltonian.stride == 0) {
    const Hermitian h = read(hamiltonian).matrix;
    const Energies energies = {h, energies_of(h)};
    return each_group<levels, 2>(rho, count, results, &read,
                                 [&](const Read(&states)[2], const Span*, Vector* out) {
                                   ergotropies(states, {&energies, &energies}, out);
                                 });
  }
  return each_group<levels, 1>(rho, count, results, &read,
                               [&](const Read(&states)[1], const Span* span, Vector* out) {
                                 const Group<levels> group(hamiltonian, span->at, span->count);
                                 const Hermitian h = read(group.matrices()).matrix;
                                 const Energies energies = {h, energies_of(h)};
                                 ergotropies(states, {&energies}, out);
                               });
}

std::size_t ergotropy_along(MatricesAt rho, const std::array<double, 3>& direction, double length,
                            std::size_t count, double* results) {
  return each_group<2, 1>(rho, count, results, &read_two_levels,
                          [&](const ReadTwoLevels(&states)[1], const Span*, Vector* out) {
                            *out = length *
                                   qbattery::ergotropy_along(states[0].state, direction).value;
                          });
}

}  // namespace

extern const Kernels QBATTERY_KERNELS = {&steering, &concurrence, &negativity, &ergotropy,
                                         &ergotropy_along};

}  // namespace qbattery::states
