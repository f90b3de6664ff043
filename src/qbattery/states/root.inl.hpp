// Included by states/kernels.inl.hpp alone, behind jacobi.inl.hpp: roots of Hermitian 4 x 4
// matrices that are not negative.

/// a - x x'
inline void subtract_square(Hermitian& a, const ComplexLanes (&x)[levels]) {
  for (std::size_t i = 0; i < levels; ++i) {
    a.diagonal[i] -= square_of_modulus(x[i]);
    for (std::size_t j = i + 1; j < levels; ++j)
      a.entry(i, j) = add_product(a.entry(i, j), -x[i], conjugate(x[j]));
  }
}

/// The column of `a` that begins at its largest number on the diagonal, which is returned.
inline Vector largest_column(const Hermitian& a, ComplexLanes (&column)[levels]) {
  Vector largest = a.diagonal[0];
  for (std::size_t p = 0; p < levels; ++p) {
    const Bits is_larger = a.diagonal[p] > largest;
    largest = choose(is_larger, a.diagonal[p], largest);
    for (std::size_t i = 0; i < levels; ++i) {
      const ComplexLanes entry = i == p ? ComplexLanes{a.diagonal[p], {}} : a.at(i, p);
      column[i] = p == 0 ? entry : choose(is_larger, entry, column[i]);
    }
  }
  return largest;
}

/// A with rho = A A', by Cholesky's columns in the order of what is largest of what is left.
/// Numbers of the size of rounding are taken for 0, as eigenvalues are in
/// quantities/information.hpp.
inline Columns root_of(Hermitian rho) {
  const Vector* const d = rho.diagonal;
  const Vector least = 1.6e-15 * ((d[0] + d[1]) + (d[2] + d[3]));
  Columns root;  // NOLINT(cppcoreguidelines-pro-type-member-init): all of it is written
  for (ComplexLanes(&column)[levels] : root.at) {
    const Vector largest = largest_column(rho, column);
    const Bits is_there = largest > least;
    const Vector over_root = reciprocal_root(choose(is_there, largest, spread(1.0)));
    const Vector scale = choose(is_there, over_root, Vector{});
    for (ComplexLanes& entry : column) entry = scale * entry;
    subtract_square(rho, column);
  }
  return root;
}
