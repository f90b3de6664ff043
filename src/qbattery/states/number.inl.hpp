// Included by states/kernels.inl.hpp alone, inside its unnamed namespace: a vector as the `Real` of
// quantities/two_level.hpp.

struct Number {
  Vector value;

  Number() = default;
  Number(Vector v) : value(v) {}
  Number(double x) : value(spread(x)) {}
  Number& operator+=(Number b) { return *this = Number(value + b.value); }
  Number& operator-=(Number b) { return *this = Number(value - b.value); }

  friend Number operator+(Number a, Number b) { return a.value + b.value; }
  friend Number operator-(Number a, Number b) { return a.value - b.value; }
  friend Number operator*(Number a, Number b) { return a.value * b.value; }
  friend Number operator/(Number a, Number b) { return a.value / b.value; }
  friend Number sqrt(Number a) { return square_root(a.value); }
  friend Number abs(Number a) { return absolute(a.value); }
  friend Number min(Number a, Number b) { return minimum(a.value, b.value); }
  friend Number max(Number a, Number b) { return maximum(a.value, b.value); }
  friend Number less(Number a, Number b) { return (a.value < b.value) ? spread(1.0) : spread(0.0); }
  friend Number choose(Number condition, Number yes, Number no) {
    return (condition.value != 0.0) ? yes.value : no.value;
  }
  friend Number difference_of_products(Number a, Number b, Number c, Number d) {
    const Vector added = a.value * b.value;
    const Vector taken = c.value * d.value;
    return (added - taken) +
           (product_error(a.value, b.value, added) - product_error(c.value, d.value, taken));
  }
};
